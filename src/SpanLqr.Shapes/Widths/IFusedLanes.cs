using System.ComponentModel;

namespace SpanLqr.Shapes;

/// <summary>
/// What a product of matrices asks of a vector: to load, store, multiply, and to multiply and add in one rounding. A single number is a
/// vector of width one here, so that what no vector fills is the same code.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="T"/>.</typeparam>
/// <typeparam name="T">The entry.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFusedLanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>W, the entries of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in every lane.</summary>
    static abstract TVector Broadcast(T value);

    /// <summary>W entries from memory; they need not be aligned, but should be.</summary>
    static abstract TVector Load(ref T source);

    /// <summary>W entries to memory.</summary>
    static abstract void Store(TVector value, ref T destination);

    /// <summary>x·y.</summary>
    static abstract TVector Multiply(TVector x, TVector y);

    /// <summary>x·y + z in one rounding, for double and float.</summary>
    static abstract TVector FusedMultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>z − x·y in one rounding, for double and float.</summary>
    static abstract TVector FusedMultiplySubtract(TVector x, TVector y, TVector z);
}
