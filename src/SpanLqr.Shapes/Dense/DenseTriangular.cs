using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes.Dense.Tiles;

namespace SpanLqr.Shapes.Dense;

/// <summary>Substitution with many right sides at once.</summary>
internal static class DenseTriangular<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>x_i ← (s_i − Σ_{k &lt; i} l_ik·x_k)/l_ii, k ascending; x may be s.</summary>
    public static void Forward(int n, int columns, bool unitDiagonal, ref T factor, ref T source, ref T x) =>
        Solve(new TriangularLayout(n, columns) { Divides = !unitDiagonal }, ref factor, ref source, ref x);

    /// <summary>x_i ← (x_i − Σ_{k &gt; i} l_ki·x_k)/l_ii, k descending: L'·X = X.</summary>
    public static void BackwardTransposed(int n, int columns, bool unitDiagonal, ref T factor, ref T x) =>
        Backward(new TriangularLayout(n, columns) { FactorRow = -1, FactorDepth = -n, Row = -columns, Divides = !unitDiagonal }, ref factor, ref x);

    /// <summary>x_i ← (x_i − Σ_{k &gt; i} u_ik·x_k)/u_ii, k descending: U·X = X.</summary>
    public static void Backward(int n, int columns, ref T factor, ref T x) =>
        Backward(new TriangularLayout(n, columns) { FactorRow = -n, FactorDepth = -1, Row = -columns, Divides = true }, ref factor, ref x);

    /// <summary>The system as its layout has it.</summary>
    public static void Solve(in TriangularLayout layout, ref T factor, ref T source, ref T x)
    {
        var work = new TriangularWork<T>(layout, ref factor, ref source, ref x);
        WidthDispatch<T>.Run(layout.Columns, ref work);
    }

    private static void Backward(in TriangularLayout layout, ref T factor, ref T x)
    {
        int last = layout.Rows - 1;
        ref T row = ref Unsafe.Add(ref x, (nint)last * layout.Columns);
        Solve(layout, ref Unsafe.Add(ref factor, (nint)last * (layout.Rows + 1)), ref row, ref row);
    }
}
