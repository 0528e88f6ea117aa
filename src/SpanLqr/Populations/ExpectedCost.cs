using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Populations;

/// <summary>The exact expectation of what a simulation measures, from the recursion of first and second moments; draws no numbers.</summary>
public static class ExpectedCost
{
    // Moments that move by no more than this share of their size have reached a steady state: what is left is rounding.
    private const double RestTolerance = 1e-15;

    /// <summary>The expected average cost of T steps, or the expected total over the loop's horizon.</summary>
    /// <remarks>
    /// E S_l⁺ = M_l E S_l M_l' + (N_l − 1)W_l and Cov χ⁺ = F Cov χ F' + C + diag(W_l/N_l), from the initial law on. Moments that have reached a steady state are
    /// not computed again. Cost: 4·(order of χ)³ flops a step.
    /// </remarks>
    /// <param name="loop">What is run.</param>
    /// <param name="steps">T, at least 1; the loop's horizon where it has one.</param>
    /// <returns>The expectation; not finite where the moments overflow.</returns>
    /// <exception cref="ArgumentException">The loop is malformed, or has another horizon.</exception>
    public static double Of(MeanFieldLoop loop, int steps)
    {
        LoopChecks.Check(loop);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        LoopChecks.CheckHorizon(loop, steps, nameof(steps));

        double total = 0;
        foreach ((int t, int steady, Moments moments) in Visit(loop, steps))
        {
            total += moments.Cost(At(loop.Costs, t)) * steady;
            if (t == steps - 1 && loop.FinalCost is { } final)
            {
                total += moments.Next(loop, t).Cost(final);
            }
        }

        return loop.Horizon is null ? total / steps : total;
    }

    /// <summary>The expected cost of a step that one agent of each population pays, on average over T steps; null where agents share their costs.</summary>
    /// <remarks>As <see cref="Of"/>, of which these are the parts.</remarks>
    /// <param name="loop">What is run.</param>
    /// <param name="steps">T, at least 1.</param>
    /// <returns>One expectation a population; not finite where the moments overflow.</returns>
    /// <exception cref="ArgumentException">The loop is malformed, or has another horizon.</exception>
    public static IReadOnlyList<double>? OfAgents(MeanFieldLoop loop, int steps)
    {
        LoopChecks.Check(loop);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        LoopChecks.CheckHorizon(loop, steps, nameof(steps));
        if (loop.Shares is not { } shares)
        {
            return null;
        }

        double[] total = new double[shares.Count];
        foreach ((int _, int steady, Moments moments) in Visit(loop, steps))
        {
            double[] second = moments.Second();
            for (int l = 0; l < total.Length; l++)
            {
                double scatter = Arrays.TraceOfProduct(shares[l].Deviation, moments.Scatter[shares[l].Population]);
                total[l] += shares[l].Of(scatter, second, moments.Mean) * steady;
            }
        }

        return Array.ConvertAll(total, sum => sum / steps);
    }

    /// <summary>The moments of each step, and for how many steps they stay as they are.</summary>
    private static IEnumerable<(int Step, int Steady, Moments Moments)> Visit(MeanFieldLoop loop, int steps)
    {
        Moments moments = Moments.Initial(loop);
        for (int t = 0; t < steps; t++)
        {
            Moments next = moments.Next(loop, t);
            if (loop.Horizon is null && next.DistanceFrom(moments) <= RestTolerance)
            {
                yield return (t, steps - t, moments);
                yield break;
            }

            yield return (t, 1, moments);
            moments = next;
        }
    }

    private static T At<T>(IReadOnlyList<T> series, int t) => series.Count == 1 ? series[0] : series[t];

    private sealed record Moments(double[][,] Scatter, double[] Mean, double[,] Covariance)
    {
        public static Moments Initial(MeanFieldLoop loop) => new(
            loop.Populations.Select(p => Scaled(p.Initial, p.Size - 1, p.StateDim)).ToArray(),
            loop.InitialMean ?? new double[loop.MeanDim],
            CommonCovariance(loop, loop.CommonInitial, static p => p.Initial));

        public Moments Next(MeanFieldLoop loop, int t)
        {
            double[,] f = At(loop.MeanDynamics, t);
            double[]? offset = loop.Offsets is null ? null : At(loop.Offsets, t);
            double[] mean = new double[Mean.Length];
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] = offset?[i] ?? 0;
                for (int j = 0; j < mean.Length; j++)
                {
                    mean[i] += f[i, j] * Mean[j];
                }
            }

            return new Moments(
                Scatter.Select((s, l) =>
                {
                    AgentLoop p = loop.Populations[l];
                    return Congruence(At(p.Dynamics, t), s, Scaled(p.Noise, p.Size - 1, p.StateDim));
                }).ToArray(),
                mean,
                Congruence(f, Covariance, CommonCovariance(loop, loop.CommonNoise, static p => p.Noise)));
        }

        public double Cost(PopulationCost cost)
        {
            double sum = cost.Constant + Arrays.TraceOfProduct(cost.Mean, Covariance);
            for (int l = 0; l < Scatter.Length; l++)
            {
                sum += Arrays.TraceOfProduct(cost.Deviations[l], Scatter[l]);
            }

            for (int i = 0; i < Mean.Length; i++)
            {
                double slope = 2 * (cost.Linear?[i] ?? 0);
                for (int j = 0; j < Mean.Length; j++)
                {
                    slope += cost.Mean[i, j] * Mean[j];
                }

                sum += slope * Mean[i];
            }

            return sum;
        }

        /// <summary>E χχ', by rows.</summary>
        public double[] Second()
        {
            int n = Mean.Length;
            double[] second = new double[n * n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    second[(i * n) + j] = Covariance[i, j] + (Mean[i] * Mean[j]);
                }
            }

            return second;
        }

        /// <summary>The largest change of a moment, relative to the largest entry of its kind.</summary>
        public double DistanceFrom(Moments other) => Scatter.Zip(other.Scatter, Change)
            .Append(Change(Covariance, other.Covariance))
            .Append(Change(Row(Mean), Row(other.Mean)))
            .Max();

        private static double[,] Row(double[] vector) => DenseMatrix.Create(1, vector.Length, (_, j) => vector[j]);

        private static double Change(double[,] next, double[,] before)
        {
            double change = DenseMatrix.LargestEntry(DenseMatrix.Map(next, (i, j, entry) => entry - before[i, j]));
            return change == 0 ? 0 : change / DenseMatrix.LargestEntry(before);
        }

        private static double[,] CommonCovariance(MeanFieldLoop loop, double[,]? common, Func<AgentLoop, double[,]?> own)
        {
            double[,] sum = Scaled(common, 1, loop.MeanDim);
            int row = 0;
            foreach (AgentLoop population in loop.Populations)
            {
                double[,]? covariance = loop.OwnNoiseLeavesMeanAlone ? null : own(population);
                for (int i = 0; i < population.StateDim; i++)
                {
                    for (int j = 0; j < population.StateDim; j++)
                    {
                        sum[row + i, row + j] += covariance is null ? 0 : covariance[i, j] / population.Size;
                    }
                }

                row += population.StateDim;
            }

            return sum;
        }

        private static double[,] Scaled(double[,]? matrix, double factor, int order) =>
            matrix is null ? new double[order, order] : DenseMatrix.Map(matrix, (_, _, entry) => factor * entry);

        /// <summary>FXF' + W.</summary>
        private static double[,] Congruence(double[,] f, double[,] x, double[,] w)
        {
            double[,] left = Products.Product(f, x);
            double[,] sum = DenseMatrix.Map(Products.ProductTransposed(left, f), (i, j, entry) => entry + w[i, j]);
            return DenseMatrix.HalfSum(sum, sum);
        }
    }
}
