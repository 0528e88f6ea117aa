using SpanLqr;

namespace SpanLqr.TestShapes;

/// <summary>Shapes of single precision as a user writes them: whole vectors of four, eight and sixteen lanes, and parts of them.</summary>
internal static partial class OwnSingleShapes
{
    [LqrShape(1, 1, Precision = LqrPrecision.Single)]
    internal readonly partial struct Scalar;

    [LqrShape(2, 1, Precision = LqrPrecision.Single)]
    internal readonly partial struct Pair;

    [LqrShape(2, 2, Precision = LqrPrecision.Single)]
    internal readonly partial struct Flat;

    [LqrShape(3, 2, Precision = LqrPrecision.Single)]
    internal readonly partial struct LessThanOneVector;

    [LqrShape(4, 1, Precision = LqrPrecision.Single)]
    internal readonly partial struct OneVector;

    [LqrShape(4, 2, Precision = LqrPrecision.Single)]
    internal readonly partial struct HalfAsManyInputs;

    [LqrShape(4, 4, Precision = LqrPrecision.Single)]
    internal readonly partial struct OneVectorSquare;

    [LqrShape(5, 7, Precision = LqrPrecision.Single)]
    internal readonly partial struct MoreInputsThanStates;

    [LqrShape(6, 3, Precision = LqrPrecision.Single)]
    internal readonly partial struct SixByThree;

    [LqrShape(7, 4, Precision = LqrPrecision.Single)]
    internal readonly partial struct PaddedDouble;

    [LqrShape(8, 8, Precision = LqrPrecision.Single)]
    internal readonly partial struct TwoVectors;

    [LqrShape(9, 5, Precision = LqrPrecision.Single)]
    internal readonly partial struct JustPastTwoVectors;

    [LqrShape(10, 2, Precision = LqrPrecision.Single)]
    internal readonly partial struct PairLeftOver;

    [LqrShape(12, 4, Precision = LqrPrecision.Single)]
    internal readonly partial struct TwelveStates;

    [LqrShape(16, 8, Precision = LqrPrecision.Single)]
    internal readonly partial struct WidestVector;

    [LqrShape(17, 3, Precision = LqrPrecision.Single)]
    internal readonly partial struct JustPastTheWidest;

    [LqrShape(20, 6, Precision = LqrPrecision.Single)]
    internal readonly partial struct Tall;

    [LqrShape(32, 32, Precision = LqrPrecision.Single)]
    internal readonly partial struct LargestSupported;
}
