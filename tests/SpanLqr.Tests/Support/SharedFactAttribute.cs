using Xunit;

namespace SpanLqr.Tests.Support;

/// <summary>A fact that needs the shared folder, and says so where it is missing.</summary>
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = SharedFolder.Missing;
}
