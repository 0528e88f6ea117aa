using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>How far a P of known residual may lie from the solution of its Riccati equation.</summary>
/// <remarks>
/// To first order the error is Σ_k (Acl')^k E Acl^k for the true residual E at P. |E_ij| is at most the computed residual plus a
/// rounding of each term; with e its row sums −diag(e) ⪯ E ⪯ diag(e) (Gershgorin), so the error lies between ∓W,
/// W = diag(e) + Acl'W Acl. Row by row, so that in badly scaled units large states do not lend their rounding to small ones. The residual
/// is that of the policy K, which is no gain of P by its rounding δ: δ'(R + B'PB)δ more, which counts where R + B'PB is nearly singular and
/// where BK is much larger than A.
/// </remarks>
internal static class DareErrorBound
{
    private const double UnitRoundoff = 2.2204460492503131e-16;

    // An estimate of an error needs no more of its series than one digit.
    private const double SeriesStep = 0.01;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim, gainError = (2 * n) + (n * m) + (m * m);
        long terms = Math.Max((2 * n * n) + (2 * n), gainError), certificate = (2 * n * n) + (n * m);
        return SpanLength.Of((3 * n) + (2 * m) + Math.Max(Math.Max(terms, certificate), StableSeries.WorkspaceLength(shape)), nameof(shape));
    }

    /// <summary>Forms W.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="p">P.</param>
    /// <param name="gain">Its gain K.</param>
    /// <param name="closedLoop">A − BK, stable; overwritten.</param>
    /// <param name="residual">The residual at P.</param>
    /// <param name="doubt">What rounding does to the gain where inputs were reduced, n entries: <see cref="ReducedInputs{TShape}"/>.</param>
    /// <param name="share">The least pivot of R + B'PB relative to its diagonal entry.</param>
    /// <param name="bound">Receives W, n×n; infinite where the closed loop is not stable or the numbers overflow.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    public static void Form<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        ref double closedLoop,
        ref double residual,
        ref double doubt,
        double share,
        ref double bound,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        Span<double> rows = Dense.Span(ref memory.Take(n), n);
        rows.Clear();
        Terms(shape, stage, ref p, ref gain, ref closedLoop, rows, memory);
        AddReduction(shape, stage, ref p, ref gain, ref closedLoop, Dense.Span(ref doubt, n), rows, memory);
        Dense.Scale(ref rows[0], UnitRoundoff, ref rows[0], n);
        Span<double> ones = Dense.Span(ref memory.Take(n), n);
        ones.Fill(1);
        AddProduct(ref residual, n, n, ones, rows);
        AddGainError(shape, stage, ref p, ref gain, share, rows, memory);
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

    /// <summary>Whether W is at most a share of P, in the order of semidefinite matrices and so in any units; false where that is not certain.</summary>
    /// <remarks>
    /// P is the sum of (Acl')^k(C + E)Acl^k with C = Q + K'RK − SK − K'S' and |E| ⪯ diag(e), W that of (Acl')^k diag(e) Acl^k: where
    /// C ⪰ (1 + 1/share)·diag(e), P ⪰ W/share. One factorisation, n³/3 flops, where a Stein equation takes 30n³; it needs a C that is
    /// definite beyond rounding.
    /// </remarks>
    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="gain">The gain K of P, with A − BK stable.</param>
    /// <param name="rowSum">A bound on every entry of e.</param>
    /// <param name="share">The share of P.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    public static bool IsBelow<TShape>(TShape shape, in Stage stage, ref double gain, double rowSum, double share, Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        ref double cost = ref memory.Take(n * n);
        Policy.StageCost(shape, stage, ref gain, ref cost, ref memory.Take((n * n) + (n * shape.InputDim)));
        for (int i = 0; i < n; i++)
        {
            // A factorisation errs by at most n + 1 roundings of each diagonal entry.
            ref double diagonal = ref Unsafe.Add(ref cost, i * (n + 1));
            diagonal -= ((1 + (1 / share)) * rowSum) + ((n + 2) * UnitRoundoff * Math.Abs(diagonal));
        }

        return shape.CholeskyFactorA(ref cost, ref cost);
    }

    /// <summary>
    /// The row sums of |P| + |Q| + |K|'|R||K| + |S||K| + |K|'|S|' + L'|P·Acl| + |P·Acl|'L, L = |A| + |B||K|: what the residual is a difference
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
        states.Fill(1);
        AddProduct(ref p, n, n, states, rows);
        AddProduct(ref stage.Q, n, n, states, rows);

        // Not |K'RK|: where R is nearly singular K may be large along what R hardly weighs, and the product cancels.
        Span<double> weighed = Dense.Span(ref memory.Take(m), m);
        inputs.Clear();
        AddProduct(ref gain, m, n, states, inputs);
        weighed.Clear();
        AddProduct(ref stage.R, m, m, inputs, weighed);
        if (stage.HasCross)
        {
            AddProduct(ref stage.S, n, m, inputs, rows);
            AddTransposedProduct(ref stage.S, n, m, states, weighed);
        }

        AddTransposedProduct(ref gain, m, n, weighed, rows);
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

    /// <summary>
    /// Of the rounding of a reduction to inputs that move: with h = |P·Acl|'d, and κ the lengths of what K does in the norm of R + B'PB, the row
    /// sums of κh' + hκ' + εhh'.
    /// </summary>
    private static void AddReduction<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        ref double closedLoop,
        Span<double> doubt,
        Span<double> rows,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        if (TensorPrimitives.MaxMagnitude<double>(doubt) == 0)
        {
            return;
        }

        ref double term = ref memory.Take(n * n);
        ref double scratch = ref memory.Take(n * n);
        Span<double> errors = Dense.Span(ref memory.Take(n), n), lengths = Dense.Span(ref memory.Take(n), n);
        shape.MultiplyBK(ref stage.B, ref gain, ref scratch);
        for (int i = 0; i < n; i++)
        {
            // K'(R + B'PB)K, of which the diagonal is enough.
            double length = 0;
            for (int k = 0; k < n; k++)
            {
                for (int l = 0; l < n; l++)
                {
                    length += Unsafe.Add(ref scratch, (k * n) + i) * Unsafe.Add(ref p, (k * n) + l) * Unsafe.Add(ref scratch, (l * n) + i);
                }
            }

            for (int k = 0; k < m; k++)
            {
                for (int l = 0; l < m; l++)
                {
                    length += Unsafe.Add(ref gain, (k * n) + i) * Unsafe.Add(ref stage.R, (k * m) + l) * Unsafe.Add(ref gain, (l * n) + i);
                }
            }

            lengths[i] = Math.Sqrt(Math.Max(0, length));
        }

        shape.MultiplyAA(ref p, ref closedLoop, ref term);
        errors.Clear();
        AddTransposedProduct(ref term, n, n, doubt, errors);
        double sumOfErrors = OrderedSums.Sum<double>(errors), sumOfLengths = OrderedSums.Sum<double>(lengths);
        for (int i = 0; i < n; i++)
        {
            rows[i] += (lengths[i] * sumOfErrors) + (errors[i] * sumOfLengths) + (UnitRoundoff * errors[i] * sumOfErrors);
        }
    }

    /// <summary>
    /// The row sums of δ'(R + B'PB)δ = ε'(R + B'PB)⁻¹ε for the rounding ε of the normal equations: with D² the diagonal of R + B'PB, (D⁻¹(R + B'PB)D⁻¹)⁻¹
    /// is at most m divided by its least pivot.
    /// </summary>
    private static void AddGainError<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        double share,
        Span<double> rows,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Span<double> errors = Dense.Span(ref memory.Take(n), n), reach = Dense.Span(ref memory.Take(n), n);
        ref double product = ref memory.Take(n * m);
        ref double weight = ref memory.Take(m * m);
        shape.CongruenceB(ref stage.B, ref p, ref product, ref weight);
        Dense.Add(ref weight, ref stage.R, ref weight, m * m);
        errors.Clear();
        for (int j = 0; j < m; j++)
        {
            double size = Math.Sqrt(Math.Abs(Unsafe.Add(ref weight, j * (m + 1))));
            if (size == 0)
            {
                continue;
            }

            // |PB|'(|A| + |B||K|) + |R||K| + |S'|, row j.
            for (int i = 0; i < n; i++)
            {
                reach[i] = Math.Abs(Unsafe.Add(ref product, (i * m) + j)) / size;
                errors[i] += stage.HasCross ? Math.Abs(Unsafe.Add(ref stage.S, (i * m) + j)) / size : 0;
            }

            AddTransposedProduct(ref stage.A, n, n, reach, errors);
            for (int k = 0; k < m; k++)
            {
                double along = Math.Abs(Unsafe.Add(ref stage.R, (j * m) + k)) / size;
                for (int i = 0; i < n; i++)
                {
                    along += reach[i] * Math.Abs(Unsafe.Add(ref stage.B, (i * m) + k));
                }

                for (int i = 0; i < n; i++)
                {
                    errors[i] += along * Math.Abs(Unsafe.Add(ref gain, (k * n) + i));
                }
            }
        }

        double sum = 0;
        foreach (double error in errors)
        {
            sum += error;
        }

        // K and BK are rounded once each, which the square of their error feels four times.
        double scale = 4 * UnitRoundoff * UnitRoundoff * m / Math.Max(share, UnitRoundoff * UnitRoundoff) * sum;
        for (int i = 0; i < n; i++)
        {
            rows[i] += scale * errors[i];
        }
    }

    /// <summary>y ← y + |A|x.</summary>
    private static void AddProduct(ref double a, int rows, int columns, ReadOnlySpan<double> x, Span<double> y)
    {
        // Four rows side by side, each in the order of its columns: one alone waits for its additions.
        int i = 0;
        for (; i <= rows - 4; i += 4)
        {
            ref double row = ref Unsafe.Add(ref a, i * columns);
            double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
            for (int j = 0; j < columns; j++)
            {
                double factor = x[j];
                sum0 += Math.Abs(Unsafe.Add(ref row, j)) * factor;
                sum1 += Math.Abs(Unsafe.Add(ref row, columns + j)) * factor;
                sum2 += Math.Abs(Unsafe.Add(ref row, (2 * columns) + j)) * factor;
                sum3 += Math.Abs(Unsafe.Add(ref row, (3 * columns) + j)) * factor;
            }

            y[i] += sum0;
            y[i + 1] += sum1;
            y[i + 2] += sum2;
            y[i + 3] += sum3;
        }

        for (; i < rows; i++)
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
        ref double target = ref MemoryMarshal.GetReference(y);
        for (int i = 0; i < rows; i++)
        {
            ref double row = ref Unsafe.Add(ref a, i * columns);
            Vector256<double> factor = Vector256.Create(x[i]);
            int j = 0;
            for (; j <= columns - Vector256<double>.Count; j += Vector256<double>.Count)
            {
                Vector256<double> sum = Vector256.LoadUnsafe(ref target, (nuint)j) + (Vector256.Abs(Vector256.LoadUnsafe(ref row, (nuint)j)) * factor);
                sum.StoreUnsafe(ref target, (nuint)j);
            }

            for (; j < columns; j++)
            {
                Unsafe.Add(ref target, j) += Math.Abs(Unsafe.Add(ref row, j)) * x[i];
            }
        }
    }
}
