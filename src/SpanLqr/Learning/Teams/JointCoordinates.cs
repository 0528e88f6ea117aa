using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Learning.Teams;

/// <summary>Means and deviations of joint vectors, of states or of inputs: x^i = x̄^l + x̃^i, the deviations of a population summing to zero.</summary>
/// <remarks>Source: Luo, Yang, Wang and Kolar, Definition 4.</remarks>
internal sealed class JointCoordinates
{
    private readonly int[] _sizes;
    private readonly int[] _dims;
    private readonly int[] _starts;
    private readonly int[] _meanStarts;

    /// <summary>Coordinates of so many agents of so many entries each.</summary>
    public JointCoordinates(IEnumerable<(int Size, int Dim)> populations)
    {
        (int Size, int Dim)[] all = [.. populations];
        (_sizes, _dims) = ([.. all.Select(population => population.Size)], [.. all.Select(population => population.Dim)]);
        (_starts, _meanStarts) = (new int[all.Length], new int[all.Length]);
        for (int l = 0; l < all.Length; l++)
        {
            (_starts[l], _meanStarts[l]) = (Length, MeanLength);
            Length = checked(Length + (_sizes[l] * _dims[l]));
            MeanLength += _dims[l];
        }
    }

    /// <summary>The entries of a joint vector.</summary>
    public int Length { get; }

    /// <summary>The entries of all means together.</summary>
    public int MeanLength { get; }

    /// <summary>The entries of an agent.</summary>
    public int Dim(int population) => _dims[population];

    /// <summary>The entries of an agent in a joint vector.</summary>
    public Span<double> Agent(Span<double> joint, int population, int agent) =>
        joint.Slice(_starts[population] + (agent * _dims[population]), _dims[population]);

    /// <summary>The entries of a population's mean among all means.</summary>
    public Span<double> Mean(Span<double> means, int population) => means.Slice(_meanStarts[population], _dims[population]);

    /// <summary>The means of all populations.</summary>
    public void TakeMeans(ReadOnlySpan<double> joint, Span<double> means)
    {
        means.Clear();
        for (int l = 0; l < _sizes.Length; l++)
        {
            Span<double> mean = Mean(means, l);
            for (int i = 0; i < _sizes[l]; i++)
            {
                for (int k = 0; k < mean.Length; k++)
                {
                    mean[k] += joint[_starts[l] + (i * mean.Length) + k] / _sizes[l];
                }
            }
        }
    }

    /// <summary>Adds the means of all populations, times a factor, to every agent.</summary>
    public void AddMeans(Span<double> joint, Span<double> means, double factor = 1)
    {
        for (int l = 0; l < _sizes.Length; l++)
        {
            Span<double> mean = Mean(means, l);
            for (int i = 0; i < _sizes[l]; i++)
            {
                Span<double> agent = Agent(joint, l, i);
                for (int k = 0; k < mean.Length; k++)
                {
                    agent[k] += factor * mean[k];
                }
            }
        }
    }

    /// <summary>Makes the first agent of a population deviate and all others alike against it, so that the mean stays: deviations only.</summary>
    public void Deviate(Span<double> joint, int population, ReadOnlySpan<double> first)
    {
        for (int i = 0; i < _sizes[population]; i++)
        {
            Span<double> agent = Agent(joint, population, i);
            for (int k = 0; k < first.Length; k++)
            {
                agent[k] = i == 0 ? first[k] : -first[k] / (_sizes[population] - 1);
            }
        }
    }
}
