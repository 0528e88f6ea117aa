using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Populations;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Populations;

/// <summary>Every agent and the collapsed law agree in distribution: two-sample distances of several functionals of a rollout.</summary>
public class ModeAgreementTests
{
    private const int Steps = 5;

    [Fact]
    public void Teams_of_any_size_have_the_same_law_in_both_modes()
    {
        // 1: no deviation; 2 … 2d: explicit rows; 2d + 1: the fewest for which Wishart exists; and on to where agents are many.
        foreach ((int size, int rollouts) in new[] { (1, 4000), (2, 4000), (4, 4000), (5, 4000), (6, 4000), (7, 4000), (8, 4000), (100, 3000), (10_000, 300) })
        {
            RequireSame(Loops.Team(4, (size, 2, 1), (3, 1, 1)), rollouts);
            RequireSame(Loops.Team(5, (size, 3, 2)), rollouts);
        }
    }

    [Fact]
    public void Games_have_the_same_law_in_both_modes()
    {
        RequireSame(Loops.Game("game-asymmetric", 4, 5, 60), 4000);
        RequireSame(Loops.Game("game-chain3", 3, 12, 2), 4000);
    }

    [Fact]
    public void Robust_problems_have_the_same_law_in_both_modes()
    {
        foreach (string name in new[] { "robust-agents", "robust-tv-D", "robust-initial" })
        {
            RequireSame(Loops.Robust(name, 5), 4000);
            RequireSame(Loops.Robust(name, 40), 3000);
        }
    }

    [Fact]
    public void A_wrong_degree_of_freedom_would_be_caught()
    {
        // One agent less is one degree of freedom less in the scatter; noise, costs and dynamics are kept as they are.
        MeanFieldLoop loop = Loops.Team(4, (9, 2, 1), (3, 1, 1));
        AgentLoop first = loop.Populations[0];
        MeanFieldLoop wrong = loop with { Populations = [first with { Size = 8 }, loop.Populations[1]] };
        Assert.True(Distances(loop, wrong, 4000).Max(d => d.Distance) > Kolmogorov.Critical);
    }

    [Fact]
    public void A_singular_noise_does_no_harm()
    {
        MeanFieldLoop loop = Loops.Team(5, (9, 3, 2));
        AgentLoop population = loop.Populations[0] with { Noise = new double[,] { { 1, 2, 0 }, { 2, 4, 0 }, { 0, 0, 0 } } };
        RequireSame(loop with { Populations = [population] }, 4000);
        PopulationEstimate still = Loops.Estimate(loop with { Populations = [population with { Noise = null }], CommonNoise = null }, PopulationMode.Collapsed, 3);
        Assert.Equal(0, still.Costs.Mean);
    }

    private static void RequireSame(MeanFieldLoop loop, int rollouts)
    {
        foreach ((string name, double distance) in Distances(loop, loop, rollouts))
        {
            Assert.True(distance < Kolmogorov.Critical, $"{name} of {loop.Agents} agents: distance {distance}");
        }
    }

    private static IEnumerable<(string Name, double Distance)> Distances(MeanFieldLoop agents, MeanFieldLoop collapsed, int rollouts)
    {
        Dictionary<string, double[]> first = Functionals(agents, PopulationMode.Agents, rollouts, 1);
        Dictionary<string, double[]> second = Functionals(collapsed, PopulationMode.Collapsed, rollouts, 2);
        return first.Select(f => (f.Key, Kolmogorov.TwoSample(f.Value, second[f.Key])));
    }

    private static Dictionary<string, double[]> Functionals(MeanFieldLoop loop, PopulationMode mode, int rollouts, ulong seed)
    {
        var simulation = new PopulationSimulation(loop, new PopulationOptions(loop.Horizon ?? Steps) { Mode = mode, Seed = seed });
        PopulationRollout rollout = simulation.CreateRollout();
        string[] names = ["cost", "performance", "noise energy", "mean", "second moment", "trace", "cross moment"];
        Dictionary<string, double[]> samples = names.ToDictionary(n => n, _ => new double[rollouts]);
        int d = loop.Populations[0].StateDim;
        double[] moment = new double[d * d];
        for (int r = 0; r < rollouts; r++)
        {
            rollout.Run((ulong)r);
            rollout.FinalSecondMoment(0, moment);
            double[] values =
            [
                rollout.Cost, rollout.Performance, rollout.NoiseEnergy, rollout.FinalMeans[0], moment[^1],
                Enumerable.Range(0, d).Sum(i => moment[i * (d + 1)]), moment[d > 1 ? 1 : 0],
            ];
            for (int k = 0; k < names.Length; k++)
            {
                samples[names[k]][r] = values[k];
            }
        }

        return samples;
    }
}
