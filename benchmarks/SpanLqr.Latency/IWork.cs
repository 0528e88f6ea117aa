namespace SpanLqr.Latency;

/// <summary>What is timed, one call at a time. A struct, so that the loop around it is compiled for it.</summary>
internal interface IWork
{
    /// <summary>One call.</summary>
    void Invoke();
}
