using Xunit;

namespace SpanLqr.Native.Tests;

/// <summary>A fact about the published library; skipped with the reason where there is none, or no compiler.</summary>
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = NativeLibrary.Missing;
}
