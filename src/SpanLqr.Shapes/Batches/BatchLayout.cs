using System;
using System.ComponentModel;

namespace SpanLqr.Shapes;

/// <summary>
/// Where W problems lie side by side in vectors, one in each lane. The stage: A' by rows (n²), B' (nm), the lower triangle of Q by rows
/// (n(n+1)/2), that of R (m(m+1)/2), S (nm). The recursion: the lower triangle of P (n(n+1)/2), the number of stages that succeeded,
/// the pivot that decided, and a mask of what still succeeds.
/// </summary>
/// <remarks>In vectors, not in entries. Plumbing of generated kernels, which hold these offsets as constants; no user needs it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchLayout
{
    /// <summary>The entries of the lower triangle of an order×order matrix.</summary>
    /// <param name="order">The order.</param>
    public static int Triangle(int order) => order * (order + 1) / 2;

    /// <summary>The place of entry (i, j), i ≥ j, in a lower triangle by rows.</summary>
    /// <param name="i">The row.</param>
    /// <param name="j">The column.</param>
    public static int Lower(int i, int j) => Triangle(i) + j;

    /// <summary>The offset of B'.</summary>
    /// <param name="n">The number of states.</param>
    public static int Input(int n) => n * n;

    /// <summary>The offset of Q.</summary>
    /// <param name="n">The number of states.</param>
    /// <param name="m">The number of inputs.</param>
    public static int StateWeight(int n, int m) => Input(n) + (n * m);

    /// <summary>The offset of R.</summary>
    /// <param name="n">The number of states.</param>
    /// <param name="m">The number of inputs.</param>
    public static int InputWeight(int n, int m) => StateWeight(n, m) + Triangle(n);

    /// <summary>The offset of S.</summary>
    /// <param name="n">The number of states.</param>
    /// <param name="m">The number of inputs.</param>
    public static int CrossWeight(int n, int m) => InputWeight(n, m) + Triangle(m);

    /// <summary>The vectors of a stage.</summary>
    /// <param name="n">The number of states.</param>
    /// <param name="m">The number of inputs.</param>
    public static int StageLength(int n, int m) => CrossWeight(n, m) + (n * m);

    /// <summary>The place of the number of stages that succeeded, behind P.</summary>
    /// <param name="n">The number of states.</param>
    public static int Succeeded(int n) => Triangle(n);

    /// <summary>The place of the first pivot of R + B'PB that was not positive, or else the last one.</summary>
    /// <param name="n">The number of states.</param>
    public static int Pivot(int n) => Triangle(n) + 1;

    /// <summary>The place of the mask: all bits of a lane where no stage has failed yet.</summary>
    /// <param name="n">The number of states.</param>
    public static int Valid(int n) => Triangle(n) + 2;

    /// <summary>The vectors of the recursion.</summary>
    /// <param name="n">The number of states.</param>
    public static int RecursionLength(int n) => Triangle(n) + 3;

    /// <summary>The vectors of scratch: P, (P·B)', G, 1/d, (P·A)', H', Y' and sums of two columns.</summary>
    /// <param name="n">The number of states.</param>
    /// <param name="m">The number of inputs.</param>
    public static int WorkspaceLength(int n, int m) => (2 * n * n) + (3 * n * m) + Triangle(m) + m + (2 * Math.Max(n, m));
}
