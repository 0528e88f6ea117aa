using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Learning.Lqr;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Games;

/// <summary>The simulator of a game whose model is known, for learners that do not know it.</summary>
/// <remarks>Source: multi-population LQ mean-field games, section 4.1. Not for use by several threads at once.</remarks>
public sealed class GameSimulator : IMeanFieldSimulator, IFirstInputSimulator
{
    private const ulong Identification = 5;

    private readonly GameProblem _game;
    private readonly GameWeights _weights;
    private readonly SimulatorOptions _options;
    private MeanFieldLaw? _law;
    private IReadOnlyList<AffinePolicy> _policies = [];

    /// <summary>Prepares a simulator; policies must be published before anything has a cost.</summary>
    /// <param name="game">The game.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The game is malformed, or a setting is out of range.</exception>
    public GameSimulator(GameProblem game, SimulatorOptions options)
    {
        GameChecks.Check(game);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (_game, _options, _weights) = (game, options, new GameWeights(game));
    }

    /// <inheritdoc/>
    public int PopulationCount => _game.Populations.Count;

    /// <inheritdoc/>
    public int StateDim => _game.StateDim;

    /// <inheritdoc/>
    public int InputDim(int population) => _game.Populations[population].InputDim;

    /// <inheritdoc/>
    public LearningAccount? Publish(IReadOnlyList<AffinePolicy> policies, int round)
    {
        MeanFieldLaw exact = BestResponse.Consistent(_game, policies);
        if (!MeanFieldIdentification.IsStable(exact.F))
        {
            return null;
        }

        LearningAccount account = default;
        _law = exact;
        if (_options.IdentificationSteps is { } steps)
        {
            _law = MeanFieldIdentification.Of(_game, exact, steps, NoiseKey.Of(_options.Seed, Identification, (ulong)round, 0));
            account = new LearningAccount(1, steps, 0);
            if (_law is null || !MeanFieldIdentification.IsStable(_law.F))
            {
                return null;
            }
        }

        _policies = policies.ToArray();
        return account;
    }

    /// <inheritdoc/>
    public ICostOracle GainCosts(int population) => LqrCosts.Of(Agent(population).Problem, _options.Gains);

    /// <inheritdoc/>
    public ICostOracle OffsetCosts(int population)
    {
        ExtendedAgent agent = Agent(population);
        int m = StateDim;
        double[,] noise = agent.Problem.W!;
        if (!_options.SimulatorNoise)
        {
            noise = DenseMatrix.Map(noise, (i, j, entry) => i < m && j < m ? entry : 0);
        }

        return new RolloutCosts(agent.Offsets(_policies[population]), noise, _options.Offsets);
    }

    /// <inheritdoc/>
    public void Announce(IReadOnlyList<AffinePolicy> policies)
    {
        _law = BestResponse.Consistent(_game, policies);
        _policies = policies.ToArray();
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> StartScales(int population)
    {
        double[] means = _game.Populations.SelectMany((_, l) => Scales(l)).ToArray();
        return [.. means.AsSpan(population * StateDim, StateDim), .. means];
    }

    /// <inheritdoc/>
    /// <remarks>About 4(m + L·m)² flops a step.</remarks>
    public void QuietCosts(
        int population, AffinePolicy policy, int steps, ReadOnlySpan<double> starts, ReadOnlySpan<double> pushes, Span<double> costs)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        QuietRollout rollout = Agent(population).Quiet(policy);
        int order = StateDim * (PopulationCount + 1), inputs = InputDim(population);
        if (starts.Length != costs.Length * order || pushes.Length != costs.Length * inputs)
        {
            throw new ArgumentException(
                $"There are {starts.Length} entries of starts and {pushes.Length} of pushes for {costs.Length} rollouts, expected {order} and {inputs} for each.",
                nameof(starts));
        }

        for (int r = 0; r < costs.Length; r++)
        {
            costs[r] = rollout.Run(starts.Slice(r * order, order), pushes.Slice(r * inputs, inputs), steps);
        }
    }

    /// <summary>|mean0| and the spread of the start, entry by entry; where both are zero, the largest of the population, or 1.</summary>
    private double[] Scales(int l)
    {
        GamePopulation population = _game.Populations[l];
        double[,]? covariance = population.Cov0 ?? population.W;
        double[] sizes = Enumerable.Range(0, StateDim)
            .Select(i => Math.Abs(population.Mean0?[i] ?? 0) + Math.Sqrt(Math.Max(0, covariance?[i, i] ?? 1)))
            .ToArray();
        double largest = sizes.Max();
        return Array.ConvertAll(sizes, size => size > 0 ? size : largest > 0 ? largest : 1);
    }

    private ExtendedAgent Agent(int population) =>
        new(_game, _weights, _law ?? throw new InvalidOperationException("No policies have been published yet."), population);
}
