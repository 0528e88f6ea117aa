using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>A pivot so small that its reciprocal overflows is refused: a solve would turn it into infinities.</summary>
[Trait("Category", "Kernels")]
public class TinyPivots
{
    // The reciprocal of anything below 2^-1024, about 5.6e-309, is infinite.
    private const double Tiny = 1e-310;

    // The smallest power of ten whose reciprocal is a number.
    private const double Small = 1e-308;

    [Fact]
    public void Factorisations_RefuseWhatTheyCannotInvert()
    {
        Check(default(Shape2x2));
        Check(default(Shape12x6));
        Check(new DynamicShape(2, 2));
        Check(new DynamicShape(12, 6));
    }

    private static void Check<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        double[] matrix = new double[n * n], factor = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            matrix[i * (n + 1)] = 1;
        }

        int[] pivots = new int[n];
        Assert.True(global::SpanLqr.Shapes.Kernels.LdlFactorA(shape, matrix, factor));
        Assert.True(global::SpanLqr.Shapes.Kernels.LuFactorA(shape, matrix, factor, pivots));
        matrix[^1] = Tiny;
        Assert.False(global::SpanLqr.Shapes.Kernels.LdlFactorA(shape, matrix, factor));
        Assert.False(global::SpanLqr.Shapes.Kernels.LuFactorA(shape, matrix, factor, pivots));
        Assert.False(global::SpanLqr.Shapes.Kernels.CholeskyFactorA(shape, matrix, factor));
        matrix[^1] = Small;
        Assert.True(global::SpanLqr.Shapes.Kernels.CholeskyFactorA(shape, matrix, factor));
        Assert.Equal(1e-154, factor[^1], 1e-168);
    }
}
