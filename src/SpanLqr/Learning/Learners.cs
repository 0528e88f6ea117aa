using System;
using System.Threading;

namespace SpanLqr.Learning;

/// <summary>What is done with any learner.</summary>
public static class Learners
{
    /// <summary>Runs a learner up to a number of iterations, or until it ends by itself or is told to.</summary>
    /// <param name="learner">The learner, fresh or restored.</param>
    /// <param name="iterations">The number of iterations to end with, those already done included.</param>
    /// <param name="afterEach">Called after each iteration; may save the learner's state.</param>
    /// <param name="cancellation">Ends the run between two iterations, or within a long one.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Run(ILearner learner, int iterations, Action<ILearner>? afterEach = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(learner);
        while (learner.Status == LearnerStatus.Running && learner.Iteration < iterations)
        {
            cancellation.ThrowIfCancellationRequested();
            learner.Advance(cancellation);
            afterEach?.Invoke(learner);
        }
    }

    internal static void RequireRunning(ILearner learner)
    {
        if (learner.Status != LearnerStatus.Running)
        {
            throw new InvalidOperationException($"The learner has ended: {learner.Status}.");
        }
    }
}
