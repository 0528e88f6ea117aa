namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>What an entry is a chain of, known to the JIT.</summary>
internal interface IChain
{
    /// <summary>Whether products are taken off what the destination held; otherwise the first one is where the chain begins.</summary>
    static abstract bool Subtracts { get; }
}
