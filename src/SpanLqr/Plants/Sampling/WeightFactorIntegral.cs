using System;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>
/// G = [[G₁, G₂], [0, G₃]] upper triangular with G'G = ∫₀ˢ β^v e^{M'v}Ne^{Mv}dv: semidefinite by construction, since only squares are
/// added.
/// </summary>
internal readonly ref struct WeightFactorIntegral<TShape>
    where TShape : struct, ILqrShape
{
    private readonly TShape _shape;
    private readonly ref double _state;
    private readonly ref double _cross;
    private readonly ref double _input;
    private readonly ref double _product;
    private readonly Span<double> _stack;

    public WeightFactorIntegral(TShape shape, ref Workspace memory)
    {
        int n = shape.StateDim, m = shape.InputDim;
        _shape = shape;
        _state = ref memory.Take(n * n);
        _cross = ref memory.Take(n * m);
        _input = ref memory.Take(m * m);
        _product = ref memory.Take(n * Math.Max(n, m));
        int length = StackLength(n, m);
        _stack = Dense.Span(ref memory.Take(length), length);
    }

    public static int WorkspaceLength(TShape shape)
    {
        long n = shape.StateDim, m = shape.InputDim;
        long own = (n * n) + (n * m) + (m * m) + (n * Math.Max(n, m));
        return SpanLength.Of(own + StackLength(shape.StateDim, shape.InputDim), nameof(shape));
    }

    /// <summary>G₁, the root of the weight of the states.</summary>
    public ref double State => ref _state;

    /// <summary>G ← the triangle of J, (n+m)×(n+m).</summary>
    public void Start(ref double factor)
    {
        int both = _shape.StateDim + _shape.InputDim;
        var stack = new StackedTriangle(both, both, _stack);
        stack.Clear();
        stack.Write(0, 0, ref factor, both, both, 1);
        Finish(stack);
    }

    /// <summary>A stack for the sum over the nodes of a quadrature.</summary>
    public StackedTriangle BeginNodes()
    {
        var stack = new StackedTriangle((Nodes * _shape.StateDim) + _shape.InputDim, _shape.StateDim + _shape.InputDim, _stack);
        stack.Clear();
        return stack;
    }

    /// <summary>Adds c·G·e^{Ms} of a node, but for the rows G₃.</summary>
    public void AddNode(scoped in StackedTriangle stack, int node, double factor, ref double transition, ref double reach)
    {
        int n = _shape.StateDim;
        WriteMoved(stack, node * n, factor, ref transition, ref reach);
    }

    /// <summary>G ← the triangle of all nodes, the weights of which sum to <paramref name="total"/>.</summary>
    public void EndNodes(scoped in StackedTriangle stack, double total)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        stack.Write(Nodes * n, n, ref _input, m, m, Math.Sqrt(total));
        Finish(stack);
    }

    /// <summary>G ← the triangle of [G; c·G·e^{Ms}]: twice the step.</summary>
    public void Double(double factor, ref double transition, ref double reach)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        var stack = new StackedTriangle((2 * n) + m, n + m, _stack);
        stack.Clear();
        stack.Write(0, 0, ref _state, n, n, 1);
        stack.Write(0, n, ref _cross, n, m, 1);
        WriteMoved(stack, n, factor, ref transition, ref reach);
        stack.Write(2 * n, n, ref _input, m, m, Math.Sqrt(1 + (factor * factor)));
        Finish(stack);
    }

    /// <summary>Q, S, R ← G'G, in units D of the states; and the factor itself.</summary>
    public void Export(ReadOnlySpan<double> scales, in SampledSpans destination)
    {
        int n = _shape.StateDim, m = _shape.InputDim, both = n + m;
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++)
            {
                Unsafe.Add(ref _state, (i * n) + j) /= scales[j];
            }
        }

        _shape.MultiplyAtA(ref _state, ref _state, ref destination.Q[0]);
        _shape.SymmetrizeA(ref destination.Q[0]);
        _shape.MultiplyAtB(ref _state, ref _cross, ref destination.S[0]);
        _shape.MultiplyBtB(ref _cross, ref _cross, ref destination.R[0]);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                double sum = 0;
                for (int k = 0; k <= Math.Min(i, j); k++)
                {
                    sum += Unsafe.Add(ref _input, (k * m) + i) * Unsafe.Add(ref _input, (k * m) + j);
                }

                destination.R[(i * m) + j] += sum;
            }
        }

        _shape.SymmetrizeR(ref destination.R[0]);
        Span<double> factor = destination.WeightFactor;
        if (factor.IsEmpty)
        {
            return;
        }

        factor.Clear();
        for (int i = 0; i < both; i++)
        {
            for (int j = 0; j < both; j++)
            {
                factor[(i * both) + j] = i < n
                    ? (j < n ? Unsafe.Add(ref _state, (i * n) + j) : Unsafe.Add(ref _cross, (i * m) + j - n))
                    : j < n ? 0 : Unsafe.Add(ref _input, ((i - n) * m) + j - n);
            }
        }
    }

    private static int Nodes => QuadratureNodes.Places.Length;

    private static int StackLength(int n, int m) =>
        StackedTriangle.Length(((long)Nodes * n) + m, SpanLength.Of((long)n + m, "shape"), "shape");

    /// <summary>Writes c·[G₁Φ, G₁Γ + G₂].</summary>
    private void WriteMoved(scoped in StackedTriangle stack, int row, double factor, ref double transition, ref double reach)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        _shape.MultiplyAA(ref _state, ref transition, ref _product);
        stack.Write(row, 0, ref _product, n, n, factor);
        _shape.MultiplyAddAB(ref _state, ref reach, 1, ref _cross, ref _product);
        stack.Write(row, n, ref _product, n, m, factor);
    }

    private void Finish(scoped in StackedTriangle stack)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        stack.Reduce();
        stack.Read(0, 0, Dense.Span(ref _state, n * n), n, n);
        stack.Read(0, n, Dense.Span(ref _cross, n * m), n, m);
        stack.Read(n, n, Dense.Span(ref _input, m * m), m, m);
    }
}
