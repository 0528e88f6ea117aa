using System.Linq;

namespace SpanLqr.Games;

/// <summary>What the generic agent of a population pays a step at equilibrium, in the long run.</summary>
internal static class LongRunCost
{
    /// <summary>
    /// tr(PW) for the noise, which is tr((Q + Σ_kC^k + K¹'RK¹)Σ_z), and z̄'Qz̄ + ū'Rū + Σ_k ‖z̄ − z̄^k − β^k‖²_{C^k} at the stationary means.
    /// </summary>
    public static double Of(GameProblem problem, GameWeights weights, OwnResponse own, FoundEquilibrium found, int l) =>
        Of(problem, weights, own.CostToGo, found.Policies[l], found.Stationary, l);

    /// <summary>The same for any policy and the stationary means that all policies together make; P is the cost to go of K¹ alone.</summary>
    public static double Of(GameProblem problem, GameWeights weights, double[,] costToGo, AffinePolicy policy, double[] stationary, int l)
    {
        int m = weights.StateDim;
        double[] state = stationary.Skip(l * m).Take(m).ToArray();
        double[] input = policy.Offset
            .Select((offset, i) => -offset - Row(policy.OwnGain, i, state) - Row(policy.MeanFieldGain, i, stationary))
            .ToArray();
        return Arrays.TraceOfProduct(costToGo, problem.Populations[l].W) + OfStep(problem, weights, state, input, stationary, l);
    }

    /// <summary>z'Qz + u'Ru + Σ_k ‖z − z̄^k − β^k‖²_{C^k}: what an agent of l in state z pays for its input u, before these means.</summary>
    public static double OfStep(GameProblem problem, GameWeights weights, double[] state, double[] input, double[] means, int l)
    {
        GamePopulation population = problem.Populations[l];
        int m = weights.StateDim;
        double cost = Quadratic(population.Q, state) + Quadratic(population.R, input);
        for (int k = 0; k < weights.Count; k++)
        {
            if (weights.Weight(l, k) is { } weight)
            {
                double[]? offset = weights.Offset(l, k);
                cost += Quadratic(weight, state.Select((z, i) => z - means[(k * m) + i] - (offset?[i] ?? 0)).ToArray());
            }
        }

        return cost;
    }

    private static double Quadratic(double[,] weight, double[] x) => x.Select((entry, i) => entry * Row(weight, i, x)).Sum();

    private static double Row(double[,] matrix, int row, double[] x) => x.Select((entry, j) => matrix[row, j] * entry).Sum();
}
