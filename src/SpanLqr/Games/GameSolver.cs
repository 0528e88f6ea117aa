using System;
using System.Collections.Generic;
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
    /// of all mean fields, and unique. Otherwise it is the fixed point of best response and consistency, started from the doubled Riccati equation
    /// of the game, if the eigenvalues that it does not use prove it the only one. In every other case the eigenvalues of the game's pencil decide:
    /// they prove that there is no equilibrium, or hold them all; of several the one of least ρ(F) is returned. See <see cref="GameSolution.Count"/>.</para>
    /// <para>Whichever way, the result's residual comes from one more best response. The own problems cost L solves of m states;
    /// the closed form one of L·m states (17·(Lm)³ flops a doubling), a best response 4·(Lm)³ flops a doubling, the pencil about 200·(Lm)³.</para>
    /// <para>Source: multi-population LQ mean-field games, Proposition 1, Theorem 3 and (35) to (42), corrected; the pencil is ours.</para>
    /// </remarks>
    /// <param name="problem">The game.</param>
    /// <param name="options">What may be done, or null for the defaults.</param>
    /// <returns>The equilibrium, or a status that says why none was found.</returns>
    /// <exception cref="ArgumentException">
    /// The problem is malformed: no population; a name missing or taken; a size below 1; a matrix or vector of the wrong size; a weight or
    /// covariance that is not symmetric; a covariance that is not positive semidefinite; a coupling of a population with itself, with one that
    /// does not exist, or given twice.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The options allow fewer than 1 iteration or equilibrium, or name no method.</exception>
    public static GameSolution Solve(GameProblem problem, GameOptions? options = null) => Search(problem, options ?? new GameOptions())[0];

    /// <summary>
    /// Every equilibrium with a stable mean field, the one of least ρ(F) first, at most <see cref="GameOptions.MaxEquilibria"/>; or one entry whose status
    /// says why there is none.
    /// </summary>
    /// <remarks>As <see cref="Solve"/>; each equilibrium of a pencil costs about 300·(Lm)³ flops more, for refining and confirming it.</remarks>
    /// <inheritdoc cref="Solve"/>
    public static IReadOnlyList<GameSolution> SolveAll(GameProblem problem, GameOptions? options = null) =>
        Search(problem, (options ?? new GameOptions()) with { ListAll = true });

    private static IReadOnlyList<GameSolution> Search(GameProblem problem, GameOptions options)
    {
        GameChecks.Check(problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxIterations, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxEquilibria, 1, nameof(options));
        EnumGuard.Require(options.Method, $"{nameof(options)}.{nameof(options.Method)}");
        if (!GameChecks.HasFiniteLaws(problem))
        {
            return [new GameSolution { Status = EquilibriumStatus.NonFinite }];
        }

        GameWeights weights = new(problem);
        if (!OwnResponses.TrySolve(problem, weights, out OwnResponse[] responses, out int failed, out SolveStatus hypothesis))
        {
            return
            [
                new GameSolution
                {
                    Status = EquilibriumStatus.PopulationNotSolvable,
                    FailedPopulation = problem.Populations[failed].Name,
                    Hypothesis = hypothesis,
                    Evidence = responses[failed]?.Evidence ?? StatusEvidence.None,
                },
            ];
        }

        var search = new EquilibriumSearch(problem, weights, responses, options);
        FoundEquilibria found = ShapeDispatch.Run<EquilibriumSearch, FoundEquilibria>(weights.Order, weights.StateDim, ref search);
        return found.All
            .Select(one => one.Law is null
                ? new GameSolution { Status = one.Status, Method = one.Method, Convergence = one.Convergence, Count = found.Count }
                : Complete(problem, weights, responses, one, found.Count))
            .ToArray();
    }

    private static GameSolution Complete(GameProblem problem, GameWeights weights, OwnResponse[] responses, FoundEquilibrium found, EquilibriumCount count)
    {
        EpsilonNash deviation = EpsilonNash.Of(weights, responses);
        int?[] sizes = problem.Populations.Select(p => p.Size).ToArray();
        bool isFinite = sizes.Any(size => size is not null);
        PopulationEquilibrium[] populations = new PopulationEquilibrium[responses.Length];
        for (int l = 0; l < populations.Length; l++)
        {
            OwnResponse own = responses[l];
            double cost = LongRunCost.Of(problem, weights, own, found, l);
            double epsilon = isFinite ? deviation.Of(l, sizes) : double.NaN;
            double finiteCost = sizes[l] is null ? double.NaN : cost + deviation.AddedCost(l, sizes);
            populations[l] = new PopulationEquilibrium(
                problem.Populations[l].Name,
                found.Policies[l],
                own.CostToGo,
                own.SpectralRadius,
                cost,
                double.IsNaN(epsilon) ? null : epsilon,
                double.IsNaN(finiteCost) ? null : finiteCost);
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
            Count = count,
        };
    }
}
