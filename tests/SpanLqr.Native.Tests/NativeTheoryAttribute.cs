using Xunit;

namespace SpanLqr.Native.Tests;

/// <summary>A theory about the published library; skipped with the reason where there is none, or no compiler.</summary>
internal sealed class NativeTheoryAttribute : TheoryAttribute
{
    public NativeTheoryAttribute() => Skip = NativeLibrary.Missing;
}
