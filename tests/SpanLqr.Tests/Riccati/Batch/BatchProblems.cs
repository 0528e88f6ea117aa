using System;
using System.Numerics;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.Riccati.Batch;

/// <summary>Random problems of one size: each by itself, and all of them in structure of arrays.</summary>
internal sealed class BatchProblems<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _n;
    private readonly int _m;
    private readonly bool _cross;

    public BatchProblems(int n, int m, int count, bool cross, bool sharesWeights = false)
    {
        (_n, _m, _cross, Count) = (n, m, cross, count);
        A = new T[n * n * count];
        B = new T[n * m * count];
        Q = new T[n * n * count];
        R = new T[m * m * count];
        S = new T[cross ? n * m * count : 0];
        Terminal = new T[n * n * count];
        for (int p = 0; p < count; p++)
        {
            LqrProblem dynamics = Plants.Random(n, m, seed: (100 * n) + p, cross), weights = sharesWeights ? Plants.Random(n, m, seed: 7, cross) : dynamics;
            Scatter(dynamics.A, A, p);
            Scatter(dynamics.B, B, p);
            Scatter(weights.Q, Q, p);
            Scatter(weights.R, R, p);
            Scatter(weights.Q, Terminal, p);
            if (cross)
            {
                Scatter(weights.S!, S, p);
            }
        }
    }

    public int Count { get; }

    public T[] A { get; }

    public T[] B { get; }

    public T[] Q { get; }

    public T[] R { get; }

    public T[] S { get; }

    public T[] Terminal { get; }

    public LqrModel<T> Model => new(A, B, Q, R, S);

    /// <summary>The same with the weights of the first problem alone, for problems that share them.</summary>
    public LqrModel<T> WithSharedWeights => new(A, B, Of(Q, 0, _n * _n), Of(R, 0, _m * _m), _cross ? Of(S, 0, _n * _m) : []);

    /// <summary>One problem of a result or matrix in structure of arrays.</summary>
    public T[] Of(T[] all, int problem, int entries)
    {
        T[] own = new T[entries];
        for (int k = 0; k < entries; k++)
        {
            own[k] = all[(k * Count) + problem];
        }

        return own;
    }

    /// <summary>One problem after the other; gains and costs in structure of arrays.</summary>
    public RecursionResult[] OneByOne<TShape>(TShape shape, int horizon, T[] gains, T[] costs)
        where TShape : struct, ILqrShape<T>
    {
        var results = new RecursionResult[Count];
        T[] gain = new T[horizon * _m * _n], cost = new T[_n * _n], workspace = new T[RiccatiRecursion.WorkspaceLength(shape)];
        for (int p = 0; p < Count; p++)
        {
            var model = new LqrModel<T>(
                Of(A, p, _n * _n), Of(B, p, _n * _m), Of(Q, p, _n * _n), Of(R, p, _m * _m), _cross ? Of(S, p, _n * _m) : []);
            results[p] = RiccatiRecursion.Solve(shape, horizon, model, Of(Terminal, p, _n * _n), gain, cost, workspace);
            for (int k = 0; k < gain.Length; k++)
            {
                gains[(k * Count) + p] = gain[k];
            }

            for (int k = 0; k < cost.Length; k++)
            {
                costs[(k * Count) + p] = cost[k];
            }
        }

        return results;
    }

    private void Scatter(double[,] matrix, T[] all, int problem)
    {
        int k = 0;
        foreach (double entry in matrix)
        {
            all[(k++ * Count) + problem] = T.CreateTruncating(entry);
        }
    }
}
