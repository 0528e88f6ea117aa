using System;
using SpanLqr.Lqr;
using SpanLqr.Shapes;

namespace SpanLqr.Rollouts;

/// <summary>
/// What a rollout runs: x⁺ = Fx + c + w, w ~ N(0, W), with stage cost x'Mx + 2g'x + h. Any plant under any affine feedback is one.
/// </summary>
public sealed class ClosedLoop
{
    private readonly double[] _numbers;
    private double _constant;

    /// <summary>The loop of given matrices.</summary>
    /// <param name="dynamics">F, n×n.</param>
    /// <param name="cost">M, n×n, symmetric.</param>
    /// <param name="noise">W, n×n, symmetric and semidefinite, or null for no noise.</param>
    /// <param name="offset">c, n entries, or null for zero.</param>
    /// <param name="costLinear">g, n entries, or null for zero.</param>
    /// <param name="costConstant">h.</param>
    /// <exception cref="ArgumentException">A size does not fit; M or W is not symmetric; W is not semidefinite, or not finite.</exception>
    public ClosedLoop(
        double[,] dynamics, double[,] cost, double[,]? noise = null, double[]? offset = null, double[]? costLinear = null, double costConstant = 0)
        : this(OrderOf(dynamics), noise)
    {
        ArgumentNullException.ThrowIfNull(cost);
        cost = Arrays.Weight(cost, StateDim, nameof(cost));
        CheckLength(offset, nameof(offset));
        CheckLength(costLinear, nameof(costLinear));
        LoopEntries entries = Entries;
        for (int i = 0; i < StateDim; i++)
        {
            for (int j = 0; j < StateDim; j++)
            {
                entries.AddDynamics(i, j, dynamics[i, j]);
                entries.AddCost(i, j, cost[i, j]);
            }

            entries.AddOffset(i, offset?[i] ?? 0);
            entries.AddCost(i, 2 * (costLinear?[i] ?? 0));
        }

        entries.AddCost(costConstant);
    }

    /// <summary>x⁺ = w and no cost, to be written.</summary>
    internal ClosedLoop(int stateDim, double[,]? noise)
    {
        StateDim = stateDim;
        _numbers = new double[LoopLayout.Noise(stateDim)];
        NoiseFactor = FactorOf(noise, stateDim);
        NoiseForm = NoiseFactorLayout.FormOf(NoiseFactor);
    }

    /// <summary>n, the number of states.</summary>
    public int StateDim { get; }

    /// <summary>h.</summary>
    public double CostConstant => _constant;

    /// <summary>All but the noise, as <see cref="LoopLayout"/> has it.</summary>
    internal ReadOnlySpan<double> Numbers => _numbers;

    internal double[,] NoiseFactor { get; }

    internal NoiseForm NoiseForm { get; }

    internal LoopEntries Entries => new(StateDim, _numbers, 1, ref _constant);

    /// <summary>The loop of a plant under u = −Kx − κ: F = A − BK, c = −Bκ, M = Q + K'RK − SK − K'S', g = (K'R − S)κ, h = κ'Rκ.</summary>
    /// <param name="problem">The plant, its weights and its noise.</param>
    /// <param name="gain">K, m×n.</param>
    /// <param name="offset">κ, m entries, or null for zero.</param>
    /// <returns>The loop.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or W is not semidefinite.</exception>
    public static ClosedLoop Of(LqrProblem problem, double[,] gain, double[]? offset = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        Arrays.Check(gain, problem.InputDim, problem.StateDim, nameof(gain));
        Arrays.Check(offset, problem.InputDim, nameof(offset));
        return new Feedback(problem).Close(gain, offset, problem.W ?? DenseMatrix.Identity(problem.StateDim));
    }

    /// <summary>Writes the numbers as <see cref="LoopLayout"/> has them, entry k at k·stride.</summary>
    internal void Write<T>(NoiseForm form, Span<T> destination, int stride)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        for (int k = 0; k < _numbers.Length; k++)
        {
            destination[k * stride] = T.CreateTruncating(_numbers[k]);
        }

        NoiseFactorLayout.Write(NoiseFactor, form, destination[(_numbers.Length * stride)..], stride);
    }

    private static int OrderOf(double[,] dynamics)
    {
        Arrays.CheckSquare(dynamics, nameof(dynamics));
        return dynamics.GetLength(0);
    }

    private static double[,] FactorOf(double[,]? noise, int n)
    {
        if (noise is null)
        {
            return new double[n, n];
        }

        return CovarianceFactor.Of(Arrays.Weight(noise, n, nameof(noise)), nameof(noise));
    }

    private void CheckLength(double[]? vector, string name)
    {
        if (vector is not null && vector.Length != StateDim)
        {
            throw new ArgumentException($"The vector has {vector.Length} entries, expected {StateDim}.", name);
        }
    }
}
