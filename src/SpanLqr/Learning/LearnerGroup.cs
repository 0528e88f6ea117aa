using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace SpanLqr.Learning;

/// <summary>Learners that have nothing to do with each other, in step: an iteration of the group is one of each that still runs.</summary>
/// <remarks>Diverged as soon as one of them is; finished when all are.</remarks>
public sealed class LearnerGroup : ILearner
{
    private const string Kind = "group";

    private readonly ILearner[] _members;

    /// <summary>Groups learners.</summary>
    /// <param name="members">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public LearnerGroup(IReadOnlyList<ILearner> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0)
        {
            throw new ArgumentException("There are 0 learners, expected at least 1.", nameof(members));
        }

        _members = members.ToArray();
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status
    {
        get
        {
            bool running = false;
            foreach (ILearner member in _members)
            {
                if (member.Status == LearnerStatus.Diverged)
                {
                    return LearnerStatus.Diverged;
                }

                running |= member.Status == LearnerStatus.Running;
            }

            return running ? LearnerStatus.Running : LearnerStatus.Finished;
        }
    }

    /// <inheritdoc/>
    public LearningAccount Account
    {
        get
        {
            LearningAccount sum = default;
            foreach (ILearner member in _members)
            {
                sum += member.Account;
            }

            return sum;
        }
    }

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default) => Advance(running =>
    {
        foreach (ILearner member in running)
        {
            member.Advance(cancellation);
        }
    });

    /// <summary>One iteration of each member that still runs, however that is done.</summary>
    internal void Advance(Action<IReadOnlyList<ILearner>> advanceAll)
    {
        Learners.RequireRunning(this);
        advanceAll(_members.Where(member => member.Status == LearnerStatus.Running).ToArray());
        Iteration++;
    }

    /// <inheritdoc/>
    public LearnerState Save() => new(Kind, Iteration, Status, Account, [], _members.Select(member => member.Save()).ToArray());

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Kind, 0, _members.Length);
        for (int i = 0; i < _members.Length; i++)
        {
            _members[i].Restore(state.Parts[i]);
        }

        Iteration = state.Iteration;
    }
}
