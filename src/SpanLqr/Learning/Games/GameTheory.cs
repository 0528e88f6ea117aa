using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Learning.Games;

/// <summary>What the theory would ask of <see cref="GameLearner"/> for an accuracy; needs the model and its equilibrium.</summary>
/// <param name="GainRounds">S₁.</param>
/// <param name="OffsetRounds">S₂.</param>
/// <param name="Gains">r₁, η₁, k₁ and R₁ of each population.</param>
/// <remarks>
/// Source: multi-population LQ mean-field games, Lemma 1, Theorem 3 and the constants of (114), (124) and the display before (125). (125) itself
/// bounds the reciprocal of the μ that Lemma 1 uses: here it is μ = σ_min(Σ̄)²σ_min(R)σ_min(Q̄)/J. Where an agent is not coupled to some
/// population Q̄ is singular, and the constants are infinite: the theory then promises nothing, though the learner works.
/// </remarks>
public sealed record GameTheory(double GainRounds, double OffsetRounds, IReadOnlyList<DescentSchedule> Gains)
{
    /// <summary>The schedule for ‖F − F*‖_F ≤ ε with a probability of at least 1 − δ.</summary>
    /// <param name="game">The game.</param>
    /// <param name="equilibrium">Its equilibrium, Ok.</param>
    /// <param name="start">The first policies, without K² and κ.</param>
    /// <param name="accuracy">ε.</param>
    /// <param name="risk">δ.</param>
    /// <exception cref="ArgumentException">The game is malformed, the solution is not Ok, or a policy is missing or of another size.</exception>
    public static GameTheory Of(GameProblem game, GameSolution equilibrium, IReadOnlyList<AffinePolicy> start, double accuracy, double risk)
    {
        ArgumentNullException.ThrowIfNull(equilibrium);
        if (!equilibrium.IsOk || equilibrium.MeanField is not { } best)
        {
            throw new ArgumentException($"The solution's status is {equilibrium.Status}, expected Ok.", nameof(equilibrium));
        }

        MeanFieldLaw first = BestResponse.Consistent(game, start);
        GameWeights weights = new(game);
        double error = Frobenius(DenseMatrix.Map(first.F, (i, j, entry) => entry - best.F[i, j]));
        (double t1, double t2) = (equilibrium.Contraction.T1, equilibrium.Contraction.T2);
        double gainRounds = DescentSchedule.Rounds(t1, error, accuracy);
        double inner = game.Populations.Sum(population => 1 / (LeastNoise(game) * Extremes(population.R).Least));
        double inputs = Math.Sqrt(game.Populations.Sum(population => Math.Pow(Frobenius(population.B), 2)));
        double gainAccuracy = (1 - t1) * accuracy / (inputs * inner);
        double reach = Spectral(best.F) + (weights.StateDim * (weights.Count + 1) * (error + accuracy));
        double offset = Math.Sqrt(best.C.Sum(entry => entry * entry));
        DescentSchedule[] gains = game.Populations
            .Select((_, l) => Schedule(game, weights, best, start[l], l, error, reach, gainAccuracy, risk / Math.Max(1, gainRounds)))
            .ToArray();
        return new GameTheory(gainRounds, DescentSchedule.Rounds(t2, offset, accuracy), gains);
    }

    private static DescentSchedule Schedule(
        GameProblem game, GameWeights weights, MeanFieldLaw best, AffinePolicy start, int l, double error, double reach, double accuracy, double risk)
    {
        GamePopulation own = game.Populations[l];
        LqrProblem extended = new ExtendedAgent(game, weights, best, l).Problem;
        double noise = LeastNoise(game), q = Extremes(extended.Q).Least, cost = CostBound(game, weights, best, start, l, error);
        double r = Extremes(own.R).Largest, rLeast = Extremes(own.R).Least, b = Spectral(own.B), bF = Frobenius(own.B);
        double a = Spectral(own.A) + reach, level = 10 * cost / Math.Max(q, 0);
        double c0 = (Math.Sqrt(r + (10 * b * b * cost)) + (10 * b * a * cost)) / rLeast;
        double c5 = Math.Sqrt(r + (b * b * Math.Pow(10 * cost, 2)));
        double c1 = Math.Max(level * c5, c0), loop = b * (a + (b * c1) + 1);
        double c2 = 4 * level * level * Extremes(extended.Q).Largest * loop, c3 = 8 * level * level * c1 * c1 * r * loop;
        double sum = c2 + c3 + (2 * level * level * (c1 + 1) * r);
        double c6 = Frobenius(own.R) + (bF * bF * (c1 + 1) * sum) + (10 * bF * bF * cost) + (bF * a * sum);
        double c7 = (5 * c6 * level) + (4 * c5 * level * level * b * (a + (b * c1))) + c1;
        double c8 = Extremes(extended.W!).Largest * sum, c9 = Math.Min(1 / (4 * level * loop), 1);
        double mu = noise * noise * rLeast * Math.Max(q, 0) / cost;
        return DescentSchedule.ForGains(new CostConstants(c7, c8, mu, c9, cost, cost), extended.InputDim * extended.StateDim, accuracy, risk);
    }

    /// <summary>(124): a bound of the cost of the first policy in any mean field on the way.</summary>
    private static double CostBound(GameProblem game, GameWeights weights, MeanFieldLaw best, AffinePolicy start, int l, double error)
    {
        GamePopulation own = game.Populations[l];
        int m = weights.StateDim, order = weights.Order;
        double[,] doubled = DenseMatrix.Map(weights.StateWeight(l, own.Q), (_, _, entry) => 2 * entry);
        double cost = LqrPolicy.Evaluate(new LqrProblem { A = own.A, B = own.B, Q = doubled, R = own.R, W = own.W }, start.OwnGain).Cost;
        double[,] links = DenseMatrix.Create(order, order, (i, j) => i / m == j / m ? weights.Weight(l, i / m)?[i % m, j % m] ?? 0 : 0);
        double[,] noise = DenseMatrix.Create(
            order, order, (i, j) => i / m != j / m ? 0 : game.Populations[i / m].W is { } w ? w[i % m, j % m] : i == j ? 1 : 0);
        double[,] transposed = DenseMatrix.Map(best.F, (i, j, _) => best.F[j, i]);
        double trace = Arrays.TraceOfProduct(LyapunovSolver.Solve(transposed, links).X, noise);
        double least = Math.Max(Extremes(links).Least, 0);
        double c15 = Math.Pow(trace / (LeastNoise(game) * least), 2) * ((2 * Spectral(best.F)) + 1) * Extremes(links).Largest;
        double offsets = 0;
        for (int k = 0; k < weights.Count; k++)
        {
            if (weights.Weight(l, k) is { } weight && weights.Offset(l, k) is { } offset)
            {
                offsets += Enumerable.Range(0, m).Sum(i => Enumerable.Range(0, m).Sum(j => offset[i] * weight[i, j] * offset[j]));
            }
        }

        return cost + (2 * c15 * Extremes(noise).Largest * error) + (2 * trace) + offsets;
    }

    private static double LeastNoise(GameProblem game) => game.Populations.Min(population => population.W is { } w ? Extremes(w).Least : 1);

    private static double Frobenius(double[,] matrix) => Dense.FrobeniusNorm(ref matrix[0, 0], matrix.Length);

    private static double Spectral(double[,] matrix)
    {
        double[,] square = DenseMatrix.Create(
            matrix.GetLength(1),
            matrix.GetLength(1),
            (i, j) => Enumerable.Range(0, matrix.GetLength(0)).Sum(k => matrix[k, i] * matrix[k, j]));
        return Math.Sqrt(Extremes(square).Largest);
    }

    private static (double Least, double Largest) Extremes(double[,] symmetric)
    {
        int order = symmetric.GetLength(0);
        double[] eigenvalues = new double[order];
        SymmetricEigenvalues.Compute(order, Arrays.Flat(DenseMatrix.HalfSum(symmetric, symmetric)), eigenvalues, new double[SymmetricEigenvalues.WorkspaceLength(order)]);
        return (eigenvalues[0], eigenvalues[order - 1]);
    }
}
