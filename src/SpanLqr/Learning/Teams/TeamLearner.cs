using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SpanLqr.Learning.Lqr;

namespace SpanLqr.Learning.Teams;

/// <summary>Learns the policy u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l of a team, a regulator for each of its L + 1 auxiliary systems.</summary>
/// <remarks>
/// Diverged as soon as one of the systems is; finished when all are. The estimated gap is the largest of all systems: the cost of the team is the
/// sum of theirs. Source: Luo, Yang, Wang and Kolar, Algorithm 1.
/// </remarks>
public sealed class TeamLearner : ILearner
{
    /// <summary>The name of the system of the means.</summary>
    public const string MeanFieldName = "mean field";

    private const string Kind = "team";

    private readonly LearnerGroup _group;
    private readonly JointRuns? _runs;
    private readonly JointSimulation? _simulation;

    /// <summary>Systems that are learned from runs of their own.</summary>
    /// <param name="members">The populations in their order, then the mean field.</param>
    /// <exception cref="ArgumentException">Nobody learns.</exception>
    public TeamLearner(IReadOnlyList<TeamMember> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        Members = [.. members];
        _group = new LearnerGroup([.. Learning.Select(member => member.Learner!)]);
    }

    private TeamLearner(IReadOnlyList<TeamMember> members, JointSimulation simulation, JointRuns runs)
        : this(members) => (_simulation, _runs) = (simulation, runs);

    /// <summary>The populations in their order, then the mean field.</summary>
    public IReadOnlyList<TeamMember> Members { get; }

    /// <inheritdoc/>
    public int Iteration => _group.Iteration;

    /// <inheritdoc/>
    public LearnerStatus Status => _group.Status;

    /// <summary>What was spent: of joint runs the steps of the team, each of which gave data to all systems.</summary>
    public LearningAccount Account => _simulation?.Account ?? _group.Account;

    /// <summary>K_l of the populations in their order, then K̄.</summary>
    public IReadOnlyList<double[,]> Gains => [.. Members.Select(member => member.Gain())];

    /// <summary>The verdict on the system that falls short most, with its name, and the largest estimated gap.</summary>
    public LearningVerdict Verdict
    {
        get
        {
            TeamMember worst = Learning
                .OrderByDescending(member => member.Learner!.Verdict.Reason != StopReason.Target)
                .ThenByDescending(member => member.Learner!.Verdict.EstimatedGap)
                .First();
            LearningVerdict found = worst.Learner!.Verdict;
            return found with
            {
                EstimatedGap = Learning.Max(member => member.Learner!.Verdict.EstimatedGap),
                Explanation = found.Reason != StopReason.Target && Learning.Skip(1).Any() ? $"{worst.Name}: {found.Explanation}" : found.Explanation,
            };
        }
    }

    private IEnumerable<TeamMember> Learning => Members.Where(member => member.Learner is not null);

    /// <summary>Algorithm 1 end to end: one joint run of all agents gives data to the learners of all systems.</summary>
    /// <param name="plant">The agents.</param>
    /// <param name="goal">What is asked for; its threads are not used, for the learners wait for each other.</param>
    /// <param name="create">Makes the learner of one system; null for <see cref="LeastSquaresPolicyIteration"/>.</param>
    /// <returns>The learner; it finds its start itself.</returns>
    /// <exception cref="ArgumentException">There is no population, a name is missing or taken, or a size is below 1.</exception>
    public static TeamLearner Joint(IMultiAgentPlant plant, LearningGoal goal, Func<IPlant, LearningGoal, IEstimatingLearner>? create = null)
    {
        ArgumentNullException.ThrowIfNull(plant);
        ArgumentNullException.ThrowIfNull(goal);
        Check(plant.Populations);
        create ??= (system, own) => new LeastSquaresPolicyIteration(system, own);
        var members = new List<TeamMember>();
        var simulation = new JointSimulation(
            plant, goal.Seed, index => members[index].Learner is { HasGain: true } learner ? learner.Gain : default);
        var runs = new JointRuns(simulation);
        for (int index = 0; index < simulation.SystemCount; index++)
        {
            (int states, int inputs) = simulation.Size(index);
            bool isMeanField = index == plant.Populations.Count, isIdle = !isMeanField && plant.Populations[index].Size == 1;
            members.Add(new TeamMember
            {
                Name = isMeanField ? MeanFieldName : plant.Populations[index].Name,
                StateDim = states,
                InputDim = inputs,
                Learner = isIdle ? null : create(new AuxiliaryPlant(runs, index, states, inputs), goal with { Threads = 1 }),
                StateScale = isMeanField ? simulation.StateScale : null,
                InputScale = isMeanField ? simulation.InputScale : null,
            });
        }

        return new TeamLearner(members, simulation, runs);
    }

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        if (_runs is null)
        {
            _group.Advance(cancellation);
        }
        else
        {
            _group.Advance(running => _runs.Advance(running, cancellation));
        }
    }

    /// <inheritdoc/>
    public LearnerState Save()
    {
        var state = new StateList();
        _simulation?.Save(state);
        return new LearnerState(Kind, Iteration, Status, Account, state.Values, [_group.Save()]);
    }

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Kind, state.Values.Count, 1);
        _group.Restore(state.Parts[0]);
        var values = new StateList(state.Values);
        _simulation?.Restore(values);
        values.RequireEnd();
    }

    private static void Check(IReadOnlyList<AgentPopulation> populations)
    {
        if (populations.Count == 0)
        {
            throw new ArgumentException("There are 0 populations, expected at least 1.", nameof(populations));
        }

        var names = new HashSet<string>(StringComparer.Ordinal) { MeanFieldName };
        foreach (AgentPopulation population in populations)
        {
            if (string.IsNullOrEmpty(population.Name) || !names.Add(population.Name))
            {
                throw new ArgumentException($"A population is called '{population.Name}', expected a name that no other has.", nameof(populations));
            }

            if (population.Size < 1 || population.StateDim < 1 || population.InputDim < 1)
            {
                throw new ArgumentException(
                    $"Population '{population.Name}' has {population.Size} agents of {population.StateDim} states and {population.InputDim} inputs, expected at least one of each.",
                    nameof(populations));
            }
        }
    }
}
