using System.Numerics;

namespace SpanLqr.Shapes.Dense;

/// <summary>How an elimination comes by the pivot of a column.</summary>
/// <typeparam name="T">The entry.</typeparam>
internal interface IPivotRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Brings the pivot of column k of an n×n matrix, whose entries from row k on are final, to its place.</summary>
    /// <returns>False where there is none that the elimination could go on with.</returns>
    bool TryPlace(int n, int k, ref T matrix);
}
