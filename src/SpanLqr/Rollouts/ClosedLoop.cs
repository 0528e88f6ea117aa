using System;
using SpanLqr.Lqr;

namespace SpanLqr.Rollouts;

/// <summary>
/// What a rollout runs: x⁺ = Fx + c + w, w ~ N(0, W), with stage cost x'Mx + 2g'x + h. Any plant under any affine feedback is one.
/// </summary>
public sealed class ClosedLoop
{
    private readonly double[,] _dynamics;
    private readonly double[,] _cost;
    private readonly double[]? _offset;
    private readonly double[]? _costLinear;

    /// <summary>The loop of given matrices, which are kept, not copied.</summary>
    /// <param name="dynamics">F, n×n.</param>
    /// <param name="cost">M, n×n, symmetric.</param>
    /// <param name="noise">W, n×n, symmetric and semidefinite, or null for no noise.</param>
    /// <param name="offset">c, n entries, or null for zero.</param>
    /// <param name="costLinear">g, n entries, or null for zero.</param>
    /// <param name="costConstant">h.</param>
    /// <exception cref="ArgumentException">A size does not fit, or W is not semidefinite.</exception>
    public ClosedLoop(
        double[,] dynamics, double[,] cost, double[,]? noise = null, double[]? offset = null, double[]? costLinear = null, double costConstant = 0)
        : this(dynamics, cost, new Noise(FactorOf(noise, dynamics)), offset, costLinear, costConstant)
    {
    }

    private ClosedLoop(
        double[,] dynamics, double[,] cost, Noise noise, double[]? offset, double[]? costLinear, double costConstant)
    {
        ArgumentNullException.ThrowIfNull(dynamics);
        ArgumentNullException.ThrowIfNull(cost);
        Arrays.CheckSquare(dynamics, nameof(dynamics));
        StateDim = dynamics.GetLength(0);
        Arrays.Check(cost, StateDim, StateDim, nameof(cost));
        CheckLength(offset, nameof(offset));
        CheckLength(costLinear, nameof(costLinear));
        _dynamics = dynamics;
        _cost = cost;
        _offset = offset;
        _costLinear = costLinear;
        CostConstant = costConstant;
        NoiseFactor = noise.Factor;
        NoiseForm = CovarianceFactor.FormOf(NoiseFactor);
    }

    /// <summary>n, the number of states.</summary>
    public int StateDim { get; }

    /// <summary>h.</summary>
    public double CostConstant { get; }

    internal double[,] NoiseFactor { get; }

    internal NoiseForm NoiseForm { get; }

    /// <summary>The loop of a plant under u = −Kx − κ: F = A − BK, c = −Bκ, M = Q + K'RK − SK − K'S', g = (K'R − S)κ, h = κ'Rκ.</summary>
    /// <param name="problem">The plant, its weights and its noise.</param>
    /// <param name="gain">K, m×n.</param>
    /// <param name="offset">κ, m entries, or null for zero.</param>
    /// <returns>The loop.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or W is not semidefinite.</exception>
    public static ClosedLoop Of(LqrProblem problem, double[,] gain, double[]? offset = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem.CheckSizes();
        Arrays.Check(gain, problem.InputDim, problem.StateDim, nameof(gain));
        double[,] noise = problem.W ?? DenseMatrix.Identity(problem.StateDim);
        return Of(problem, gain, offset, FactorOf(noise, problem.A));
    }

    /// <summary>The same plant and the same noise under another policy: what one set-up of a search needs.</summary>
    internal static ClosedLoop Of(LqrProblem problem, double[,] gain, double[]? offset, double[,] noiseFactor)
    {
        (double[,] a, double[,] b, double[,] r, double[,]? s) = (problem.A, problem.B, problem.R, problem.S);
        int n = problem.StateDim, m = problem.InputDim;
        double[,] weighted = DenseMatrix.Create(m, n, (i, j) => Row(r, i, gain, j) - (s?[j, i] ?? 0));
        double[,] dynamics = DenseMatrix.Create(n, n, (i, j) => a[i, j] - Row(b, i, gain, j));
        double[,] cost = DenseMatrix.Create(
            n, n, (i, j) => problem.Q[i, j] + Column(gain, i, weighted, j) - (s is null ? 0 : Row(s, i, gain, j)));
        cost = DenseMatrix.HalfSum(cost, cost);
        if (offset is null)
        {
            return new ClosedLoop(dynamics, cost, new Noise(noiseFactor), null, null, 0);
        }

        double[] drift = new double[n], linear = new double[n];
        double constant = 0;
        for (int k = 0; k < m; k++)
        {
            for (int i = 0; i < n; i++)
            {
                drift[i] -= b[i, k] * offset[k];
                linear[i] += weighted[k, i] * offset[k];
            }

            for (int l = 0; l < m; l++)
            {
                constant += offset[k] * r[k, l] * offset[l];
            }
        }

        return new ClosedLoop(dynamics, cost, new Noise(noiseFactor), drift, linear, constant);
    }

    /// <summary>Writes the numbers as <see cref="Shapes.LoopLayout"/> has them, entry k at k·stride.</summary>
    internal void Write<T>(NoiseForm form, Span<T> destination, int stride)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        int n = StateDim, at = 0;
        foreach (double entry in _dynamics)
        {
            destination[stride * at++] = T.CreateTruncating(entry);
        }

        for (int i = 0; i < n; i++)
        {
            destination[stride * at++] = T.CreateTruncating(_offset?[i] ?? 0);
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++)
            {
                destination[stride * at++] = T.CreateTruncating(i == j ? _cost[i, i] : _cost[i, j] + _cost[j, i]);
            }
        }

        for (int i = 0; i < n; i++)
        {
            destination[stride * at++] = T.CreateTruncating(2 * (_costLinear?[i] ?? 0));
        }

        for (int i = 0; form != NoiseForm.None && i < n; i++)
        {
            for (int j = form == NoiseForm.Diagonal ? i : 0; j <= i; j++)
            {
                destination[stride * at++] = T.CreateTruncating(NoiseFactor[i, j]);
            }
        }
    }

    private static double[,] FactorOf(double[,]? noise, double[,] dynamics)
    {
        ArgumentNullException.ThrowIfNull(dynamics);
        int n = dynamics.GetLength(0);
        if (noise is null)
        {
            return new double[n, n];
        }

        Arrays.Check(noise, n, n, nameof(noise));
        return CovarianceFactor.Of(noise, nameof(noise));
    }

    private static double Row(double[,] left, int row, double[,] right, int column)
    {
        double sum = 0;
        for (int k = 0; k < left.GetLength(1); k++)
        {
            sum += left[row, k] * right[k, column];
        }

        return sum;
    }

    private static double Column(double[,] left, int column, double[,] right, int other)
    {
        double sum = 0;
        for (int k = 0; k < left.GetLength(0); k++)
        {
            sum += left[k, column] * right[k, other];
        }

        return sum;
    }

    private void CheckLength(double[]? vector, string name)
    {
        if (vector is not null && vector.Length != StateDim)
        {
            throw new ArgumentException($"The vector has {vector.Length} entries, expected {StateDim}.", name);
        }
    }

    /// <summary>A noise that has been factored already, where the public constructor takes a covariance.</summary>
    private readonly record struct Noise(double[,] Factor);
}
