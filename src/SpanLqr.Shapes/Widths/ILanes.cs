using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SpanLqr.Shapes;

/// <summary>
/// The arithmetic of one vector width, entry by entry: what is written once over it gives in every lane the same bits at every width.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="T"/>.</typeparam>
/// <typeparam name="T">The entry: double or float; ulong or uint for the operations on bits.</typeparam>
/// <remarks>
/// Every operation is correctly rounded by IEEE 754 or exact; nothing here adds the lanes of a vector, whose order would depend on the width.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<TVector, T> : IFusedLanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>x + y.</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x − y.</summary>
    static abstract TVector Subtract(TVector x, TVector y);

    /// <summary>−x, by its sign bit.</summary>
    static abstract TVector Negate(TVector x);

    /// <summary>x/y.</summary>
    static abstract TVector Divide(TVector x, TVector y);

    /// <summary>√x.</summary>
    static abstract TVector Sqrt(TVector x);

    /// <summary>x AND y, by bits.</summary>
    static abstract TVector And(TVector x, TVector y);

    /// <summary>x OR y, by bits.</summary>
    static abstract TVector Or(TVector x, TVector y);

    /// <summary>x XOR y, by bits.</summary>
    static abstract TVector Xor(TVector x, TVector y);

    /// <summary>x shifted left.</summary>
    static abstract TVector ShiftLeft(TVector x, int count);

    /// <summary>x shifted right, filled with zeros.</summary>
    static abstract TVector ShiftRight(TVector x, int count);

    /// <summary>x rotated left, for ulong.</summary>
    static abstract TVector RotateLeft(TVector x, [ConstantExpected] byte count);

    /// <summary>All bits of a lane where x = 0, none elsewhere.</summary>
    static abstract TVector IsZero(TVector x);

    /// <summary>All bits of a lane where x &gt; y, none elsewhere, also where one of them is NaN.</summary>
    static abstract TVector IsGreater(TVector x, TVector y);

    /// <summary>x where the mask has its bits, y elsewhere.</summary>
    static abstract TVector Select(TVector mask, TVector x, TVector y);
}
