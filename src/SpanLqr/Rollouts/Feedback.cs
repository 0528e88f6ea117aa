using System;
using SpanLqr.Lqr;

namespace SpanLqr.Rollouts;

/// <summary>
/// A plant x⁺ = Ax + Bu + c + w of stage cost x'Qx + 2x'Su + u'Ru + 2q'x + h, to be closed by u = −Kx − κ: what follows is
/// F = A − BK, M = Q + K'RK − SK − K'S', c − Bκ, q + (K'R − S)κ and h + κ'Rκ.
/// </summary>
internal sealed class Feedback
{
    private readonly LqrProblem _problem;
    private readonly ClosedLoop _free;

    /// <summary>Prepares the plant; its sizes have been checked.</summary>
    /// <param name="problem">A, B, Q, R and S.</param>
    /// <param name="drift">c, or null for zero.</param>
    /// <param name="costLinear">q, or null for zero.</param>
    /// <param name="costConstant">h.</param>
    public Feedback(LqrProblem problem, double[]? drift = null, double[]? costLinear = null, double costConstant = 0)
    {
        _problem = problem;
        _free = new ClosedLoop(problem.A, problem.Q, null, drift, costLinear, costConstant);
    }

    public int StateDim => _problem.StateDim;

    public int InputDim => _problem.InputDim;

    /// <summary>The loop under u = −Kx; about 2nm(n + m) flops.</summary>
    /// <param name="gain">K, row by row.</param>
    /// <param name="loop">Receives it.</param>
    public void Close(ReadOnlySpan<double> gain, LoopEntries loop)
    {
        int n = StateDim, m = InputDim;
        ReadOnlySpan<double> b = Arrays.Flat(_problem.B), s = _problem.S is null ? [] : Arrays.Flat(_problem.S);
        loop.Set(_free);
        for (int k = 0; k < m; k++)
        {
            ReadOnlySpan<double> row = gain.Slice(k * n, n);
            for (int i = 0; i < n; i++)
            {
                double entry = b[(i * m) + k];

                // Most rows of B are zero where mean fields are a part of the state.
                for (int j = 0; entry != 0 && j < n; j++)
                {
                    loop.AddDynamics(i, j, -entry * row[j]);
                }
            }

            for (int j = 0; j < n; j++)
            {
                // x'SKx = x'K'S'x: once, and twice as much.
                double weight = Weighted(gain, k, j) - (s.IsEmpty ? 0 : 2 * s[(j * m) + k]);
                for (int i = 0; i < n; i++)
                {
                    loop.AddCost(i, j, row[i] * weight);
                }
            }
        }
    }

    /// <summary>The loop under u = −Kx − κ, allocated.</summary>
    /// <param name="gain">K.</param>
    /// <param name="offset">κ, or null for zero.</param>
    /// <param name="noise">W, or null for none.</param>
    public ClosedLoop Close(double[,] gain, double[]? offset = null, double[,]? noise = null)
    {
        ClosedLoop loop = new(StateDim, noise);
        Close(Arrays.Flat(gain), loop.Entries);
        if (offset is not null)
        {
            AddOffset(Arrays.Flat(gain), offset, loop.Entries);
        }

        return loop;
    }

    /// <summary>What an offset adds to the loop under u = −Kx; about 2nm² flops.</summary>
    /// <param name="gain">K, row by row.</param>
    /// <param name="offset">κ.</param>
    /// <param name="loop">The loop under u = −Kx, and then under u = −Kx − κ.</param>
    public void AddOffset(ReadOnlySpan<double> gain, ReadOnlySpan<double> offset, LoopEntries loop)
    {
        int n = StateDim, m = InputDim;
        ReadOnlySpan<double> b = Arrays.Flat(_problem.B), r = Arrays.Flat(_problem.R), s = _problem.S is null ? [] : Arrays.Flat(_problem.S);
        for (int k = 0; k < m; k++)
        {
            for (int i = 0; i < n; i++)
            {
                loop.AddOffset(i, -b[(i * m) + k] * offset[k]);
                loop.AddCost(i, 2 * offset[k] * (Weighted(gain, k, i) - (s.IsEmpty ? 0 : s[(i * m) + k])));
            }

            for (int l = 0; l < m; l++)
            {
                loop.AddCost(offset[k] * r[(k * m) + l] * offset[l]);
            }
        }
    }

    /// <summary>(RK)_kj.</summary>
    private double Weighted(ReadOnlySpan<double> gain, int k, int j)
    {
        int n = StateDim, m = InputDim;
        ReadOnlySpan<double> r = Arrays.Flat(_problem.R);
        double sum = 0;
        for (int l = 0; l < m; l++)
        {
            sum += r[(k * m) + l] * gain[(l * n) + j];
        }

        return sum;
    }
}
