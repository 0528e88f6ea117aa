using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Rollouts;
using SpanLqr.Teams;

namespace SpanLqr.Populations;

/// <summary>A team under u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l, from 0.</summary>
public static class TeamLoop
{
    /// <summary>The team under the policy of a solution.</summary>
    /// <param name="problem">The team.</param>
    /// <param name="solution">A solution that is Ok.</param>
    /// <returns>The loop.</returns>
    /// <exception cref="ArgumentException">The problem is malformed, or the solution is not Ok or not of it.</exception>
    public static MeanFieldLoop Of(TeamProblem problem, TeamSolution solution)
    {
        MonolithicGain.RequireOk(solution, nameof(solution));
        return Of(problem, solution.Populations.Select(static p => p.Gain).ToArray(), solution.MeanField.Gain);
    }

    /// <summary>The team under any policy of that form.</summary>
    /// <param name="problem">The team.</param>
    /// <param name="gains">K_l, k_l×d_l, for each population.</param>
    /// <param name="meanFieldGain">K̄, Σk×Σd.</param>
    /// <returns>The loop.</returns>
    /// <remarks>
    /// Noises are ω̆ in common and ω − ω̆ for each agent. Where ω̆ is no covariance itself, as in agents whose noises are correlated negatively,
    /// the means take all of their noise, W̄, from one source and the agents only deviations from another.
    /// </remarks>
    /// <exception cref="ArgumentException">The problem is malformed, or a gain has the wrong size.</exception>
    public static MeanFieldLoop Of(TeamProblem problem, IReadOnlyList<double[,]> gains, double[,] meanFieldGain)
    {
        ArgumentNullException.ThrowIfNull(gains);
        TeamMatrices matrices = TeamMatrices.Of(problem);
        DecomposedTeam team = TeamDecomposition.Of(matrices);
        AuxiliarySystem mean = team.MeanField;
        if (gains.Count != team.Sizes.Count)
        {
            throw new ArgumentException($"There are {gains.Count} gains, expected {team.Sizes.Count}, one a population.", nameof(gains));
        }

        for (int l = 0; l < gains.Count; l++)
        {
            Arrays.Check(gains[l], team.Deviations[l].B.GetLength(1), team.Deviations[l].B.GetLength(0), $"{nameof(gains)}[{l}]");
        }

        Arrays.Check(meanFieldGain, mean.B.GetLength(1), mean.B.GetLength(0), nameof(meanFieldGain));
        double[,] common = CommonNoise(problem, matrices);
        bool isCovariance = CovarianceFactor.IsSemidefinite(common);
        return new MeanFieldLoop
        {
            Populations = team.Deviations.Select((system, l) => new AgentLoop
            {
                Name = system.Name,
                Size = team.Sizes[l],
                Dynamics = [Products.AddProduct(system.A, -1, system.B, gains[l])],

                // The noise of a lone agent is the mean's.
                Noise = team.Sizes[l] > 1 ? matrices.W.Deviation(l) : null,
            }).ToArray(),
            MeanDynamics = [Products.AddProduct(mean.A, -1, mean.B, meanFieldGain)],
            CommonNoise = isCovariance ? common : mean.Noise,
            OwnNoiseLeavesMeanAlone = !isCovariance,
            Costs =
            [
                new PopulationCost(
                    team.Deviations.Select((system, l) => Products.AddCongruence(system.Q, 1, system.R, gains[l])).ToArray(),
                    Products.AddCongruence(mean.Q, 1, mean.R, meanFieldGain)),
            ],
        };
    }

    /// <summary>ω̆, with ω in place of ω̆^{ll} where there is one agent.</summary>
    private static double[,] CommonNoise(TeamProblem problem, TeamMatrices matrices)
    {
        Stacking states = new(problem.Populations.Select(static p => p.StateDim).ToArray());
        double[,] common = new double[states.Total, states.Total];
        double[,]?[,]? between = problem.Coupling?.W;
        for (int l = 0; l < matrices.Sizes.Count; l++)
        {
            for (int k = 0; k < matrices.Sizes.Count; k++)
            {
                double[,]? block = between?[l, k] is { } given ? DenseMatrix.HalfSum(given, between[k, l]!) : null;
                if (l == k && matrices.Sizes[l] == 1)
                {
                    Population lone = problem.Populations[l];
                    block = lone.W is null ? DenseMatrix.Identity(lone.StateDim) : DenseMatrix.HalfSum(lone.W, lone.W);
                }

                if (block is not null)
                {
                    Products.Place(block, common, states.Offset(l), states.Offset(k));
                }
            }
        }

        return common;
    }
}
