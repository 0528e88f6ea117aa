using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Native.Exports;

/// <summary>The control step of each built-in size. The caller vouches for the pointers: nothing is checked.</summary>
internal static unsafe class FixedControlExports
{
    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_1x1")]
    public static void Control1x1(double* k, double* x, double* offset, double* u) => Step<Shape1x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_1x2")]
    public static void Control1x2(double* k, double* x, double* offset, double* u) => Step<Shape1x2>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_1x3")]
    public static void Control1x3(double* k, double* x, double* offset, double* u) => Step<Shape1x3>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_1x4")]
    public static void Control1x4(double* k, double* x, double* offset, double* u) => Step<Shape1x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_2x1")]
    public static void Control2x1(double* k, double* x, double* offset, double* u) => Step<Shape2x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_2x2")]
    public static void Control2x2(double* k, double* x, double* offset, double* u) => Step<Shape2x2>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_2x3")]
    public static void Control2x3(double* k, double* x, double* offset, double* u) => Step<Shape2x3>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_2x4")]
    public static void Control2x4(double* k, double* x, double* offset, double* u) => Step<Shape2x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_3x1")]
    public static void Control3x1(double* k, double* x, double* offset, double* u) => Step<Shape3x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_3x2")]
    public static void Control3x2(double* k, double* x, double* offset, double* u) => Step<Shape3x2>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_3x3")]
    public static void Control3x3(double* k, double* x, double* offset, double* u) => Step<Shape3x3>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_3x4")]
    public static void Control3x4(double* k, double* x, double* offset, double* u) => Step<Shape3x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_4x1")]
    public static void Control4x1(double* k, double* x, double* offset, double* u) => Step<Shape4x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_4x2")]
    public static void Control4x2(double* k, double* x, double* offset, double* u) => Step<Shape4x2>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_4x3")]
    public static void Control4x3(double* k, double* x, double* offset, double* u) => Step<Shape4x3>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_4x4")]
    public static void Control4x4(double* k, double* x, double* offset, double* u) => Step<Shape4x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_5x1")]
    public static void Control5x1(double* k, double* x, double* offset, double* u) => Step<Shape5x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_5x2")]
    public static void Control5x2(double* k, double* x, double* offset, double* u) => Step<Shape5x2>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_5x3")]
    public static void Control5x3(double* k, double* x, double* offset, double* u) => Step<Shape5x3>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_5x4")]
    public static void Control5x4(double* k, double* x, double* offset, double* u) => Step<Shape5x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_6x1")]
    public static void Control6x1(double* k, double* x, double* offset, double* u) => Step<Shape6x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_6x2")]
    public static void Control6x2(double* k, double* x, double* offset, double* u) => Step<Shape6x2>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_6x3")]
    public static void Control6x3(double* k, double* x, double* offset, double* u) => Step<Shape6x3>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_6x4")]
    public static void Control6x4(double* k, double* x, double* offset, double* u) => Step<Shape6x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_7x1")]
    public static void Control7x1(double* k, double* x, double* offset, double* u) => Step<Shape7x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_7x2")]
    public static void Control7x2(double* k, double* x, double* offset, double* u) => Step<Shape7x2>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_7x3")]
    public static void Control7x3(double* k, double* x, double* offset, double* u) => Step<Shape7x3>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_7x4")]
    public static void Control7x4(double* k, double* x, double* offset, double* u) => Step<Shape7x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_8x1")]
    public static void Control8x1(double* k, double* x, double* offset, double* u) => Step<Shape8x1>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_8x2")]
    public static void Control8x2(double* k, double* x, double* offset, double* u) => Step<Shape8x2>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_8x3")]
    public static void Control8x3(double* k, double* x, double* offset, double* u) => Step<Shape8x3>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_8x4")]
    public static void Control8x4(double* k, double* x, double* offset, double* u) => Step<Shape8x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_12x4")]
    public static void Control12x4(double* k, double* x, double* offset, double* u) => Step<Shape12x4>(k, x, offset, u);

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control_12x6")]
    public static void Control12x6(double* k, double* x, double* offset, double* u) => Step<Shape12x6>(k, x, offset, u);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TShape>(double* k, double* x, double* offset, double* u)
        where TShape : struct, ILqrShape
    {
        if (offset is null)
        {
            default(TShape).Feedback(ref *k, ref *x, ref *u);
        }
        else
        {
            default(TShape).FeedbackOffset(ref *k, ref *x, ref *offset, ref *u);
        }
    }
}
