using System;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>[[Q, S], [S', R]] = ∫₀ˢ β^v e^{M'v}Ne^{Mv}dv of weights that need not be semidefinite: sums of congruences.</summary>
internal readonly ref struct WeightIntegral<TShape>
    where TShape : struct, ILqrShape
{
    private readonly TShape _shape;
    private readonly ref double _given;
    private readonly ref double _sum;
    private readonly ref double _moved;
    private readonly ref double _scratch;

    public WeightIntegral(TShape shape, ref Workspace memory)
    {
        int n = shape.StateDim, m = shape.InputDim;
        _shape = shape;
        _given = ref memory.Take(Size(shape));
        _sum = ref memory.Take(Size(shape));
        _moved = ref memory.Take(Size(shape));
        _scratch = ref memory.Take((n * Math.Max(n, m)) + (m * m));
    }

    public static int WorkspaceLength(TShape shape) =>
        SpanLength.Of(
            (3L * Size(shape)) + ((long)shape.StateDim * Math.Max(shape.StateDim, shape.InputDim)) + ((long)shape.InputDim * shape.InputDim),
            nameof(shape));

    /// <summary>The integral of Q alone so far.</summary>
    public ref double State => ref _sum;

    /// <summary>The weight as given.</summary>
    public ref double Given => ref _given;

    /// <summary>Takes Q, S and R and begins a sum.</summary>
    public void Start(ref double q, ref double s, ref double r)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Dense.Copy(ref q, ref _given, n * n);
        Dense.Copy(ref s, ref Cross(ref _given), n * m);
        Dense.Copy(ref r, ref Input(ref _given), m * m);
        Dense.Span(ref _sum, Size(_shape)).Clear();
    }

    /// <summary>Adds c·e^{M's}Ne^{Ms} of a node.</summary>
    public void AddNode(double factor, ref double transition, ref double reach) => Add(ref _given, factor, ref transition, ref reach);

    /// <summary>N ← N + c·e^{M's}Ne^{Ms}: twice the step.</summary>
    public void Double(double factor, ref double transition, ref double reach) => Add(ref _sum, factor, ref transition, ref reach);

    /// <summary>Q, S, R in units D of the states.</summary>
    public void Export(ReadOnlySpan<double> scales, in SampledSpans destination)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                destination.Q[(i * n) + j] = Unsafe.Add(ref _sum, (i * n) + j) / scales[i] / scales[j];
            }

            for (int j = 0; j < m; j++)
            {
                destination.S[(i * m) + j] = Unsafe.Add(ref Cross(ref _sum), (i * m) + j) / scales[i];
            }
        }

        Dense.Copy(ref Input(ref _sum), ref destination.R[0], m * m);
        destination.WeightFactor.Fill(double.NaN);
    }

    private static int Size(TShape shape) =>
        SpanLength.Of(
            ((long)shape.StateDim * shape.StateDim) + ((long)shape.StateDim * shape.InputDim) + ((long)shape.InputDim * shape.InputDim),
            nameof(shape));

    private ref double Cross(ref double weight) => ref Unsafe.Add(ref weight, _shape.StateDim * _shape.StateDim);

    private ref double Input(ref double weight) => ref Unsafe.Add(ref Cross(ref weight), _shape.StateDim * _shape.InputDim);

    /// <summary>sum ← sum + c·[[Φ'QΦ, Φ'(QΓ + S)], [·, Γ'(QΓ + S) + S'Γ + R]].</summary>
    private void Add(ref double weight, double factor, ref double transition, ref double reach)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        ref double product = ref _scratch;
        ref double square = ref Unsafe.Add(ref _scratch, n * Math.Max(n, m));
        ref double input = ref Input(ref _moved);
        _shape.CongruenceB(ref reach, ref weight, ref product, ref input);
        _shape.MultiplyBtB(ref Cross(ref weight), ref reach, ref square);
        Dense.Add(ref input, ref square, ref input, m * m);
        _shape.MultiplyBtB(ref reach, ref Cross(ref weight), ref square);
        Dense.Add(ref input, ref square, ref input, m * m);
        Dense.Add(ref input, ref Input(ref weight), ref input, m * m);
        _shape.SymmetrizeR(ref input);
        Dense.Add(ref product, ref Cross(ref weight), ref product, n * m);
        _shape.MultiplyAtB(ref transition, ref product, ref Cross(ref _moved));
        _shape.CongruenceA(ref transition, ref weight, ref product, ref _moved);
        Dense.AddScaled(ref _moved, factor, ref _sum, ref _sum, Size(_shape));
    }
}
