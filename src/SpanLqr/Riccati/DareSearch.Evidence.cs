using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <content>The end of a search without an answer: a hypothesis that is proven to fail, or how many digits were missing.</content>
internal ref partial struct DareSearch<TShape>
    where TShape : struct, ILqrShape
{
    private const double UnitRoundoff = 2.2204460492503131e-16;

    private static long EvidenceLength(TShape shape)
    {
        long n = shape.StateDim, m = shape.InputDim;
        long cheap = (n * m) + (2 * m * m);
        long dual = (3 * n * n) + (m * n) + InputWeightFactor.WorkspaceLength(shape) + ModeCertificate.WorkspaceLength(n, n);
        return Math.Max(Math.Max(Math.Max(dual, cheap), ModeCertificate.WorkspaceLength(n, m)), PencilCertificate.WorkspaceLength(shape));
    }

    /// <summary>NotStabilisable with the mode that no input reaches; false where none is proven.</summary>
    private readonly bool TryProveNotStabilisable(out DareResult result)
    {
        bool proven = ModeCertificate.TryFind(
            _shape.StateDim, _shape.InputDim, ref _stage.A, ref _stage.B, onCircle: false, out Complex eigenvalue, _memory);
        result = Failed(SolveStatus.NotStabilisable) with { Evidence = StatusEvidence.Of(eigenvalue) };
        return proven;
    }

    /// <summary>The limit on the circle, with the mode that is there; false where none is proven.</summary>
    private bool TryProveOnCircle(double radius, out DareResult result)
    {
        Complex eigenvalue;
        bool proven = _options.Indefinite
            ? PencilCertificate.TryFind(_shape, _stage, ref _candidate.ClosedLoop, out eigenvalue, _memory)
            : TryFindUnseenMode(out eigenvalue);
        result = default;
        if (proven)
        {
            _candidate.Evaluate();
            result = Report(_options.Indefinite ? SolveStatus.UnitCircleEigenvalue : SolveStatus.NotDetectable, radius, double.NaN)
                with
            { Evidence = StatusEvidence.Of(eigenvalue) };
        }

        return proven;
    }

    /// <summary>A mode of A − BR⁻¹S' on the circle that Q − SR⁻¹S' does not see: one that its transpose does not reach.</summary>
    private readonly bool TryFindUnseenMode(out Complex eigenvalue)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Workspace memory = _memory;
        ref double dynamics = ref memory.Take(n * n);
        ref double weight = ref memory.Take(n * n);
        Dense.Copy(ref _stage.Q, ref weight, n * n);
        if (_stage.HasCross)
        {
            ref double loop = ref memory.Take(n * n);
            ref double solved = ref memory.Take(m * n);
            ref double factor = ref memory.Take(InputWeightFactor.WorkspaceLength(_shape));
            _shape.TransposeB(ref _stage.S, ref solved);
            if (!InputWeightFactor.TrySolve(_shape, ref _stage.R, ref solved, ref solved, false, ref factor))
            {
                eigenvalue = default;
                return false;
            }

            _shape.MultiplyAddBK(ref _stage.S, ref solved, -1, ref weight, ref weight);
            _shape.MultiplyAddBK(ref _stage.B, ref solved, -1, ref _stage.A, ref loop);
            _shape.TransposeA(ref loop, ref dynamics);
        }
        else
        {
            _shape.TransposeA(ref _stage.A, ref dynamics);
        }

        return ModeCertificate.TryFind(n, n, ref dynamics, ref weight, onCircle: true, out eigenvalue, memory);
    }

    /// <summary>
    /// How much larger B'QB is than R where that is most, over the least pivot of R: what R + B'PB loses of R, where no gain could be made.
    /// </summary>
    private readonly double CheapestShare()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Workspace memory = _memory;
        ref double product = ref memory.Take(n * m);
        ref double moved = ref memory.Take(m * m);
        ref double factor = ref memory.Take(m * m);
        _shape.CongruenceB(ref _stage.B, ref _stage.Q, ref product, ref moved);
        double least = 1, most = 1;
        if (InputWeightFactor.TryCholesky(_shape, ref _stage.R, ref factor, out double share))
        {
            least = share;
        }

        for (int j = 0; j < m; j++)
        {
            double weight = Unsafe.Add(ref _stage.R, j * (m + 1));
            most = weight > 0 ? Math.Max(most, Unsafe.Add(ref moved, j * (m + 1)) / weight) : most;
        }

        return most / least;
    }

    /// <summary>NotConverged where the budget ran out, else IllConditioned: the best iterate that there was, and the digits it lacks.</summary>
    private DareResult CutOff()
    {
        SolveStatus status = IsSpent ? SolveStatus.NotConverged : SolveStatus.IllConditioned;
        if (!_best.TryRestore())
        {
            // A itself may be so large that its rounding alone is unstable, whatever is taken off it.
            double rounded = UnitRoundoff * Dense.FrobeniusNorm(ref _stage.A, _shape.StateDim * _shape.StateDim);
            double missing = rounded >= 1 ? Math.Log10(rounded / UnitRoundoff) : Math.Log10(CheapestShare());
            return Failed(status) with
            {
                Evidence = status == SolveStatus.IllConditioned ? StatusEvidence.OfDigits(double.NaN, missing) : StatusEvidence.None,
            };
        }

        _candidate.Evaluate();
        bool stable = _candidate.IsClosedLoopStable(out double radius);
        double rounding = _candidate.ClosedLoopRounding();
        double estimate = stable && (_options.EstimateError || status == SolveStatus.IllConditioned) ? ErrorEstimate() : double.NaN;
        DareResult result = Report(status, radius, estimate);
        double lost = Math.Log10((stable ? Math.Max(estimate, rounding) : rounding) / UnitRoundoff);
        return status == SolveStatus.IllConditioned && result.Status == status
            ? result with { Evidence = StatusEvidence.OfDigits(result.Residual, lost) }
            : result;
    }
}
