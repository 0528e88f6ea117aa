namespace SpanLqr.Plants;

/// <summary>What the weights of a step pull towards: (x − x̂, u − û) is weighed instead of (x, u).</summary>
/// <param name="State">x̂, n×1.</param>
/// <param name="Input">û, m×1.</param>
/// <param name="IsSteady">Whether the plant with its drift stays at x̂ under û.</param>
internal sealed record PlantTarget(Matrix State, Matrix Input, bool IsSteady)
{
    /// <summary>The map of (x, u, 1) to (x − x̂, u − û, 1).</summary>
    private Matrix Shift
    {
        get
        {
            Matrix point = Matrix.Stack(State, Input);
            int size = point.Rows;
            return Matrix.Create(size + 1, size + 1, (i, j) => i == j ? 1 : j == size ? -point[i, 0] : 0);
        }
    }

    /// <summary>
    /// The pieces of a step whose weights pull towards this target while an input that was on its way acts, and towards
    /// <paramref name="later"/> from when the next one does.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="pieces">Its pieces, with the drift.</param>
    /// <param name="later">The target of the rest of a step in which two inputs act.</param>
    /// <remarks>
    /// With d = x − x̂ and v = u − û the plant obeys ḋ = Ad + Bv + (Ax̂ + Bû + c), so weights that are integrated over the step see that
    /// constant as their drift. The motion of x itself stays as it was.
    /// </remarks>
    public PlantPieces Aim(PlantProblem problem, PlantPlan plan, PlantPieces pieces, PlantTarget later)
    {
        PlantPieces here = Weighed(problem, plan, pieces), there = plan.IsSplit ? later.Weighed(problem, plan, pieces) : here;
        Matrix shift = Shift, laterShift = later.Shift;
        return pieces.WithWeights(
            here.Full.Weight.Along(shift), here.First.Weight.Along(shift), there.Second.Weight.Along(laterShift), pieces.AtInstant?.Along(shift));
    }

    /// <summary>The pieces whose weights are those of (d, v, 1).</summary>
    private PlantPieces Weighed(PlantProblem problem, PlantPlan plan, PlantPieces pieces)
    {
        if (!plan.IsIntegrated || IsSteady)
        {
            return pieces.WithoutDrift();
        }

        Matrix rest = (new Matrix(problem.A) * State) + (new Matrix(problem.B) * Input);
        double[] pull = (problem.Drift is null ? rest : rest + Matrix.Column(problem.Drift)).ToVector();
        _ = PlantPieces.TryMake(problem with { Drift = pull }, plan, out PlantPieces moved);
        return moved;
    }
}
