using System.Numerics;
using SpanLqr.Riccati;

namespace SpanLqr.Plants;

/// <summary>One stationary solution: sample, delay, rate, ξ, discount, Riccati, filter, constants, in this order.</summary>
internal sealed class PlantSolving
{
    private readonly PlantProblem _problem;
    private readonly PlantPlan _plan;
    private readonly bool _isDrifting;

    public PlantSolving(PlantProblem problem)
    {
        _problem = problem;
        _plan = new PlantPlan(problem);
        _isDrifting = problem.Drift is not null && problem.Tracking is null;
    }

    public PlantSolution Run()
    {
        SamplingStatus sampled = PlantPieces.TryMake(_problem, _plan, out PlantPieces given);
        if (sampled != SamplingStatus.Ok)
        {
            return Refuse(PlantSolver.Meaning(sampled), new PlantEvidence());
        }

        PlantPieces pieces = _isDrifting ? given : given.WithoutDrift();
        if (AlikeModes(pieces) is { } alike)
        {
            return Refuse(PlantStatus.NotStabilisableSampled, new PlantEvidence(alike.First, alike.Second));
        }

        SetPoint? target = _problem.Tracking is null ? null : SetPoint.Find(_problem);
        if (_problem.Tracking is not null && target is null)
        {
            return Refuse(PlantStatus.NoSteadyState, new PlantEvidence());
        }

        CoreRegulator core = CoreRegulator.Solve(PlantSolver.Core(_problem, _plan, pieces), _plan.StepDiscount, _problem.Indefinite);
        if (!core.Solution.IsOk || !core.TrySolveDrift())
        {
            SolveStatus status = core.Solution.IsOk ? SolveStatus.Singular : core.Solution.Status;
            (PlantStatus reason, PlantEvidence evidence) = PlantSolver.Explain(_problem, _plan, pieces, status);
            return Refuse(reason, evidence with { Equation = core.Solution.Evidence });
        }

        StationaryFilter? filter = _problem.Measurement is null ? null : StationaryFilter.Solve(_problem.Measurement, pieces.Full);
        if (filter is { IsOk: false })
        {
            (PlantStatus reason, PlantEvidence evidence) = filter.Explain(_problem, _plan, pieces.Full);
            return Refuse(reason, evidence with { Equation = filter.Evidence });
        }

        return Finish(given, pieces, core, target, filter);
    }

    private static PlantSolution Refuse(PlantStatus status, PlantEvidence evidence) => new() { Status = status, Evidence = evidence };

    private (Complex First, Complex Second)? AlikeModes(PlantPieces pieces) => _plan.IsContinuous
        ? PlantModes.Alike(new Matrix(_problem.A), pieces.Full.A, pieces.Full.B, _plan.Step, _plan.DiscountRate / 2)
        : null;

    private PlantSolution Finish(PlantPieces given, PlantPieces pieces, CoreRegulator core, SetPoint? target, StationaryFilter? filter)
    {
        int n = _problem.StateDim, m = _problem.InputDim;
        PlantLayout layout = PlantSolver.Layout(_problem, _plan);
        int own = layout.Own;
        var prediction = new Prediction(_problem, _plan, pieces, layout);
        Matrix affineGain = prediction.Gain(core.AffineGain), affineCost = prediction.CostToGo(PlantSolver.WithInputUnderWay(_problem, _plan, core.AffineCostToGo));
        Matrix gain = affineGain.Block(0, 0, m, own), costToGo = affineCost.Block(0, 0, own, own);
        Complex[] eigenvalues = PlantModes.Eigenvalues(core.Loop);
        double radius = PlantModes.Radius(eigenvalues);
        double[]? offset = _isDrifting ? affineGain.Block(0, own, m, 1).ToVector() : null;
        (double[] State, double[] Input)? rest = target is not null
            ? (target.StateAt(_problem.Tracking!.Reference), target.InputAt(_problem.Tracking.Reference))
            : _isDrifting && radius < 1 ? Rest(given.Full, gain, affineGain.Block(0, own, m, 1), layout) : null;
        Matrix? feedforward = target?.Feedforward(gain, layout);
        if (target is not null && _problem.Drift is not null)
        {
            offset = (-1 * feedforward!.Value.Block(0, feedforward.Value.Columns - 1, m, 1)).ToVector();
        }

        double noiseCost = (_plan.StepDiscount * costToGo.Block(0, 0, n, n).TraceOfProduct(pieces.Full.Noise)) + pieces.Full.NoiseCost;

        // From x_0 = 0 a drift costs V(0); without a discount that of every step.
        double driftCost = !_isDrifting ? 0
            : _plan.StepDiscount < 1 ? (1 - _plan.StepDiscount) * affineCost[own, own] : core.DriftCost;
        PlantFilter? found = null;
        if (filter is not null)
        {
            Matrix innovation = InnovationGain(core, gain, filter);
            found = filter.ToResult(innovation);
            Matrix? combination = null;
            if (_plan.Integrals > 0)
            {
                int row = MeasuredIntegral.TryFind(new Matrix(_problem.Tracking!.Outputs), new Matrix(_problem.Measurement!.C), out Matrix t);
                if (row >= 0)
                {
                    return Refuse(PlantStatus.OutputsNotMeasured, new PlantEvidence(Row: row));
                }

                combination = t;
            }

            noiseCost = combination is { } integrated
                ? MeasuredIntegral.Cost(
                    _problem,
                    _plan,
                    PlantSolver.Whole(_problem, _plan, pieces),
                    pieces.Full,
                    gain,
                    innovation,
                    filter.PredictorGain,
                    integrated)
                : noiseCost + EstimationCost(core, gain, filter);
        }

        return new PlantSolution
        {
            Status = PlantStatus.Ok,
            Evidence = new PlantEvidence(),
            Gain = gain.Entries,
            CostToGo = costToGo.Entries,
            Memory = _plan.Memory,
            Sampled = _plan.IsContinuous ? PlantSampler.FromPiece(_problem, SamplingStatus.Ok, given.Full) : null,
            Eigenvalues = eigenvalues,
            SpectralRadius = radius,
            Loop = core.Loop.Entries,
            Filter = found,
            Offset = offset,
            Feedforward = feedforward is { } forward ? forward.Block(0, 0, m, forward.Columns - 1).Entries : null,
            SteadyState = rest?.State,
            SteadyInput = rest?.Input,
            Cost = _plan.PerCost * (noiseCost + driftCost),
            Residual = core.Solution.Residual,
            ErrorEstimate = core.Solution.ErrorEstimate,
        };
    }

    /// <summary>G = K_xL + K_wN(CΣC' + V)⁻¹; zero for a predictor.</summary>
    private Matrix InnovationGain(CoreRegulator core, Matrix gain, StationaryFilter filter)
    {
        int n = _problem.StateDim, m = _problem.InputDim;
        PlantMeasurement measurement = _problem.Measurement!;
        if (measurement.Estimator == Estimator.Predictor)
        {
            return Matrix.Zero(m, measurement.C.GetLength(0));
        }

        Matrix result = gain.Block(0, 0, m, n) * filter.FilterGain;
        return measurement.N is not null && filter.TryNoiseGain(out Matrix share) ? result + (NoiseGain(core) * share) : result;
    }

    /// <summary>K_w = (R + βB'PB)⁻¹βB'P, of w_t.</summary>
    private Matrix NoiseGain(CoreRegulator core)
    {
        Matrix pushed = core.Discount * (core.Model.B.T * core.CostToGo).Block(0, 0, _problem.InputDim, _problem.StateDim);
        return core.InputHessian.TrySolve(pushed, out Matrix gain) ? gain : double.NaN * pushed;
    }

    /// <summary>What not knowing the state costs a step.</summary>
    private double EstimationCost(CoreRegulator core, Matrix gain, StationaryFilter filter)
    {
        int n = _problem.StateDim, m = _problem.InputDim;
        PlantMeasurement measurement = _problem.Measurement!;
        Matrix hessian = _plan.LeadDiscount * core.InputHessian, onState = gain.Block(0, 0, m, n);
        bool isPredictor = measurement.Estimator == Estimator.Predictor;
        double cost = hessian.Along(onState).TraceOfProduct(isPredictor ? filter.Predicted : filter.Filtered);
        if (isPredictor || measurement.N is null || !filter.TryNoiseGain(out Matrix share))
        {
            return cost;
        }

        Matrix noise = new(measurement.N), noiseGain = NoiseGain(core);
        Matrix pushed = (core.CostToGo * core.Model.B).Block(0, 0, n, m);
        return cost - hessian.Along(noiseGain).TraceOfProduct(share * noise.T)
            - (2 * core.Discount * (pushed * onState * filter.FilterGain * noise.T).Trace());
    }

    /// <summary>Where the loop settles: x = Ax + Bu + c, u = −K(x, u, …, u) − κ.</summary>
    private (double[] State, double[] Input)? Rest(PlantPiece piece, Matrix gain, Matrix offset, PlantLayout layout)
    {
        int n = layout.States, m = layout.Inputs;
        Matrix onInput = Matrix.Identity(m);
        for (int i = 0; i < layout.Memory; i++)
        {
            onInput += gain.Block(0, n + (i * m), m, m);
        }

        Matrix condition = Matrix.Stack(
            Matrix.Join(Matrix.Identity(n) - piece.A, -1 * piece.B), Matrix.Join(gain.Block(0, 0, m, n), onInput));
        return condition.TrySolve(Matrix.Stack(piece.Drift, -1 * offset), out Matrix rest)
            ? (rest.Block(0, 0, n, 1).ToVector(), rest.Block(n, 0, m, 1).ToVector())
            : null;
    }
}
