using System;
using System.Collections.Generic;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Robust;

/// <summary>A given controller u = −K_t(x − x̄) − L_tx̄, solved for or learned, judged by the worst that an adversary can do to it.</summary>
public static class RobustController
{
    /// <summary>The worst adversary of the controller, what it makes the controller pay, and whether γ is viable against it.</summary>
    /// <remarks>
    /// With F = A − BK and X = γ²I − D'MD, backwards from M_T = Q_T: where X ≻ 0, M ← Q + K'RK + F'MF + F'MDX⁻¹D'MF, and the worst
    /// disturbance is v = X⁻¹D'MFy; where X is not positive definite the payoff has no bound. This is the game of <see cref="RobustSolver"/>
    /// with the plant F, the weight Q + K'RK and no input, for each of the two parts, and it is solved as that: over a horizon backwards, for
    /// infinitely many steps by doubling. At the saddle point M is that of the saddle point; any other controller has a larger value.
    /// An adversary that was learned together with the controller proves nothing: it may be far from the worst.
    /// Cost: that of <see cref="RobustSolver.Solve"/>.
    /// </remarks>
    /// <param name="problem">The problem.</param>
    /// <param name="gamma">γ, positive.</param>
    /// <param name="gains">K_t, m×n: one for all steps, or one a step.</param>
    /// <param name="meanGains">L_t, m×n, the gains of the mean field: one for all steps, or one a step.</param>
    /// <returns>
    /// In the form of a solution: the controller's gains, those of its worst adversary, and what both together cost. NoSaddlePoint where the
    /// worst case has no bound, with the part, the stage and the margin; Unstable where ρ(A − BK) ≥ 1 and there is no horizon.
    /// </returns>
    /// <exception cref="ArgumentException">The problem is malformed, as in <see cref="RobustSolver.Solve"/>; a gain has the wrong size or is
    /// not finite; or there are neither one nor T of them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">γ or γ² is not a positive number.</exception>
    public static RobustSolution WorstCase(
        RobustProblem problem, double gamma, IReadOnlyList<double[,]> gains, IReadOnlyList<double[,]> meanGains)
    {
        RobustChecks.Check(problem);
        GameBorder.Gamma(gamma);
        RobustChecks.Gains(problem, gains, nameof(gains));
        RobustChecks.Gains(problem, meanGains, nameof(meanGains));
        SolveStatus weights = RobustWeights.Check(problem, out string? part, out int stage, out StatusEvidence evidence);
        if (weights != SolveStatus.Ok)
        {
            return new RobustSolution { Status = weights, Evidence = evidence, Gamma = gamma, FailedPart = part, FailedStage = stage };
        }

        var visitor = new Visitor(problem, gamma, gains, meanGains);
        return ShapeDispatch.Run<Visitor, RobustSolution>(problem.StateDim, problem.InputDim, ref visitor);
    }

    private readonly struct Visitor(RobustProblem problem, double gamma, IReadOnlyList<double[,]> gains, IReadOnlyList<double[,]> meanGains)
        : IShapeVisitor<RobustSolution>
    {
        public RobustSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            RobustPart deviations = RobustPart.Deviations(problem).Under(shape, gains), means = RobustPart.MeanField(problem).Under(shape, meanGains);
            RobustSolution worst = problem.Horizon is null
                ? Unstable(shape, deviations, means) ?? new StationaryGame<TShape>(shape, problem, deviations, means).Solve(gamma)
                : new HorizonGame<TShape>(shape, problem, deviations, means).Solve(gamma);

            // The paper's condition is about the saddle point, which this controller need not be part of.
            RobustSolution judged = worst with
            {
                Deviations = Given(worst.Deviations, gains),
                MeanField = Given(worst.MeanField, meanGains),
                Finite = worst.Finite is { } finite ? finite with { PaperConstant = null, PaperMargin = null } : null,
            };
            return judged.WithoutOverflow();
        }

        /// <summary>The part of which the controller does not stabilise the loop, for which nothing has a long-run average; null where it does.</summary>
        private RobustSolution? Unstable<TShape>(TShape shape, RobustPart deviations, RobustPart means)
            where TShape : struct, ILqrShape
        {
            bool failsOwn = problem.Agents != 1 && !IsStable(shape, deviations);
            return failsOwn || !IsStable(shape, means)
                ? new RobustSolution
                {
                    Status = SolveStatus.Unstable,
                    Gamma = gamma,
                    FailedPart = (failsOwn ? deviations : means).Name,
                    Margins = [double.NaN],
                }
                : null;
        }

        private static bool IsStable<TShape>(TShape shape, RobustPart part)
            where TShape : struct, ILqrShape =>
            SpectralRadius.Compute(shape, part.Model.A, new double[SpectralRadius.WorkspaceLength(shape)]) < 1;

        /// <summary>The adversary's game has no input; the controller's gains belong in their place.</summary>
        private static RobustPolicyPart? Given(RobustPolicyPart? worst, IReadOnlyList<double[,]> gains)
        {
            if (worst is null)
            {
                return null;
            }

            double[][,] copies = new double[worst.Gains.Count][,];
            for (int t = 0; t < copies.Length; t++)
            {
                copies[t] = (double[,])gains[gains.Count == 1 ? 0 : t].Clone();
            }

            return worst with { Gains = copies };
        }
    }
}
