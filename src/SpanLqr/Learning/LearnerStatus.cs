namespace SpanLqr.Learning;

/// <summary>Whether a learner goes on.</summary>
public enum LearnerStatus
{
    /// <summary>There is more to do.</summary>
    Running = 0,

    /// <summary>Its own criterion says that it has arrived, or its schedule is at its end.</summary>
    Finished,

    /// <summary>Everything it tries diverges: there is nothing left to learn from.</summary>
    Diverged,
}
