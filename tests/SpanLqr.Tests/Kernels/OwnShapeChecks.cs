using SpanLqr;
using SpanLqr.TestShapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Claims about <see cref="OwnShapes"/>, and about a shape that only its own class can see.</summary>
internal static partial class OwnShapeChecks
{
    [LqrShape(13, 2)]
    private readonly partial struct Private;

    public static void Check(IDoublingClaim claim, Report report)
    {
        claim.Check(default(OwnShapes.MoreInputsThanStates), report);
        claim.Check(default(OwnShapes.OneVectorWide), report);
        claim.Check(default(OwnShapes.JustPastOneVector), report);
        claim.Check(default(Private), report);
        claim.Check(default(OwnShapes.TwoVectorsWide), report);
        claim.Check(default(OwnShapes.Tall), report);
        claim.Check(default(OwnShapes.LargestSupported), report);
    }
}
