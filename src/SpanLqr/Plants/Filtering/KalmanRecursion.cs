using System;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>
/// The Kalman filter that is not steady: any initial covariance, matrices that change from step to step, measurements that are missing,
/// sensors at different rates. The covariance is carried in Joseph's form, which stays semidefinite. The inputs of the shape are the
/// filter's outputs: a plant of n states and p measurements takes the shape (n, p).
/// </summary>
/// <remarks><see cref="SquareRootKalmanRecursion"/> is the same on a root of the covariance, for the last digits.</remarks>
public static class KalmanRecursion
{
    /// <summary>The entries of workspace that both halves of a step need: 3n² + 3np + 3p² + p.</summary>
    /// <param name="shape">The shape, n states and p outputs.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, p = shape.InputDim;
        return SpanLength.Of((3 * n * n) + (4 * n * p) + (2 * p * p) + (2 * p), nameof(shape));
    }

    /// <summary>The time's part of a step: Σ ← AΣA' + W. The mean's, x̂ ← Ax̂ + Bu, is <see cref="Kernels.Advance"/>.</summary>
    /// <param name="shape">The shape; only n counts.</param>
    /// <param name="a">A of this step, n×n.</param>
    /// <param name="processNoise">W of this step, n×n, symmetric.</param>
    /// <param name="covariance">Σ, n×n, exactly symmetric; updated.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <exception cref="ArgumentException">A span has the wrong length; or the covariance or the workspace overlaps another span.</exception>
    /// <remarks>4n³ flops. Allocates nothing.</remarks>
    public static void Predict<TShape>(
        TShape shape, ReadOnlySpan<double> a, ReadOnlySpan<double> processNoise, Span<double> covariance, Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, nn = n * n;
        Border.Length(a, n, n);
        Border.Length(processNoise, n, n);
        Border.Length(covariance, n, n);
        Border.Workspace(workspace, WorkspaceLength(shape));
        Border.Apart(covariance, a);
        Border.Apart(covariance, processNoise);
        Border.Apart(workspace, a);
        Border.Apart(workspace, processNoise);
        Border.Apart(workspace, covariance);
        var memory = new Workspace(workspace);
        ref double transposed = ref memory.Take(nn);
        ref double scratch = ref memory.Take(nn);
        ref double moved = ref memory.Take(nn);
        shape.TransposeA(ref Border.Start(a), ref transposed);
        shape.CongruenceA(ref transposed, ref covariance[0], ref scratch, ref moved);
        Dense.Add(ref moved, ref Border.Start(processNoise), ref covariance[0], nn);
        shape.SymmetrizeA(ref covariance[0]);
    }

    /// <summary>
    /// The measurement's part: L = ΣC'(CΣC' + V)⁻¹, x̂ ← x̂ + L(y − Cx̂), Σ ← (I − LC)Σ(I − LC)' + LVL'.
    /// </summary>
    /// <param name="shape">The shape, n states and p outputs.</param>
    /// <param name="c">C of this step, p×n.</param>
    /// <param name="measurementNoise">V of this step, p×p, symmetric; semidefinite where CΣC' + V stays definite.</param>
    /// <param name="measurement">y, p entries; NaN for one that is missing.</param>
    /// <param name="estimate">x̂, n entries; updated.</param>
    /// <param name="covariance">Σ, n×n; updated, exactly symmetric.</param>
    /// <param name="innovation">Receives y − Cx̂, p entries, 0 where y is missing.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>The status, what was there and its likelihood; estimate and covariance are untouched unless it is Ok.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; or what is written overlaps another span.</exception>
    /// <remarks>
    /// Sensors at different rates are measurements that are missing in between, or, where their noises are independent, one call for each
    /// with its own C. About 4n³ + 6n²p + p³/3 flops. Allocates nothing. Source: Kalman, Trans. ASME J. Basic Eng. 82 (1960); Bucy and
    /// Joseph, Filtering for Stochastic Processes (1968), for the covariance.
    /// </remarks>
    public static KalmanStepResult Update<TShape>(
        TShape shape,
        ReadOnlySpan<double> c,
        ReadOnlySpan<double> measurementNoise,
        ReadOnlySpan<double> measurement,
        Span<double> estimate,
        Span<double> covariance,
        Span<double> innovation,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, p = shape.InputDim, nn = n * n, np = n * p;
        KalmanStepBorder.Check(shape, c, measurement, estimate, innovation, workspace, WorkspaceLength(shape));
        KalmanStepBorder.Matrices(c, measurementNoise, p, covariance, n, measurement, estimate, innovation, workspace);
        var memory = new Workspace(workspace);
        Span<double> seen = Dense.Span(ref memory.Take(np), np);
        Span<double> noise = Dense.Span(ref memory.Take(p * p), p * p);
        Span<double> whitened = Dense.Span(ref memory.Take(p), p);
        ref double transposed = ref memory.Take(np);
        ref double product = ref memory.Take(np);
        ref double gain = ref memory.Take(np);
        ref double factor = ref memory.Take(p * p);
        ref double loop = ref memory.Take(nn);
        ref double scratch = ref memory.Take(nn);
        ref double next = ref memory.Take(nn);
        c.CopyTo(seen);
        measurementNoise.CopyTo(noise);
        int present = MaskedMeasurement.Take(n, p, measurement, estimate, seen, innovation);
        MaskedMeasurement.TakeNoise(p, measurement, noise);

        // S = CΣC' + V = LL', and L' with its gain from S·gain' = CΣ.
        shape.TransposeK(ref seen[0], ref transposed);
        shape.CongruenceB(ref transposed, ref covariance[0], ref product, ref factor);
        Dense.Add(ref factor, ref noise[0], ref factor, p * p);
        if (!Dense.IsFinite(ref factor, p * p) || !Dense.IsFinite<double>(innovation))
        {
            return new KalmanStepResult(SolveStatus.NonFinite, present, double.NaN);
        }

        if (!InputWeightFactor.TryCholesky(shape, ref factor, ref factor))
        {
            return new KalmanStepResult(SolveStatus.Singular, present, double.NaN);
        }

        shape.TransposeB(ref product, ref gain);
        shape.CholeskySolveRK(ref factor, ref gain, ref gain);
        Whiten(p, ref factor, innovation, whitened);

        // (I − C'L')'Σ(I − C'L') + LVL'.
        Dense.SetDiagonal(ref scratch, 1, n);
        shape.MultiplyAddBK(ref transposed, ref gain, -1, ref scratch, ref loop);
        shape.CongruenceA(ref loop, ref covariance[0], ref scratch, ref next);
        shape.CongruenceK(ref gain, ref noise[0], ref product, ref scratch);
        Dense.Add(ref next, ref scratch, ref covariance[0], nn);
        Correct(n, p, ref gain, innovation, estimate);
        return new KalmanStepResult(SolveStatus.Ok, present, MaskedMeasurement.LogLikelihood(p, present, ref factor, whitened));
    }

    /// <summary>z ← L⁻¹e.</summary>
    private static void Whiten(int p, ref double factor, ReadOnlySpan<double> innovation, Span<double> whitened)
    {
        for (int i = 0; i < p; i++)
        {
            double sum = innovation[i];
            for (int j = 0; j < i; j++)
            {
                sum -= Unsafe.Add(ref factor, (i * p) + j) * whitened[j];
            }

            whitened[i] = sum / Unsafe.Add(ref factor, i * (p + 1));
        }
    }

    /// <summary>x̂ ← x̂ + Le, L' as p×n.</summary>
    internal static void Correct(int n, int p, ref double gain, ReadOnlySpan<double> innovation, Span<double> estimate)
    {
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < n; j++)
            {
                estimate[j] += Unsafe.Add(ref gain, (i * n) + j) * innovation[i];
            }
        }
    }
}
