using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Teams;

namespace SpanLqr.Learning.Teams;

/// <summary>One of the L + 1 systems of a team as it is learned: a regulator of its own.</summary>
/// <remarks>
/// The mean field is learned in the coordinates √N_l·x̄^l, in which its costs and noises are of the size of one agent's whatever the
/// numbers of agents; an agent that knows the sizes of the populations can observe them. Deviations are learned as they are.
/// </remarks>
public sealed class TeamSystem
{
    private readonly double[]? _stateScale;
    private readonly double[]? _inputScale;

    private TeamSystem(string name, int size, LqrProblem problem, double[]? stateScale, double[]? inputScale)
    {
        (Name, Size, Problem, _stateScale, _inputScale) = (name, size, problem, stateScale, inputScale);
    }

    /// <summary>The population's name, or <see cref="TeamSolution.MeanFieldName"/>.</summary>
    public string Name { get; }

    /// <summary>How many copies of it there are: N_l for a population, 1 for the mean field.</summary>
    public int Size { get; }

    /// <summary>Whether this is the system of the means.</summary>
    public bool IsMeanField => _stateScale is not null;

    /// <summary>Whether there is anything to learn: an agent that is alone in its population has no deviation.</summary>
    public bool IsIdle => Size == 1 && !IsMeanField;

    /// <summary>The system as a problem; what a learner without a model does not see.</summary>
    public LqrProblem Problem { get; }

    /// <summary>The systems of a team: the populations in their order, then the mean field.</summary>
    /// <param name="team">The team.</param>
    /// <exception cref="ArgumentException">The problem is malformed, as in <see cref="TeamDecomposition.Of(TeamProblem)"/>.</exception>
    public static IReadOnlyList<TeamSystem> Of(TeamProblem team)
    {
        TeamMatrices matrices = TeamMatrices.Of(team);
        DecomposedTeam parts = TeamDecomposition.Of(matrices);
        TeamSystem meanField = new(
            TeamSolution.MeanFieldName,
            1,
            MeanFieldEquation.ScaledProblem(matrices),
            MeanFieldEquation.StateScale(matrices),
            MeanFieldEquation.InputScale(matrices));
        return parts.Deviations
            .Select((system, l) => new TeamSystem(system.Name, parts.Sizes[l], AsProblem(system), null, null))
            .Append(meanField)
            .ToArray();
    }

    /// <summary>The system with who learns it, in the coordinates of learning.</summary>
    /// <param name="learner">The learner; null where there is nothing to learn.</param>
    public TeamMember ToMember(IEstimatingLearner? learner) => new()
    {
        Name = Name,
        StateDim = Problem.StateDim,
        InputDim = Problem.InputDim,
        Learner = learner,
        StateScale = _stateScale,
        InputScale = _inputScale,
    };

    /// <summary>K as the team's policy has it, from the gain in the coordinates of learning.</summary>
    /// <param name="learned">The entries of the learned gain, row by row.</param>
    public double[,] ToGain(ReadOnlySpan<double> learned)
    {
        double[] entries = learned.ToArray();
        return DenseMatrix.Create(Problem.InputDim, Problem.StateDim, (i, j) => entries[(i * Problem.StateDim) + j] * Scale(i, j));
    }

    /// <summary>The gain in the coordinates of learning, row by row.</summary>
    /// <param name="gain">K as the team's policy has it.</param>
    /// <exception cref="ArgumentException">The gain has another size.</exception>
    public double[] FromGain(double[,] gain)
    {
        Arrays.Check(gain, Problem.InputDim, Problem.StateDim, nameof(gain));
        return Arrays.Flat(DenseMatrix.Map(gain, (i, j, entry) => entry / Scale(i, j))).ToArray();
    }

    /// <summary>The policy's share in the team's solution, its value computed from the model.</summary>
    internal AuxiliarySolution Evaluate(AuxiliarySystem system, double[,] gain)
    {
        PolicyValue value = LqrPolicy.Evaluate(Problem, DenseMatrix.Map(gain, (i, j, entry) => entry / Scale(i, j)));
        if (IsIdle && !value.IsOk)
        {
            return AuxiliarySolution.Idle(system, value.Status);
        }

        double[,] costToGo = DenseMatrix.Map(value.CostToGo, (i, j, entry) => entry * (_stateScale?[i] ?? 1) * (_stateScale?[j] ?? 1));
        return new AuxiliarySolution
        {
            System = system,
            Size = Size,
            Status = value.Status,
            Gain = gain,
            CostToGo = costToGo,
            SpectralRadius = value.SpectralRadius,
            Cost = IsIdle ? 0 : Size * value.Cost,
        };
    }

    private double Scale(int i, int j) => _stateScale is null ? 1 : _stateScale[j] / _inputScale![i];

    private static LqrProblem AsProblem(AuxiliarySystem system) =>
        new() { A = system.A, B = system.B, Q = system.Q, R = system.R, W = system.Noise };
}
