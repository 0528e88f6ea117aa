using System;
using SpanLqr.Learning.Lqr;
using SpanLqr.Lqr;
using SpanLqr.RandomNumbers;
using SpanLqr.Rollouts;

namespace SpanLqr.Oracles;

/// <summary>Costs of a simulated linear plant from a fixed batch of starts x_0 ~ N(0, W), without later noise.</summary>
/// <remarks>
/// The sum over T steps is x_0'P_Tx_0 with P_2T = P_T + (F^T)'P_T F^T: log₂T doublings of 6n³ flops give what T steps of a loop would,
/// up to rounding.
/// </remarks>
public sealed class SimulatedStarts : IStartCosts
{
    private const ulong Stream = 6;

    // Starts beyond the dimension make no difference to the minimiser; four make one-state plants less lopsided.
    private const int LeastStarts = 4;

    // Costs beyond it are a plant that diverged.
    private const double DivergenceLimit = 1e250;

    private readonly LqrProblem _problem;
    private readonly double[,] _starts;

    /// <summary>Draws the starts.</summary>
    /// <param name="problem">The plant, its noise and its cost.</param>
    /// <param name="seed">The seed of the starts.</param>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or W is not semidefinite.</exception>
    public SimulatedStarts(LqrProblem problem, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        int n = problem.StateDim;
        (_problem, Starts) = (problem, Math.Max(n, LeastStarts));
        double[,] factor = CovarianceFactor.Of(problem.W ?? DenseMatrix.Identity(n), nameof(problem)), draws = new double[n, Starts];
        new NormalStream(seed, Stream, 0).Fill(Arrays.Flat(draws));
        double[,] states = MatrixAlgebra.Product(factor, draws);
        _starts = MatrixAlgebra.Symmetric(MatrixAlgebra.Scale(MatrixAlgebra.Product(states, MatrixAlgebra.Transpose(states)), 1.0 / Starts));
    }

    /// <inheritdoc/>
    public int StateDim => _problem.StateDim;

    /// <inheritdoc/>
    public int InputDim => _problem.InputDim;

    /// <inheritdoc/>
    public int Starts { get; }

    /// <inheritdoc/>
    public double Cost(ReadOnlySpan<double> gain, long steps, double discount)
    {
        double[,] k = MatrixAlgebra.Of(gain, InputDim, StateDim), power = Loop(k, discount);
        double[,] sum = MatrixAlgebra.Sum(_problem.Q, MatrixAlgebra.Congruence(_problem.R, k));
        if (_problem.S is { } cross)
        {
            double[,] product = MatrixAlgebra.Product(cross, k);
            sum = MatrixAlgebra.Sum(MatrixAlgebra.Sum(sum, product, -1), MatrixAlgebra.Transpose(product), -1);
        }

        for (long length = 1; length < steps; length *= 2)
        {
            sum = MatrixAlgebra.Sum(sum, MatrixAlgebra.Congruence(sum, power));
            power = MatrixAlgebra.Product(power, power);
        }

        double cost = MatrixAlgebra.Inner(sum, _starts);
        return cost < DivergenceLimit && MatrixAlgebra.IsFinite(sum) ? cost : double.PositiveInfinity;
    }

    /// <inheritdoc/>
    public void Moment(ReadOnlySpan<double> gain, long steps, double discount, Span<double> moment)
    {
        double[,] power = MatrixAlgebra.Transpose(Loop(MatrixAlgebra.Of(gain, InputDim, StateDim), discount)), sum = _starts;
        for (long length = 1; length < steps; length *= 2)
        {
            sum = MatrixAlgebra.Sum(sum, MatrixAlgebra.Congruence(sum, power));
            power = MatrixAlgebra.Product(power, power);
        }

        Arrays.Flat(MatrixAlgebra.Symmetric(sum)).CopyTo(moment);
    }

    private double[,] Loop(double[,] gain, double discount) =>
        MatrixAlgebra.Scale(MatrixAlgebra.Sum(_problem.A, MatrixAlgebra.Product(_problem.B, gain), -1), Math.Sqrt(discount));
}
