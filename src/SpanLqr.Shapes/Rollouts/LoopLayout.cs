using System.ComponentModel;

namespace SpanLqr.Shapes;

/// <summary>
/// Where the numbers of a closed loop x⁺ = Fx + c + Lz with stage cost x'Mx + 2g'x lie in one array: F by rows (n²), c (n), M by rows
/// from the diagonal on with what is beside it doubled (n(n+1)/2), 2g (n), and last the rows of L.
/// </summary>
/// <remarks>Plumbing of generated kernels, which hold these offsets as constants; no user needs it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LoopLayout
{
    /// <summary>The offset of c.</summary>
    /// <param name="n">The number of states.</param>
    public static int Offset(int n) => n * n;

    /// <summary>The offset of the upper triangle of M, folded.</summary>
    /// <param name="n">The number of states.</param>
    public static int Cost(int n) => Offset(n) + n;

    /// <summary>The offset of 2g.</summary>
    /// <param name="n">The number of states.</param>
    public static int CostLinear(int n) => Cost(n) + (n * (n + 1) / 2);

    /// <summary>The offset of L.</summary>
    /// <param name="n">The number of states.</param>
    public static int Noise(int n) => CostLinear(n) + n;

    /// <summary>All entries of a loop whose noise factor is triangular; with a diagonal one the last of them are not used.</summary>
    /// <param name="n">The number of states.</param>
    public static int Length(int n) => Noise(n) + (n * (n + 1) / 2);
}
