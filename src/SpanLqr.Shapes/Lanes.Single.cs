using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpanLqr.Shapes;

// Single precision.
public static partial class Lanes
{
    /// <summary>The first two lanes; the others are zero, and their memory is not touched.</summary>
    /// <param name="start">The first entry.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load2(ref float start) =>
        Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref start))).AsSingle();

    /// <summary>The first three lanes; the last is zero, and its memory is not touched.</summary>
    /// <param name="start">The first entry.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load3(ref float start) => Load2(ref start).WithElement(2, Unsafe.Add(ref start, 2));

    /// <summary>Stores the first two lanes and touches no other memory.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="start">The first entry.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(Vector128<float> vector, ref float start) =>
        Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref start), vector.AsDouble().ToScalar());

    /// <summary>Stores the first three lanes and touches no other memory.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="start">The first entry.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store3(Vector128<float> vector, ref float start)
    {
        Store2(vector, ref start);
        Unsafe.Add(ref start, 2) = vector.GetElement(2);
    }

    /// <summary>Four rows of four become four columns.</summary>
    /// <param name="r0">Row 0.</param>
    /// <param name="r1">Row 1.</param>
    /// <param name="r2">Row 2.</param>
    /// <param name="r3">Row 3.</param>
    /// <param name="c0">Column 0.</param>
    /// <param name="c1">Column 1.</param>
    /// <param name="c2">Column 2.</param>
    /// <param name="c3">Column 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(
        Vector128<float> r0,
        Vector128<float> r1,
        Vector128<float> r2,
        Vector128<float> r3,
        out Vector128<float> c0,
        out Vector128<float> c1,
        out Vector128<float> c2,
        out Vector128<float> c3)
    {
        if (Sse2.IsSupported)
        {
            // Pairs of entries move as one double: a register does not care.
            Vector128<double> low01 = Sse.UnpackLow(r0, r1).AsDouble(), high01 = Sse.UnpackHigh(r0, r1).AsDouble();
            Vector128<double> low23 = Sse.UnpackLow(r2, r3).AsDouble(), high23 = Sse.UnpackHigh(r2, r3).AsDouble();
            c0 = Sse2.UnpackLow(low01, low23).AsSingle();
            c1 = Sse2.UnpackHigh(low01, low23).AsSingle();
            c2 = Sse2.UnpackLow(high01, high23).AsSingle();
            c3 = Sse2.UnpackHigh(high01, high23).AsSingle();
            return;
        }

        c0 = Vector128.Create(r0[0], r1[0], r2[0], r3[0]);
        c1 = Vector128.Create(r0[1], r1[1], r2[1], r3[1]);
        c2 = Vector128.Create(r0[2], r1[2], r2[2], r3[2]);
        c3 = Vector128.Create(r0[3], r1[3], r2[3], r3[3]);
    }

    /// <summary>Eight rows of four, rows i and i + 4 in the halves of one vector, become four columns of eight.</summary>
    /// <param name="r0">Rows 0 and 4.</param>
    /// <param name="r1">Rows 1 and 5.</param>
    /// <param name="r2">Rows 2 and 6.</param>
    /// <param name="r3">Rows 3 and 7.</param>
    /// <param name="c0">Column 0.</param>
    /// <param name="c1">Column 1.</param>
    /// <param name="c2">Column 2.</param>
    /// <param name="c3">Column 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(
        Vector256<float> r0,
        Vector256<float> r1,
        Vector256<float> r2,
        Vector256<float> r3,
        out Vector256<float> c0,
        out Vector256<float> c1,
        out Vector256<float> c2,
        out Vector256<float> c3)
    {
        if (Avx.IsSupported)
        {
            // Pairs of entries move as one double: a register does not care.
            Vector256<double> low01 = Avx.UnpackLow(r0, r1).AsDouble(), high01 = Avx.UnpackHigh(r0, r1).AsDouble();
            Vector256<double> low23 = Avx.UnpackLow(r2, r3).AsDouble(), high23 = Avx.UnpackHigh(r2, r3).AsDouble();
            c0 = Avx.UnpackLow(low01, low23).AsSingle();
            c1 = Avx.UnpackHigh(low01, low23).AsSingle();
            c2 = Avx.UnpackLow(high01, high23).AsSingle();
            c3 = Avx.UnpackHigh(high01, high23).AsSingle();
            return;
        }

        Transpose(r0.GetLower(), r1.GetLower(), r2.GetLower(), r3.GetLower(), out Vector128<float> l0, out Vector128<float> l1, out Vector128<float> l2, out Vector128<float> l3);
        Transpose(r0.GetUpper(), r1.GetUpper(), r2.GetUpper(), r3.GetUpper(), out Vector128<float> u0, out Vector128<float> u1, out Vector128<float> u2, out Vector128<float> u3);
        c0 = Vector256.Create(l0, u0);
        c1 = Vector256.Create(l1, u1);
        c2 = Vector256.Create(l2, u2);
        c3 = Vector256.Create(l3, u3);
    }

    /// <summary>Sixteen rows of four, rows i, i + 4, i + 8 and i + 12 in the quarters of one vector, become four columns of sixteen.</summary>
    /// <param name="r0">Rows 0, 4, 8 and 12.</param>
    /// <param name="r1">Rows 1, 5, 9 and 13.</param>
    /// <param name="r2">Rows 2, 6, 10 and 14.</param>
    /// <param name="r3">Rows 3, 7, 11 and 15.</param>
    /// <param name="c0">Column 0.</param>
    /// <param name="c1">Column 1.</param>
    /// <param name="c2">Column 2.</param>
    /// <param name="c3">Column 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(
        Vector512<float> r0,
        Vector512<float> r1,
        Vector512<float> r2,
        Vector512<float> r3,
        out Vector512<float> c0,
        out Vector512<float> c1,
        out Vector512<float> c2,
        out Vector512<float> c3)
    {
        if (Avx512F.IsSupported)
        {
            // Pairs of entries move as one double: a register does not care.
            Vector512<double> low01 = Avx512F.UnpackLow(r0, r1).AsDouble(), high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
            Vector512<double> low23 = Avx512F.UnpackLow(r2, r3).AsDouble(), high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
            c0 = Avx512F.UnpackLow(low01, low23).AsSingle();
            c1 = Avx512F.UnpackHigh(low01, low23).AsSingle();
            c2 = Avx512F.UnpackLow(high01, high23).AsSingle();
            c3 = Avx512F.UnpackHigh(high01, high23).AsSingle();
            return;
        }

        Transpose(r0.GetLower(), r1.GetLower(), r2.GetLower(), r3.GetLower(), out Vector256<float> l0, out Vector256<float> l1, out Vector256<float> l2, out Vector256<float> l3);
        Transpose(r0.GetUpper(), r1.GetUpper(), r2.GetUpper(), r3.GetUpper(), out Vector256<float> u0, out Vector256<float> u1, out Vector256<float> u2, out Vector256<float> u3);
        c0 = Vector512.Create(l0, u0);
        c1 = Vector512.Create(l1, u1);
        c2 = Vector512.Create(l2, u2);
        c3 = Vector512.Create(l3, u3);
    }
}
