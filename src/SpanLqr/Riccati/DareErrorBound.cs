using System;
using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>How far a P of known residual may lie from the solution of its Riccati equation.</summary>
/// <remarks>
/// To first order the error is Σ_k (Acl')^k E Acl^k for the true residual E at P. |E_ij| is at most the computed residual plus a
/// rounding of each term; with e its row sums −diag(e) ⪯ E ⪯ diag(e) (Gershgorin), so the error lies between ∓W,
/// W = diag(e) + Acl'W Acl. Row by row, so that in badly scaled units large states do not lend their rounding to small ones.
/// </remarks>
internal static class DareErrorBound
{
    private const double UnitRoundoff = 2.2204460492503131e-16;

    // An estimate of an error needs no more of its series than one digit.
    private const double SeriesStep = 0.01;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim;
        return SpanLength.Of((3 * n) + m + Math.Max((n * n) + (n * m), StableSeries.WorkspaceLength(shape)), nameof(shape));
    }

    /// <summary>Forms W.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="p">P.</param>
    /// <param name="gain">Its gain K.</param>
    /// <param name="closedLoop">A − BK, stable; overwritten.</param>
    /// <param name="residual">The residual at P.</param>
    /// <param name="bound">Receives W, n×n; infinite where the closed loop is not stable or the numbers overflow.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    public static void Form<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        ref double closedLoop,
        ref double residual,
        ref double bound,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        Span<double> rows = Dense.Span(ref memory.Take(n), n);
        rows.Clear();
        Terms(shape, stage, ref p, ref gain, ref closedLoop, rows, memory);
        Dense.Scale(ref rows[0], UnitRoundoff, ref rows[0], n);
        Span<double> ones = Dense.Span(ref memory.Take(n), n);
        ones.Fill(1);
        AddProduct(ref residual, n, n, ones, rows);
        Dense.SetDiagonal(ref bound, 0, n);
        for (int i = 0; i < n; i++)
        {
            Unsafe.Add(ref bound, i * (n + 1)) = rows[i];
        }

        ref double series = ref memory.Take(StableSeries.WorkspaceLength(shape));
        if (StableSeries.Sum(shape, ref closedLoop, ref bound, ref series, out _, SeriesStep) != SolveStatus.Ok)
        {
            Dense.SetDiagonal(ref bound, double.PositiveInfinity, n);
        }
    }

    /// <summary>
    /// The row sums of |P| + |Q| + |K'RK| + |SK + K'S'| + L'|P·Acl| + |P·Acl|'L, L = |A| + |B||K|: what the residual is a difference
    /// of, and what A − BK is.
    /// </summary>
    private static void Terms<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        ref double closedLoop,
        Span<double> rows,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Span<double> states = Dense.Span(ref memory.Take(n), n), image = Dense.Span(ref memory.Take(n), n), inputs = Dense.Span(ref memory.Take(m), m);
        ref double term = ref memory.Take(n * n);
        ref double scratch = ref memory.Take(n * m);
        states.Fill(1);
        AddProduct(ref p, n, n, states, rows);
        AddProduct(ref stage.Q, n, n, states, rows);
        shape.CongruenceK(ref gain, ref stage.R, ref scratch, ref term);
        AddProduct(ref term, n, n, states, rows);
        if (stage.HasCross)
        {
            shape.MultiplyBK(ref stage.S, ref gain, ref term);
            AddProduct(ref term, n, n, states, rows);
            AddTransposedProduct(ref term, n, n, states, rows);
        }

        shape.MultiplyAA(ref p, ref closedLoop, ref term);

        // L·1, then |P·Acl|' times it.
        image.Clear();
        inputs.Clear();
        AddProduct(ref stage.A, n, n, states, image);
        AddProduct(ref gain, m, n, states, inputs);
        AddProduct(ref stage.B, n, m, inputs, image);
        AddTransposedProduct(ref term, n, n, image, rows);

        // |P·Acl|·1, then L' times it.
        image.Clear();
        inputs.Clear();
        AddProduct(ref term, n, n, states, image);
        AddTransposedProduct(ref stage.A, n, n, image, rows);
        AddTransposedProduct(ref stage.B, n, m, image, inputs);
        AddTransposedProduct(ref gain, m, n, inputs, rows);
    }

    /// <summary>y ← y + |A|x.</summary>
    private static void AddProduct(ref double a, int rows, int columns, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < rows; i++)
        {
            double sum = 0;
            for (int j = 0; j < columns; j++)
            {
                sum += Math.Abs(Unsafe.Add(ref a, (i * columns) + j)) * x[j];
            }

            y[i] += sum;
        }
    }

    /// <summary>y ← y + |A|'x.</summary>
    private static void AddTransposedProduct(ref double a, int rows, int columns, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                y[j] += Math.Abs(Unsafe.Add(ref a, (i * columns) + j)) * x[i];
            }
        }
    }
}
