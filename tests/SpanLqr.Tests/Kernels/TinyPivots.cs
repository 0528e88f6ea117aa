using System.Numerics;
using SpanLqr.Shapes;
using SpanLqr.TestShapes;
using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>A pivot so small that its reciprocal overflows is refused: a solve would turn it into infinities.</summary>
[Trait("Category", "Kernels")]
public class TinyPivots
{
    [Fact]
    public void Factorisations_RefuseWhatTheyCannotInvert()
    {
        // The reciprocal of anything below 2^-1024, about 5.6e-309, is infinite; 1e-308 is the smallest power of ten whose is not.
        Check(default(Shape2x2), 1e-310, 1e-308);
        Check(default(Shape12x6), 1e-310, 1e-308);
        Check(new DynamicShape(2, 2), 1e-310, 1e-308);
        Check(new DynamicShape(12, 6), 1e-310, 1e-308);
    }

    [Fact]
    public void Factorisations_InSinglePrecision_RefuseWhatTheyCannotInvert()
    {
        // 2^-128, about 2.9e-39, and 1e-38.
        Check(default(OwnSingleShapes.Flat), 1e-39f, 1e-38f);
        Check(default(OwnSingleShapes.TwelveStates), 1e-39f, 1e-38f);
        Check(new DynamicShape<float>(2, 2), 1e-39f, 1e-38f);
        Check(new DynamicShape<float>(12, 6), 1e-39f, 1e-38f);
    }

    private static void Check<TShape, T>(TShape shape, T tiny, T small)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        T[] matrix = new T[n * n], factor = new T[n * n];
        for (int i = 0; i < n; i++)
        {
            matrix[i * (n + 1)] = T.One;
        }

        int[] pivots = new int[n];
        Assert.True(global::SpanLqr.Shapes.Kernels.LdlFactorA(shape, matrix, factor));
        Assert.True(global::SpanLqr.Shapes.Kernels.LuFactorA(shape, matrix, factor, pivots));
        matrix[^1] = tiny;
        Assert.False(global::SpanLqr.Shapes.Kernels.LdlFactorA(shape, matrix, factor));
        Assert.False(global::SpanLqr.Shapes.Kernels.LuFactorA(shape, matrix, factor, pivots));
        Assert.False(global::SpanLqr.Shapes.Kernels.CholeskyFactorA(shape, matrix, factor));
        matrix[^1] = small;
        Assert.True(global::SpanLqr.Shapes.Kernels.CholeskyFactorA(shape, matrix, factor));
        Assert.Equal(T.Sqrt(small), factor[^1]);
    }
}
