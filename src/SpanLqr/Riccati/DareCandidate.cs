using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>A matrix that may be the solution, with its gain, closed loop and residual, and what can be said of them.</summary>
internal readonly ref struct DareCandidate<TShape>
    where TShape : struct, ILqrShape
{
    private const double UnitRoundoff = 2.2204460492503131e-16;

    // The share of Q below which an error is no error in what the weights say.
    private const double Cancelled = 1e-8;

    private readonly TShape _shape;
    private readonly Stage _stage;
    private readonly ref double _p;
    private readonly ref double _gain;
    private readonly ref double _closedLoop;
    private readonly ref double _residual;
    private readonly ref double _savedP;
    private readonly ref double _savedGain;
    private readonly ref double _doubt;
    private readonly ref double _share;
    private readonly Workspace _memory;

    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="p">P, the caller's output.</param>
    /// <param name="gain">K, the caller's output.</param>
    /// <param name="own"><see cref="OwnLength"/> entries, kept.</param>
    /// <param name="memory">Scratch, shared with everyone else.</param>
    public DareCandidate(TShape shape, Stage stage, ref double p, ref double gain, ref double own, Workspace memory)
    {
        int nn = shape.StateDim * shape.StateDim;
        _shape = shape;
        _stage = stage;
        _p = ref p;
        _gain = ref gain;
        _closedLoop = ref own;
        _residual = ref Unsafe.Add(ref own, nn);
        _savedP = ref Unsafe.Add(ref own, 2 * nn);
        _savedGain = ref Unsafe.Add(ref own, 3 * nn);
        _doubt = ref Unsafe.Add(ref _savedGain, shape.StateDim * shape.InputDim);
        _share = ref Unsafe.Add(ref _doubt, shape.StateDim);
        _memory = memory;
    }

    public static int OwnLength(TShape shape) =>
        SpanLength.Of((3L * shape.StateDim * shape.StateDim) + ((long)shape.InputDim * shape.StateDim) + shape.StateDim + 1, nameof(shape));

    /// <summary>A − BK as it was last formed.</summary>
    public ref double ClosedLoop => ref _closedLoop;

    /// <summary>Whether K could be made the gain of P.</summary>
    public bool TryGain() => Policy.TryGain(_shape, _stage, ref _p, ref _gain, ref Start(), ref _doubt, out _share);

    /// <summary>One Newton–Kleinman step of P and K from what <see cref="Evaluate"/> has formed.</summary>
    /// <param name="step">ΔP.</param>
    public bool TryCorrect(out Span<double> step)
    {
        step = Dense.Span(ref _residual, _shape.StateDim * _shape.StateDim);
        return NewtonKleinman.TryCorrect(_shape, _stage, ref _p, ref _gain, ref _closedLoop, ref _residual, _memory);
    }

    /// <summary>Keeps P and K for <see cref="Restore"/>.</summary>
    public void Save()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Dense.Copy(ref _p, ref _savedP, n * n);
        Dense.Copy(ref _gain, ref _savedGain, m * n);
    }

    public void Restore()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Dense.Copy(ref _savedP, ref _p, n * n);
        Dense.Copy(ref _savedGain, ref _gain, m * n);
    }

    /// <summary>Forms A − BK and the residual; returns its norm relative to ‖P‖ + ‖Q‖.</summary>
    public double Evaluate()
    {
        int nn = _shape.StateDim * _shape.StateDim;
        Policy.ClosedLoop(_shape, _stage, ref _gain, ref _closedLoop);
        Policy.Residual(_shape, _stage, ref _p, ref _gain, ref _closedLoop, ref _residual, ref Start());
        double scale = Dense.FrobeniusNorm(ref _p, nn) + Dense.FrobeniusNorm(ref _stage.Q, nn);
        double norm = Dense.FrobeniusNorm(ref _residual, nn);
        return norm == 0 ? 0 : norm / scale;
    }

    /// <summary>Forms A − BK and judges it.</summary>
    public bool IsStable(out double radius)
    {
        Policy.ClosedLoop(_shape, _stage, ref _gain, ref _closedLoop);
        return IsClosedLoopStable(out radius);
    }

    /// <summary>
    /// Whether ρ(A − BK) &lt; 1 beyond the rounding of A − BK itself: a gain so large that the difference has no digits left
    /// stabilises nothing.
    /// </summary>
    public bool IsClosedLoopStable(out double radius) => IsClosedLoopStable(out radius, out _);

    /// <inheritdoc cref="IsClosedLoopStable(out double)"/>
    /// <param name="radius">ρ(A − BK).</param>
    /// <param name="growth">A bound on ‖Σ_k (Acl')^k Acl^k‖.</param>
    public bool IsClosedLoopStable(out double radius, out double growth)
    {
        radius = SpectralRadius.Compute(_shape, ref _closedLoop, ref Start(), out growth);
        return radius + ClosedLoopRounding() < 1;
    }

    /// <summary>How much of A − BK is rounding, at most.</summary>
    public double ClosedLoopRounding()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        return UnitRoundoff
            * (Dense.FrobeniusNorm(ref _stage.A, n * n)
                + (Dense.FrobeniusNorm(ref _stage.B, n * m) * Dense.FrobeniusNorm(ref _gain, m * n)));
    }

    /// <summary>
    /// Whether one more Newton step leaves 1 − ρ as it is. At a double root on the circle a step halves it, however small the
    /// residual; where 1 − ρ is made of rounding a step moves it at random.
    /// </summary>
    public bool IsSettledNearCircle(double radius)
    {
        Save();
        Evaluate();
        bool settled = TryCorrect(out _) && IsStable(out double next) && Math.Abs(next - radius) <= 0.1 * (1 - radius);
        Restore();
        Evaluate();
        return settled;
    }

    /// <summary>‖DARE(P) − P‖_F / (1 + ‖P‖_F), from the residual last formed.</summary>
    public double ReportedResidual()
    {
        int nn = _shape.StateDim * _shape.StateDim;
        return Dense.FrobeniusNorm(ref _residual, nn) / (1 + Dense.FrobeniusNorm(ref _p, nn));
    }

    /// <summary>A bound on the relative error of P by norms alone, from the residual last formed: cheap, and far too large.</summary>
    /// <param name="growth">A bound on ‖Σ_k (Acl')^k Acl^k‖.</param>
    public double RoughErrorBound(double growth) =>
        _shape.StateDim * growth * ResidualBound() / Dense.FrobeniusNorm(ref _p, _shape.StateDim * _shape.StateDim);

    /// <summary>A bound by norms on ‖·‖_F of what the residual at P may be: the one last formed, the rounding of its terms, and that of the gain.</summary>
    private double ResidualBound()
    {
        int n = _shape.StateDim, m = _shape.InputDim, nn = n * n;
        if (Dense.MaxAbs(ref _doubt, n) > 0)
        {
            // What a reduction of the inputs is rounded by is no matter of norms.
            return double.PositiveInfinity;
        }

        double gain = Dense.FrobeniusNorm(ref _gain, m * n), p = Dense.FrobeniusNorm(ref _p, nn);
        double loop = Dense.FrobeniusNorm(ref _stage.A, nn) + (Dense.FrobeniusNorm(ref _stage.B, n * m) * gain);
        double terms = p + Dense.FrobeniusNorm(ref _stage.Q, nn) + (gain * gain * Dense.FrobeniusNorm(ref _stage.R, m * m))
            + (_stage.HasCross ? 2 * gain * Dense.FrobeniusNorm(ref _stage.S, n * m) : 0)
            + (2 * loop * p * Dense.FrobeniusNorm(ref _closedLoop, nn));
        double gainError = 4 * UnitRoundoff * UnitRoundoff * m / _share * p * loop * loop;
        return (UnitRoundoff * terms) + gainError + Dense.FrobeniusNorm(ref _residual, nn);
    }

    /// <summary>Whether the error of P is certainly at most this share of it, from the residual last formed and a stable A − BK; much cheaper than an estimate.</summary>
    public bool IsErrorBelow(double share) =>
        DareErrorBound.IsBelow(_shape, _stage, ref _gain, Math.Sqrt(_shape.StateDim) * ResidualBound(), share, _memory);

    /// <summary>
    /// The estimated error of P, ‖W‖_F/‖P‖_F, from the residual last formed; uses up a stable A − BK and what was saved, which is W
    /// from then on.
    /// </summary>
    public double ErrorEstimate()
    {
        int nn = _shape.StateDim * _shape.StateDim;
        DareErrorBound.Form(_shape, _stage, ref _p, ref _gain, ref _closedLoop, ref _residual, ref _doubt, _share, ref _savedP, _memory);
        return Ratio(Dense.FrobeniusNorm(ref _savedP, nn), Dense.FrobeniusNorm(ref _p, nn));
    }

    /// <summary>‖W‖_F/‖P‖_F in the units of the caller, from the last estimate.</summary>
    public double ErrorEstimate(in BalancedUnits<TShape> units) => Ratio(units.NormOutside(ref _savedP), units.NormOutside(ref _p));

    /// <summary>
    /// The relative error of K, at most, by W of the last estimate; in these units or those of the caller, whichever is larger.
    /// </summary>
    public double GainErrorEstimate(in BalancedUnits<TShape> units, bool isBalanced)
    {
        int mn = _shape.InputDim * _shape.StateDim;
        Policy.ClosedLoop(_shape, _stage, ref _gain, ref _closedLoop);
        GainErrorBound.Form(
            _shape, _stage, ref _p, ref _gain, ref _closedLoop, ref _savedP, ref _doubt, _share, ref _savedGain, _memory);
        double estimate = Ratio(Dense.FrobeniusNorm(ref _savedGain, mn), Dense.FrobeniusNorm(ref _gain, mn));
        return isBalanced ? Math.Max(estimate, Ratio(units.GainNormOutside(ref _savedGain), units.GainNormOutside(ref _gain))) : estimate;
    }

    /// <summary>
    /// Whether by the last estimate the error is so small a share of Q that P, however uncertain, is only what the weights left when they
    /// cancelled: 0 or nearly.
    /// </summary>
    public bool IsWhatWeightsLeft()
    {
        int nn = _shape.StateDim * _shape.StateDim;
        return Dense.FrobeniusNorm(ref _savedP, nn) <= Cancelled * Dense.FrobeniusNorm(ref _stage.Q, nn);
    }

    /// <summary>P, K and the residual into the units of the caller.</summary>
    public void Leave(in BalancedUnits<TShape> units)
    {
        units.Leave(ref _p, ref _gain);
        units.Leave(ref _residual);
    }

    /// <summary>Infinite where it is not a number.</summary>
    private static double Ratio(double bound, double size)
    {
        double ratio = bound == 0 ? 0 : bound / size;
        return double.IsNaN(ratio) ? double.PositiveInfinity : ratio;
    }

    private ref double Start()
    {
        Workspace memory = _memory;
        return ref memory.Take(0);
    }
}
