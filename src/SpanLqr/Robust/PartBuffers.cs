using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Robust;

/// <summary>The answer of one part over a horizon, and the memory to find it again at another level.</summary>
internal sealed class PartBuffers<TShape>
    where TShape : struct, ILqrShape
{
    // Looking costs a comparison; a recursion that has reached a steady state is computed for so many steps too many at most.
    private const int StepsBetweenLooks = 32;

    private readonly TShape _shape;
    private readonly RobustPart _part;
    private readonly int _horizon;
    private readonly bool _isTimeInvariant;
    private readonly double[] _terminal;
    private readonly double[] _workspace;

    public PartBuffers(TShape shape, RobustPart part, int horizon)
    {
        int n = shape.StateDim, m = shape.InputDim, p = part.AdversaryDim;
        _shape = shape;
        _part = part;
        _horizon = horizon;
        _isTimeInvariant = part.IsTimeInvariant(n, m);
        _terminal = new double[n * n];
        Gains = new double[SpanLength.Of(horizon, m, n, "problem")];
        AdversaryGains = new double[SpanLength.Of(horizon, p, n, "problem")];
        CostsToGo = new double[SpanLength.Of(horizon + 1L, n, n, "problem")];
        Margins = new double[horizon];
        Sum = new double[n * n];
        _workspace = new double[GameRecursion.WorkspaceLength(shape, p)];
    }

    /// <summary>What the part is called.</summary>
    public string Name => _part.Name;

    /// <summary>K¹_0 … K¹_{T−1}.</summary>
    public double[] Gains { get; }

    /// <summary>K²_0 … K²_{T−1}.</summary>
    public double[] AdversaryGains { get; }

    /// <summary>M_0 … M_T.</summary>
    public double[] CostsToGo { get; }

    /// <summary>The least eigenvalue of γ²I − D'M_{t+1}D for each t.</summary>
    public double[] Margins { get; }

    /// <summary>M_1 + … + M_T, what the noise of all steps meets.</summary>
    public double[] Sum { get; }

    /// <summary>M_0.</summary>
    public ReadOnlySpan<double> Start => CostsToGo.AsSpan(0, _shape.StateDim * _shape.StateDim);

    /// <summary>Solves at one level. Allocates nothing.</summary>
    /// <remarks>
    /// Where nothing varies with time a recursion that has reached a steady state, to the last bit, stays there, and the rest of the horizon is
    /// filled in rather than computed.
    /// </remarks>
    public GameRecursionResult Solve(double gamma)
    {
        int nn = _shape.StateDim * _shape.StateDim, step = _isTimeInvariant ? Math.Min(StepsBetweenLooks, _horizon) : _horizon;
        double least = double.PositiveInfinity;
        _part.Terminal.CopyTo(_terminal, 0);
        for (int end = _horizon; end > 0; end -= step)
        {
            int start = Math.Max(0, end - step);
            GameRecursionResult result = SolveSteps(gamma, start, end);
            least = Math.Min(least, result.Margin);
            if (!result.IsOk)
            {
                Margins.AsSpan(0, start).Fill(double.NaN);
                return result with { FailedStage = start + result.FailedStage, Margin = least };
            }

            Span<double> first = CostsToGo.AsSpan(start * nn, nn);
            if (start > 0 && first.SequenceEqual(CostsToGo.AsSpan((start + 1) * nn, nn)))
            {
                RepeatBefore(Gains, start, _shape.InputDim * _shape.StateDim);
                RepeatBefore(AdversaryGains, start, _part.AdversaryDim * _shape.StateDim);
                RepeatBefore(CostsToGo, start, nn);
                RepeatBefore(Margins, start, 1);
                break;
            }

            first.CopyTo(_terminal);
        }

        AddUp(nn);
        return new GameRecursionResult(SolveStatus.Ok, -1, least);
    }

    /// <summary>The answer as matrices.</summary>
    public RobustPolicyPart Unstack()
    {
        int n = _shape.StateDim;
        return new RobustPolicyPart(
            Matrices.Unstack(Gains, _horizon, _shape.InputDim, n),
            Matrices.Unstack(AdversaryGains, _horizon, _part.AdversaryDim, n),
            Matrices.Unstack(CostsToGo, _horizon + 1, n, n));
    }

    private GameRecursionResult SolveSteps(double gamma, int start, int end)
    {
        int n = _shape.StateDim, m = _shape.InputDim, p = _part.AdversaryDim, steps = end - start;
        return GameRecursion.Solve(
            _shape,
            steps,
            _part.Model,
            gamma,
            _terminal,
            Gains.AsSpan(start * m * n, steps * m * n),
            AdversaryGains.AsSpan(start * p * n, steps * p * n),
            CostsToGo.AsSpan(start * n * n, (steps + 1) * n * n),
            Margins.AsSpan(start, steps),
            _workspace);
    }

    /// <summary>Copies entry <paramref name="start"/> of a series to all entries before it.</summary>
    private static void RepeatBefore(double[] series, int start, int length)
    {
        for (int t = start - 1; t >= 0; t--)
        {
            series.AsSpan((t + 1) * length, length).CopyTo(series.AsSpan(t * length));
        }
    }

    private void AddUp(int nn)
    {
        Sum.AsSpan().Clear();
        for (int t = 1; t <= _horizon; t++)
        {
            Dense.Add(ref Sum[0], ref CostsToGo[t * nn], ref Sum[0], nn);
        }
    }
}
