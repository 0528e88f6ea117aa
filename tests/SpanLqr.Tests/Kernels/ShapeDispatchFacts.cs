using System;
using System.Linq;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.KernelFacts;

public class ShapeDispatchFacts
{
    [Fact]
    public void Every_built_in_size_is_dispatched_to_the_generated_shape_of_that_size()
    {
        Assert.Equal(34, ShapesUnderTest.BuiltInSizes.Count());
        foreach ((int n, int m) in ShapesUnderTest.BuiltInSizes)
        {
            Assert.Equal(($"Shape{n}x{m}", n, m), Dispatched(n, m));
        }
    }

    [Fact]
    public void Every_generated_shape_of_the_library_is_dispatched_to()
    {
        var declared = typeof(ILqrShape).Assembly.GetTypes().Where(type => type.IsDefined(typeof(LqrShapeAttribute), false)).Select(type => type.Name);
        var dispatched = ShapesUnderTest.BuiltInSizes.Select(size => Dispatched(size.N, size.M).Name);
        Assert.Equal(declared.Order(), dispatched.Order());
    }

    [Fact]
    public void Every_other_size_gets_the_dynamic_shape()
    {
        Assert.Equal((nameof(DynamicShape), 9, 1), Dispatched(9, 1));
        Assert.Equal((nameof(DynamicShape), 8, 5), Dispatched(8, 5));
        Assert.Equal((nameof(DynamicShape), 12, 5), Dispatched(12, 5));
        Assert.Equal((nameof(DynamicShape), 4, 6), Dispatched(4, 6));
        Assert.Equal((nameof(DynamicShape), 400, 3), Dispatched(400, 3));
    }

    [Fact]
    public void A_size_below_one_or_beyond_spans_is_refused_by_name()
    {
        Assert.Equal("stateDim", Assert.Throws<ArgumentOutOfRangeException>(() => Dispatched(0, 1)).ParamName);
        Assert.Equal("inputDim", Assert.Throws<ArgumentOutOfRangeException>(() => Dispatched(1, -1)).ParamName);
        Assert.Equal("stateDim", Assert.Throws<ArgumentException>(() => Dispatched(40_000, 1)).ParamName);
        Assert.Equal("stateDim", Assert.Throws<ArgumentException>(() => Dispatched(int.MaxValue, int.MaxValue)).ParamName);
    }

    private static (string Name, int N, int M) Dispatched(int n, int m)
    {
        var visitor = default(Describe);
        return ShapeDispatch.Run<Describe, (string, int, int)>(n, m, ref visitor);
    }

    private readonly struct Describe : IShapeVisitor<(string Name, int N, int M)>
    {
        public (string Name, int N, int M) Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape => (typeof(TShape).Name, shape.StateDim, shape.InputDim);
    }
}
