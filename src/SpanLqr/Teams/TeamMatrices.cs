using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>The five matrices of a team, checked, with weights and covariances symmetric to the last bit.</summary>
internal sealed record TeamMatrices(
    IReadOnlyList<string> Names,
    IReadOnlyList<int> Sizes,
    ExchangeableMatrix A,
    ExchangeableMatrix B,
    ExchangeableMatrix Q,
    ExchangeableMatrix R,
    ExchangeableMatrix W)
{
    /// <summary>Checks a problem and takes its blocks over.</summary>
    /// <exception cref="ArgumentException">The problem is malformed.</exception>
    public static TeamMatrices Of(TeamProblem problem)
    {
        TeamChecks.Check(problem);
        IReadOnlyList<Population> populations = problem.Populations;
        TeamCoupling coupling = problem.Coupling ?? new TeamCoupling();
        int[] sizes = populations.Select(p => p.Size).ToArray();
        TeamMatrices team = new(
            populations.Select(p => p.Name).ToArray(),
            sizes,
            new ExchangeableMatrix(populations.Select(p => p.A), coupling.A, sizes),
            new ExchangeableMatrix(populations.Select(p => p.B), coupling.B, sizes),
            Symmetric(populations.Select(p => p.Q), coupling.Q, sizes),
            Symmetric(populations.Select(p => p.R), coupling.R, sizes),
            Symmetric(populations.Select(p => p.W ?? DenseMatrix.Identity(p.StateDim)), coupling.W, sizes));
        RequireCovariances(team, nameof(problem));
        return team;
    }

    /// <summary>The noises of deviations and of means are what a covariance of the whole team must leave semidefinite.</summary>
    private static void RequireCovariances(TeamMatrices team, string argument)
    {
        for (int l = 0; l < team.Sizes.Count; l++)
        {
            if (team.Sizes[l] > 1)
            {
                CovarianceFactor.Require(team.W.Deviation(l), $"Population '{team.Names[l]}': W less its coupling", argument);
            }
        }

        CovarianceFactor.Require(team.W.MeanField(0.5, 0.5), "W of the mean field", argument);
    }

    // A block whose mirror is null has passed the check, so it is zero itself.
    private static ExchangeableMatrix Symmetric(IEnumerable<double[,]> own, double[,]?[,]? between, int[] sizes)
    {
        double[,]?[,]? symmetric = between is null ? null : new double[,]?[sizes.Length, sizes.Length];
        for (int l = 0; symmetric is not null && l < sizes.Length; l++)
        {
            for (int k = 0; k < sizes.Length; k++)
            {
                symmetric[l, k] = between![l, k] is { } block && between[k, l] is { } mirror ? DenseMatrix.HalfSum(block, mirror) : null;
            }
        }

        return new ExchangeableMatrix(own.Select(block => DenseMatrix.HalfSum(block, block)), symmetric, sizes);
    }
}
