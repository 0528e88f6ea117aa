using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Robust;

/// <summary>Solves a robust mean-field problem exactly: saddle points, viability, and the least viable level.</summary>
public static class RobustSolver
{
    /// <summary>The saddle point at one level γ.</summary>
    /// <remarks>
    /// The payoff falls apart into two games of the same kind, of y = x − x̄ and of z = x̄; over a horizon each is solved backwards by
    /// <see cref="GameRecursion"/>, for infinitely many steps by doubling, <see cref="GameDare"/>.
    /// Source: robust mean-field type games, Theorem 2, corrected: M = Q + A'MΛ⁻¹A, the mean-field noise Σ̄, and D̃ as given.
    /// </remarks>
    /// <param name="problem">The problem.</param>
    /// <param name="gamma">γ, positive.</param>
    /// <returns>The saddle point, or a status with the part and the stage that failed.</returns>
    /// <exception cref="ArgumentException">
    /// The problem is malformed: a horizon or number of agents below 1; a matrix of the wrong size; a list neither of one matrix nor of one a
    /// step; a weight or covariance that is not symmetric; a covariance that is not positive semidefinite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">γ or γ² is not a positive number.</exception>
    public static RobustSolution Solve(RobustProblem problem, double gamma)
    {
        RobustChecks.Check(problem);
        GameBorder.Gamma(gamma);
        SolveStatus weights = RobustWeights.Check(problem, out string? part, out int stage, out StatusEvidence evidence);
        if (weights != SolveStatus.Ok)
        {
            return new RobustSolution { Status = weights, Evidence = evidence, Gamma = gamma, FailedPart = part, FailedStage = stage };
        }

        var visitor = new SolveVisitor(problem, gamma);
        return ShapeDispatch.Run<SolveVisitor, RobustSolution>(problem.StateDim, problem.InputDim, ref visitor);
    }

    /// <summary>The least viable level γ for infinitely many agents and, where the problem gives N, for N.</summary>
    /// <remarks>
    /// Viable: there is a saddle point and the value is at most γ² times the energy of the noise. Both grow easier with γ, so the viable
    /// levels are those from the least one on. About ten to fifteen solves of the game.
    /// </remarks>
    /// <param name="problem">The problem.</param>
    /// <returns>The levels; NaN where none is viable, or the problem has no solution at any.</returns>
    /// <exception cref="ArgumentException">
    /// The problem is malformed, as in <see cref="Solve"/>; or it is <see cref="RobustProblem.Indefinite"/>, of which the viable levels are no interval.
    /// </exception>
    public static LeastGamma LeastViable(RobustProblem problem)
    {
        RobustChecks.Check(problem);
        if (problem.Indefinite)
        {
            throw new ArgumentException("The problem is indefinite: its viable levels are no interval, and need not have a least one.", nameof(problem));
        }

        if (RobustWeights.Check(problem, out _, out _, out _) != SolveStatus.Ok)
        {
            return new LeastGamma(double.NaN, problem.Agents is null ? null : double.NaN, 0);
        }

        var visitor = new LeastVisitor(problem);
        return ShapeDispatch.Run<LeastVisitor, LeastGamma>(problem.StateDim, problem.InputDim, ref visitor);
    }

    private readonly struct SolveVisitor(RobustProblem problem, double gamma) : IShapeVisitor<RobustSolution>
    {
        public RobustSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            RobustPart deviations = RobustPart.Deviations(problem), meanField = RobustPart.MeanField(problem);
            RobustSolution solution = problem.Horizon is null
                ? new StationaryGame<TShape>(shape, problem, deviations, meanField).Solve(gamma)
                : new HorizonGame<TShape>(shape, problem, deviations, meanField).Solve(gamma);
            return solution.WithoutOverflow();
        }
    }

    private readonly struct LeastVisitor(RobustProblem problem) : IShapeVisitor<LeastGamma>
    {
        public LeastGamma Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            RobustPart deviations = RobustPart.Deviations(problem), meanField = RobustPart.MeanField(problem);
            return problem.Horizon is null
                ? Find(new StationaryGame<TShape>(shape, problem, deviations, meanField))
                : Find(new HorizonGame<TShape>(shape, problem, deviations, meanField));
        }

        private LeastGamma Find<TGame>(TGame game)
            where TGame : class, IAttenuation
        {
            AttenuationSearch<TGame> search = new(game);
            double guess = RobustWeights.Guess(problem);
            double meanField = search.Find(guess, false);
            double? finite = problem.Agents switch
            {
                null => null,

                // One agent has no deviations, so its level may be far below the other.
                1 => search.Find(guess, true),
                _ => double.IsNaN(meanField) ? double.NaN : search.FindFinite(),
            };
            return new LeastGamma(meanField, finite, search.Evaluations);
        }
    }
}
