using System;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;
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

    [Fact]
    public void A_pivot_that_is_no_row_to_exchange_with_is_refused_before_anything_is_written()
    {
        var shape = new DynamicShape(3, 1);
        double[] factor = [2, 0, 0, 0, 2, 0, 0, 0, 2];
        foreach (int[] pivots in (int[][])[[0, 0, 2], [0, 1, 3], [-1, 1, 2]])
        {
            double[] destination = [7, 7, 7];
            var exception = Assert.Throws<ArgumentException>(() => Kernels.LuSolveAx(shape, factor, pivots, [1, 2, 3], destination));
            Assert.Equal("pivots", exception.ParamName);
            Assert.Equal([7, 7, 7], destination);
        }
    }

    [Fact]
    public void Pivots_cut_from_the_memory_of_a_matrix_are_refused()
    {
        var shape = new DynamicShape(2, 1);
        double[] matrix = [1, 2, 3, 4];
        Assert.Throws<ArgumentException>(() => Kernels.LuFactorA(shape, matrix, new double[4], MemoryMarshal.Cast<double, int>(matrix.AsSpan())[..2]));
        Assert.Throws<ArgumentException>(() => Kernels.LuFactorA(shape, new double[4], matrix, MemoryMarshal.Cast<double, int>(matrix.AsSpan())[6..]));
        Assert.Equal([1, 2, 3, 4], matrix);
    }

    [Fact]
    public void Inputs_may_overlap_each_other()
    {
        double[] matrix = [1, 2, 3, 4];
        double[] square = new double[4];
        Kernels.MultiplyAA(default(Shape2x1), matrix, matrix, square);
        Assert.Equal([7, 10, 15, 22], square);
    }
}
