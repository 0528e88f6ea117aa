using System;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>I(s) = ∫₀ˢ e^{Av}dv = Σ_j A^j s^{j+1}/(j+1)! for all s of a short step, from one set of powers: e^{As} − I = A·I(s).</summary>
internal readonly ref struct ExponentialSeries<TShape>
    where TShape : struct, ILqrShape
{
    // ‖A‖s ≤ ½: term j is below 2^-j/(j+1)!, which is below the last bit of the first from j = 17 on.
    private const int MaxTerms = 18;

    // A term this much below the first changes no bit of the sum.
    private const double Negligible = 1e-18;

    private readonly TShape _shape;
    private readonly ref double _terms;
    private readonly int _count;
    private readonly double _step;

    /// <param name="shape">The shape; only n counts.</param>
    /// <param name="a">A, ‖A‖₁·step ≤ ½.</param>
    /// <param name="step">The longest s.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    public ExponentialSeries(TShape shape, ref double a, double step, ref double memory)
    {
        int n = shape.StateDim, nn = n * n;
        _shape = shape;
        _terms = ref memory;
        _step = step;
        Dense.SetDiagonal(ref memory, step, n);
        _count = 1;
        while (_count < MaxTerms)
        {
            ref double last = ref Unsafe.Add(ref memory, (_count - 1) * nn);
            ref double next = ref Unsafe.Add(ref memory, _count * nn);
            shape.MultiplyAA(ref last, ref a, ref next);
            Dense.Scale(ref next, step / (_count + 1), ref next, nn);
            if (!(Dense.MaxAbs(ref next, nn) > Negligible * step))
            {
                break;
            }

            _count++;
        }
    }

    public static int WorkspaceLength(TShape shape) => SpanLength.Of(MaxTerms, shape.StateDim, shape.StateDim, nameof(shape));

    /// <summary>D ← I(s).</summary>
    public void Evaluate(double s, ref double destination)
    {
        int nn = _shape.StateDim * _shape.StateDim;
        double share = s / _step;

        // Horner's scheme from the smallest term on.
        Dense.Scale(ref Unsafe.Add(ref _terms, (_count - 1) * nn), share, ref destination, nn);
        for (int j = _count - 2; j >= 0; j--)
        {
            Dense.Add(ref destination, ref Unsafe.Add(ref _terms, j * nn), ref destination, nn);
            Dense.Scale(ref destination, share, ref destination, nn);
        }
    }
}
