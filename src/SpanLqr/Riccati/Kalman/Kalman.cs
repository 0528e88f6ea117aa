using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The steady-state Kalman filter of <see cref="KalmanModel"/>: the dual of the regulator, so that <see cref="Dare"/> with A', C', W
/// and V does the work. The inputs of the shape are the filter's outputs: a plant of n states and m measurements takes the shape (n, m).
/// </summary>
public static class Kalman
{
    /// <summary>The entries of workspace that <see cref="Solve"/> needs.</summary>
    /// <param name="shape">The shape, n states and m outputs.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim;
        long inverting = (m * m) + InputWeightFactor.WorkspaceLength(shape) + (2 * n * m) + (3 * n * n);
        return SpanLength.Of((2 * n * n) + (m * m) + (2 * n * m) + Math.Max(Dare.WorkspaceLength(shape), inverting), nameof(shape));
    }

    /// <summary>
    /// Σ = W + AΣA' − (AΣC' + S)(V + CΣC')⁻¹(CΣA' + S'), the covariance of the error of the prediction;
    /// K = (AΣC' + S)(V + CΣC')⁻¹ of x̂⁻⁺ = Ax̂⁻ + K(y − Cx̂⁻); L = ΣC'(V + CΣC')⁻¹ of x̂ = x̂⁻ + L(y − Cx̂⁻).
    /// </summary>
    /// <param name="shape">The shape, n states and m outputs.</param>
    /// <param name="model">A, C, W, V and perhaps S.</param>
    /// <param name="options">What the Riccati solver may assume.</param>
    /// <param name="predictedCovariance">Σ, n×n, exactly symmetric: before the measurement.</param>
    /// <param name="filteredCovariance">(I − LC)Σ(I − LC)' + LVL', n×n, exactly symmetric: after the measurement.</param>
    /// <param name="predictorGain">K, n×m.</param>
    /// <param name="filterGain">L, n×m. With S = 0, K = AL.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>The status, in the words of the filter; the outputs are NaN unless it is Ok.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; a covariance is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <remarks>
    /// The cost is that of <see cref="Dare"/>. Covariances are symmetric to 1e-9 of their largest entry, and their symmetric parts count, unless
    /// <see cref="DareOptions.Unchecked"/> takes them as they are. Allocates nothing. Source: Kalman, Trans. ASME J. Basic Eng. 82 (1960); the filtered
    /// covariance in Joseph's form, which stays semidefinite.
    /// </remarks>
    public static KalmanResult Solve<TShape>(
        TShape shape,
        in KalmanModel model,
        DareOptions options,
        Span<double> predictedCovariance,
        Span<double> filteredCovariance,
        Span<double> predictorGain,
        Span<double> filterGain,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Guard guard = Guard.Of(shape);
        guard.Reads(shape, model, takesCovariancesAsTheyAre: options.Unchecked);
        guard.Writes(predictedCovariance, n, n);
        guard.Writes(filteredCovariance, n, n);
        guard.Writes(predictorGain, n, m);
        guard.Writes(filterGain, n, m);
        guard.Scratch(workspace, WorkspaceLength(shape));
        var memory = new Workspace(workspace);
        Span<double> dualA = Dense.Span(ref memory.Take(n * n), n * n);
        Span<double> dualC = Dense.Span(ref memory.Take(n * m), n * m);
        Span<double> dualGain = Dense.Span(ref memory.Take(n * m), n * m);
        Span<double> stateRoom = Dense.Span(ref memory.Take(n * n), n * n), outputRoom = Dense.Span(ref memory.Take(m * m), m * m);
        KalmanModel symmetric = options.Unchecked ? model : KalmanBorder.Symmetrised(shape, model, stateRoom, outputRoom);
        shape.TransposeA(ref Border.Start(model.A), ref dualA[0]);
        shape.TransposeK(ref Border.Start(model.C), ref dualC[0]);
        var dual = new LqrModel(dualA, dualC, symmetric.ProcessNoise, symmetric.MeasurementNoise, symmetric.CrossNoise);
        DareResult found = Dare.Solve(shape, dual, options, predictedCovariance, dualGain, memory.Rest);
        SolveStatus status = OfTheFilter(found.Status);
        if (status == SolveStatus.Ok)
        {
            shape.TransposeK(ref dualGain[0], ref predictorGain[0]);
            status = Filter(shape, symmetric, dualC, predictedCovariance, filteredCovariance, filterGain, memory);
        }

        if (status != SolveStatus.Ok)
        {
            predictedCovariance.Fill(double.NaN);
            filteredCovariance.Fill(double.NaN);
            predictorGain.Fill(double.NaN);
            filterGain.Fill(double.NaN);
        }

        return new KalmanResult(status, found.Iterations, found.Residual, found.SpectralRadius) { Evidence = found.Evidence };
    }

    /// <summary>The measurement's part of a step: x̂ = x̂⁻ + L(y − Cx̂⁻). The time's part, x̂⁻ = Ax̂ + Bu, is <see cref="Kernels.Advance"/>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision: a gain found in double may be rounded and run in <see cref="float"/>.</typeparam>
    /// <param name="shape">The shape, n states and m outputs.</param>
    /// <param name="c">C, m×n.</param>
    /// <param name="filterGain">L, n×m.</param>
    /// <param name="measurement">y, m entries.</param>
    /// <param name="estimate">x̂⁻ on entry, x̂ on return, n entries.</param>
    /// <param name="innovation">Receives y − Cx̂⁻, m entries: white where the model is right.</param>
    /// <exception cref="ArgumentException">A span has the wrong length; or the estimate or the innovation overlaps another span.</exception>
    /// <remarks>4nm flops. Allocates nothing.</remarks>
    public static void Update<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> c,
        ReadOnlySpan<T> filterGain,
        ReadOnlySpan<T> measurement,
        Span<T> estimate,
        Span<T> innovation)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim, m = shape.InputDim;
        Border.Length(c, m, n);
        Border.Length(filterGain, n, m);
        Border.Length(measurement, m);
        Border.Length(estimate, n);
        Border.Length(innovation, m);
        Border.Apart(estimate, c);
        Border.Apart(estimate, filterGain);
        Border.Apart(estimate, measurement);
        Border.Apart(innovation, c);
        Border.Apart(innovation, filterGain);
        Border.Apart(innovation, measurement);
        Border.Apart(innovation, estimate);
        shape.MultiplyKx(ref Border.Start(c), ref estimate[0], ref innovation[0]);
        Dense.Subtract(ref Border.Start(measurement), ref innovation[0], ref innovation[0], m);
        for (int i = 0; i < n; i++)
        {
            estimate[i] += Dense.Dot(ref Unsafe.Add(ref Border.Start(filterGain), i * m), ref innovation[0], m);
        }
    }

    /// <summary>L = ΣC'(V + CΣC')⁻¹ and the covariance after the measurement.</summary>
    private static SolveStatus Filter<TShape>(
        TShape shape,
        in KalmanModel model,
        Span<double> dualC,
        Span<double> predicted,
        Span<double> filtered,
        Span<double> filterGain,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, nn = n * n;
        ref double reply = ref memory.Take(Policy.ReplyWorkspaceLength(shape));
        ref double transposed = ref memory.Take(m * n);
        ref double loop = ref memory.Take(nn);
        ref double scratch = ref memory.Take(nn);
        ref double noise = ref memory.Take(nn);
        ref double measurement = ref Border.Start(model.MeasurementNoise);
        if (!Policy.TryReply(shape, ref dualC[0], ref measurement, ref predicted[0], ref predicted[0], ref transposed, ref reply))
        {
            return SolveStatus.InputWeightSingular;
        }

        // The Joseph form in the dual: Σ' = (I − C'L')'Σ(I − C'L') + LVL'.
        shape.TransposeK(ref transposed, ref filterGain[0]);
        Dense.SetDiagonal(ref noise, 1, n);
        shape.MultiplyAddBK(ref dualC[0], ref transposed, -1, ref noise, ref loop);
        shape.CongruenceA(ref loop, ref predicted[0], ref scratch, ref filtered[0]);
        shape.CongruenceK(ref transposed, ref Border.Start(model.MeasurementNoise), ref scratch, ref noise);
        Dense.Add(ref filtered[0], ref noise, ref filtered[0], nn);
        return Dense.IsFinite(filtered) && Dense.IsFinite(filterGain) ? SolveStatus.Ok : SolveStatus.NonFinite;
    }

    /// <summary>Duality exchanges the two hypotheses.</summary>
    private static SolveStatus OfTheFilter(SolveStatus status) => status switch
    {
        SolveStatus.NotStabilisable => SolveStatus.NotDetectable,
        SolveStatus.NotDetectable => SolveStatus.NotStabilisable,
        _ => status,
    };
}
