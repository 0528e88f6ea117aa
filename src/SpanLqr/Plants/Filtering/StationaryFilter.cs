using System.Numerics;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>The stationary filter of a sampled plant, or the reason for which there is none.</summary>
internal sealed class StationaryFilter
{
    private readonly PlantMeasurement _measurement;
    private readonly KalmanResult _result;

    private StationaryFilter(PlantMeasurement measurement, PlantPiece piece)
    {
        int n = piece.A.Rows, p = measurement.C.GetLength(0);
        _measurement = measurement;
        double[,] predicted = new double[n, n], filtered = new double[n, n], predictor = new double[n, p], filter = new double[n, p];
        var visitor = new Visitor(measurement, piece, predicted, filtered, predictor, filter);
        _result = ShapeDispatch.Run<Visitor, KalmanResult>(n, p, ref visitor);
        Predicted = new Matrix(predicted);
        Filtered = new Matrix(filtered);
        PredictorGain = new Matrix(predictor);
        FilterGain = new Matrix(filter);
    }

    /// <summary>Σ.</summary>
    public Matrix Predicted { get; }

    /// <summary>Σ_f.</summary>
    public Matrix Filtered { get; }

    /// <summary>L_p.</summary>
    public Matrix PredictorGain { get; }

    /// <summary>L.</summary>
    public Matrix FilterGain { get; }

    /// <summary>Solves the filter's equation.</summary>
    public static StationaryFilter Solve(PlantMeasurement measurement, PlantPiece piece) => new(measurement, piece);

    /// <summary>Whether there is a filter.</summary>
    public bool IsOk => _result.IsOk;

    /// <summary>N(CΣC' + V)⁻¹; false where that is singular.</summary>
    public bool TryNoiseGain(out Matrix gain)
    {
        Matrix c = new(_measurement.C);
        Matrix innovation = (c * Predicted * c.T) + new Matrix(_measurement.V);
        bool isRegular = innovation.TrySolve(new Matrix(_measurement.N!).T, out Matrix transposed);
        gain = transposed.T;
        return isRegular;
    }

    /// <summary>What the status of its equation rests on.</summary>
    public StatusEvidence Evidence => _result.Evidence;

    /// <summary>The filter as the solution has it.</summary>
    public PlantFilter ToResult(Matrix innovationGain) => new(
        FilterGain.Entries,
        PredictorGain.Entries,
        innovationGain.Entries,
        Predicted.Entries,
        Filtered.Entries,
        _result.SpectralRadius,
        _result.Residual);

    /// <summary>Why there is no filter, told on the plant as given.</summary>
    public (PlantStatus Status, PlantEvidence Evidence) Explain(PlantProblem problem, PlantPlan plan, PlantPiece piece)
    {
        Matrix a = new(problem.A), c = new(_measurement.C), w = piece.Noise;
        if (PlantModes.Unreached(a.T, c.T, plan.IsContinuous, plan.IsContinuous ? 0 : 1) is { } unseen)
        {
            return (PlantStatus.NotDetectable, new PlantEvidence(unseen, Solver: _result.Status));
        }

        if (plan.IsContinuous && PlantModes.Alike(a.T, piece.A.T, c.T, plan.Step, 0) is { } alike)
        {
            return (PlantStatus.NotDetectableSampled, new PlantEvidence(alike.First, alike.Second, _result.Status));
        }

        if (plan.IsContinuous)
        {
            w = new Matrix(problem.W ?? DenseMatrix.Identity(problem.StateDim));
        }
        else if (_measurement.N is not null && new Matrix(_measurement.V).TrySolve(new Matrix(_measurement.N).T, out Matrix gain))
        {
            a -= gain.T * c;
            w -= gain.T * new Matrix(_measurement.N).T;
        }

        return PlantModes.UnreachedOnBoundary(a, w, plan.IsContinuous) is { } idle
            ? (PlantStatus.NotDriven, new PlantEvidence(idle, Solver: _result.Status))
            : _result.Status switch
            {
                SolveStatus.NotDetectable => (PlantStatus.NotDetectable, new PlantEvidence(Solver: _result.Status)),
                SolveStatus.NotStabilisable or SolveStatus.UnitCircleEigenvalue => (PlantStatus.NotDriven, new PlantEvidence(Solver: _result.Status)),
                _ => (PlantStatus.Filter, new PlantEvidence(Solver: _result.Status)),
            };
    }

    private readonly struct Visitor(
        PlantMeasurement measurement, PlantPiece piece, double[,] predicted, double[,] filtered, double[,] predictor, double[,] filter)
        : IShapeVisitor<KalmanResult>
    {
        public KalmanResult Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            var model = new KalmanModel(
                Arrays.Flat(piece.A.Entries),
                Arrays.Flat(measurement.C),
                Arrays.Flat(piece.Noise.Entries),
                Arrays.Flat(measurement.V),
                measurement.N is null ? [] : Arrays.Flat(measurement.N));
            double[] workspace = new double[Kalman.WorkspaceLength(shape)];
            KalmanResult result = Solve(shape, model, DareOptions.Default, workspace);

            // A V that is semidefinite only is allowed; the solver calls that indefinite.
            return result.Status is SolveStatus.InputWeightNotPositiveDefinite or SolveStatus.IllConditioned
                ? Solve(shape, model, new DareOptions { Indefinite = true }, workspace)
                : result;
        }

        private KalmanResult Solve<TShape>(TShape shape, in KalmanModel model, DareOptions options, double[] workspace)
            where TShape : struct, ILqrShape => Kalman.Solve(
                shape,
                model,
                options,
                Arrays.Flat(predicted),
                Arrays.Flat(filtered),
                Arrays.Flat(predictor),
                Arrays.Flat(filter),
                workspace);
    }
}
