using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Shapes.Dense;

/// <summary>Four lanes of <see cref="float"/>.</summary>
internal readonly struct FourSingles : IFourLanes<float, Vector128<float>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(ref float start, nint offset) => Vector128.LoadUnsafe(ref start, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> vector, ref float start, nint offset) => vector.StoreUnsafe(ref start, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> left, Vector128<float> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FusedMultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend) =>
        Vector128.FusedMultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Lane(Vector128<float> vector, int lane) => vector[lane];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WithLane(Vector128<float> vector, int lane, float value) => vector.WithElement(lane, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector128<float> r0, ref Vector128<float> r1, ref Vector128<float> r2, ref Vector128<float> r3) =>
        Lanes.Transpose(r0, r1, r2, r3, out r0, out r1, out r2, out r3);
}
