using System.Collections.Generic;
using System.Linq;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>The shapes over which every claim is checked.</summary>
internal static class ShapesUnderTest
{
    private const int MaximumDimension = 40;

    private static readonly (int N, int M)[] DynamicSizes = [(1, 1), (2, 3), (4, 1), (7, 4), (8, 8), (9, 5), (12, 6), (13, 2), (16, 9), (33, 3)];

    /// <summary>Every size that has a built-in shape, found by asking.</summary>
    public static IEnumerable<(int N, int M)> BuiltInSizes =>
        from n in Enumerable.Range(1, MaximumDimension)
        from m in Enumerable.Range(1, MaximumDimension)
        where ShapeDispatch.HasBuiltIn(n, m)
        select (n, m);

    /// <summary>Checks a claim for every shape of moderate size: built in, declared by a user, dynamic, in both precisions.</summary>
    public static void Check(IShapeClaim claim)
    {
        var report = new Report();
        CheckDouble(new InDouble(claim), report);
        OwnSingleShapeChecks.Check(claim, report);
        foreach ((int n, int m) in DynamicSizes)
        {
            claim.Check<DynamicShape<float>, float>(new DynamicShape<float>(n, m), report);
        }

        Conclude(report);
    }

    /// <summary>The same for a claim about the steps of doubling.</summary>
    public static void Check(IDoublingClaim claim)
    {
        var report = new Report();
        CheckDouble(claim, report);
        Conclude(report);
    }

    private static void CheckDouble(IDoublingClaim claim, Report report)
    {
        foreach ((int n, int m) in BuiltInSizes)
        {
            var visitor = new Visitor(claim, report);
            ShapeDispatch.Run<Visitor, bool>(n, m, ref visitor);
        }

        OwnShapeChecks.Check(claim, report);
        foreach ((int n, int m) in DynamicSizes)
        {
            claim.Check(new DynamicShape(n, m), report);
        }
    }

    /// <summary>
    /// Checks a claim for the sizes that reach the blocked paths of the dynamic shape: wider than one panel of a product,
    /// longer than one strip of a matrix–vector product, inputs outnumbering states.
    /// </summary>
    public static void CheckLarge(IShapeClaim claim)
    {
        var report = new Report();
        claim.Check<DynamicShape, double>(new DynamicShape(270, 3), report);
        claim.Check<DynamicShape, double>(new DynamicShape(3, 70), report);
        claim.Check<DynamicShape<float>, float>(new DynamicShape<float>(270, 3), report);
        claim.Check<DynamicShape<float>, float>(new DynamicShape<float>(3, 70), report);
        Conclude(report);
    }

    /// <summary>A hash over all results of all kernels on all shapes of moderate size, and over what is simulated with them.</summary>
    public static string Hash()
    {
        using var hash = new OutcomeHash();
        Check(hash);
        return hash.Value() + SimulationBits.Hash();
    }

    private static void Conclude(Report report)
    {
        Assert.True(report.Succeeded, report.ToString());
        Assert.True(report.Judged > 0, "nothing was checked");
    }

    private sealed class InDouble(IShapeClaim claim) : IDoublingClaim
    {
        public void Check<TShape>(TShape shape, Report report)
            where TShape : struct, ILqrShape => claim.Check<TShape, double>(shape, report);
    }

    private readonly struct Visitor(IDoublingClaim claim, Report report) : IShapeVisitor<bool>
    {
        public bool Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            claim.Check(shape, report);
            return true;
        }
    }
}
