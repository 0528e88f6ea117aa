using System;
using System.Numerics.Tensors;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>One stage of the affine recursion, given K of that stage and P, p of the next.</summary>
internal readonly ref struct AffineStage<TShape>
    where TShape : struct, ILqrShape
{
    private readonly TShape _shape;
    private readonly Span<double> _costate;
    private readonly Span<double> _onInput;
    private readonly ref double _product;
    private readonly ref double _weight;
    private readonly ref int _pivots;

    public AffineStage(TShape shape, Workspace memory)
    {
        int n = shape.StateDim, m = shape.InputDim;
        _shape = shape;
        _costate = Dense.Span(ref memory.Take(n), n);
        _onInput = Dense.Span(ref memory.Take(m), m);
        _product = ref memory.Take(n * m);
        _weight = ref memory.Take(m * m);
        _pivots = ref memory.TakePivots(m);
    }

    public static int WorkspaceLength(TShape shape)
    {
        long n = shape.StateDim, m = shape.InputDim;
        return SpanLength.Of(n + m + (n * m) + (m * m) + Workspace.PivotLength(shape.InputDim), nameof(shape));
    }

    /// <summary>With v = Pd + p: κ = (R + B'PB)⁻¹(B'v + r), p⁻ = q + A'v − K'(B'v + r).</summary>
    /// <param name="model">The plant and the weights.</param>
    /// <param name="terms">The affine terms.</param>
    /// <param name="t">The stage whose matrices and vectors are taken.</param>
    /// <param name="p">P of the next stage, n×n.</param>
    /// <param name="gain">K, m×n.</param>
    /// <param name="next">p of the next stage, n.</param>
    /// <param name="offset">κ, m.</param>
    /// <param name="destination">p⁻, n. Not <paramref name="next"/>.</param>
    /// <param name="constant">c⁻ − c = d'(v + p) − κ'(B'v + r).</param>
    public SolveStatus Run(
        in LqrModel model,
        in AffineTerms terms,
        int t,
        ref double p,
        ReadOnlySpan<double> gain,
        ReadOnlySpan<double> next,
        Span<double> offset,
        Span<double> destination,
        out double constant)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        ref double b = ref RiccatiRecursion.At(model.B, t, n * m);
        ReadOnlySpan<double> drift = At(terms.Drift, t, n), inputWeight = At(terms.InputWeight, t, m);
        FormCostate(ref p, drift, next);
        inputWeight.CopyTo(_onInput);
        _onInput[inputWeight.Length..].Clear();
        AddTransposed(Dense.Span(ref b, n * m), _costate, 1, _onInput);

        constant = double.NaN;
        _shape.CongruenceB(ref b, ref p, ref _product, ref _weight);
        Dense.Add(ref _weight, ref RiccatiRecursion.At(model.R, t, m * m), ref _weight, m * m);
        Symmetric.WritePart(Dense.Span(ref _weight, m * m), m, Dense.Span(ref _weight, m * m));
        if (!_shape.LuFactorR(ref _weight, ref _weight, ref _pivots))
        {
            return Dense.IsFinite(ref _weight, m * m) ? SolveStatus.InputWeightSingular : SolveStatus.NonFinite;
        }

        _shape.LuSolveRu(ref _weight, ref _pivots, ref _onInput[0], ref offset[0]);
        _shape.MultiplyAtx(ref RiccatiRecursion.At(model.A, t, n * n), ref _costate[0], ref destination[0]);
        AddTransposed(gain, _onInput, -1, destination);
        if (!terms.StateWeight.IsEmpty)
        {
            TensorPrimitives.Add(destination, At(terms.StateWeight, t, n), destination);
        }

        constant = -OrderedSums.Dot<double>(offset, _onInput);
        if (!drift.IsEmpty)
        {
            constant += OrderedSums.Dot<double>(drift, _costate) + OrderedSums.Dot(drift, next);
        }

        return double.IsFinite(constant) && Dense.IsFinite(destination) && Dense.IsFinite(offset) ? SolveStatus.Ok : SolveStatus.NonFinite;
    }

    /// <summary>v = Pd + p.</summary>
    private void FormCostate(ref double p, ReadOnlySpan<double> drift, ReadOnlySpan<double> next)
    {
        if (drift.IsEmpty)
        {
            next.CopyTo(_costate);
            return;
        }

        _shape.MultiplyAx(ref p, ref Border.Start(drift), ref _costate[0]);
        TensorPrimitives.Add(_costate, next, _costate);
    }

    /// <summary>y ← y + αX'x for a matrix of as many rows as x has entries.</summary>
    public static void AddTransposed(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, double alpha, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(matrix.Slice(i * y.Length, y.Length), alpha * x[i], y, y);
        }
    }

    /// <summary>The vector of stage t, the one of all stages, or nothing.</summary>
    public static ReadOnlySpan<double> At(ReadOnlySpan<double> vectors, int t, int length) =>
        vectors.IsEmpty ? vectors : vectors.Slice(vectors.Length > length ? t * length : 0, length);
}
