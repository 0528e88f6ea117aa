using SpanLqr;
using SpanLqr.TestShapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Claims about <see cref="OwnSingleShapes"/>, and about a shape that only its own class can see.</summary>
internal static partial class OwnSingleShapeChecks
{
    [LqrShape(13, 2, Precision = LqrPrecision.Single)]
    private readonly partial struct Private;

    public static void Check(IShapeClaim claim, Report report)
    {
        claim.Check<OwnSingleShapes.Scalar, float>(default, report);
        claim.Check<OwnSingleShapes.Pair, float>(default, report);
        claim.Check<OwnSingleShapes.Flat, float>(default, report);
        claim.Check<OwnSingleShapes.LessThanOneVector, float>(default, report);
        claim.Check<OwnSingleShapes.OneVector, float>(default, report);
        claim.Check<OwnSingleShapes.HalfAsManyInputs, float>(default, report);
        claim.Check<OwnSingleShapes.OneVectorSquare, float>(default, report);
        claim.Check<OwnSingleShapes.MoreInputsThanStates, float>(default, report);
        claim.Check<OwnSingleShapes.SixByThree, float>(default, report);
        claim.Check<OwnSingleShapes.PaddedDouble, float>(default, report);
        claim.Check<OwnSingleShapes.TwoVectors, float>(default, report);
        claim.Check<OwnSingleShapes.JustPastTwoVectors, float>(default, report);
        claim.Check<OwnSingleShapes.PairLeftOver, float>(default, report);
        claim.Check<OwnSingleShapes.TwelveStates, float>(default, report);
        claim.Check<Private, float>(default, report);
        claim.Check<OwnSingleShapes.WidestVector, float>(default, report);
        claim.Check<OwnSingleShapes.JustPastTheWidest, float>(default, report);
        claim.Check<OwnSingleShapes.Tall, float>(default, report);
        claim.Check<OwnSingleShapes.LargestSupported, float>(default, report);
    }
}
