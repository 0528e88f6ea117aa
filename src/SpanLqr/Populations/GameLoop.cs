using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;

namespace SpanLqr.Populations;

/// <summary>
/// The finite game: N_l agents a population under u = −K¹z − K²z̄ − κ, where z̄ is the mean field that the equilibrium announces, computed off line,
/// and every agent pays for its distance to the means of the agents there are, its own population's without itself.
/// </summary>
/// <remarks>
/// χ stacks the means of the agents and, after them, z̄. The cost is the sum over all agents. With ȳ the mean of the others z − ȳ = N/(N − 1)·(z − mean),
/// so the weight C^{ll} counts (N/(N − 1))² on the scatter and nothing on the means; an agent alone pays nothing for it.
/// </remarks>
public static class GameLoop
{
    /// <summary>The game under the policies of an equilibrium.</summary>
    /// <param name="problem">The game, every population of it with a size.</param>
    /// <param name="solution">A solution that is Ok.</param>
    /// <returns>The loop.</returns>
    /// <exception cref="ArgumentException">The problem is malformed, a size is missing, or the solution is not Ok or not of it.</exception>
    public static MeanFieldLoop Of(GameProblem problem, GameSolution solution)
    {
        GamePolicy.RequireOk(solution);
        return Of(problem, solution.Populations.Select(static p => p.Policy).ToArray(), solution.MeanField!);
    }

    /// <summary>The game under any policies of that form and any announced mean field.</summary>
    /// <param name="problem">The game, every population of it with a size.</param>
    /// <param name="policies">K¹, K² and κ of each population.</param>
    /// <param name="announced">z̄⁺ = Fz̄ + c, from the populations' initial means on.</param>
    /// <returns>The loop.</returns>
    /// <exception cref="ArgumentException">The problem is malformed, a size is missing, or a policy has the wrong size.</exception>
    public static MeanFieldLoop Of(GameProblem problem, IReadOnlyList<AffinePolicy> policies, MeanFieldLaw announced)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(announced);
        GameChecks.Check(problem);
        int m = problem.StateDim, count = problem.Populations.Count, half = count * m;
        if (policies.Count != count)
        {
            throw new ArgumentException($"There are {policies.Count} policies, expected {count}, one a population.", nameof(policies));
        }

        Arrays.Check(announced.F, half, half, $"{nameof(announced)}.F");
        double[,] f = new double[2 * half, 2 * half];
        Products.Place(announced.F, f, half, half);
        double[] offset = [.. new double[half], .. announced.C], initial = new double[2 * half];
        var weights = new GameWeights(problem);
        var cost = new MeanCost(2 * half);
        var populations = new AgentLoop[count];
        var deviations = new double[count][,];
        var shares = new AgentShare[count];
        for (int l = 0; l < count; l++)
        {
            GamePopulation population = problem.Populations[l];
            AffinePolicy policy = policies[l];
            int size = population.Size ?? throw new ArgumentException($"Population \"{population.Name}\" has no size.", nameof(problem)), k = population.InputDim;
            Arrays.Check(policy.OwnGain, k, m, $"{nameof(policies)}[{l}].OwnGain");
            Arrays.Check(policy.MeanFieldGain, k, half, $"{nameof(policies)}[{l}].MeanFieldGain");
            double[,] own = Products.AddProduct(population.A, -1, population.B, policy.OwnGain);
            Products.Place(own, f, l * m, l * m);
            Products.Place(Products.AddProduct(new double[m, half], -1, population.B, policy.MeanFieldGain), f, l * m, half);
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < k; j++)
                {
                    offset[(l * m) + i] -= population.B[i, j] * policy.Offset[j];
                }

                initial[(l * m) + i] = initial[half + (l * m) + i] = population.Mean0?[i] ?? 0;
            }

            double[,] noise = population.W ?? DenseMatrix.Identity(m);
            populations[l] = new AgentLoop
            {
                Name = population.Name,
                Size = size,
                Dynamics = [own],
                Noise = noise,
                Initial = population.Cov0 ?? noise,
            };
            deviations[l] = Deviations(weights, l, population, policy, size);
            shares[l] = new AgentShare(l, DenseMatrix.Map(deviations[l], (_, _, entry) => entry / size));
            foreach ((double[,] weight, double[,] map, double[] beside) in Terms(weights, l, population, policy))
            {
                cost.Add(size, weight, map, beside);
                shares[l].Add(weight, map, beside);
            }
        }

        return new MeanFieldLoop
        {
            Populations = populations,
            MeanDynamics = [f],
            Offsets = [offset],
            InitialMean = initial,
            Costs = [new PopulationCost(deviations, cost.Matrix, cost.Linear, cost.Constant)],
            Shares = shares,
        };
    }

    private static double[,] Deviations(GameWeights weights, int l, GamePopulation population, AffinePolicy policy, int size)
    {
        double[,] sum = Products.AddCongruence(weights.StateWeight(l, population.Q, withOwn: false), 1, population.R, policy.OwnGain);
        double others = size > 1 ? size / (size - 1.0) : 0;
        return weights.Weight(l, l) is { } own ? DenseMatrix.Map(sum, (i, j, entry) => entry + (others * others * own[i, j])) : sum;
    }

    /// <summary>The terms ‖Yχ + y‖²_W that an agent of l pays for the means.</summary>
    private static IEnumerable<(double[,] Weight, double[,] Map, double[] Offset)> Terms(
        GameWeights weights, int l, GamePopulation population, AffinePolicy policy)
    {
        int m = weights.StateDim, half = weights.Order;
        double[,] pick = new double[m, 2 * half], input = new double[population.InputDim, 2 * half];
        Products.Place(DenseMatrix.Identity(m), pick, 0, l * m);
        Products.Place(policy.OwnGain, input, 0, l * m);
        Products.Place(policy.MeanFieldGain, input, 0, half);
        yield return (population.Q, pick, new double[m]);
        yield return (population.R, input, policy.Offset);
        for (int k = 0; k < weights.Count; k++)
        {
            if (k != l && weights.Weight(l, k) is { } weight)
            {
                double[,] difference = (double[,])pick.Clone();
                Products.Place(DenseMatrix.Map(DenseMatrix.Identity(m), static (_, _, entry) => -entry), difference, 0, k * m);
                double[] offset = weights.Offset(l, k) is { } beta ? Array.ConvertAll(beta, static b => -b) : new double[m];
                yield return (weight, difference, offset);
            }
        }
    }
}
