using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Games;

/// <summary>The one pass over a <see cref="GameProblem"/> at the public border.</summary>
internal static class GameChecks
{
    /// <summary>Throws an <see cref="ArgumentException"/> for the argument "problem" that says what is malformed.</summary>
    public static void Check(GameProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Populations is null || problem.Populations.Count == 0)
        {
            throw new ArgumentException("A game has no populations, expected at least one.", nameof(problem));
        }

        HashSet<string> names = [];
        foreach (GamePopulation population in problem.Populations)
        {
            CheckPopulation(population, problem, names);
        }

        if (problem.Couplings is null)
        {
            throw new ArgumentException("The couplings are missing, expected a list, perhaps an empty one.", nameof(problem));
        }

        HashSet<(int, int)> linked = [];
        foreach (GameCoupling coupling in problem.Couplings)
        {
            CheckCoupling(coupling, problem, linked);
        }
    }

    /// <summary>Whether the laws of noise and initial states hold numbers alone; what else does not becomes the status of a solve.</summary>
    public static bool HasFiniteLaws(GameProblem problem) => problem.Populations.All(
        static p => IsFinite(p.W) && IsFinite(p.Cov0) && Array.TrueForAll(p.Mean0 ?? [], double.IsFinite));

    private static bool IsFinite(double[,]? matrix) => matrix is null || Array.TrueForAll(Arrays.Flat(matrix).ToArray(), double.IsFinite);

    private static void CheckPopulation(GamePopulation population, GameProblem problem, HashSet<string> names)
    {
        if (population is null || string.IsNullOrEmpty(population.Name))
        {
            throw new ArgumentException("A population has no name.", nameof(problem));
        }

        string name = $"Population '{population.Name}'";
        if (!names.Add(population.Name))
        {
            throw new ArgumentException($"{name}: the name is taken.", nameof(problem));
        }

        if (population.A is null || population.B is null || population.A.Length == 0 || population.B.Length == 0)
        {
            throw new ArgumentException($"{name}: A and B must have at least one entry.", nameof(problem));
        }

        int states = problem.StateDim;
        int inputs = population.InputDim;
        MatrixChecks.RequireSize(population.A, states, states, $"{name}: A", nameof(problem));
        MatrixChecks.RequireSize(population.B, states, inputs, $"{name}: B", nameof(problem));
        MatrixChecks.RequireSymmetric(population.Q, states, $"{name}: Q", nameof(problem));
        MatrixChecks.RequireSymmetric(population.R, inputs, $"{name}: R", nameof(problem));
        MatrixChecks.RequireOptionalCovariance(population.W, states, $"{name}: W", nameof(problem));
        MatrixChecks.RequireOptionalCovariance(population.Cov0, states, $"{name}: Cov0", nameof(problem));
        MatrixChecks.RequireOptionalSymmetric(population.Own, states, $"{name}: Own", nameof(problem));
        OptionalLength(population.Mean0, states, $"{name}: Mean0");
        if (population.Size < 1)
        {
            throw new ArgumentException($"{name}: size is {population.Size}, expected at least 1.", nameof(problem));
        }
    }

    private static void CheckCoupling(GameCoupling coupling, GameProblem problem, HashSet<(int, int)> linked)
    {
        int count = problem.Populations.Count;
        if (coupling is null)
        {
            throw new ArgumentException("A coupling is missing.", nameof(problem));
        }

        string name = $"Coupling of {coupling.Of} to {coupling.To}";
        if ((uint)coupling.Of >= (uint)count || (uint)coupling.To >= (uint)count)
        {
            throw new ArgumentException($"{name}: there are {count} populations, counted from 0.", nameof(problem));
        }

        if (coupling.Of == coupling.To)
        {
            throw new ArgumentException($"{name}: expected two different populations; the weight towards the own mean is Own.", nameof(problem));
        }

        if (!linked.Add((coupling.Of, coupling.To)))
        {
            throw new ArgumentException($"{name}: given twice, expected once.", nameof(problem));
        }

        MatrixChecks.RequireSymmetric(coupling.Weight, problem.StateDim, $"{name}: weight", nameof(problem));
        OptionalLength(coupling.Offset, problem.StateDim, $"{name}: offset");
    }

    private static void OptionalLength(double[]? vector, int length, string name)
    {
        if (vector is not null)
        {
            MatrixChecks.RequireLength(vector, length, name, "problem");
        }
    }
}
