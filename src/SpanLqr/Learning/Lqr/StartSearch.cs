using System;
using System.Collections.Generic;
using System.Threading;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Lqr;

/// <summary>A stabilising gain from nothing: short runs from resets, least squares, and a test on the plant.</summary>
/// <remarks>
/// A plant that runs away is reset before its costs have grown by 10⁴. Resets are doubled until the gain of least squares survives
/// <see cref="TestRuns"/> runs of <see cref="TestSteps"/> steps.
/// </remarks>
internal sealed class StartSearch
{
    // Lengths of runs without input: to this many steps, or until a step costs this much more than the second one.
    private const int LongestRun = 128;
    private const double MostGrowth = 1e4;

    private const int TestRuns = 8;
    private const int TestSteps = 400;

    // Costs of the last quarter of a test may exceed those of the second by this factor.
    private const double MostDrift = 3;

    // Rows for each weight of the cost: least squares of an exact quadratic needs one.
    private const int RowsPerWeight = 4;

    // R̂ below this share of what an input costs in all is the rounding of the fit, or as good as nothing.
    private const double LeastOwnShare = 1e-9;

    // Steps after which a plant counts as one that no gain stabilises.
    private const long MostSteps = 400_000;

    private readonly PlantRuns _runs;
    private readonly int _n;
    private readonly int _m;

    /// <summary>Prepares a search.</summary>
    public StartSearch(IPlant plant, PlantRuns runs) => (_runs, _n, _m) = (runs, plant.StateDim, plant.InputDim);

    /// <summary>Ĉ, the weights of the cost; null before a search or where the costs are not convex in the input.</summary>
    public double[,]? Weights { get; private set; }

    /// <summary>
    /// What an input costs: R̂, or, where that is next to nothing of it, as of an input that acts later, the curvature of n + 1 steps.
    /// </summary>
    public double[,]? InputWeight { get; private set; }

    /// <summary>Fits the cost alone; false where the data do not have it, or it is not convex in the input.</summary>
    public bool TryFitCost(CancellationToken cancellation)
    {
        var moments = new Moments((2 * _n) + _m, (2 * _n) + _m);
        Weights = FitCost(new double[_m, _n], moments, cancellation);
        InputWeight = Weights is null ? null : WeightOfInputs(Weights, moments);
        if (InputWeight is null)
        {
            Weights = null;
        }

        return Weights is not null;
    }

    /// <summary>Searches.</summary>
    /// <param name="cancellation">Ends early.</param>
    /// <returns>K; null where none was found.</returns>
    public double[,]? Find(CancellationToken cancellation)
    {
        double[,] zero = new double[_m, _n];
        if (!TryFitCost(cancellation) || MatrixAlgebra.InversePositive(InputWeight!) is not { } inverse)
        {
            return null;
        }

        int resets = Math.Max(8, 4 * (_n + _m)), length = 2;
        double[] costs = StepCosts(zero, null, resets, length, cancellation);
        while (length < LongestRun && !(costs[^1] > MostGrowth * costs[1]) && double.IsFinite(costs[^1]))
        {
            length *= 2;
            costs = StepCosts(zero, null, resets, length, cancellation);
        }

        // Inputs cost as much as the median step does without them.
        double[] sorted = costs[1..];
        Array.Sort(sorted);
        double typical = sorted[sorted.Length / 2];
        if (!(typical > 0) || MatrixAlgebra.Cholesky(MatrixAlgebra.Scale(inverse, typical / _m)) is not { } exploration)
        {
            return null;
        }

        Moments sum = new((2 * _n) + _m, (2 * _n) + _m);
        for (; sum.Count < MostSteps; resets *= 2)
        {
            Moments[] parts = Collect(zero, exploration, resets, length, cancellation);
            sum = sum.Plus(Moments.Sum(parts));
            if (LinearFit.Of(sum, Weights!, _n, needsNoise: false) is { } fit && IsStabilising(fit.Gain, cancellation))
            {
                return fit.Gain;
            }
        }

        return null;
    }

    /// <summary>Moments of the rows (x, u, x⁺) of each of so many resets; runs that diverged have none.</summary>
    private Moments[] Collect(double[,] gain, double[,] exploration, int resets, int length, CancellationToken cancellation)
    {
        var parts = new Moments[resets];
        for (int i = 0; i < resets; i++)
        {
            parts[i] = new Moments((2 * _n) + _m, (2 * _n) + _m);
        }

        _runs.Run(gain, exploration, resets, length, null, (index, x, u, _) => TakeRows(parts[index], x, u, _n, _m), cancellation);
        foreach (Moments part in parts)
        {
            part.Flush();
        }

        return parts;
    }

    /// <summary>Adds the rows (x_t, u_t, x_{t+1}) of a stretch.</summary>
    public static void TakeRows(Moments moments, ReadOnlySpan<double> states, ReadOnlySpan<double> inputs, int n, int m)
    {
        for (int t = 0; t < inputs.Length / m; t++)
        {
            Span<double> row = moments.Next;
            states.Slice(t * n, n).CopyTo(row);
            inputs.Slice(t * m, m).CopyTo(row[n..]);
            states.Slice((t + 1) * n, n).CopyTo(row[(n + m)..]);
            moments.Take();
        }
    }

    /// <summary>Ĉ from short runs with inputs of any size: the cost is the same quadratic for all of them.</summary>
    private double[,]? FitCost(double[,] zero, Moments moments, CancellationToken cancellation)
    {
        int d = _n + _m, length = _n + 1, resets = (RowsPerWeight * Svec.Length(d) / length) + 1;
        var pairs = new double[resets][][];
        double[][] costs = new double[resets][];
        var parts = new Moments[resets];
        _runs.Run(
            zero,
            DenseMatrix.Identity(_m),
            resets,
            length,
            null,
            (index, x, u, c) =>
            {
                pairs[index] = Pairs(x, u, _n, _m);
                costs[index] = c.ToArray();
                parts[index] = new Moments((2 * _n) + _m, (2 * _n) + _m);
                TakeRows(parts[index], x, u, _n, _m);
            },
            cancellation);
        List<double[]> rows = [];
        List<double> values = [];
        for (int i = 0; i < resets; i++)
        {
            rows.AddRange(pairs[i] ?? []);
            values.AddRange(costs[i] ?? []);
            if (parts[i] is { } part)
            {
                part.Flush();
                moments.Add(part);
            }
        }

        return rows.Count == 0 ? null : CostFit.Solve(rows, values);
    }

    /// <summary>R̂ where it is a sound part of R̂ + Σ_{k ≤ n} B'(A^k)'QA^kB, else all of that; null where not even that is positive definite.</summary>
    private double[,]? WeightOfInputs(double[,] weights, Moments moments)
    {
        double[,] own = MatrixAlgebra.Symmetric(MatrixAlgebra.Block(weights, _n, _n, _m, _m));
        if (LinearFit.Plant(moments, _n, _m) is not { } plant)
        {
            return MatrixAlgebra.Cholesky(own) is null ? null : own;
        }

        double[,] state = MatrixAlgebra.Symmetric(MatrixAlgebra.Block(weights, 0, 0, _n, _n)), reached = plant.B, whole = own;
        for (int step = 0; step <= _n; step++)
        {
            whole = MatrixAlgebra.Sum(whole, MatrixAlgebra.Congruence(state, reached));
            reached = MatrixAlgebra.Product(plant.A, reached);
        }

        return MatrixAlgebra.Cholesky(MatrixAlgebra.Sum(own, whole, -LeastOwnShare)) is not null ? own : MatrixAlgebra.Cholesky(whole) is null ? null : MatrixAlgebra.Symmetric(whole);
    }

    /// <summary>The v_t = (x_t, u_t) of a stretch.</summary>
    public static double[][] Pairs(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs, int n, int m)
    {
        double[][] pairs = new double[inputs.Length / m][];
        for (int t = 0; t < pairs.Length; t++)
        {
            pairs[t] = [.. states.Slice(t * n, n), .. inputs.Slice(t * m, m)];
        }

        return pairs;
    }

    /// <summary>The mean cost of each step over resets; +∞ from where a run diverged on.</summary>
    private double[] StepCosts(double[,] gain, double[,]? exploration, int resets, int length, CancellationToken cancellation)
    {
        double[][] all = new double[resets][];
        bool ran = _runs.Run(gain, exploration, resets, length, null, (index, _, _, c) => all[index] = [.. all[index] ?? [], .. c], cancellation);
        double[] means = new double[length];
        for (int t = 0; t < length; t++)
        {
            foreach (double[] costs in all)
            {
                means[t] += ran ? costs[t] / resets : double.PositiveInfinity;
            }
        }

        return means;
    }

    private bool IsStabilising(double[,] gain, CancellationToken cancellation)
    {
        double[] costs = StepCosts(gain, null, TestRuns, TestSteps, cancellation);
        const int Quarter = TestSteps / 4;
        double early = PlantRuns.Total(costs.AsSpan(Quarter, Quarter)), late = PlantRuns.Total(costs.AsSpan(3 * Quarter));
        return double.IsFinite(late) && late < MostDrift * early;
    }
}
