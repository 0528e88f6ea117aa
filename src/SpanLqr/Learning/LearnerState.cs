using System;
using System.Collections.Generic;

namespace SpanLqr.Learning;

/// <summary>A learner between two iterations: small, and made of numbers only, so that anything can store it.</summary>
/// <param name="Kind">What learner it belongs to.</param>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Status">Its status.</param>
/// <param name="Account">What it has spent.</param>
/// <param name="Values">Its parameters and step lengths. They must be stored with all their bits; some may be infinite.</param>
/// <param name="Parts">The states of the learners it is made of, if any.</param>
public sealed record LearnerState(
    string Kind,
    int Iteration,
    LearnerStatus Status,
    LearningAccount Account,
    IReadOnlyList<double> Values,
    IReadOnlyList<LearnerState> Parts)
{
    /// <summary>Requires a state of this kind with so many values and parts.</summary>
    internal void Require(string kind, int values, int parts)
    {
        if (Kind != kind || Values.Count != values || Parts.Count != parts)
        {
            throw new ArgumentException(
                $"The state is of '{Kind}' with {Values.Count} values and {Parts.Count} parts, expected '{kind}' with {values} and {parts}.",
                "state");
        }
    }
}
