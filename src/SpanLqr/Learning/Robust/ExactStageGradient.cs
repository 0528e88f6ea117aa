using System;
using SpanLqr.Robust;

namespace SpanLqr.Learning.Robust;

/// <summary>Exact slopes, from the model; the state at the stage is N(0, I) in both parts.</summary>
/// <remarks>Allocates nothing after construction. Source: robust mean-field type games, (24), with A + DK² and Σ_y corrected.</remarks>
public sealed class ExactStageGradient : IStageGradient
{
    private readonly GainLayout _layout;
    private readonly PartGame[] _parts;
    private readonly double[][] _next;
    private readonly double[] _scratch;
    private int _stage;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="problem">A problem with a horizon.</param>
    /// <param name="gamma">γ, positive.</param>
    /// <exception cref="ArgumentException">The problem is malformed, or has no horizon.</exception>
    public ExactStageGradient(RobustProblem problem, double gamma)
    {
        _layout = GainLayout.Of(problem);
        RobustChecks.Check(problem);
        _parts = [new PartGame(problem, 0, gamma), new PartGame(problem, 1, gamma)];
        int square = problem.StateDim * problem.StateDim;
        _next = [new double[square], new double[square]];
        _scratch = new double[square];
    }

    /// <inheritdoc/>
    public void Begin(int stage, ReadOnlySpan<double> later)
    {
        _stage = stage;
        for (int part = 0; part < _parts.Length; part++)
        {
            _parts[part].Terminal.CopyTo(_next[part]);
            for (int t = _layout.Horizon - 1; t > stage; t--)
            {
                ReadOnlySpan<double> gains = later.Slice((t - stage - 1) * _layout.StageLength, _layout.StageLength);
                _parts[part].CostToGo(t, _layout.Control(gains, part), _layout.Adversary(gains, part), _next[part], _scratch);
                _scratch.CopyTo(_next[part], 0);
            }
        }
    }

    /// <inheritdoc/>
    public LearningAccount Evaluate(ReadOnlySpan<double> gains, ulong iteration, Span<double> slope)
    {
        int control = _layout.ControlLength / 2, adversary = _layout.AdversaryLength / 2;
        for (int part = 0; part < _parts.Length; part++)
        {
            _parts[part].Gradient(
                _stage,
                _layout.Control(gains, part),
                _layout.Adversary(gains, part),
                _next[part],
                [],
                slope.Slice(part * control, control),
                slope.Slice(_layout.ControlLength + (part * adversary), adversary));
        }

        return default;
    }
}
