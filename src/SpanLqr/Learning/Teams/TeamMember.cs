namespace SpanLqr.Learning.Teams;

/// <summary>One of the L + 1 auxiliary systems of a team, and who learns it.</summary>
public sealed record TeamMember
{
    /// <summary>The population's name, or <see cref="TeamLearner.MeanFieldName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>n.</summary>
    public required int StateDim { get; init; }

    /// <summary>m.</summary>
    public required int InputDim { get; init; }

    /// <summary>Who learns it; null where there is nothing to learn: an agent that is alone in its population has no deviation.</summary>
    public IEstimatingLearner? Learner { get; init; }

    /// <summary>What the states are multiplied by before the learner sees them, n entries; null for nothing.</summary>
    public double[]? StateScale { get; init; }

    /// <summary>The same of the inputs, m entries.</summary>
    public double[]? InputScale { get; init; }

    /// <summary>K as the team's policy has it: the learner's, in the coordinates of the team; zero where there is none.</summary>
    public double[,] Gain()
    {
        double[,] gain = new double[InputDim, StateDim];
        if (Learner is not null)
        {
            Learner.Gain.CopyTo(Arrays.Flat(gain));
        }

        return DenseMatrix.Map(gain, (i, j, entry) => entry * (StateScale?[j] ?? 1) / (InputScale?[i] ?? 1));
    }
}
