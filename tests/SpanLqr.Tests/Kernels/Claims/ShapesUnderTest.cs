using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>The shapes over which every claim is checked.</summary>
internal static class ShapesUnderTest
{
    private static readonly (int N, int M)[] DynamicSizes = [(1, 1), (2, 3), (4, 1), (7, 4), (8, 8), (9, 5), (12, 6), (13, 2), (16, 9), (33, 3)];

    /// <summary>Checks a claim for every shape of moderate size.</summary>
    public static void Check(IShapeClaim claim)
    {
        var report = new Report();
        foreach ((int n, int m) in DynamicSizes)
        {
            claim.Check(new DynamicShape(n, m), report);
        }

        Conclude(report);
    }

    /// <summary>
    /// Checks a claim for the sizes that reach the blocked paths of the dynamic shape: wider than one panel of a product,
    /// longer than one strip of a matrix–vector product, inputs outnumbering states.
    /// </summary>
    public static void CheckLarge(IShapeClaim claim)
    {
        var report = new Report();
        claim.Check(new DynamicShape(270, 3), report);
        claim.Check(new DynamicShape(3, 70), report);
        Conclude(report);
    }

    private static void Conclude(Report report)
    {
        Assert.True(report.Succeeded, report.ToString());
        Assert.True(report.Judged > 0, "nothing was checked");
    }
}
