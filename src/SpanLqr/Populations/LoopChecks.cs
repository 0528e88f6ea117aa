using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Populations;

/// <summary>The one pass over a <see cref="MeanFieldLoop"/> at the public border.</summary>
internal static class LoopChecks
{
    /// <summary>Throws an <see cref="ArgumentException"/> for the argument "loop" that says what is malformed.</summary>
    public static void Check(MeanFieldLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        Require(loop.Populations.Count > 0, "The loop has no population, expected at least one.");
        foreach (AgentLoop population in loop.Populations)
        {
            Require(population.Size >= 1, $"Population \"{population.Name}\" has {population.Size} agents, expected at least 1.");
            int d = population.StateDim;
            Series(population.Dynamics, d, loop.Horizon, $"Dynamics of \"{population.Name}\"");
            MatrixChecks.RequireOptionalCovariance(population.Noise, d, $"Noise of \"{population.Name}\"", nameof(loop));
            MatrixChecks.RequireOptionalCovariance(population.Initial, d, $"Initial of \"{population.Name}\"", nameof(loop));
        }

        int order = loop.MeanDim, agents = loop.Populations.Sum(static p => p.StateDim);
        Require(order >= agents, $"The means have {order} entries, expected at least {agents}, those of the agents.");
        Series(loop.MeanDynamics, order, loop.Horizon, "MeanDynamics");
        MatrixChecks.RequireOptionalCovariance(loop.CommonNoise, order, "CommonNoise", nameof(loop));
        MatrixChecks.RequireOptionalCovariance(loop.CommonInitial, order, "CommonInitial", nameof(loop));
        Count(loop.Offsets?.Count ?? 1, loop.Horizon, "Offsets");
        foreach (double[] offset in loop.Offsets ?? [])
        {
            Vector(offset, order, "Offsets");
        }

        Vector(loop.InitialMean, order, "InitialMean");
        Costs(loop, loop.Costs);
        Costs(loop, loop.Performance ?? []);
        Costs(loop, loop.FinalCost is null ? [] : [loop.FinalCost]);
        Costs(loop, loop.FinalPerformance is null ? [] : [loop.FinalPerformance]);
        Count(loop.Costs.Count, loop.Horizon, "Costs");
        Count(loop.Performance?.Count ?? 1, loop.Horizon, "Performance");
    }

    /// <summary>Throws an <see cref="ArgumentException"/> for that argument where the loop is for another number of steps.</summary>
    public static void CheckHorizon(MeanFieldLoop loop, int steps, string argument)
    {
        if (loop.Horizon is { } horizon && horizon != steps)
        {
            throw new ArgumentException($"There are {steps} steps, expected {horizon}, the loop's horizon.", argument);
        }
    }

    private static void Costs(MeanFieldLoop loop, IReadOnlyList<PopulationCost> costs)
    {
        foreach (PopulationCost cost in costs)
        {
            Require(
                cost.Deviations.Count == loop.Populations.Count,
                $"A cost has weights for {cost.Deviations.Count} populations, expected {loop.Populations.Count}.");
            for (int l = 0; l < cost.Deviations.Count; l++)
            {
                MatrixChecks.RequireSymmetric(cost.Deviations[l], loop.Populations[l].StateDim, $"Costs.Deviations[{l}]", nameof(loop));
            }

            MatrixChecks.RequireSymmetric(cost.Mean, loop.MeanDim, "Costs.Mean", nameof(loop));
            Vector(cost.Linear, loop.MeanDim, "Costs.Linear");
        }
    }

    private static void Series(IReadOnlyList<double[,]> matrices, int order, int? horizon, string name)
    {
        Count(matrices.Count, horizon, name);
        foreach (double[,] matrix in matrices)
        {
            Arrays.Check(matrix, order, order, $"loop.{name}");
        }
    }

    private static void Count(int count, int? horizon, string name) =>
        Require(count == 1 || count == horizon, $"{name} has {count} entries, expected 1{(horizon is { } steps ? $" or {steps}, one a step" : "")}.");

    private static void Vector(double[]? vector, int length, string name) =>
        Require(vector is null || vector.Length == length, $"{name} has {vector?.Length} entries, expected {length}.");

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message, "loop");
        }
    }
}
