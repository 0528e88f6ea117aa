namespace SpanLqr.Plants;

/// <summary>The pieces of a step of one problem: the whole step, and its two parts where two inputs act in it.</summary>
internal sealed class PlantPieces
{
    private PlantPieces(PlantPiece full, PlantPiece first, PlantPiece second)
    {
        Full = full;
        First = first;
        Second = second;
    }

    /// <summary>The whole step.</summary>
    public PlantPiece Full { get; }

    /// <summary>[0, τ').</summary>
    public PlantPiece First { get; }

    /// <summary>[τ', h).</summary>
    public PlantPiece Second { get; }

    /// <summary>What is paid at an instant instead of over time: sampled weights; null for the others.</summary>
    public Matrix? AtInstant { get; private init; }

    /// <summary>The same without the drift.</summary>
    public PlantPieces WithoutDrift() => new(Full.WithoutDrift(), First.WithoutDrift(), Second.WithoutDrift()) { AtInstant = AtInstant };

    /// <summary>The same motion under other weights.</summary>
    public PlantPieces WithWeights(Matrix full, Matrix first, Matrix second, Matrix? atInstant) =>
        new(Full with { Weight = full }, First with { Weight = first }, Second with { Weight = second }) { AtInstant = atInstant };

    /// <summary>The same with no cost of the input at an instant.</summary>
    public PlantPieces OnStateAlone()
    {
        int n = Full.A.Rows;
        return new PlantPieces(Full, First, Second)
        {
            AtInstant = AtInstant is { } weight
                ? Matrix.Create(weight.Rows, weight.Columns, (i, j) => i < n && j < n ? weight[i, j] : 0)
                : null,
        };
    }

    /// <summary>Samples a continuous problem, or takes the matrices of a discrete one.</summary>
    public static SamplingStatus TryMake(PlantProblem problem, PlantPlan plan, out PlantPieces pieces)
    {
        if (!plan.IsContinuous)
        {
            PlantPiece step = Discrete(problem, plan);
            pieces = new PlantPieces(step, step, step);
            return SamplingStatus.Ok;
        }

        SamplingStatus status = PlantSampler.TryPiece(problem, plan, plan.Step, out PlantPiece full);
        PlantPiece first = full, second = full;
        if (status == SamplingStatus.Ok && plan.IsSplit)
        {
            status = PlantSampler.TryPiece(problem, plan, plan.First, out first);
        }

        if (status == SamplingStatus.Ok && plan.IsSplit)
        {
            status = PlantSampler.TryPiece(problem, plan, plan.Step - plan.First, out second);
        }

        pieces = new PlantPieces(full, first, second)
        {
            AtInstant = plan.IsIntegrated ? null : PlantPiece.Plain(problem.Q, problem.S, problem.R),
        };
        return status;
    }

    private static PlantPiece Discrete(PlantProblem problem, PlantPlan plan) => new(
        new Matrix(problem.A),
        new Matrix(problem.B),
        problem.Drift is null ? Matrix.Zero(problem.StateDim, 1) : Matrix.Column(problem.Drift),
        PlantPiece.Plain(problem.Q, problem.S, problem.R),
        new Matrix(problem.W ?? DenseMatrix.Identity(problem.StateDim)),
        0,
        plan.StepDiscount);
}
