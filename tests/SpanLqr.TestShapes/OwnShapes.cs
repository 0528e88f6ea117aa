using SpanLqr;

namespace SpanLqr.TestShapes;

/// <summary>Shapes as a user writes them, of sizes that the built-in ones do not have, so that every code shape is exercised.</summary>
internal static partial class OwnShapes
{
    [LqrShape(5, 7)]
    internal readonly partial struct MoreInputsThanStates;

    [LqrShape(8, 8)]
    internal readonly partial struct OneVectorWide;

    [LqrShape(9, 5)]
    internal readonly partial struct JustPastOneVector;

    [LqrShape(16, 8)]
    public readonly partial struct TwoVectorsWide;

    [LqrShape(20, 3)]
    internal readonly partial struct Tall;

    [LqrShape(32, 32)]
    internal readonly partial struct LargestSupported;
}
