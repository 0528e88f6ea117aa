using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Robust;

namespace SpanLqr.Learning.Robust;

/// <summary>What gains of both sides are worth against each other, exactly; needs the model, which a learner does not have.</summary>
public static class RobustPolicyValue
{
    /// <summary>The payoff of u = −K¹y − L¹z against v = K²y + L²z, in the form of a solution.</summary>
    /// <remarks>
    /// M_t = Q + K¹'RK¹ − γ²K²'K² + F'M_{t+1}F backwards from Q_T, F = A − BK¹ + DK², is the cost to go of these gains and not that of a
    /// saddle point; margins and viability are computed from it.
    /// </remarks>
    /// <param name="problem">A problem with a horizon.</param>
    /// <param name="gamma">γ, positive.</param>
    /// <param name="gains">The gains of all stages, as <see cref="GainLayout"/> has them.</param>
    /// <returns>The value; NonFinite where it overflows.</returns>
    /// <exception cref="ArgumentException">The problem is malformed or has no horizon, or the gains have another size.</exception>
    public static RobustSolution Evaluate(RobustProblem problem, double gamma, ReadOnlySpan<double> gains)
    {
        GainLayout layout = GainLayout.Of(problem);
        RobustChecks.Check(problem);
        if (gains.Length != layout.Length)
        {
            throw new ArgumentException($"There are {gains.Length} gains, expected {layout.Length}.", nameof(gains));
        }

        double[] margins = Enumerable.Repeat(double.PositiveInfinity, layout.Horizon).ToArray();
        RobustPolicyPart deviations = Part(problem, gamma, layout, gains, 0, margins), means = Part(problem, gamma, layout, gains, 1, margins);
        NoiseLaw noise = new(problem);
        double value = Value(noise, null, deviations, means), energy = layout.Horizon * noise.Energy;
        FiniteAgents? finite = problem.Agents is not { } agents
            ? null
            : new FiniteAgents
            {
                Agents = agents,
                Value = Value(noise, agents, deviations, means),
                ViabilityMargin = Value(noise, agents, deviations, means) - (gamma * gamma * energy),
            };
        RobustSolution solution = new()
        {
            Status = double.IsFinite(value) ? SolveStatus.Ok : SolveStatus.NonFinite,
            Gamma = gamma,
            Margins = margins,
            Deviations = deviations,
            MeanField = means,
            Value = value,
            ViabilityMargin = value - (gamma * gamma * energy),
            Finite = finite,
        };
        return solution.WithoutOverflow();
    }

    private static RobustPolicyPart Part(RobustProblem problem, double gamma, GainLayout layout, ReadOnlySpan<double> gains, int part, double[] margins)
    {
        PartGame game = new(problem, part, gamma);
        int n = layout.StateDim;
        double[][,] costs = new double[layout.Horizon + 1][,];
        costs[^1] = new double[n, n];
        game.Terminal.CopyTo(Arrays.Flat(costs[^1]));
        for (int t = layout.Horizon - 1; t >= 0; t--)
        {
            ReadOnlySpan<double> stage = gains.Slice(t * layout.StageLength, layout.StageLength);
            costs[t] = new double[n, n];
            game.CostToGo(t, layout.Control(stage, part), layout.Adversary(stage, part), Arrays.Flat(costs[t + 1]), Arrays.Flat(costs[t]));
            costs[t] = DenseMatrix.HalfSum(costs[t], costs[t]);
            margins[t] = Math.Min(margins[t], game.Margin(t, Arrays.Flat(costs[t + 1])));
        }

        (IReadOnlyList<double[,]> control, IReadOnlyList<double[,]> adversary) = layout.Unpack(gains, part);
        return new RobustPolicyPart(control, adversary, costs);
    }

    private static double Value(NoiseLaw noise, int? agents, RobustPolicyPart deviations, RobustPolicyPart means) =>
        noise.Value(agents, First(deviations), Sum(deviations), First(means), Sum(means));

    private static double[] First(RobustPolicyPart part) => Arrays.Flat(part.CostsToGo[0]).ToArray();

    private static double[] Sum(RobustPolicyPart part)
    {
        double[] sum = new double[part.CostsToGo[0].Length];
        foreach (double[,] cost in part.CostsToGo.Skip(1))
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += Arrays.Flat(cost)[i];
            }
        }

        return sum;
    }
}
