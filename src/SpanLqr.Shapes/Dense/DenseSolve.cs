using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>Solves from a factorisation, for right sides of any number of columns, in place or into a destination.</summary>
internal static class DenseSolve
{
    /// <summary>L·L'·X = rhs.</summary>
    public static void Cholesky(int n, int columns, ref double factor, ref double rhs, ref double destination)
    {
        DenseRow.Copy(ref rhs, ref destination, n * columns);
        Forward(n, columns, ref factor, unitDiagonal: false, ref destination);
        Backward(n, columns, ref factor, rowStep: 1, depthStep: n, unitDiagonal: false, ref destination);
    }

    /// <summary>L·D·L'·X = rhs.</summary>
    public static void Ldl(int n, int columns, ref double factor, ref double rhs, ref double destination)
    {
        DenseRow.Copy(ref rhs, ref destination, n * columns);
        Forward(n, columns, ref factor, unitDiagonal: true, ref destination);
        for (int i = 0; i < n; i++)
        {
            DenseRow.Scale(1 / Diagonal(ref factor, n, i), ref Row(ref destination, columns, i), columns);
        }

        Backward(n, columns, ref factor, rowStep: 1, depthStep: n, unitDiagonal: true, ref destination);
    }

    /// <summary>L·U·X = P·rhs.</summary>
    public static void Lu(int n, int columns, ref double factor, ref int pivots, ref double rhs, ref double destination)
    {
        DenseRow.Copy(ref rhs, ref destination, n * columns);
        for (int k = 0; k < n; k++)
        {
            int exchanged = Unsafe.Add(ref pivots, k);
            if (exchanged != k)
            {
                DenseRow.Swap(ref Row(ref destination, columns, k), ref Row(ref destination, columns, exchanged), columns);
            }
        }

        Forward(n, columns, ref factor, unitDiagonal: true, ref destination);
        Backward(n, columns, ref factor, rowStep: n, depthStep: 1, unitDiagonal: false, ref destination);
    }

    /// <summary>y_i ← (y_i − Σ_{k &lt; i} l_ik·y_k)/l_ii, k ascending.</summary>
    private static void Forward(int n, int columns, ref double factor, bool unitDiagonal, ref double y)
    {
        for (int i = 0; i < n; i++)
        {
            ref double target = ref Row(ref y, columns, i);
            for (int k = 0; k < i; k++)
            {
                double scale = -Unsafe.Add(ref factor, (nint)i * n + k);
                DenseRow.AddScaled(ref Row(ref y, columns, k), scale, ref target, columns);
            }

            if (!unitDiagonal)
            {
                DenseRow.Scale(1 / Diagonal(ref factor, n, i), ref target, columns);
            }
        }
    }

    /// <summary>x_i ← (x_i − Σ_{k &gt; i} f_ik·x_k)/f_ii, k descending; entry (i, k) of f at i·rowStep + k·depthStep.</summary>
    private static void Backward(
        int n,
        int columns,
        ref double factor,
        nint rowStep,
        nint depthStep,
        bool unitDiagonal,
        ref double x)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            ref double target = ref Row(ref x, columns, i);
            for (int k = n - 1; k > i; k--)
            {
                double scale = -Unsafe.Add(ref factor, i * rowStep + k * depthStep);
                DenseRow.AddScaled(ref Row(ref x, columns, k), scale, ref target, columns);
            }

            if (!unitDiagonal)
            {
                DenseRow.Scale(1 / Diagonal(ref factor, n, i), ref target, columns);
            }
        }
    }

    private static double Diagonal(ref double factor, int n, int i) => Unsafe.Add(ref factor, (nint)i * n + i);

    private static ref double Row(ref double start, int columns, int i) => ref Unsafe.Add(ref start, (nint)i * columns);
}
