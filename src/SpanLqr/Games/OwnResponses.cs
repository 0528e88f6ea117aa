using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>Every population's own problem, or the first hypothesis that fails.</summary>
internal static class OwnResponses
{
    /// <summary>Solves them; false with the population and the hypothesis where one has no solution.</summary>
    public static bool TrySolve(GameProblem problem, GameWeights weights, out OwnResponse[] responses, out int failed, out SolveStatus hypothesis)
    {
        responses = new OwnResponse[weights.Count];
        for (failed = 0; failed < responses.Length; failed++)
        {
            GamePopulation population = problem.Populations[failed];
            hypothesis = CheckWeights(population, weights, failed);
            if (hypothesis == SolveStatus.Ok)
            {
                responses[failed] = OwnResponse.Of(population, weights.StateWeight(failed, population.Q));
                hypothesis = responses[failed].Status;
            }

            if (hypothesis != SolveStatus.Ok)
            {
                return false;
            }
        }

        hypothesis = SolveStatus.Ok;
        return true;
    }

    /// <summary>Q_l and every C^{lk} ⪰ 0: their sum alone would let one weight make up for another's sign.</summary>
    private static SolveStatus CheckWeights(GamePopulation population, GameWeights weights, int l)
    {
        DynamicShape shape = new(weights.StateDim, 1);
        double[] workspace = new double[WeightChecks.WorkspaceLength(shape)];
        return Enumerable.Range(0, weights.Count)
            .Select(k => weights.Weight(l, k))
            .OfType<double[,]>()
            .Append(DenseMatrix.HalfSum(population.Q, population.Q))
            .Select(weight => WeightChecks.CheckSemidefinite(shape, Arrays.Flat(weight), workspace))
            .FirstOrDefault(status => status != SolveStatus.Ok);
    }
}
