using System;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>Solves a mean-field game exactly.</summary>
public static class GameSolver
{
    /// <summary>An equilibrium: a law of the mean fields that comes about when every agent answers it in its own best way.</summary>
    /// <remarks>
    /// <para>Where C^{lk} = (C^{kl})' for all pairs the game has a potential, and the equilibrium is the closed loop of one Riccati equation
    /// of all mean fields. Otherwise, and on request, it is the fixed point of best response and consistency, started from the doubled
    /// Riccati equation of the game, or from populations that heed nobody, and damped where it has to be.</para>
    /// <para>Whichever way, the result's residual comes from one more best response. The own problems cost L solves of m states;
    /// the closed form one of L·m states (17·(Lm)³ flops a doubling), a best response 4·(Lm)³ flops a doubling.</para>
    /// <para>Source: multi-population LQ mean-field games, Theorems 2 and 3 and (35) to (42), corrected.</para>
    /// </remarks>
    /// <param name="problem">The game.</param>
    /// <param name="options">What may be done, or null for the defaults.</param>
    /// <returns>The equilibrium, or a status that says why none was found.</returns>
    /// <exception cref="ArgumentException">
    /// The problem is malformed: no population; a name missing or taken; a size below 1; a matrix or vector of the wrong size; a weight or
    /// covariance that is not symmetric; a coupling of a population with itself, with one that does not exist, or given twice.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The options allow fewer than 1 iteration.</exception>
    public static GameSolution Solve(GameProblem problem, GameOptions? options = null)
    {
        GameChecks.Check(problem);
        options ??= new GameOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxIterations, 1, nameof(options));
        GameWeights weights = new(problem);
        if (!OwnResponses.TrySolve(problem, weights, out OwnResponse[] responses, out int failed, out SolveStatus hypothesis))
        {
            return new GameSolution
            {
                Status = EquilibriumStatus.PopulationNotSolvable,
                FailedPopulation = problem.Populations[failed].Name,
                Hypothesis = hypothesis,
                Evidence = responses[failed]?.Evidence ?? StatusEvidence.None,
            };
        }

        var search = new EquilibriumSearch(problem, weights, responses, options);
        FoundEquilibrium found = ShapeDispatch.Run<EquilibriumSearch, FoundEquilibrium>(weights.Order, weights.StateDim, ref search);
        return found.Law is null
            ? new GameSolution { Status = found.Status, Method = found.Method, Convergence = found.Convergence }
            : Complete(problem, weights, responses, found);
    }

    private static GameSolution Complete(GameProblem problem, GameWeights weights, OwnResponse[] responses, FoundEquilibrium found)
    {
        EpsilonNash deviation = EpsilonNash.Of(weights, responses);
        int[]? sizes = problem.Populations.All(p => p.Size is not null) ? problem.Populations.Select(p => p.Size!.Value).ToArray() : null;
        PopulationEquilibrium[] populations = new PopulationEquilibrium[responses.Length];
        for (int l = 0; l < populations.Length; l++)
        {
            OwnResponse own = responses[l];
            double epsilon = sizes is null ? double.NaN : deviation.Of(l, sizes);
            populations[l] = new PopulationEquilibrium(
                problem.Populations[l].Name,
                found.Policies[l],
                own.CostToGo,
                own.SpectralRadius,
                LongRunCost.Of(problem, weights, own, found, l),
                double.IsNaN(epsilon) ? null : epsilon);
        }

        bool finite = populations.All(p => double.IsFinite(p.Cost));
        return new GameSolution
        {
            Status = finite ? found.Status : EquilibriumStatus.NonFinite,
            Populations = populations,
            MeanField = found.Law,
            Stationary = found.Stationary,
            InitialMeanField = problem.Populations.SelectMany(p => p.Mean0 ?? new double[weights.StateDim]).ToArray(),
            SpectralRadius = found.SpectralRadius,
            Contraction = found.Contraction,
            Method = found.Method,
            Convergence = found.Convergence,
            Deviation = deviation,
        };
    }
}
