using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Learning.Teams;
using SpanLqr.RandomNumbers;
using SpanLqr.Teams;

namespace SpanLqr.Oracles;

/// <summary>All agents of a linear team, simulated together: x⁺ = Ax + Bu + w, c = x'Qx + u'Ru.</summary>
/// <remarks>
/// Computed in means and deviations, so a step costs 4d(d + k) flops an agent and as many for the means. At rest after a reset. Source:
/// <see cref="TeamDecomposition"/>.
/// </remarks>
public sealed class SimulatedTeam : IMultiAgentPlant
{
    private const ulong Stream = 10;

    private readonly DecomposedTeam _team;
    private readonly double[][,] _factors;
    private readonly double[,] _commonFactor;

    /// <summary>Prepares a simulation.</summary>
    /// <param name="problem">The team.</param>
    /// <exception cref="ArgumentException">The problem is malformed, or a covariance is not semidefinite.</exception>
    public SimulatedTeam(TeamProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _team = TeamDecomposition.Of(problem);
        Populations =
        [
            .. problem.Populations.Select(population => new AgentPopulation(population.Name, population.Size, population.StateDim, population.InputDim)),
        ];

        // The noise of deviations has lost its mean: that of an agent is larger by N/(N − 1).
        _factors =
        [
            .. _team.Deviations.Select((system, l) => CovarianceFactor.Of(
                DenseMatrix.Map(system.Noise, (_, _, entry) => _team.Sizes[l] == 1 ? 0 : entry * _team.Sizes[l] / (_team.Sizes[l] - 1)), nameof(problem))),
        ];
        _commonFactor = CovarianceFactor.Of(_team.MeanField.Noise, nameof(problem));
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentPopulation> Populations { get; }

    /// <inheritdoc/>
    public void Reset(ulong key, Span<double> states) => states.Clear();

    /// <inheritdoc/>
    public bool Step(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs, ulong key, Span<double> next)
    {
        var normals = new NormalStream(key, Stream, 0);
        double[] means = Means(states, isInput: false), inputMeans = Means(inputs, isInput: true), common = new double[means.Length];
        double[] draws = new double[means.Length];
        normals.Fill(draws);
        Add(_team.MeanField.A, means, common);
        Add(_team.MeanField.B, inputMeans, common);
        Add(_commonFactor, draws, common);
        int x = 0, u = 0, mean = 0, inputMean = 0;
        for (int l = 0; l < Populations.Count; l++)
        {
            (int size, int d, int k) = (Populations[l].Size, Populations[l].StateDim, Populations[l].InputDim);
            double[] noise = new double[size * d], noiseMean = new double[d], deviation = new double[d], inputDeviation = new double[k];
            normals.Fill(noise);
            for (int i = 0; i < noise.Length; i++)
            {
                noiseMean[i % d] += noise[i] / size;
            }

            for (int i = 0; i < size; i++, x += d, u += k)
            {
                Subtract(states.Slice(x, d), means.AsSpan(mean, d), deviation);
                Subtract(inputs.Slice(u, k), inputMeans.AsSpan(inputMean, k), inputDeviation);
                Span<double> own = next.Slice(x, d), drawn = noise.AsSpan(i * d, d);
                common.AsSpan(mean, d).CopyTo(own);
                Subtract(drawn, noiseMean, drawn);
                Add(_team.Deviations[l].A, deviation, own);
                Add(_team.Deviations[l].B, inputDeviation, own);
                Add(_factors[l], drawn, own);
            }

            (mean, inputMean) = (mean + d, inputMean + k);
        }

        return true;
    }

    /// <inheritdoc/>
    public double Cost(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs)
    {
        double[] means = Means(states, isInput: false), inputMeans = Means(inputs, isInput: true);
        double cost = Form(_team.MeanField.Q, means) + Form(_team.MeanField.R, inputMeans);
        int x = 0, u = 0, mean = 0, inputMean = 0;
        for (int l = 0; l < Populations.Count; l++)
        {
            (int size, int d, int k) = (Populations[l].Size, Populations[l].StateDim, Populations[l].InputDim);
            double[] deviation = new double[d], inputDeviation = new double[k];
            for (int i = 0; i < size; i++, x += d, u += k)
            {
                Subtract(states.Slice(x, d), means.AsSpan(mean, d), deviation);
                Subtract(inputs.Slice(u, k), inputMeans.AsSpan(inputMean, k), inputDeviation);
                cost += Form(_team.Deviations[l].Q, deviation) + Form(_team.Deviations[l].R, inputDeviation);
            }

            (mean, inputMean) = (mean + d, inputMean + k);
        }

        return cost;
    }

    private double[] Means(ReadOnlySpan<double> joint, bool isInput)
    {
        double[] means = new double[Populations.Sum(population => isInput ? population.InputDim : population.StateDim)];
        int next = 0, mean = 0;
        foreach (AgentPopulation population in Populations)
        {
            int dim = isInput ? population.InputDim : population.StateDim;
            for (int i = 0; i < population.Size * dim; i++)
            {
                means[mean + (i % dim)] += joint[next + i] / population.Size;
            }

            (next, mean) = (next + (population.Size * dim), mean + dim);
        }

        return means;
    }

    private static void Subtract(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> difference)
    {
        for (int i = 0; i < difference.Length; i++)
        {
            difference[i] = x[i] - y[i];
        }
    }

    private static void Add(double[,] matrix, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                y[i] = Math.FusedMultiplyAdd(matrix[i, j], x[j], y[i]);
            }
        }
    }

    private static double Form(double[,] weight, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                sum = Math.FusedMultiplyAdd(x[i] * weight[i, j], x[j], sum);
            }
        }

        return sum;
    }
}
