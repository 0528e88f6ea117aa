using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <content>The units of the search, the report in those of the caller, and the gain that every search may start from.</content>
internal ref partial struct DareSearch<TShape>
    where TShape : struct, ILqrShape
{
    // A'PA of entries above this, P being of their size or more, is no number.
    private const double LargestEntry = 1e75;

    // Small enough for a mode at 1e-13 from the circle, large enough for the slowest of the reached, at √q, to be told from one on it.
    private const double SmallStateWeight = 1e-12;

    /// <summary>Moves problem, start and best iterate to balanced units where those of the caller are bad.</summary>
    private void Balance(bool isWarm)
    {
        if (!_units.TryFind(_stage, _memory))
        {
            return;
        }

        _isBalanced = true;
        _stage = _units.Enter(_stage);
        _candidate = new DareCandidate<TShape>(_shape, _stage, ref _p, ref _gain, ref _own, _memory);

        // An iterate found without checks in the units of the caller is not worth the change.
        _best.Forget();
        if (isWarm && !_options.Unchecked)
        {
            _units.Enter(ref _p);
        }
    }

    /// <summary>The estimated error of P relative to P, in the balanced units or those of the caller, whichever is larger.</summary>
    private readonly double ErrorEstimate()
    {
        double estimate = _candidate.ErrorEstimate();
        return _isBalanced ? Math.Max(estimate, _candidate.ErrorEstimate(_units)) : estimate;
    }

    /// <summary>The result of P and K from the residual last formed; P, K and the residual in the units of the caller.</summary>
    private readonly DareResult Report(SolveStatus status, double radius, double estimate)
    {
        if (_isBalanced)
        {
            _candidate.Leave(_units);
            if (!Dense.IsFinite(ref _p, _shape.StateDim * _shape.StateDim) || !Dense.IsFinite(ref _gain, _shape.StateDim * _shape.InputDim))
            {
                return Failed(SolveStatus.NonFinite);
            }
        }

        return new DareResult(
            status,
            _iterations,
            _refinements,
            _candidate.ReportedResidual(),
            radius,
            _options.EstimateError ? estimate : double.NaN);
    }

    /// <summary>A stabilising gain, from the problem with unit weights: Q = I ≻ 0 leaves only (A, B) or rounding to blame for a failure.</summary>
    /// <returns>Ok; NotConverged where none was found; or NonFinite where it is the size of A that leaves no numbers.</returns>
    /// <remarks>
    /// BR⁻¹B' is rounded, so that it reaches a little where B does not. A mode that no input reaches at a distance δ from the circle costs
    /// q/2δ and comes to feel εq/δ² of that; a small q lets it go.
    /// </remarks>
    private SolveStatus Stabilise()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        SolveStatus status = Stabilise(1);
        if (status == SolveStatus.NotConverged && !IsSpent)
        {
            status = Stabilise(SmallStateWeight);
        }

        Dense.Copy(ref _gain, ref _startGain, m * n);
        return status;
    }

    private SolveStatus Stabilise(double stateWeight)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Dense.SetDiagonal(ref _unitQ, stateWeight, n);
        Dense.SetDiagonal(ref _unitR, 0, m);
        for (int j = 0; j < m; j++)
        {
            // An input weighs what it moves.
            double moved = 0;
            for (int i = 0; i < n; i++)
            {
                double entry = Unsafe.Add(ref _stage.B, (i * m) + j);
                moved += entry * entry;
            }

            Unsafe.Add(ref _unitR, j * (m + 1)) = moved > 0 ? moved : 1;
        }

        Stage unit = _stage.WithWeights(ref _unitQ, ref _unitR);
        SolveStatus solved = StructuredDoubling.Solve(_shape, unit, 0, ref _p, _memory, ref _iterations, Remaining);
        if (solved == SolveStatus.NonFinite && Dense.MaxAbs(ref _stage.A, n * n) > LargestEntry)
        {
            return SolveStatus.NonFinite;
        }

        return solved == SolveStatus.Ok
            && Policy.TryGain(_shape, unit, ref _p, ref _gain, ref Start(_memory))
            && _candidate.IsStable(out _)
                ? SolveStatus.Ok
                : SolveStatus.NotConverged;
    }
}
