using System;
using SpanLqr.RandomNumbers;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Tests.ZeroOrder;

/// <summary>
/// J(θ) = h + g'θ + θ'Mθ + noise, a cost whose smoothed gradient is known: that of a quadratic is its own, g + 2Mθ. The noise is additive
/// with weight s, plus t·(z'θ) for a part that differs with θ.
/// </summary>
internal sealed class QuadraticCost(double constant, double[] linear, double[,] quadratic, double additive = 0, double sloped = 0) : ICostOracle
{
    public int ParameterCount => linear.Length;

    public int StepsPerRollout => 1;

    /// <summary>Rows evaluated so far.</summary>
    public int Rows { get; private set; }

    public double[] Gradient(ReadOnlySpan<double> at)
    {
        double[] gradient = (double[])linear.Clone();
        for (int i = 0; i < gradient.Length; i++)
        {
            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[i] += (quadratic[i, j] + quadratic[j, i]) * at[j];
            }
        }

        return gradient;
    }

    public void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        Span<double> z = stackalloc double[ParameterCount + 1];
        for (int row = 0; row < costs.Length; row++)
        {
            ReadOnlySpan<double> at = parameters.Slice(row * ParameterCount, ParameterCount);
            new NormalStream(keys[row % keys.Length], 0, 0).Fill(z);
            double cost = constant + (additive * z[0]);
            for (int i = 0; i < at.Length; i++)
            {
                cost += (linear[i] + (sloped * z[i + 1])) * at[i];
                for (int j = 0; j < at.Length; j++)
                {
                    cost += at[i] * quadratic[i, j] * at[j];
                }
            }

            costs[row] = cost;
        }

        Rows += costs.Length;
    }
}
