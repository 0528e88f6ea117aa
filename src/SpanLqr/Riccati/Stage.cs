using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>A checked <see cref="LqrModel"/> as references to first entries: what the inner code works on.</summary>
internal readonly ref struct Stage
{
    public readonly ref double A;
    public readonly ref double B;
    public readonly ref double Q;
    public readonly ref double R;
    public readonly ref double S;
    public readonly bool HasCross;

    public Stage(in LqrModel model)
        : this(
            ref MemoryMarshal.GetReference(model.A),
            ref MemoryMarshal.GetReference(model.B),
            ref MemoryMarshal.GetReference(model.Q),
            ref MemoryMarshal.GetReference(model.R),
            ref MemoryMarshal.GetReference(model.S),
            !model.S.IsEmpty)
    {
    }

    public Stage(ref double a, ref double b, ref double q, ref double r, ref double s, bool hasCross)
    {
        A = ref a;
        B = ref b;
        Q = ref q;
        R = ref r;
        S = ref s;
        HasCross = hasCross;
    }

    /// <summary>The stage without cross weight and with other weights, on the same plant.</summary>
    public Stage WithWeights(ref double q, ref double r) => new(ref A, ref B, ref q, ref r, ref Unsafe.NullRef<double>(), false);

    /// <summary>Whether every entry is a number.</summary>
    public bool IsFinite<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        return Dense.IsFinite(ref A, n * n) && Dense.IsFinite(ref B, n * m) && Dense.IsFinite(ref Q, n * n)
            && Dense.IsFinite(ref R, m * m) && (!HasCross || Dense.IsFinite(ref S, n * m));
    }
}
