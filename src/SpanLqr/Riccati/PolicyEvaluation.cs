using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The exact value of a linear policy u = −Kx + σz, z ~ N(0, I), and the gradient of its cost.</summary>
/// <remarks>
/// W_σ = W + σ²BB', P_K = Q + K'RK − SK − K'S' + (A−BK)'P_K(A−BK), Σ_K = W_σ + (A−BK)Σ_K(A−BK)',
/// C(K) = tr(P_K W_σ) + σ² tr R, E_K = (R + B'P_K B)K − B'P_K A − S', ∇C = 2 E_K Σ_K.
/// Source: Fazel, Ge, Kakade and Mesbahi (2018), lemma 1; hierarchical-lqr-actor-critic, section on policy gradients.
/// </remarks>
public static class PolicyEvaluation
{
    /// <summary>The entries of workspace that <see cref="Evaluate"/> needs.</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        int inner = Math.Max(
            Math.Max(Policy.WorkspaceLength(shape), StableSeries.WorkspaceLength(shape)),
            SpectralRadius.WorkspaceLength(shape));
        return SpanLength.Of(ModelBorder.RoomLength(shape) + (4L * shape.StateDim * shape.StateDim) + inner, nameof(shape));
    }

    /// <summary>Evaluates C(K), P_K, Σ_K and E_K.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="model">The problem, time-invariant.</param>
    /// <param name="noise">W, n×n, symmetric; empty for the identity.</param>
    /// <param name="gain">K, m×n.</param>
    /// <param name="explorationVariance">σ², at least 0.</param>
    /// <param name="costToGo">P_K, n×n.</param>
    /// <param name="covariance">Σ_K, n×n, the stationary covariance of the state.</param>
    /// <param name="gradientFactor">E_K, m×n: half the natural gradient.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>The status, cost and radius; where it is not Ok the outputs are NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="explorationVariance"/> is negative or NaN.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; a weight or W is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <remarks>Two Lyapunov equations, about 5n³ flops a doubling each. Allocates nothing.</remarks>
    public static PolicyResult Evaluate<TShape>(
        TShape shape,
        in LqrModel model,
        ReadOnlySpan<double> noise,
        ReadOnlySpan<double> gain,
        double explorationVariance,
        Span<double> costToGo,
        Span<double> covariance,
        Span<double> gradientFactor,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, nn = n * n;
        Guard guard = Guard.Of(shape);
        guard.Reads(shape, model);
        guard.ReadsOptionalSymmetric(noise, n);
        guard.Reads(gain, m, n);
        guard.Writes(costToGo, n, n);
        guard.Writes(covariance, n, n);
        guard.Writes(gradientFactor, m, n);
        guard.Scratch(workspace, WorkspaceLength(shape));
        if (!(explorationVariance >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(explorationVariance), explorationVariance, "σ² must be at least 0.");
        }

        var memory = new Workspace(workspace);
        var stage = new Stage(ModelBorder.Symmetrised(shape, model, ref memory));
        ref double closedLoop = ref memory.Take(nn);
        ref double power = ref memory.Take(nn);
        ref double noisy = ref memory.Take(nn);
        ref double term = ref memory.Take(nn);
        ref double scratch = ref MemoryMarshal.GetReference(memory.Rest);
        ref double k = ref MemoryMarshal.GetReference(gain);
        ref double p = ref costToGo[0];
        ref double sigma = ref covariance[0];

        if (noise.IsEmpty)
        {
            Dense.SetDiagonal(ref noisy, 1, n);
        }
        else
        {
            Symmetric.WritePart(noise, n, Dense.Span(ref noisy, nn));
        }

        shape.SymmetricRankUpdate(ref stage.B, explorationVariance, ref noisy, ref noisy);
        Policy.ClosedLoop(shape, stage, ref k, ref closedLoop);
        covariance.Clear();
        double radius = SpectralRadius.Compute(shape, ref closedLoop, ref scratch);
        SolveStatus status = double.IsNaN(radius) ? SolveStatus.NonFinite : radius < 1 ? SolveStatus.Ok : SolveStatus.Unstable;
        if (status == SolveStatus.Ok)
        {
            Policy.StageCost(shape, stage, ref k, ref p, ref scratch);
            Dense.Copy(ref closedLoop, ref power, nn);
            status = StableSeries.Sum(shape, ref power, ref p, ref scratch, out _);
        }

        if (status == SolveStatus.Ok)
        {
            shape.TransposeA(ref closedLoop, ref power);
            Dense.Copy(ref noisy, ref sigma, nn);
            status = StableSeries.Sum(shape, ref power, ref sigma, ref scratch, out _);
        }

        if (status == SolveStatus.Unstable && radius < 1 && !(Dense.IsFinite(costToGo) && Dense.IsFinite(covariance)))
        {
            // The series of a stable loop end: what left the numbers was their size.
            status = SolveStatus.NonFinite;
        }

        if (status != SolveStatus.Ok)
        {
            costToGo.Fill(double.NaN);
            covariance.Fill(double.NaN);
            gradientFactor.Fill(double.NaN);
            return new PolicyResult(status, status == SolveStatus.Unstable ? double.PositiveInfinity : double.NaN, radius);
        }

        GradientFactor(shape, stage, ref p, ref k, ref gradientFactor[0], ref scratch);
        double cost = Dense.Dot(ref p, ref noisy, nn) + (explorationVariance * Dense.Trace(ref stage.R, m));
        return new PolicyResult(double.IsFinite(cost) && Dense.IsFinite<double>(gradientFactor) ? SolveStatus.Ok : SolveStatus.NonFinite, cost, radius);
    }

    /// <summary>∇C = 2·E_K·Σ_K, m×n.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="gradientFactor">E_K, m×n.</param>
    /// <param name="covariance">Σ_K, n×n.</param>
    /// <param name="destination">∇C, m×n. May not overlap an input.</param>
    /// <exception cref="ArgumentException">A span has the wrong length or overlaps the destination; or the shape has no size.</exception>
    public static void Gradient<TShape>(TShape shape, ReadOnlySpan<double> gradientFactor, ReadOnlySpan<double> covariance, Span<double> destination)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Guard guard = Guard.Of(shape);
        guard.Reads(gradientFactor, m, n);
        guard.Reads(covariance, n, n);
        guard.Writes(destination, m, n);
        shape.MultiplyKA(ref MemoryMarshal.GetReference(gradientFactor), ref MemoryMarshal.GetReference(covariance), ref destination[0]);
        Dense.Scale(ref destination[0], 2, ref destination[0], m * n);
    }

    /// <summary>The action-value matrix Δ_K = [[Q + A'PA, A'PB + S], [B'PA + S', R + B'PB]], (n+m)×(n+m), exactly symmetric.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="model">The problem, time-invariant.</param>
    /// <param name="costToGo">P_K, n×n, symmetric.</param>
    /// <param name="destination">Δ_K, (n+m)² entries. May not overlap an input.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <exception cref="ArgumentException">
    /// A span has the wrong length; Q or R is not symmetric; the destination or the workspace overlaps another span; or the shape has no size.
    /// </exception>
    public static void ActionValue<TShape>(
        TShape shape,
        in LqrModel model,
        ReadOnlySpan<double> costToGo,
        Span<double> destination,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, order = n + m;
        Guard guard = Guard.Of(shape);
        guard.Reads(shape, model);
        guard.Reads(costToGo, n, n);
        guard.Writes(destination, order, order);
        guard.Scratch(workspace, WorkspaceLength(shape));
        var memory = new Workspace(workspace);
        var stage = new Stage(ModelBorder.Symmetrised(shape, model, ref memory));
        ref double p = ref MemoryMarshal.GetReference(costToGo);
        ref double block = ref MemoryMarshal.GetReference(memory.Rest);
        ref double scratch = ref Unsafe.Add(ref block, Math.Max(n * n, Math.Max(n * m, m * m)));
        shape.CongruenceA(ref stage.A, ref p, ref scratch, ref block);
        Dense.Add(ref block, ref stage.Q, ref block, n * n);
        Place(ref block, n, n, ref destination[0], order);
        shape.CongruenceB(ref stage.B, ref p, ref scratch, ref block);
        Dense.Add(ref block, ref stage.R, ref block, m * m);
        Place(ref block, m, m, ref destination[(n * order) + n], order);
        shape.MultiplyAB(ref p, ref stage.B, ref scratch);
        shape.MultiplyAtB(ref stage.A, ref scratch, ref block);
        if (stage.HasCross)
        {
            Dense.Add(ref block, ref stage.S, ref block, n * m);
        }

        Place(ref block, n, m, ref destination[n], order);
        shape.TransposeB(ref block, ref scratch);
        Place(ref scratch, m, n, ref destination[n * order], order);
    }

    /// <summary>E_K = (R + B'PB)K − B'PA − S'.</summary>
    private static void GradientFactor<TShape>(TShape shape, in Stage stage, ref double p, ref double gain, ref double destination, ref double workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        ref double weight = ref Unsafe.Add(ref workspace, n * m);
        ref double target = ref Unsafe.Add(ref weight, m * m);
        Policy.NormalEquations(shape, stage, ref p, ref weight, ref target, ref workspace);
        shape.MultiplyAddRK(ref weight, ref gain, -1, ref target, ref destination);
        Dense.Scale(ref destination, -1, ref destination, m * n);
    }

    private static void Place(ref double block, int rows, int columns, ref double destination, int stride)
    {
        for (int i = 0; i < rows; i++)
        {
            Dense.Copy(ref Unsafe.Add(ref block, i * columns), ref Unsafe.Add(ref destination, i * stride), columns);
        }
    }
}
