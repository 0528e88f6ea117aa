using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <content>The short ways: from the last solution, and without checks.</content>
internal ref partial struct DareSearch<TShape>
    where TShape : struct, ILqrShape
{
    // From a P that is near enough each step squares the error, so a start that is not there after so many was not near.
    private const int MaxWarmSteps = 5;

    // Two steps cost about what doubling costs, three more. Above this residual, relative to the terms of the equation, three are to
    // be expected.
    private const double WarmResidual = 1e-5;

    // Quadratic convergence: a step below this is followed by one below the last bit.
    private const double WarmStep = 1e-9;

    // Steps of an iteration that has begun to converge quadratically shrink at least so much.
    private const double WarmRatio = 0.25;

    /// <summary>What is believed without checks; false leaves it to the search with checks.</summary>
    private bool TryUnchecked(bool isWarm, out DareResult result)
    {
        result = new DareResult(SolveStatus.Ok, 0, 0, double.NaN, double.NaN, double.NaN);
        bool converged = isWarm && TryWarmStart();
        if (isWarm && !converged)
        {
            Remember();
        }

        SolveStatus status = SolveStatus.NotConverged;
        if (!converged && !IsSpent)
        {
            status = StructuredDoubling.Solve(_shape, _stage, 0, ref _p, _memory, ref _iterations, Remaining);
            converged = status == SolveStatus.Ok && _candidate.TryGain() && Dense.IsFinite(ref _gain, _shape.StateDim * _shape.InputDim);
        }

        if (!converged && status == SolveStatus.NotConverged && IsSpent)
        {
            Remember();
            result = CutOff();
            return true;
        }

        result = result with { Iterations = _iterations, Refinements = _refinements };
        return converged;
    }

    /// <summary>Newton from the gain that the caller's P asks for, as long as it converges as it must near a solution.</summary>
    private bool TryWarmStart()
    {
        int n = _shape.StateDim, nn = n * n;
        _shape.SymmetrizeA(ref _p);
        if (!Dense.IsFinite(ref _p, nn) || !_candidate.TryGain())
        {
            return false;
        }

        double previous = double.PositiveInfinity;
        for (int k = 0; k < MaxWarmSteps && !IsSpent; k++)
        {
            // With few steps to spend the last P is the better start, however far.
            double residual = _candidate.Evaluate();
            if (residual > WarmResidual && _options.MaxIterations == 0)
            {
                return false;
            }

            if (!_candidate.TryCorrect(out Span<double> step))
            {
                _undone++;
                return false;
            }

            _refinements++;
            if (Convergence.IsSettled(ref step[0], ref _p, n, WarmStep))
            {
                return true;
            }

            double length = Dense.FrobeniusNorm(ref step[0], nn);
            if (!(length <= WarmRatio * previous))
            {
                return false;
            }

            previous = length;
        }

        return false;
    }
}
