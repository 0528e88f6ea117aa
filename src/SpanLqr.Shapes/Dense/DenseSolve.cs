using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Solves from a factorisation, for right sides of any number of columns, in place or into a destination.</summary>
internal static class DenseSolve<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>L·L'·X = rhs.</summary>
    public static void Cholesky(int n, int columns, ref T factor, ref T rhs, ref T destination)
    {
        DenseTriangular<T>.Forward(n, columns, unitDiagonal: false, ref factor, ref rhs, ref destination);
        DenseTriangular<T>.BackwardTransposed(n, columns, unitDiagonal: false, ref factor, ref destination);
    }

    /// <summary>L·D·L'·X = rhs.</summary>
    public static void Ldl(int n, int columns, ref T factor, ref T rhs, ref T destination)
    {
        DenseTriangular<T>.Forward(n, columns, unitDiagonal: true, ref factor, ref rhs, ref destination);
        DivideByDiagonal(n, columns, ref factor, ref destination);
        DenseTriangular<T>.BackwardTransposed(n, columns, unitDiagonal: true, ref factor, ref destination);
    }

    /// <summary>L·U·X = P·rhs.</summary>
    public static void Lu(int n, int columns, ref T factor, ref int pivots, ref T rhs, ref T destination)
    {
        ExchangeRows(n, columns, ref pivots, ref rhs, ref destination);
        Lu(n, columns, ref factor, ref destination, ref destination);
    }

    /// <summary>L·U·X = rhs, rows already exchanged.</summary>
    public static void Lu(int n, int columns, ref T factor, ref T rhs, ref T destination)
    {
        DenseTriangular<T>.Forward(n, columns, unitDiagonal: true, ref factor, ref rhs, ref destination);
        DenseTriangular<T>.Backward(n, columns, ref factor, ref destination);
    }

    /// <summary>destination ← P·rhs, the exchanges of a factorisation in their order.</summary>
    public static void ExchangeRows(int n, int columns, ref int pivots, ref T rhs, ref T destination)
    {
        DenseRow<T>.Copy(ref rhs, ref destination, n * columns);
        for (int k = 0; k < n; k++)
        {
            int exchanged = Unsafe.Add(ref pivots, k);
            if (exchanged != k)
            {
                DenseRow<T>.Swap(ref Row(ref destination, columns, k), ref Row(ref destination, columns, exchanged), columns);
            }
        }
    }

    /// <summary>The middle of a Riccati step: H ← L⁻¹·H, Y = D⁻¹·H, K = L⁻ᵀ·Y, with m×m factors and n columns.</summary>
    public static void RiccatiGain(int n, int m, ref T factor, ref T h, ref T y, ref T gain)
    {
        DenseTriangular<T>.Forward(m, n, unitDiagonal: true, ref factor, ref h, ref h);
        DenseRow<T>.Copy(ref h, ref y, m * n);
        DivideByDiagonal(m, n, ref factor, ref y);
        DenseRow<T>.Copy(ref y, ref gain, m * n);
        DenseTriangular<T>.BackwardTransposed(m, n, unitDiagonal: true, ref factor, ref gain);
    }

    private static void DivideByDiagonal(int n, int columns, ref T factor, ref T x)
    {
        for (int i = 0; i < n; i++)
        {
            DenseRow<T>.Scale(T.One / Unsafe.Add(ref factor, (nint)i * (n + 1)), ref Row(ref x, columns, i), columns);
        }
    }

    private static ref T Row(ref T start, int columns, int i) => ref Unsafe.Add(ref start, (nint)i * columns);
}
