using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Latency;

/// <summary>The control step as C sees it: <c>void control_NxM(const double *k, const double *x, const double *offset, double *u)</c>.</summary>
internal static unsafe class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "control_empty")]
    public static void Empty(double* k, double* x, double* offset, double* u)
    {
        _ = (nint)k | (nint)x | (nint)offset | (nint)u;
    }

    [UnmanagedCallersOnly(EntryPoint = "control_2x1")]
    public static void Control2x1(double* k, double* x, double* offset, double* u) => Step<Shape2x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "control_4x1")]
    public static void Control4x1(double* k, double* x, double* offset, double* u) => Step<Shape4x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "control_4x2")]
    public static void Control4x2(double* k, double* x, double* offset, double* u) => Step<Shape4x2>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "control_6x3")]
    public static void Control6x3(double* k, double* x, double* offset, double* u) => Step<Shape6x3>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "control_8x4")]
    public static void Control8x4(double* k, double* x, double* offset, double* u) => Step<Shape8x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "control_12x4")]
    public static void Control12x4(double* k, double* x, double* offset, double* u) => Step<Shape12x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "control_12x6")]
    public static void Control12x6(double* k, double* x, double* offset, double* u) => Step<Shape12x6>(k, x, offset, u);

    // A C caller vouches for its pointers, so the unchecked tier serves it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TShape>(double* k, double* x, double* offset, double* u)
        where TShape : struct, ILqrShape => default(TShape).FeedbackOffset(ref *k, ref *x, ref *offset, ref *u);
}
