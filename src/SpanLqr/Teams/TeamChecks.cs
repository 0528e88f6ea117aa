using System;
using System.Collections.Generic;
using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>The one pass over a <see cref="TeamProblem"/> at the public border.</summary>
internal static class TeamChecks
{
    /// <summary>Throws an <see cref="ArgumentException"/> for the argument "problem" that says what is malformed.</summary>
    public static void Check(TeamProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Populations is null || problem.Populations.Count == 0)
        {
            throw new ArgumentException("A team has no populations, expected at least one.", nameof(problem));
        }

        HashSet<string> names = [TeamSolution.MeanFieldName];
        foreach (Population population in problem.Populations)
        {
            CheckPopulation(population, names, nameof(problem));
        }

        if (problem.Coupling is { } coupling)
        {
            CheckCoupling(problem.Populations, coupling, nameof(problem));
        }
    }

    private static void CheckPopulation(Population population, HashSet<string> names, string argument)
    {
        if (population is null || string.IsNullOrEmpty(population.Name))
        {
            throw new ArgumentException("A population has no name.", argument);
        }

        string name = $"Population '{population.Name}'";
        if (!names.Add(population.Name))
        {
            throw new ArgumentException($"{name}: the name is taken.", argument);
        }

        if (population.Size < 1)
        {
            throw new ArgumentException($"{name}: size is {population.Size}, expected at least 1.", argument);
        }

        if (population.A is null || population.B is null || population.A.Length == 0 || population.B.Length == 0)
        {
            throw new ArgumentException($"{name}: A and B must have at least one entry.", argument);
        }

        int states = population.StateDim;
        int inputs = population.InputDim;
        MatrixChecks.RequireSize(population.A, states, states, $"{name}: A", argument);
        MatrixChecks.RequireSize(population.B, states, inputs, $"{name}: B", argument);
        MatrixChecks.RequireSymmetric(population.Q, states, $"{name}: Q", argument);
        MatrixChecks.RequireSymmetric(population.R, inputs, $"{name}: R", argument);
        MatrixChecks.RequireOptionalCovariance(population.W, states, $"{name}: W", argument);
    }

    private static void CheckCoupling(IReadOnlyList<Population> populations, TeamCoupling coupling, string argument)
    {
        CheckTable(coupling.A, populations, p => p.StateDim, p => p.StateDim, "Coupling A", argument);
        CheckTable(coupling.B, populations, p => p.StateDim, p => p.InputDim, "Coupling B", argument);
        CheckSymmetricTable(coupling.Q, populations, p => p.StateDim, "Coupling Q", argument);
        CheckSymmetricTable(coupling.R, populations, p => p.InputDim, "Coupling R", argument);
        CheckSymmetricTable(coupling.W, populations, p => p.StateDim, "Coupling W", argument);
    }

    private static void CheckTable(
        double[,]?[,]? table,
        IReadOnlyList<Population> populations,
        Func<Population, int> rows,
        Func<Population, int> columns,
        string name,
        string argument)
    {
        if (table is null)
        {
            return;
        }

        int count = populations.Count;
        if (table.GetLength(0) != count || table.GetLength(1) != count)
        {
            throw new ArgumentException($"{name} has {table.GetLength(0)}×{table.GetLength(1)} blocks, expected {count}×{count}.", argument);
        }

        for (int l = 0; l < count; l++)
        {
            for (int k = 0; k < count; k++)
            {
                if (table[l, k] is { } block)
                {
                    MatrixChecks.RequireSize(block, rows(populations[l]), columns(populations[k]), $"{name}[{l},{k}]", argument);
                }
            }
        }
    }

    private static void CheckSymmetricTable(
        double[,]?[,]? table,
        IReadOnlyList<Population> populations,
        Func<Population, int> dimension,
        string name,
        string argument)
    {
        CheckTable(table, populations, dimension, dimension, name, argument);
        for (int l = 0; table is not null && l < populations.Count; l++)
        {
            for (int k = l; k < populations.Count; k++)
            {
                double[,] block = table[l, k] ?? new double[dimension(populations[l]), dimension(populations[k])];
                double[,] mirror = table[k, l] ?? new double[dimension(populations[k]), dimension(populations[l])];
                Symmetric.RequireTransposes(block, mirror, $"{name}[{l},{k}]", $"{name}[{k},{l}]", argument);
            }
        }
    }
}
