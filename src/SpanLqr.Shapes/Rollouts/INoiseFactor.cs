using System.ComponentModel;

namespace SpanLqr.Shapes;

/// <summary>The form of the factor L of a loop's noise covariance LL', known to the compiler.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INoiseFactor
{
    /// <summary>The entries that row i of the factor has, its last one being the diagonal one; 0 for no noise.</summary>
    static abstract int RowLength(int row);
}

/// <summary>No noise: no normals are read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoNoise : INoiseFactor
{
    /// <inheritdoc/>
    public static int RowLength(int row) => 0;
}

/// <summary>Independent components: L is diagonal.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DiagonalNoise : INoiseFactor
{
    /// <inheritdoc/>
    public static int RowLength(int row) => 1;
}

/// <summary>L is lower triangular, packed by rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TriangularNoise : INoiseFactor
{
    /// <inheritdoc/>
    public static int RowLength(int row) => row + 1;
}
