using System;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>Y upper triangular with Y'Y = V(s) = ∫₀ˢ e^{Av}W(e^{Av})'dv.</summary>
internal readonly ref struct NoiseIntegral<TShape>
    where TShape : struct, ILqrShape
{
    private readonly TShape _shape;
    private readonly ref double _factor;
    private readonly ref double _product;
    private readonly Span<double> _stack;

    public NoiseIntegral(TShape shape, ref Workspace memory)
    {
        int n = shape.StateDim;
        _shape = shape;
        _factor = ref memory.Take(n * n);
        _product = ref memory.Take(n * n);
        int length = StackedTriangle.Length((long)Nodes * n, n, nameof(shape));
        _stack = Dense.Span(ref memory.Take(length), length);
    }

    public static int WorkspaceLength(TShape shape) =>
        SpanLength.Of(
            (2L * shape.StateDim * shape.StateDim) + StackedTriangle.Length((long)Nodes * shape.StateDim, shape.StateDim, nameof(shape)), nameof(shape));

    /// <summary>Y, n×n.</summary>
    public ref double Factor => ref _factor;

    /// <summary>The rows of a node or of a doubling: Z e^{A's}, before their factor.</summary>
    public ref double Moved => ref _product;

    /// <summary>A stack for the sum over the nodes of a quadrature.</summary>
    public StackedTriangle BeginNodes()
    {
        var stack = new StackedTriangle(Nodes * _shape.StateDim, _shape.StateDim, _stack);
        stack.Clear();
        return stack;
    }

    /// <summary>Adds c·Z·Φ' of a node, Z the root of W.</summary>
    public void AddNode(scoped in StackedTriangle stack, int node, double factor, ref double root, ref double transition)
    {
        int n = _shape.StateDim;
        _shape.MultiplyAAt(ref root, ref transition, ref _product);
        stack.Write(node * n, 0, ref _product, n, n, factor);
    }

    /// <summary>Y ← the triangle of all nodes.</summary>
    public void EndNodes(scoped in StackedTriangle stack)
    {
        int n = _shape.StateDim;
        stack.Reduce();
        stack.Read(0, 0, Dense.Span(ref _factor, n * n), n, n);
    }

    /// <summary>Y ← the triangle of [Y; YΦ'].</summary>
    public void Double(ref double transition)
    {
        int n = _shape.StateDim;
        _shape.MultiplyAAt(ref _factor, ref transition, ref _product);
        var stack = new StackedTriangle(2 * n, n, _stack);
        stack.Clear();
        stack.Write(0, 0, ref _factor, n, n, 1);
        stack.Write(n, 0, ref _product, n, n, 1);
        EndNodes(stack);
    }

    /// <summary>W ← Y'Y in units D of the states; and the factor itself.</summary>
    public void Export(ReadOnlySpan<double> scales, in SampledSpans destination)
    {
        int n = _shape.StateDim;
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++)
            {
                Unsafe.Add(ref _factor, (i * n) + j) *= scales[j];
            }
        }

        _shape.MultiplyAtA(ref _factor, ref _factor, ref destination.W[0]);
        _shape.SymmetrizeA(ref destination.W[0]);
        if (!destination.NoiseFactor.IsEmpty)
        {
            Dense.Span(ref _factor, n * n).CopyTo(destination.NoiseFactor);
        }
    }

    private static int Nodes => QuadratureNodes.Places.Length;
}
