using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// The only place with size thresholds: which code shape a size gets. The numbers come from measurements on an AVX-512
/// machine; see docs/architecture.md.
/// </summary>
/// <remarks>
/// Measured in double precision. Thresholds that count registers, rows or multiply-adds hold for single as they are; where a
/// vector is chosen, it is the one with as many lanes.
/// </remarks>
internal static class UnrollPolicy
{
    /// <summary>Rows of the right factor that are held in sixteen registers; with more, tiles of accumulators spill less.</summary>
    private const int MaxPanelRows = 7;

    /// <summary>The same with the thirty-two registers that come with the widest vectors.</summary>
    private const int MaxWidePanelRows = 20;

    /// <summary>From this inner dimension on, rows are computed four at a time: one chain alone waits for its own latency.</summary>
    private const int MinInterleavedInner = 9;

    /// <summary>A transposed right factor is gathered, which only pays when a gathered column serves all rows.</summary>
    private const int MaxGatheredPanelRows = 16;

    /// <summary>Multiply-adds of rows × inner that are written out row by row; a loop over rows beyond.</summary>
    private const int MaxUnrolledRowWork = 16;

    /// <summary>Rows of an accumulator tile: four chains hide the latency of a fused multiply-add.</summary>
    public const int TileRows = 4;

    /// <summary>Vectors in a row up to which they are shared out over tiles; a loop over single vectors beyond.</summary>
    public const int MaxTiledVectors = 6;

    private const int MaxTileRows = 8;

    /// <summary>Vectors side by side in a tile: with four rows, twelve accumulators, which AVX2's sixteen registers hold.</summary>
    public const int TileVectors = 3;

    /// <summary>Dimensions up to which factorisations, and solves with the widest vectors, are written out.</summary>
    public const int MaxUnrolledFactor = 16;

    private const int MaxRegisterFactor = 5;

    private const int MaxUnrolledNarrowSolve = 8;

    // Vectors of two gain little over a loop, and every width is text to compile.
    private const int MaxUnrolledPairSolve = 4;

    /// <summary>States up to which a fused Riccati step is one method; from there on it is a few, which the JIT serves better.</summary>
    private const int MaxInlineRiccati = 8;

    private const int MaxFusedStates = 12;

    private const int MaxNarrowFusedStates = 8;

    private const int MaxFusedInputs = 8;

    /// <summary>States up to which the linear system of a doubling step is solved in registers.</summary>
    public const int MaxShiftedSolve = 16;

    private const int MaxRegisterCongruence = 8;

    /// <summary>The states of a rollout that stay in registers, beside those of the next step.</summary>
    private const int MaxUnrolledRollout = 8;

    /// <summary>The multiply-adds of a batched recursion in one method. Beyond some 450 the JIT stops inlining, and all is ten times slower and more.</summary>
    private const int MaxUnrolledBatch = 320;

    private const int MaxUnrolledBatchSum = 16;

    private const int MaxUnrolledEntries = 16;
    private const int MaxUnrolledDots = 80;
    private const int MaxInlinedMultiplyAdds = 8;

    /// <summary>Whether a last block of <paramref name="rest"/> columns is one padded vector rather than several narrow ones.</summary>
    public static bool Pads(int rest, VectorWidth width) => width.Half is { } half && rest > half.Lanes;

    /// <summary>The vector widths to emit for a product, widest first; none for a single column.</summary>
    public static IReadOnlyList<VectorWidth> ProductTiers(Precision precision, int rows, int inner, int cols) =>
        IsFlat(rows, inner, cols) ? [.. precision.Vectors.Where(static width => width.Lanes <= 4)] : Tiers(precision, cols);

    /// <summary>The vector widths to emit for rows of so many columns, widest first; none for a single column.</summary>
    public static IReadOnlyList<VectorWidth> Tiers(Precision precision, int columns) =>

        // A width only earns its branch where it holds something the next one does not.
        [.. precision.Vectors.Where(width => columns >= width.Lanes || Pads(columns, width))];

    /// <summary>Whether the three matrices of a product are one vector of four each.</summary>
    public static bool IsFlat(int rows, int inner, int cols) => rows == 2 && inner == 2 && cols == 2;

    public static bool HoldsPanel(int inner, bool gathered, VectorWidth widest) =>
        inner <= (widest.IsWidest ? MaxWidePanelRows : gathered ? MaxGatheredPanelRows : MaxPanelRows);

    /// <summary>
    /// Rows whose chains a loop over a held panel runs side by side: as many as hide the latency of a fused multiply-add, and
    /// such that the last tile is nearly as full as the others. Two narrow vectors can start in every cycle, one of the widest.
    /// </summary>
    public static int PanelTileRows(int rows, int inner, VectorWidth width)
    {
        if (inner < MinInterleavedInner)
        {
            return 1;
        }

        int best = 1;
        for (int tile = width.IsWidest ? TileRows : TileRows + 1; tile <= MaxTileRows; tile++)
        {
            int tiles = (rows + tile - 1) / tile;
            if (best == 1 || (tiles * tile) - rows < ((rows + best - 1) / best * best) - rows)
            {
                best = tile;
            }
        }

        return System.Math.Min(best, rows);
    }

    /// <summary>
    /// The vector that holds a whole row where a congruence keeps its middle in registers; null where that does not fit or
    /// does not pay.
    /// </summary>
    public static VectorWidth? CongruenceWidth(Precision precision, int order, int cols) =>
        order is > MaxRegisterCongruence or < 2 || cols is < 3 or > 8 ? null : precision.Holding(cols);

    public static bool UnrollsRows(int rows, int inner) => rows == 1 || rows * inner <= MaxUnrolledRowWork;

    /// <summary>Whether a factorisation is written out; beyond, it is a loop in the library.</summary>
    public static bool UnrollsFactor(int dimension) => dimension <= MaxUnrolledFactor;

    /// <summary>Whether it goes column by column through memory, the triangle being too large for registers.</summary>
    public static bool FactorsByColumns(int dimension) => dimension > MaxRegisterFactor;

    /// <summary>Whether a solve keeps a block of the right side in registers, sixteen of them or thirty-two.</summary>
    public static bool UnrollsSolve(int dimension, VectorWidth widest) =>
        dimension <= (widest.IsWidest ? MaxUnrolledFactor : widest.Lanes == 2 ? MaxUnrolledPairSolve : MaxUnrolledNarrowSolve);

    /// <summary>Moves of single entries: transposes, symmetrising, mirroring.</summary>
    public static bool UnrollsEntries(int entries) => entries <= MaxUnrolledEntries;

    /// <summary>
    /// Mirroring of a triangle entry by entry: where rows were stored with overlap, a block of four would wait for the stores.
    /// </summary>
    public static bool UnrollsMirror(int dimension) => dimension < 8;

    /// <summary>Row times vector, one scalar chain a row.</summary>
    public static bool UnrollsDots(int rows, int inner) => rows * inner <= MaxUnrolledDots;

    /// <summary>Whether a Riccati step of this size is fused.</summary>
    public static bool FusesRiccati(int states, int inputs) => states <= MaxFusedStates && inputs <= MaxFusedInputs;

    /// <summary>
    /// The vectors that hold rows of states in the linear system of a doubling step and in a fused step, widest first: two states
    /// are faster as scalars, and what fills the widest vectors has a form in half of them for machines that have no others.
    /// </summary>
    public static IReadOnlyList<VectorWidth> StateWidths(Precision precision, int states)
    {
        VectorWidth holding = states <= 2 ? precision.Scalar : precision.Holding(states);
        return holding.IsWidest ? [holding, holding.Half!] : [holding];
    }

    /// <summary>
    /// The widths in which a step is fused: A and P·A of one column block are held together, so sixteen registers serve eight
    /// states. At twelve the products were measured faster, by half.
    /// </summary>
    public static IReadOnlyList<VectorWidth> FusedRiccatiWidths(Precision precision, int states) =>
        [.. StateWidths(precision, states).Where(width => width.Api is null || width.IsWidest || states <= MaxNarrowFusedStates)];

    /// <summary>Whether a fused step is one method: a row of states must be one vector.</summary>
    public static bool FusesInOneMethod(int states, VectorWidth width) =>
        width.Api is null || (states <= MaxInlineRiccati && states <= width.Lanes);

    /// <summary>The vectors that hold rows of inputs in a fused step whose states are in <paramref name="width"/>.</summary>
    public static VectorWidth FusedRiccatiInputWidth(Precision precision, int states, int inputs, VectorWidth width)
    {
        VectorWidth holding = states <= 2 || inputs == 1 ? precision.Scalar : precision.Holding(inputs);
        return holding.Lanes > width.Lanes ? width : holding;
    }

    /// <summary>Whether an entry of a row that is one register is broadcast from there, and not through memory.</summary>
    public static bool BroadcastsLanes(int states) => states <= 4;

    /// <summary>
    /// Small kernels cost less than a call. Larger ones must not be pulled into a solver: the JIT stops optimising
    /// methods that grow too big.
    /// </summary>
    public static string Inlining(int multiplyAdds) =>
        "[MethodImpl(MethodImplOptions." + (multiplyAdds <= MaxInlinedMultiplyAdds ? "AggressiveInlining" : "NoInlining") + ")]";

    /// <summary>Whether a rollout of n states is written out.</summary>
    public static bool UnrollsRollout(int states) => states <= MaxUnrolledRollout;

    /// <summary>Whether batched Riccati recursions of this size are written out, P in registers.</summary>
    public static bool UnrollsBatch(int states, int inputs) =>
        (states * states * ((3 * states) + 1) / 2) + (2 * states * states * inputs) + (states * inputs * (states + inputs + 2) / 2) <= MaxUnrolledBatch;

    /// <summary>Whether their sums of n products are, with one factor in registers.</summary>
    public static bool UnrollsBatchSums(int states) => states <= MaxUnrolledBatchSum;
}
