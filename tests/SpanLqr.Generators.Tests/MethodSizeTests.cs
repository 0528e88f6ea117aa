using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SpanLqr.Generators.Tests.Harness;
using Xunit;

namespace SpanLqr.Generators.Tests;

/// <summary>
/// The JIT stops optimising a method somewhere between 48 and 52 KB of IL, and code then runs ten times slower.
/// Cores are inlined once or twice into their members, so the bound leaves room for that.
/// </summary>
public class MethodSizeTests
{
    private const int MaxMethodBytes = 30 * 1024;

    [Theory]
    [InlineData(4, 4)]
    [InlineData(7, 3)]
    [InlineData(8, 4)]
    [InlineData(8, 8)]
    [InlineData(12, 6)]
    [InlineData(16, 16)]
    [InlineData(32, 32)]
    [InlineData(8, 8, LqrPrecision.Single)]
    [InlineData(12, 6, LqrPrecision.Single)]
    [InlineData(16, 16, LqrPrecision.Single)]
    [InlineData(32, 32, LqrPrecision.Single)]
    public void NoMethodGrowsTowardsTheJitsLimit(int states, int inputs, LqrPrecision precision = LqrPrecision.Double)
    {
        using MemoryStream image = Consumer.Emit(Consumer.Compile(
            $"[SpanLqr.LqrShape({states}, {inputs}, Precision = SpanLqr.LqrPrecision.{precision})] public readonly partial struct Shape {{ }}"));
        using var file = new PEReader(image);
        MetadataReader metadata = file.GetMetadataReader();
        int methods = 0;
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0)
            {
                methods++;
                int size = file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!.Length;
                Assert.True(size <= MaxMethodBytes, $"{metadata.GetString(method.Name)} has {size} bytes of IL.");
            }
        }

        Assert.True(methods > 150, "The kernels were not there to be measured.");
    }
}
