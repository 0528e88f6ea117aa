using System;

namespace SpanLqr.Games;

/// <summary>One agent of a population at equilibrium: it sees its own state only and carries the mean fields forward itself.</summary>
/// <remarks>Not for more than one thread. The mean fields start at ν, time 0, and move by one step with each action.</remarks>
public sealed class GameAgent
{
    private readonly GamePolicy _policy;
    private readonly int _population;
    private readonly double[] _start;
    private double[] _meanField;
    private double[] _next;

    /// <summary>An agent at time 0.</summary>
    /// <param name="solution">A solution that is Ok.</param>
    /// <param name="population">l, counted from 0.</param>
    /// <exception cref="ArgumentException">The solution is not Ok.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such population.</exception>
    public GameAgent(GameSolution solution, int population)
    {
        _policy = new GamePolicy(solution);
        InputDim = _policy.InputDim(population);
        _population = population;
        _start = (double[])solution.InitialMeanField.Clone();
        _meanField = (double[])_start.Clone();
        _next = new double[_start.Length];
    }

    /// <summary>k, the number of inputs.</summary>
    public int InputDim { get; }

    /// <summary>z̄ as the agent believes it to be now, all populations stacked.</summary>
    public ReadOnlySpan<double> MeanField => _meanField;

    /// <summary>u = −K¹z − K²z̄ − κ, then z̄ ← Fz̄ + c. Allocates nothing.</summary>
    /// <param name="state">z, m entries.</param>
    /// <param name="input">Receives u, k entries.</param>
    /// <exception cref="ArgumentException">A span has the wrong length; or the two overlap.</exception>
    public void Act(ReadOnlySpan<double> state, Span<double> input)
    {
        _policy.Act(_population, state, _meanField, input);
        _policy.Advance(_meanField, _next);
        (_meanField, _next) = (_next, _meanField);
    }

    /// <summary>Back to time 0.</summary>
    public void Reset() => _start.CopyTo(_meanField, 0);
}
