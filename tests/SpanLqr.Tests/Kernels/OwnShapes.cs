using SpanLqr;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Shapes as a user writes them, of sizes that the built-in ones do not have, so that every code shape is exercised.</summary>
internal static partial class OwnShapes
{
    [LqrShape(5, 7)]
    internal readonly partial struct MoreInputsThanStates;

    [LqrShape(8, 8)]
    internal readonly partial struct OneVectorWide;

    [LqrShape(9, 5)]
    internal readonly partial struct JustPastOneVector;

    [LqrShape(13, 2)]
    private readonly partial struct Private;

    [LqrShape(16, 8)]
    public readonly partial struct TwoVectorsWide;

    [LqrShape(20, 3)]
    internal readonly partial struct Tall;

    [LqrShape(32, 32)]
    internal readonly partial struct LargestSupported;

    public static void Check(IDoublingClaim claim, Report report)
    {
        claim.Check(default(MoreInputsThanStates), report);
        claim.Check(default(OneVectorWide), report);
        claim.Check(default(JustPastOneVector), report);
        claim.Check(default(Private), report);
        claim.Check(default(TwoVectorsWide), report);
        claim.Check(default(Tall), report);
        claim.Check(default(LargestSupported), report);
    }
}
