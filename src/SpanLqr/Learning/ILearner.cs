using System;
using System.Threading;

namespace SpanLqr.Learning;

/// <summary>An algorithm that improves parameters iteration by iteration, and can be stopped and taken up again between any two.</summary>
public interface ILearner
{
    /// <summary>Iterations done.</summary>
    int Iteration { get; }

    /// <summary>Whether another iteration is worth running, and if not, why.</summary>
    LearnerStatus Status { get; }

    /// <summary>What has been spent.</summary>
    LearningAccount Account { get; }

    /// <summary>One more iteration.</summary>
    /// <param name="cancellation">Ends a long iteration early; the learner then must be restored before it is used again.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Status"/> is not <see cref="LearnerStatus.Running"/>.</exception>
    void Advance(CancellationToken cancellation = default);

    /// <summary>All that the following iterations depend on. A learner made alike and restored from it goes on with the same bits.</summary>
    LearnerState Save();

    /// <summary>Takes a state over.</summary>
    /// <param name="state">A state saved by a learner made alike.</param>
    /// <exception cref="ArgumentException">The state is of another kind of learner, or of another size.</exception>
    void Restore(LearnerState state);
}
