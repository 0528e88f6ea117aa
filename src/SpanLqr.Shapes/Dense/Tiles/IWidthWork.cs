namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>Work on rows of one length, written once over the width of the vectors that fill them.</summary>
/// <typeparam name="T">The entry.</typeparam>
internal interface IWidthWork<T>
    where T : unmanaged
{
    void Run<TVector, TLanes>()
        where TVector : struct
        where TLanes : struct, IFusedLanes<TVector, T>;
}
