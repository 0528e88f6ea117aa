using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>What the kernels touch, refuse and promise about memory, over all kernels and all shapes.</summary>
[Trait("Category", "Kernels")]
public class KernelBorderFacts
{
    [Fact]
    public void No_kernel_writes_anything_but_its_results() => ShapesUnderTest.Check(new WritesOnlyResults());

    [Fact]
    public void A_wrong_length_throws_naming_the_argument_and_both_sizes_before_anything_is_written() =>
        ShapesUnderTest.Check(new RejectsWrongLengths());

    [Fact]
    public void Overlap_works_where_documented_and_throws_elsewhere_before_anything_is_written() =>
        ShapesUnderTest.Check(new ObeysOverlapRule());

    [Fact]
    public void No_kernel_allocates_a_byte() => ShapesUnderTest.Check(new AllocatesNothing());
}
