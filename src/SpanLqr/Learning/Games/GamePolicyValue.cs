using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Games;

/// <summary>What policies of all populations are worth in the mean field that they make, exactly; needs the model.</summary>
/// <param name="MeanField">F and c that are consistent with the policies.</param>
/// <param name="SpectralRadius">ρ(F).</param>
/// <param name="Stationary">(I − F)⁻¹c; empty where ρ(F) ≥ 1.</param>
/// <param name="OwnValues">P_{K¹}, ρ(A − BK¹) and what the noise costs, for each population's own problem.</param>
/// <param name="Costs">The long-run cost of the generic agent of each population; infinite where it or the mean field is unstable.</param>
public sealed record GamePolicyValue(
    MeanFieldLaw MeanField,
    double SpectralRadius,
    double[] Stationary,
    IReadOnlyList<PolicyValue> OwnValues,
    IReadOnlyList<double> Costs)
{
    /// <summary>Evaluates policies.</summary>
    /// <param name="game">The game.</param>
    /// <param name="policies">One a population.</param>
    /// <exception cref="ArgumentException">The game is malformed, or a policy is missing or of another size.</exception>
    public static GamePolicyValue Of(GameProblem game, IReadOnlyList<AffinePolicy> policies)
    {
        MeanFieldLaw law = BestResponse.Consistent(game, policies);
        GameWeights weights = new(game);
        PolicyValue[] own = game.Populations
            .Select((population, l) => LqrPolicy.Evaluate(
                new LqrProblem
                {
                    A = population.A,
                    B = population.B,
                    Q = weights.StateWeight(l, population.Q),
                    R = population.R,
                    W = population.W,
                },
                policies[l].OwnGain))
            .ToArray();
        double radius = LqrPolicy.Evaluate(
            new LqrProblem
            {
                A = law.F,
                B = new double[law.C.Length, 1],
                Q = DenseMatrix.Identity(law.C.Length),
                R = DenseMatrix.Identity(1),
            },
            new double[1, law.C.Length]).SpectralRadius;
        double[] stationary = radius < 1 ? StationaryMeans(law) : [];
        double[] costs = own
            .Select((value, l) => value.IsOk && radius < 1
                ? LongRunCost.Of(game, weights, value.CostToGo, policies[l], stationary, l)
                : double.PositiveInfinity)
            .ToArray();
        return new GamePolicyValue(law, radius, stationary, own, costs);
    }

    /// <summary>(I − F)⁻¹c; ρ(F) &lt; 1 makes it regular.</summary>
    private static double[] StationaryMeans(MeanFieldLaw law) => GameExploitability.Rest(law.F, law.C);
}
