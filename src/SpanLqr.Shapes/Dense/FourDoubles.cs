using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Shapes.Dense;

/// <summary>Four lanes of <see cref="double"/>.</summary>
internal readonly struct FourDoubles : IFourLanes<double, Vector256<double>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ref double start, nint offset) => Vector256.LoadUnsafe(ref start, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> vector, ref double start, nint offset) => vector.StoreUnsafe(ref start, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Multiply(Vector256<double> left, Vector256<double> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FusedMultiplyAdd(Vector256<double> left, Vector256<double> right, Vector256<double> addend) =>
        Vector256.FusedMultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Lane(Vector256<double> vector, int lane) => vector[lane];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> WithLane(Vector256<double> vector, int lane, double value) => vector.WithElement(lane, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector256<double> r0, ref Vector256<double> r1, ref Vector256<double> r2, ref Vector256<double> r3) =>
        Lanes.Transpose(r0, r1, r2, r3, out r0, out r1, out r2, out r3);
}
