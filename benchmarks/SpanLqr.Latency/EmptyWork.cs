using System.Runtime.CompilerServices;

namespace SpanLqr.Latency;

/// <summary>A call that does nothing: what the clock itself shows.</summary>
internal readonly struct EmptyWork : IWork
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Invoke()
    {
    }
}
