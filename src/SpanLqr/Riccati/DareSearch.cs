using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The attempts of <see cref="Dare.Solve"/> in their order, and the judgement of each.</summary>
internal ref struct DareSearch<TShape>
    where TShape : struct, ILqrShape
{
    // γ in units of the weights, tried in turn where plain doubling breaks down or finds a wrong branch.
    private static ReadOnlySpan<double> Shifts => [1, 0.1, 10, 0.01, 100];

    // A solution must satisfy its equation to this, relative to the terms of the equation.
    private const double AcceptedResidual = 1e-8;

    // Below this a Newton step only moves rounding about.
    private const double RefinedResidual = 8 * UnitRoundoff;

    // How near the circle the limit of a linearly converging iteration must lie to be called on it.
    private const double CircleDistance = 1e-6;

    // From here on a closed loop must prove that its distance from the circle is not rounding.
    private const double NearCircle = 1e-4;

    private const double UnitRoundoff = 2.2204460492503131e-16;
    private const int MaxCorrections = 3;

    private readonly TShape _shape;
    private readonly Stage _stage;
    private readonly DareOptions _options;
    private readonly ref double _p;
    private readonly ref double _gain;
    private readonly ref double _closedLoop;
    private readonly ref double _residual;
    private readonly ref double _savedP;
    private readonly ref double _savedGain;
    private readonly ref double _startGain;
    private readonly ref double _unitQ;
    private readonly ref double _unitR;
    private readonly Workspace _memory;
    private int _iterations;
    private int _refinements;

    public DareSearch(TShape shape, Stage stage, DareOptions options, ref double p, ref double gain, Workspace memory)
    {
        int n = shape.StateDim, m = shape.InputDim;
        _shape = shape;
        _stage = stage;
        _options = options;
        _p = ref p;
        _gain = ref gain;
        _closedLoop = ref memory.Take(n * n);
        _residual = ref memory.Take(n * n);
        _savedP = ref memory.Take(n * n);
        _savedGain = ref memory.Take(m * n);
        _startGain = ref memory.Take(m * n);
        _unitQ = ref memory.Take(n * n);
        _unitR = ref memory.Take(m * m);
        _memory = memory;
    }

    public static int WorkspaceLength(TShape shape)
    {
        int n = shape.StateDim, m = shape.InputDim;
        int inner = Math.Max(
            Math.Max(StructuredDoubling.WorkspaceLength(shape), NewtonKleinman.WorkspaceLength(shape)),
            Math.Max(
                Math.Max(WeightChecks.WorkspaceLength(shape), Policy.WorkspaceLength(shape)),
                SpectralRadius.WorkspaceLength(shape)));
        return (4 * n * n) + (2 * m * n) + (m * m) + inner;
    }

    public DareResult Run()
    {
        if (_options.Unchecked
            && StructuredDoubling.Solve(_shape, _stage, 0, ref _p, _memory, ref _iterations) == SolveStatus.Ok
            && Policy.TryGain(_shape, _stage, ref _p, ref _gain, ref Start(_memory)))
        {
            return new DareResult(SolveStatus.Ok, _iterations, 0, double.NaN, double.NaN);
        }

        if (!_stage.IsFinite(_shape))
        {
            return Failed(SolveStatus.NonFinite);
        }

        if (!_options.Indefinite)
        {
            SolveStatus weights = WeightChecks.Check(_shape, _stage, _memory);
            if (weights != SolveStatus.Ok)
            {
                return Failed(weights);
            }
        }

        if (TryDoubling(0, out DareResult result))
        {
            return result;
        }

        if (!TryStabilise())
        {
            return Failed(SolveStatus.NotStabilisable);
        }

        double size = WeightSize();
        foreach (double shift in Shifts)
        {
            if (TryDoubling(shift * size, out result))
            {
                return result;
            }
        }

        return RunNewton();
    }

    private bool TryDoubling(double shift, out DareResult result)
    {
        result = default;
        return StructuredDoubling.Solve(_shape, _stage, shift, ref _p, _memory, ref _iterations) == SolveStatus.Ok && TryAccept(out result);
    }

    /// <summary>The size of P that the weights suggest: ‖Q‖, or R seen through B.</summary>
    private readonly double WeightSize()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        double input = Dense.FrobeniusNorm(ref _stage.B, n * m);
        double size = Math.Max(
            Dense.FrobeniusNorm(ref _stage.Q, n * n),
            input > 0 ? Dense.FrobeniusNorm(ref _stage.R, m * m) / (input * input) : 0);
        return size > 0 && double.IsFinite(size) ? size : 1;
    }

    /// <summary>Newton from the stabilising gain: the last resort, and the judge of what is wrong.</summary>
    private DareResult RunNewton()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Dense.Copy(ref _startGain, ref _gain, m * n);
        SolveStatus status = NewtonKleinman.Solve(_shape, _stage, ref _p, ref _gain, _memory, ref _refinements);
        if (status == SolveStatus.Ok && TryAccept(out DareResult result))
        {
            return result;
        }

        if (status == SolveStatus.InputWeightSingular)
        {
            // With a regular R it is the iterate that went wrong, because there is no solution to go to. Only whether R can be
            // inverted counts here, so any right side will do.
            bool regular = InputWeightFactor.TrySolve(_shape, ref _stage.R, ref _savedGain, ref _savedGain, false, ref Start(_memory));
            return Failed(regular ? SolveStatus.NoStabilisingSolution : status);
        }

        double residual = Evaluate();
        double radius = SpectralRadius.Compute(_shape, ref _closedLoop, ref Start(_memory));
        if (!(residual <= AcceptedResidual && Math.Abs(radius - 1) <= CircleDistance))
        {
            return Failed(_options.Indefinite ? SolveStatus.NoStabilisingSolution : SolveStatus.NotConverged);
        }

        SolveStatus reason = _options.Indefinite ? SolveStatus.UnitCircleEigenvalue : SolveStatus.NotDetectable;
        return new DareResult(reason, _iterations, _refinements, ReportedResidual(), radius);
    }

    /// <summary>A stabilising gain, from the problem with unit weights: Q = I ≻ 0 leaves only (A, B) to blame for a failure.</summary>
    private bool TryStabilise()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        double scale = Dense.Dot(ref _stage.B, ref _stage.B, n * m);
        Dense.SetDiagonal(ref _unitQ, 1, n);
        Dense.SetDiagonal(ref _unitR, scale > 0 ? scale : 1, m);
        Stage unit = _stage.WithWeights(ref _unitQ, ref _unitR);
        if (StructuredDoubling.Solve(_shape, unit, 0, ref _p, _memory, ref _iterations) != SolveStatus.Ok
            || !Policy.TryGain(_shape, unit, ref _p, ref _gain, ref Start(_memory))
            || !IsStable(out _))
        {
            return false;
        }

        Dense.Copy(ref _gain, ref _startGain, m * n);
        return true;
    }

    /// <summary>Corrects P where its residual asks for it, then checks the residual and the branch.</summary>
    private bool TryAccept(out DareResult result)
    {
        int n = _shape.StateDim, m = _shape.InputDim, nn = n * n;
        result = default;
        if (!Policy.TryGain(_shape, _stage, ref _p, ref _gain, ref Start(_memory)))
        {
            return false;
        }

        double residual = Evaluate();
        for (int k = 0; k < MaxCorrections && residual > RefinedResidual; k++)
        {
            Dense.Copy(ref _p, ref _savedP, nn);
            Dense.Copy(ref _gain, ref _savedGain, m * n);
            bool corrected = NewtonKleinman.TryCorrect(_shape, _stage, ref _p, ref _gain, ref _closedLoop, ref _residual, _memory);
            double next = corrected ? Evaluate() : double.NaN;
            if (!(next < 0.5 * residual))
            {
                Dense.Copy(ref _savedP, ref _p, nn);
                Dense.Copy(ref _savedGain, ref _gain, m * n);
                residual = Evaluate();
                break;
            }

            _refinements++;
            residual = next;
        }

        // Evaluate has just formed A − BK.
        if (!(residual <= AcceptedResidual) || !IsClosedLoopStable(out double radius) || (radius > 1 - NearCircle && !IsSettledNearCircle(radius)))
        {
            return false;
        }

        result = new DareResult(SolveStatus.Ok, _iterations, _refinements, ReportedResidual(), radius);
        return true;
    }

    /// <summary>
    /// Whether one more Newton step leaves 1 − ρ as it is. At a double root on the circle a step halves it, however small the
    /// residual; where 1 − ρ is made of rounding a step moves it at random.
    /// </summary>
    private readonly bool IsSettledNearCircle(double radius)
    {
        int n = _shape.StateDim, m = _shape.InputDim, nn = n * n;
        Dense.Copy(ref _p, ref _savedP, nn);
        Dense.Copy(ref _gain, ref _savedGain, m * n);
        Evaluate();
        bool settled = NewtonKleinman.TryCorrect(_shape, _stage, ref _p, ref _gain, ref _closedLoop, ref _residual, _memory)
            && IsStable(out double next)
            && Math.Abs(next - radius) <= 0.1 * (1 - radius);
        Dense.Copy(ref _savedP, ref _p, nn);
        Dense.Copy(ref _savedGain, ref _gain, m * n);
        Evaluate();
        return settled;
    }

    /// <summary>Forms A − BK and the residual; returns its norm relative to ‖P‖ + ‖Q‖.</summary>
    private readonly double Evaluate()
    {
        int nn = _shape.StateDim * _shape.StateDim;
        Policy.ClosedLoop(_shape, _stage, ref _gain, ref _closedLoop);
        Policy.Residual(_shape, _stage, ref _p, ref _gain, ref _closedLoop, ref _residual, ref Start(_memory));
        double scale = Dense.FrobeniusNorm(ref _p, nn) + Dense.FrobeniusNorm(ref _stage.Q, nn);
        double norm = Dense.FrobeniusNorm(ref _residual, nn);
        return norm == 0 ? 0 : norm / scale;
    }

    /// <summary>
    /// Whether ρ(A − BK) &lt; 1 beyond the rounding of A − BK itself: a gain so large that the difference has no digits left
    /// stabilises nothing.
    /// </summary>
    private readonly bool IsStable(out double radius)
    {
        Policy.ClosedLoop(_shape, _stage, ref _gain, ref _closedLoop);
        return IsClosedLoopStable(out radius);
    }

    private readonly bool IsClosedLoopStable(out double radius)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        radius = SpectralRadius.Compute(_shape, ref _closedLoop, ref Start(_memory));
        double rounding = UnitRoundoff
            * (Dense.FrobeniusNorm(ref _stage.A, n * n)
                + (Dense.FrobeniusNorm(ref _stage.B, n * m) * Dense.FrobeniusNorm(ref _gain, m * n)));
        return radius + rounding < 1;
    }

    /// <summary>‖DARE(P) − P‖_F / (1 + ‖P‖_F), from the residual last formed.</summary>
    private readonly double ReportedResidual()
    {
        int nn = _shape.StateDim * _shape.StateDim;
        return Dense.FrobeniusNorm(ref _residual, nn) / (1 + Dense.FrobeniusNorm(ref _p, nn));
    }

    private readonly DareResult Failed(SolveStatus status) => new(status, _iterations, _refinements, double.NaN, double.NaN);

    private static ref double Start(Workspace memory) => ref memory.Take(0);
}
