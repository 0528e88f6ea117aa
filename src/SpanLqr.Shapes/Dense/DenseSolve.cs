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
        DenseRow<T>.Copy(ref rhs, ref destination, n * columns);
        Forward(n, columns, ref factor, unitDiagonal: false, ref destination);
        Backward(n, columns, ref factor, rowStep: 1, depthStep: n, unitDiagonal: false, ref destination);
    }

    /// <summary>L·D·L'·X = rhs.</summary>
    public static void Ldl(int n, int columns, ref T factor, ref T rhs, ref T destination)
    {
        DenseRow<T>.Copy(ref rhs, ref destination, n * columns);
        Forward(n, columns, ref factor, unitDiagonal: true, ref destination);
        for (int i = 0; i < n; i++)
        {
            DenseRow<T>.Scale(T.One / Diagonal(ref factor, n, i), ref Row(ref destination, columns, i), columns);
        }

        Backward(n, columns, ref factor, rowStep: 1, depthStep: n, unitDiagonal: true, ref destination);
    }

    /// <summary>L·U·X = P·rhs.</summary>
    public static void Lu(int n, int columns, ref T factor, ref int pivots, ref T rhs, ref T destination)
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

        Forward(n, columns, ref factor, unitDiagonal: true, ref destination);
        Backward(n, columns, ref factor, rowStep: n, depthStep: 1, unitDiagonal: false, ref destination);
    }

    /// <summary>y_i ← (y_i − Σ_{k &lt; i} l_ik·y_k)/l_ii, k ascending.</summary>
    private static void Forward(int n, int columns, ref T factor, bool unitDiagonal, ref T y)
    {
        for (int i = 0; i < n; i++)
        {
            ref T target = ref Row(ref y, columns, i);
            for (int k = 0; k < i; k++)
            {
                T scale = -Unsafe.Add(ref factor, (nint)i * n + k);
                DenseRow<T>.AddScaled(ref Row(ref y, columns, k), scale, ref target, columns);
            }

            if (!unitDiagonal)
            {
                DenseRow<T>.Scale(T.One / Diagonal(ref factor, n, i), ref target, columns);
            }
        }
    }

    /// <summary>x_i ← (x_i − Σ_{k &gt; i} f_ik·x_k)/f_ii, k descending; entry (i, k) of f at i·rowStep + k·depthStep.</summary>
    private static void Backward(
        int n,
        int columns,
        ref T factor,
        nint rowStep,
        nint depthStep,
        bool unitDiagonal,
        ref T x)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            ref T target = ref Row(ref x, columns, i);
            for (int k = n - 1; k > i; k--)
            {
                T scale = -Unsafe.Add(ref factor, i * rowStep + k * depthStep);
                DenseRow<T>.AddScaled(ref Row(ref x, columns, k), scale, ref target, columns);
            }

            if (!unitDiagonal)
            {
                DenseRow<T>.Scale(T.One / Diagonal(ref factor, n, i), ref target, columns);
            }
        }
    }

    private static T Diagonal(ref T factor, int n, int i) => Unsafe.Add(ref factor, (nint)i * n + i);

    private static ref T Row(ref T start, int columns, int i) => ref Unsafe.Add(ref start, (nint)i * columns);
}
