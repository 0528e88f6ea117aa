using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpanLqr.Shapes;

/// <summary>Moves between the lanes of vectors, for generated code: no arithmetic, so no bit depends on how they are made.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Lanes
{
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
        Vector256<double> r0,
        Vector256<double> r1,
        Vector256<double> r2,
        Vector256<double> r3,
        out Vector256<double> c0,
        out Vector256<double> c1,
        out Vector256<double> c2,
        out Vector256<double> c3)
    {
        if (Avx.IsSupported)
        {
            Vector256<double> even01 = Avx.UnpackLow(r0, r1), odd01 = Avx.UnpackHigh(r0, r1);
            Vector256<double> even23 = Avx.UnpackLow(r2, r3), odd23 = Avx.UnpackHigh(r2, r3);
            c0 = Avx.Permute2x128(even01, even23, 0x20);
            c1 = Avx.Permute2x128(odd01, odd23, 0x20);
            c2 = Avx.Permute2x128(even01, even23, 0x31);
            c3 = Avx.Permute2x128(odd01, odd23, 0x31);
            return;
        }

        c0 = Vector256.Create(r0[0], r1[0], r2[0], r3[0]);
        c1 = Vector256.Create(r0[1], r1[1], r2[1], r3[1]);
        c2 = Vector256.Create(r0[2], r1[2], r2[2], r3[2]);
        c3 = Vector256.Create(r0[3], r1[3], r2[3], r3[3]);
    }

    /// <summary>Eight rows of four, rows i and i + 4 in the halves of one vector, become four columns of eight.</summary>
    /// <param name="r04">Rows 0 and 4.</param>
    /// <param name="r15">Rows 1 and 5.</param>
    /// <param name="r26">Rows 2 and 6.</param>
    /// <param name="r37">Rows 3 and 7.</param>
    /// <param name="c0">Column 0.</param>
    /// <param name="c1">Column 1.</param>
    /// <param name="c2">Column 2.</param>
    /// <param name="c3">Column 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(
        Vector512<double> r04,
        Vector512<double> r15,
        Vector512<double> r26,
        Vector512<double> r37,
        out Vector512<double> c0,
        out Vector512<double> c1,
        out Vector512<double> c2,
        out Vector512<double> c3)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<long> low = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13), high = Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15);
            Vector512<double> even01 = Avx512F.UnpackLow(r04, r15), odd01 = Avx512F.UnpackHigh(r04, r15);
            Vector512<double> even23 = Avx512F.UnpackLow(r26, r37), odd23 = Avx512F.UnpackHigh(r26, r37);
            c0 = Avx512F.PermuteVar8x64x2(even01, low, even23);
            c1 = Avx512F.PermuteVar8x64x2(odd01, low, odd23);
            c2 = Avx512F.PermuteVar8x64x2(even01, high, even23);
            c3 = Avx512F.PermuteVar8x64x2(odd01, high, odd23);
            return;
        }

        Transpose(r04.GetLower(), r15.GetLower(), r26.GetLower(), r37.GetLower(), out Vector256<double> l0, out Vector256<double> l1, out Vector256<double> l2, out Vector256<double> l3);
        Transpose(r04.GetUpper(), r15.GetUpper(), r26.GetUpper(), r37.GetUpper(), out Vector256<double> u0, out Vector256<double> u1, out Vector256<double> u2, out Vector256<double> u3);
        c0 = Vector512.Create(l0, u0);
        c1 = Vector512.Create(l1, u1);
        c2 = Vector512.Create(l2, u2);
        c3 = Vector512.Create(l3, u3);
    }
}
