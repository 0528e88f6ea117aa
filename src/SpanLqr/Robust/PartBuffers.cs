using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Robust;

/// <summary>The answer of one part over a horizon, and the memory to find it again at another level.</summary>
internal sealed class PartBuffers<TShape>
    where TShape : struct, ILqrShape
{
    private readonly TShape _shape;
    private readonly RobustPart _part;
    private readonly int _horizon;
    private readonly double[] _workspace;

    public PartBuffers(TShape shape, RobustPart part, int horizon)
    {
        int n = shape.StateDim, m = shape.InputDim, p = part.AdversaryDim;
        _shape = shape;
        _part = part;
        _horizon = horizon;
        Gains = new double[checked(horizon * m * n)];
        AdversaryGains = new double[checked(horizon * p * n)];
        CostsToGo = new double[checked((horizon + 1) * n * n)];
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
    public GameRecursionResult Solve(double gamma)
    {
        GameRecursionResult result = GameRecursion.Solve(
            _shape,
            _horizon,
            _part.Model,
            gamma,
            _part.Terminal,
            Gains,
            AdversaryGains,
            CostsToGo,
            Margins,
            _workspace);
        int nn = _shape.StateDim * _shape.StateDim;
        Sum.AsSpan().Clear();
        for (int t = 1; t <= _horizon && result.IsOk; t++)
        {
            Dense.Add(ref Sum[0], ref CostsToGo[t * nn], ref Sum[0], nn);
        }

        return result;
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
}
