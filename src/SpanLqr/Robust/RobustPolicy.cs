using System;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Robust;

/// <summary>
/// The saddle point as calls: what an agent does, u = −K¹_t(x − x̄) − L¹_tx̄, and what the worst adversary does to it,
/// v = K²_t(x − x̄) + L²_tx̄. It may be shared between threads.
/// </summary>
/// <remarks>Sums run in ascending order with fused multiply-adds: results are the same to the bit on every machine.</remarks>
public sealed class RobustPolicy
{
    private readonly double[] _input;
    private readonly double[] _inputMean;
    private readonly double[] _adversary;
    private readonly double[] _adversaryMean;

    /// <summary>Prepares the policies of a solution. A later change of the solution's arrays does not change them.</summary>
    /// <param name="solution">A solution that is Ok.</param>
    /// <exception cref="ArgumentException">The solution is not Ok.</exception>
    public RobustPolicy(RobustSolution solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        if (!solution.IsOk || solution.Deviations is not { } deviations || solution.MeanField is not { } means)
        {
            throw new ArgumentException($"The solution's status is {solution.Status}, expected Ok.", nameof(solution));
        }

        Horizon = deviations.CostsToGo.Count == 1 ? null : deviations.Gains.Count;
        StateDim = deviations.Gains[0].GetLength(1);
        InputDim = deviations.Gains[0].GetLength(0);
        AdversaryDim = deviations.AdversaryGains[0].GetLength(0);
        _input = FiniteHorizonProblem.Stack(deviations.Gains);
        _inputMean = FiniteHorizonProblem.Stack(means.Gains);
        _adversary = FiniteHorizonProblem.Stack(deviations.AdversaryGains);
        _adversaryMean = FiniteHorizonProblem.Stack(means.AdversaryGains);
    }

    /// <summary>T; null where the policies do not depend on time.</summary>
    public int? Horizon { get; }

    /// <summary>n.</summary>
    public int StateDim { get; }

    /// <summary>m.</summary>
    public int InputDim { get; }

    /// <summary>p.</summary>
    public int AdversaryDim { get; }

    /// <summary>u = −K¹_t(x − x̄) − L¹_tx̄. Cost: 4mn flops; allocates nothing.</summary>
    /// <param name="t">The step, 0 … T−1; any step from 0 on where there is no horizon.</param>
    /// <param name="state">x, n entries.</param>
    /// <param name="mean">x̄, n entries.</param>
    /// <param name="input">Receives u, m entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; or the input overlaps another span.</exception>
    public void Act(int t, ReadOnlySpan<double> state, ReadOnlySpan<double> mean, Span<double> input)
    {
        Check(t, state, mean, input, InputDim, nameof(input));
        Feedback(_input, _inputMean, -1, t, state, mean, input);
    }

    /// <summary>v = K²_t(x − x̄) + L²_tx̄. Cost: 4pn flops; allocates nothing.</summary>
    /// <param name="t">The step, 0 … T−1; any step from 0 on where there is no horizon.</param>
    /// <param name="state">x, n entries.</param>
    /// <param name="mean">x̄, n entries.</param>
    /// <param name="disturbance">Receives v, p entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; or the disturbance overlaps another span.</exception>
    public void Disturb(int t, ReadOnlySpan<double> state, ReadOnlySpan<double> mean, Span<double> disturbance)
    {
        Check(t, state, mean, disturbance, AdversaryDim, nameof(disturbance));
        Feedback(_adversary, _adversaryMean, 1, t, state, mean, disturbance);
    }

    private void Feedback(
        double[] gains,
        double[] meanGains,
        double sign,
        int t,
        ReadOnlySpan<double> state,
        ReadOnlySpan<double> mean,
        Span<double> destination)
    {
        int n = StateDim, start = Horizon is null ? 0 : t * destination.Length * n;
        ReadOnlySpan<double> own = gains.AsSpan(start, destination.Length * n), common = meanGains.AsSpan(start, destination.Length * n);
        for (int i = 0; i < destination.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < n; j++)
            {
                sum = Math.FusedMultiplyAdd(own[(i * n) + j], state[j] - mean[j], sum);
                sum = Math.FusedMultiplyAdd(common[(i * n) + j], mean[j], sum);
            }

            destination[i] = sign * sum;
        }
    }

    private void Check(int t, ReadOnlySpan<double> state, ReadOnlySpan<double> mean, ReadOnlySpan<double> destination, int length, string name)
    {
        if (t < 0 || t >= Horizon)
        {
            throw new ArgumentOutOfRangeException(nameof(t), t, $"There are steps 0 to {(Horizon - 1)?.ToString() ?? "any"}.");
        }

        Require(state.Length, StateDim, nameof(state));
        Require(mean.Length, StateDim, nameof(mean));
        Require(destination.Length, length, name);
        if (destination.Overlaps(state) || destination.Overlaps(mean))
        {
            throw new ArgumentException($"The {name} overlaps the state or the mean, which are read while it is written.", name);
        }
    }

    private static void Require(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{name} has {length} entries, expected {expected}.", name);
        }
    }
}
