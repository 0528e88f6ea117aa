using System;
using System.Runtime.InteropServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The stationary game of <see cref="GameModel"/>: the stabilising M ⪰ 0, or any on request, of M = Q + A'MΛ⁻¹A, Λ = I + (BR⁻¹B' − γ⁻²DD')M, with
/// γ²I − D'MD ≻ 0, or a status that names what failed.
/// </summary>
public static class GameDare
{
    // An eigenvalue of M down to this share of its norm below zero is rounding.
    private const double SemidefiniteTolerance = 1e-12;

    /// <summary>The entries of workspace that <see cref="Solve"/> needs.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="adversaryDim">p, the number of the adversary's inputs.</param>
    public static int WorkspaceLength<TShape>(TShape shape, int adversaryDim)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, both = m + adversaryDim;
        var joint = new DynamicShape(n, both);
        long judging = ((long)n * n) + Math.Max(n + SymmetricEigenvalues.WorkspaceLength(n), GameStage<TShape>.WorkspaceLength(shape, adversaryDim));
        long stabilising = ((long)n * n) + ((long)m * m) + Dare.WorkspaceLength(shape);
        return SpanLength.Of(
            ModelBorder.RoomLength(shape) + Math.Max(stabilising, (2L * n * both) + ((long)both * both) + Math.Max(Dare.WorkspaceLength(joint), judging)),
            nameof(adversaryDim));
    }

    /// <summary>Finds M, K¹ of u = −K¹x and K² of the worst case v = K²x, with ρ(A − BK¹ + DK²) &lt; 1.</summary>
    /// <param name="shape">The shape of the controller's side, n states and m inputs.</param>
    /// <param name="model">A, B, D, Q, R, time-invariant.</param>
    /// <param name="gamma">γ, positive.</param>
    /// <param name="costToGo">M, n×n, exactly symmetric. May not overlap an input.</param>
    /// <param name="gain">K¹ = R⁻¹B'MΛ⁻¹A, m×n. May not overlap an input.</param>
    /// <param name="adversaryGain">K² = γ⁻²D'MΛ⁻¹A, p×n. May not overlap an input.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <param name="indefinite">
    /// Accepts a stabilising M that is not semidefinite, as an indefinite Q may give: with a positive margin and R + B'MB ≻ 0 each stage has its
    /// saddle point, but whether u alone stabilises, ρ(A − BK¹) &lt; 1, is then not proven.
    /// </param>
    /// <returns>Ok for a solution that passed every check; the outputs are NaN otherwise.</returns>
    /// <exception cref="ArgumentOutOfRangeException">γ or γ² is not a positive number.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; a weight is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <remarks>
    /// Weights are symmetric to 1e-9 of their largest entry, and their symmetric parts count.
    /// The equation is the regulator's with inputs (u, v) and the indefinite weight diag(R, −γ²I), so <see cref="Dare"/> finds its
    /// stabilising solution by doubling, which does not ask G = BR⁻¹B' − γ⁻²DD' to be semidefinite. One stage of
    /// <see cref="GameRecursion"/> from M, by other formulas, then gives gains, margin and residual. M ⪰ 0 with a positive margin
    /// also proves that u alone stabilises, ρ(A − BK¹) &lt; 1. Allocates nothing. Source: Başar and Bernhard, H∞-Optimal Control and
    /// Related Minimax Design Problems, 2nd ed., theorem 3.7; Chu, Fan, Lin and Wang, Int. J. Control 77 (2004) for the doubling.
    /// </remarks>
    public static GameDareResult Solve<TShape>(
        TShape shape,
        in GameModel model,
        double gamma,
        Span<double> costToGo,
        Span<double> gain,
        Span<double> adversaryGain,
        Span<double> workspace,
        bool indefinite = false)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, p = model.AdversaryDim;
        GameBorder.Gamma(gamma);
        Guard guard = Guard.Of(shape);
        guard.ReadsSeries(shape, model, 1);
        guard.Writes(costToGo, n, n);
        guard.Writes(gain, m, n);
        guard.Writes(adversaryGain, p, n);
        guard.Scratch(workspace, WorkspaceLength(shape, p));
        Span<double> rest = workspace[ModelBorder.RoomLength(shape)..];
        GameModel symmetric = GameBorder.StageOf(shape, model, 0, workspace[..(n * n)], workspace.Slice(n * n, m * m));
        GameDareResult result = SolveJoint(shape, symmetric, gamma, indefinite, costToGo, gain, adversaryGain, new Workspace(rest));
        if (!result.IsOk)
        {
            if (BlamesGamma(result.Status) && !IsStabilisable(shape, symmetric, costToGo, gain, new Workspace(rest), out StatusEvidence evidence))
            {
                result = result with { Status = SolveStatus.NotStabilisable, Evidence = evidence };
            }

            costToGo.Fill(double.NaN);
            gain.Fill(double.NaN);
            adversaryGain.Fill(double.NaN);
        }

        return result;
    }

    private static GameDareResult SolveJoint<TShape>(
        TShape shape,
        in GameModel model,
        double gamma,
        bool indefinite,
        Span<double> costToGo,
        Span<double> gain,
        Span<double> adversaryGain,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, both = m + model.AdversaryDim;
        Span<double> inputs = Dense.Span(ref memory.Take(n * both), n * both);
        Span<double> weight = Dense.Span(ref memory.Take(both * both), both * both);
        Span<double> jointGain = Dense.Span(ref memory.Take(both * n), both * n);
        Join(model, m, gamma, inputs, weight);
        var joint = new LqrModel(model.A, inputs, model.Q, weight);
        DareResult found = Dare.Solve(
            new DynamicShape(n, both),
            joint,
            new DareOptions { Indefinite = true },
            costToGo,
            jointGain,
            memory.Rest);
        if (!found.IsOk)
        {
            return new GameDareResult(found.Status, found.Iterations, found.Refinements, double.NaN, double.NaN, double.NaN) { Evidence = found.Evidence };
        }

        return Judge(shape, model, gamma, indefinite, found, costToGo, gain, adversaryGain, memory);
    }

    /// <summary>
    /// [B, (s/γ)D] and diag(R, −s²I), the game's inputs as one: in the units of R, s² = tr(R)/m, so that neither a large nor a small
    /// γ makes the joint weight look singular.
    /// </summary>
    private static void Join(in GameModel model, int m, double gamma, Span<double> inputs, Span<double> weight)
    {
        int p = model.AdversaryDim, both = m + p, n = inputs.Length / both;
        double size = Math.Abs(Dense.Trace(ref MemoryMarshal.GetReference(model.R), m)) / m;
        size = size > 0 && double.IsFinite(size) ? size : 1;
        double scale = Math.Sqrt(size) / gamma;
        for (int i = 0; i < n; i++)
        {
            model.B.Slice(i * m, m).CopyTo(inputs[(i * both)..]);
            for (int j = 0; j < p; j++)
            {
                inputs[(i * both) + m + j] = scale * model.D[(i * p) + j];
            }
        }

        weight.Clear();
        for (int i = 0; i < m; i++)
        {
            model.R.Slice(i * m, m).CopyTo(weight[(i * both)..]);
        }

        for (int i = m; i < both; i++)
        {
            weight[(i * both) + i] = -size;
        }
    }

    /// <summary>Whether M ⪰ 0, if that is asked for, and one stage of the recursion from M has a saddle point and returns to M.</summary>
    private static GameDareResult Judge<TShape>(
        TShape shape,
        in GameModel model,
        double gamma,
        bool indefinite,
        in DareResult found,
        Span<double> costToGo,
        Span<double> gain,
        Span<double> adversaryGain,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, nn = n * n;
        ref double m = ref costToGo[0];
        ref double mapped = ref memory.Take(nn);
        Span<double> rest = memory.Rest;
        SolveStatus spectrum = SymmetricEigenvalues.Compute(n, ref m, rest[..n], rest[n..]);
        bool semidefinite = spectrum == SolveStatus.Ok && rest[0] >= -SemidefiniteTolerance * Math.Abs(rest[n - 1]);
        var stage = new GameStage<TShape>(shape, model.AdversaryDim, gamma, memory);
        SolveStatus status = stage.Run(model, 0, ref m, ref gain[0], ref adversaryGain[0], ref mapped, out double margin);
        double residual = double.NaN;
        if (status == SolveStatus.Ok)
        {
            Dense.Subtract(ref mapped, ref m, ref mapped, nn);
            residual = Dense.FrobeniusNorm(ref mapped, nn) / (1 + Dense.FrobeniusNorm(ref m, nn));
            status = spectrum != SolveStatus.Ok ? spectrum
                : semidefinite || indefinite ? SolveStatus.Ok
                : SolveStatus.CostToGoNotPositiveSemidefinite;
        }

        return new GameDareResult(status, found.Iterations, found.Refinements, residual, found.SpectralRadius, margin);
    }

    /// <summary>Statuses that say only that this γ has no answer; another might.</summary>
    private static bool BlamesGamma(SolveStatus status) =>
        status is SolveStatus.NoSaddlePoint or SolveStatus.NoStabilisingSolution or SolveStatus.NotConverged or SolveStatus.InputWeightSingular
            or SolveStatus.IllConditioned or SolveStatus.CostToGoNotPositiveSemidefinite;

    /// <summary>Whether u alone can stabilise, by the regulator with unit weights; the outputs serve as scratch.</summary>
    private static bool IsStabilisable<TShape>(
        TShape shape,
        in GameModel model,
        Span<double> costToGo,
        Span<double> gain,
        Workspace memory,
        out StatusEvidence evidence)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Span<double> unitQ = Dense.Span(ref memory.Take(n * n), n * n);
        Span<double> unitR = Dense.Span(ref memory.Take(m * m), m * m);
        Dense.SetDiagonal(ref unitQ[0], 1, n);
        Dense.SetDiagonal(ref unitR[0], 1, m);
        DareResult found = Dare.Solve(shape, new LqrModel(model.A, model.B, unitQ, unitR), default, costToGo, gain, memory.Rest);
        evidence = found.Evidence;
        return found.Status != SolveStatus.NotStabilisable;
    }
}
