namespace SpanLqr.Shapes.Dense;

/// <summary>
/// Four entries as one vector, which has 256 bits in double and 128 in single precision. Type arguments, so that what needs
/// four lanes is written once and the JIT sees instructions.
/// </summary>
/// <typeparam name="T">The entry.</typeparam>
/// <typeparam name="TVector">The vector.</typeparam>
internal interface IFourLanes<T, TVector>
{
    static abstract TVector Load(ref T start, nint offset);

    static abstract void Store(TVector vector, ref T start, nint offset);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector FusedMultiplyAdd(TVector left, TVector right, TVector addend);

    static abstract T Lane(TVector vector, int lane);

    static abstract TVector WithLane(TVector vector, int lane, T value);

    /// <summary>Four rows become four columns.</summary>
    static abstract void Transpose(ref TVector r0, ref TVector r1, ref TVector r2, ref TVector r3);
}
