using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The attempts of <see cref="Dare"/> in their order, and the judgement of each.</summary>
internal ref partial struct DareSearch<TShape>
    where TShape : struct, ILqrShape
{
    // γ in units of the weights, tried in turn where plain doubling breaks down or finds a wrong branch.
    private static ReadOnlySpan<double> Shifts => [1, 0.1, 10, 0.01, 100];

    // A solution must satisfy its equation to this, relative to the terms of the equation.
    private const double AcceptedResidual = 1e-8;

    // Below this a Newton step only moves rounding about.
    private const double RefinedResidual = 8 * 2.2204460492503131e-16;

    // How near the circle the limit of a linearly converging iteration must lie to be called on it.
    private const double CircleDistance = 1e-6;

    // From here on a closed loop must prove that its distance from the circle is not rounding.
    private const double NearCircle = 1e-4;

    // Doubling near the circle may leave a first digit only, which Newton squares; each step must halve the residual to go on.
    private const int MaxCorrections = 8;

    // A P whose error may reach this share of it has no digit.
    private const double NoDigit = 0.1;

    private readonly TShape _shape;
    private readonly DareOptions _options;
    private readonly ref double _p;
    private readonly ref double _gain;
    private readonly ref double _startGain;
    private readonly ref double _unitQ;
    private readonly ref double _unitR;
    private readonly ref double _own;
    private readonly BalancedUnits<TShape> _units;
    private readonly Workspace _memory;
    private Stage _stage;
    private DareCandidate<TShape> _candidate;
    private bool _isBalanced;
    private int _iterations;
    private int _refinements;
    private int _undone;
    private BestIterate _best;

    public DareSearch(TShape shape, Stage stage, DareOptions options, ref double p, ref double gain, Workspace memory)
    {
        int n = shape.StateDim, m = shape.InputDim;
        _shape = shape;
        _stage = stage;
        _options = options;
        _p = ref p;
        _gain = ref gain;
        _startGain = ref memory.Take(m * n);
        _unitQ = ref memory.Take(n * n);
        _unitR = ref memory.Take(m * m);
        _best = new BestIterate(ref p, n * n, ref gain, m * n, ref memory.Take(BestIterate.OwnLength(n * n, m * n)));
        _units = new BalancedUnits<TShape>(shape, ref memory.Take(BalancedUnits<TShape>.OwnLength(shape)));
        _own = ref memory.Take(DareCandidate<TShape>.OwnLength(shape));
        _candidate = new DareCandidate<TShape>(shape, stage, ref p, ref gain, ref _own, memory);
        _memory = memory;
    }

    public static int WorkspaceLength(TShape shape)
    {
        int n = shape.StateDim, m = shape.InputDim;
        long inner = Math.Max(
            Math.Max(StructuredDoubling.WorkspaceLength(shape), NewtonKleinman.WorkspaceLength(shape)),
            Math.Max(
                Math.Max(WeightChecks.WorkspaceLength(shape), Policy.WorkspaceLength(shape)),
                Math.Max(
                    Math.Max(SpectralRadius.WorkspaceLength(shape), BalanceSearch<TShape>.WorkspaceLength(shape)),
                    Math.Max(Math.Max(DareErrorBound.WorkspaceLength(shape), GainErrorBound.WorkspaceLength(shape)), EvidenceLength(shape)))));
        long own = ((long)n * n) + ((long)m * n) + ((long)m * m) + BestIterate.OwnLength(n * n, m * n);
        return SpanLength.Of(own + BalancedUnits<TShape>.OwnLength(shape) + DareCandidate<TShape>.OwnLength(shape) + inner, nameof(shape));
    }

    /// <summary>The steps that the caller's bound leaves.</summary>
    private readonly int Remaining =>
        _options.MaxIterations == 0 ? int.MaxValue : Math.Max(0, _options.MaxIterations - _iterations - _refinements - _undone);

    private readonly bool IsSpent => Remaining == 0;

    public DareResult Run(bool isWarm)
    {
        if (_options.Unchecked && TryUnchecked(isWarm, out DareResult result))
        {
            return result;
        }

        if (!_stage.IsFinite(_shape))
        {
            return Failed(SolveStatus.NonFinite);
        }

        Balance(isWarm);
        if (!_options.Indefinite)
        {
            SolveStatus weights = WeightChecks.Check(_shape, _stage, _memory, out StatusEvidence evidence);
            if (weights != SolveStatus.Ok)
            {
                return Failed(weights) with { Evidence = evidence };
            }
        }

        // Unchecked, the old P has already been tried, and is gone.
        if (isWarm && !_options.Unchecked)
        {
            if (TryWarmStart() && TryAccept(out result))
            {
                return result;
            }

            Remember();
        }

        if (TryDoubling(0, out result))
        {
            return result;
        }

        SolveStatus stabilised = IsSpent ? SolveStatus.NotConverged : Stabilise();
        if (stabilised == SolveStatus.NonFinite || (stabilised != SolveStatus.Ok && !IsSpent && TryProveNotStabilisable(out result)))
        {
            return stabilised == SolveStatus.NonFinite ? Failed(stabilised) : result;
        }

        double size = WeightSize();
        foreach (double shift in Shifts)
        {
            if (TryDoubling(shift * size, out result))
            {
                return result;
            }
        }

        return IsSpent || stabilised != SolveStatus.Ok ? CutOff() : RunNewton();
    }

    private bool TryDoubling(double shift, out DareResult result)
    {
        result = default;
        if (IsSpent)
        {
            return false;
        }

        SolveStatus status = StructuredDoubling.Solve(_shape, _stage, shift, ref _p, _memory, ref _iterations, Remaining);
        if (status == SolveStatus.Ok && TryAccept(out result))
        {
            return true;
        }

        if (status is SolveStatus.Ok or SolveStatus.NotConverged)
        {
            Remember();
        }

        return false;
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
        SolveStatus status = NewtonKleinman.Solve(_shape, _stage, ref _p, ref _gain, _memory, ref _refinements, Remaining);
        DareResult result;
        if (status is SolveStatus.Ok or SolveStatus.NotConverged && TryAccept(out result))
        {
            return result;
        }

        if (status == SolveStatus.InputWeightSingular && _options.Indefinite)
        {
            // With a regular R it is the iterate that went wrong, because there is no solution to go to. Only whether R can be
            // inverted counts here, so any right side will do.
            bool regular = InputWeightFactor.TrySolve(_shape, ref _stage.R, ref _gain, ref _gain, false, ref Start(_memory));
            return Failed(regular ? SolveStatus.NoStabilisingSolution : status);
        }

        double residual = _candidate.Evaluate();
        _candidate.IsClosedLoopStable(out double radius);
        if (residual <= AcceptedResidual && Math.Abs(radius - 1) <= CircleDistance && TryProveOnCircle(radius, out result))
        {
            return result;
        }

        if (!IsSpent && _options.Indefinite)
        {
            return Failed(SolveStatus.NoStabilisingSolution);
        }

        Remember();
        return CutOff();
    }

    /// <summary>Corrects P where its residual asks for it, then checks the residual and the branch.</summary>
    private bool TryAccept(out DareResult result)
    {
        result = default;
        if (!_candidate.TryGain())
        {
            return false;
        }

        double residual = _candidate.Evaluate();
        for (int k = 0; k < MaxCorrections && residual > RefinedResidual && !IsSpent; k++)
        {
            _candidate.Save();
            double next = _candidate.TryCorrect(out _) ? _candidate.Evaluate() : double.NaN;
            if (!(next < 0.5 * residual))
            {
                _candidate.Restore();
                residual = _candidate.Evaluate();
                _undone++;
                break;
            }

            _refinements++;
            residual = next;
        }

        // Evaluate has just formed A − BK.
        if (!(residual <= AcceptedResidual)
            || !_candidate.IsClosedLoopStable(out double radius, out double growth)
            || (radius > 1 - NearCircle && !_candidate.IsSettledNearCircle(radius)))
        {
            return false;
        }

        // The bound itself costs a Stein equation; in good units most answers are certain by norms alone, and most of the rest by one
        // factorisation.
        bool isCertain = (!_isBalanced && _candidate.RoughErrorBound(growth) < NoDigit)
            || (!_options.EstimateError && _candidate.IsErrorBelow(NoDigit));
        double estimate = _options.EstimateError || !isCertain ? ErrorEstimate() : double.NaN;
        if (!isCertain && !(estimate < NoDigit || _candidate.IsWhatWeightsLeft()))
        {
            return false;
        }

        double gainEstimate = _options.EstimateError ? _candidate.GainErrorEstimate(_units, _isBalanced) : double.NaN;
        result = Report(SolveStatus.Ok, radius, estimate);
        result = result with { GainErrorEstimate = result.IsOk ? gainEstimate : double.NaN };
        return true;
    }

    /// <summary>Keeps P for <see cref="CutOff"/> if it is the best so far: stable before unstable, then the lesser residual.</summary>
    private void Remember()
    {
        if (Dense.IsFinite(ref _p, _shape.StateDim * _shape.StateDim) && _candidate.TryGain())
        {
            double residual = _candidate.Evaluate();
            _best.Offer(_candidate.IsClosedLoopStable(out _), residual);
        }
    }

    private readonly DareResult Failed(SolveStatus status) => new(status, _iterations, _refinements, double.NaN, double.NaN, double.NaN);

    private static ref double Start(Workspace memory) => ref memory.Take(0);
}
