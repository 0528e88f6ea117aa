using System;

namespace SpanLqr.Learning;

/// <summary>A learner of a gain that needs no start and estimates its own error.</summary>
public interface IEstimatingLearner : ILearner
{
    /// <summary>Whether there is a gain yet.</summary>
    bool HasGain { get; }

    /// <summary>K, m×n; zero as long as <see cref="HasGain"/> is false.</summary>
    ReadOnlySpan<double> Gain { get; }

    /// <summary>How good it is, by the learner's own data.</summary>
    LearningVerdict Verdict { get; }
}
