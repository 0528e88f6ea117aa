using System;
using System.Linq;

namespace SpanLqr.Games;

/// <summary>The equilibrium as calls: what an agent does, u = −K¹z − K²z̄ − κ, and how the mean fields move, z̄⁺ = Fz̄ + c.</summary>
/// <remarks>
/// It holds no state and may be shared between threads; <see cref="GameAgent"/> carries the mean fields forward for one agent.
/// Sums run in ascending order with fused multiply-adds: results are the same to the bit on every machine.
/// </remarks>
public sealed class GamePolicy
{
    private readonly AffineMap[] _own;
    private readonly AffineMap[] _field;
    private readonly AffineMap _law;

    /// <summary>Prepares the policies of a solution. A later change of the solution's arrays does not change them.</summary>
    /// <param name="solution">A solution that is Ok.</param>
    /// <exception cref="ArgumentException">The solution is not Ok.</exception>
    public GamePolicy(GameSolution solution)
    {
        RequireOk(solution);
        _own = solution.Populations.Select(p => AffineMap.Of(-1, p.Policy.OwnGain, new double[p.Policy.Offset.Length])).ToArray();
        _field = solution.Populations.Select(p => AffineMap.Of(-1, p.Policy.MeanFieldGain, p.Policy.Offset)).ToArray();
        _law = AffineMap.Of(1, solution.MeanField!.F, solution.MeanField.C);
    }

    /// <summary>L·m, the length of the stacked mean fields.</summary>
    public int MeanFieldLength => _law.Rows;

    /// <summary>The number of states of one agent, m.</summary>
    public int StateDim => _own[0].Columns;

    /// <summary>The number of inputs of one agent of a population, k_l.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such population.</exception>
    public int InputDim(int population) => _own[Checked(population)].Rows;

    /// <summary>The input of one agent.</summary>
    /// <remarks>Cost: 2·k_l·(m + L·m) flops; allocates nothing.</remarks>
    /// <param name="population">l, counted from 0.</param>
    /// <param name="state">z, m entries.</param>
    /// <param name="meanField">z̄, L·m entries.</param>
    /// <param name="input">Receives u, k_l entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such population.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; or the input overlaps another span.</exception>
    public void Act(int population, ReadOnlySpan<double> state, ReadOnlySpan<double> meanField, Span<double> input)
    {
        ref readonly AffineMap own = ref _own[Checked(population)];
        Require(state.Length, own.Columns, nameof(state));
        Require(meanField.Length, MeanFieldLength, nameof(meanField));
        Require(input.Length, own.Rows, nameof(input));
        if (input.Overlaps(state) || input.Overlaps(meanField))
        {
            throw new ArgumentException("The input overlaps the state or the mean field, which are read while it is written.", nameof(input));
        }

        _field[population].Apply(meanField, input);
        own.Accumulate(state, input);
    }

    /// <summary>z̄⁺ = Fz̄ + c.</summary>
    /// <remarks>Cost: 2·(L·m)² flops; allocates nothing.</remarks>
    /// <param name="meanField">z̄, L·m entries.</param>
    /// <param name="next">Receives z̄⁺, L·m entries.</param>
    /// <exception cref="ArgumentException">A span has the wrong length; or the two overlap.</exception>
    public void Advance(ReadOnlySpan<double> meanField, Span<double> next)
    {
        Require(meanField.Length, MeanFieldLength, nameof(meanField));
        Require(next.Length, MeanFieldLength, nameof(next));
        if (next.Overlaps(meanField))
        {
            throw new ArgumentException("The next mean field overlaps the present one, which is read while it is written.", nameof(next));
        }

        _law.Apply(meanField, next);
    }

    internal static void RequireOk(GameSolution solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        if (!solution.IsOk)
        {
            throw new ArgumentException($"The solution's status is {solution.Status}, expected Ok.", nameof(solution));
        }
    }

    private int Checked(int population) => (uint)population < (uint)_own.Length
        ? population
        : throw new ArgumentOutOfRangeException(nameof(population), population, $"There are {_own.Length} populations, counted from 0.");

    private static void Require(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{name} has {length} entries, expected {expected}.", name);
        }
    }
}
