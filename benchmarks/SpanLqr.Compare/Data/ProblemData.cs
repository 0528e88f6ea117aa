using System;

namespace SpanLqr.Compare.Data;

/// <summary>The operands of one comparison in aligned memory, which both sides read, and an output that each side fills in turn.</summary>
internal sealed unsafe class ProblemData
{
    private readonly AlignedMemory _memory;
    private readonly AlignedMemory _workspace;
    private readonly AlignedMemory _output;
    private int _used;

    public ProblemData(Plant plant, int horizon)
    {
        Plant = plant;
        int n = plant.N, m = plant.M;
        _memory = new AlignedMemory((5 * Rounded(n * n)) + (3 * Rounded(n * m)) + Rounded(m * m) + (2 * Rounded(n)) + Rounded(m));

        // Room for any workspace of ours.
        _workspace = new AlignedMemory((20 * ((n * n) + (n * m) + (m * m))) + (1 << 14));
        _output = new AlignedMemory(Math.Max(horizon * m * n, m * n) + (n * n));
        var entries = new Entries((ulong)((100 * n) + m + 10_000));
        Native = new NativeProblem
        {
            N = n,
            M = m,
            Horizon = horizon,
            A = Place(plant.A),
            B = Place(plant.B),
            Q = Place(plant.Q),
            R = Place(plant.R),
            A2 = Place(entries.Uniform(n * n, 1)),
            P = Place(entries.PositiveDefinite(n)),
            K = Place(entries.Uniform(m * n, 1.0 / n)),
            X = Place(entries.Uniform(n, 1)),
            Offset = Place(entries.Uniform(m, 1)),
            S = plant.S is null ? null : Place(plant.S),
        };
    }

    public Plant Plant { get; }

    public NativeProblem Native { get; }

    public int Horizon => Native.Horizon;

    public ReadOnlySpan<double> A => new(Native.A, Plant.N * Plant.N);

    public ReadOnlySpan<double> A2 => new(Native.A2, Plant.N * Plant.N);

    public ReadOnlySpan<double> B => new(Native.B, Plant.N * Plant.M);

    public ReadOnlySpan<double> Q => new(Native.Q, Plant.N * Plant.N);

    public ReadOnlySpan<double> R => new(Native.R, Plant.M * Plant.M);

    public ReadOnlySpan<double> P => new(Native.P, Plant.N * Plant.N);

    public ReadOnlySpan<double> K => new(Native.K, Plant.M * Plant.N);

    public ReadOnlySpan<double> X => new(Native.X, Plant.N);

    public ReadOnlySpan<double> Offset => new(Native.Offset, Plant.M);

    public Span<double> Workspace => _workspace.Span;

    public Span<double> Output => _output.Span;

    public double* OutputPointer => _output.Pointer;

    // Every operand starts on a cache line of its own.
    private static int Rounded(int length) => (length + 7) / 8 * 8;

    private double* Place(double[] entries)
    {
        double* start = _memory.Pointer + _used;
        entries.CopyTo(_memory.Span[_used..]);
        _used += Rounded(entries.Length);
        return start;
    }
}
