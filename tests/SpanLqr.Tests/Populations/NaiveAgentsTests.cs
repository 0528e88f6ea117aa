using System;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Populations;
using SpanLqr.Robust;
using SpanLqr.Teams;
using SpanLqr.Tests.Games;
using SpanLqr.Tests.Robust;
using SpanLqr.Tests.Support;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Populations;

/// <summary>The simulation of every agent against the textbook recursion, driven by the policies that users call, number by number.</summary>
public class NaiveAgentsTests
{
    // Sums of some thousand terms of order one in another order.
    private const double Tolerance = 1e-10;

    [Fact]
    public void A_team_moves_and_costs_what_its_agents_do_one_by_one()
    {
        TeamProblem problem = WithCommonNoise(new RandomTeams(3).Create((19, 2, 1), (1, 3, 2), (530, 1, 1)));
        TeamSolution solution = TeamSolver.Solve(problem);
        var policy = new TeamPolicy(solution);
        MeanFieldLoop loop = TeamLoop.Of(problem, solution);
        Assert.False(loop.OwnNoiseLeavesMeanAlone);

        const int steps = 70;
        PopulationRollout rollout = Run(loop, steps, out double[] trace);
        var naive = new NaiveAgents(loop, seed: 5, rollout: 2);
        double cost = 0;
        for (int t = 0; t < steps; t++)
        {
            CompareMeans(naive, trace, t);
            double[] mean = naive.Means();
            double[][][] inputs = problem.Populations.Select((p, l) => naive.States(l).Select(x =>
            {
                double[] u = new double[p.InputDim];
                policy.Act(l, x, mean, u);
                return u;
            }).ToArray()).ToArray();
            cost += TeamCost(problem, naive, inputs);
            double[][] inputSums = inputs.Select(Sum).ToArray();
            double[][] stateSums = problem.Populations.Select((_, l) => Sum(naive.States(l).ToArray())).ToArray();
            int[] next = new int[problem.Populations.Count];
            naive.Step((l, x, _) =>
            {
                double[] u = inputs[l][next[l]++];
                double[] y = NaiveAgents.Product(problem.Populations[l].A, x);
                NaiveAgents.Add(y, NaiveAgents.Product(problem.Populations[l].B, u));
                for (int k = 0; k < problem.Populations.Count; k++)
                {
                    double[] others = stateSums[k].ToArray(), otherInputs = inputSums[k].ToArray();
                    if (k == l)
                    {
                        NaiveAgents.Add(others, x.Select(e => -e).ToArray());
                        NaiveAgents.Add(otherInputs, u.Select(e => -e).ToArray());
                    }

                    NaiveAgents.Add(y, NaiveAgents.Product(problem.Coupling!.A![l, k]!, others));
                    NaiveAgents.Add(y, NaiveAgents.Product(problem.Coupling.B![l, k]!, otherInputs));
                }

                return y;
            });
        }

        CompareMeans(naive, trace, steps);
        Assert.Equal(cost / steps, rollout.Cost, Tolerance * cost);
        CompareSecondMoments(naive, loop, rollout);
    }

    [Fact]
    public void A_game_moves_and_costs_what_its_agents_do_one_by_one()
    {
        GameProblem problem = Loops.Sized(GameFiles.Problem("game-asymmetric"), 5, 40, 1);
        GameSolution solution = GameSolver.Solve(problem);
        var policy = new GamePolicy(solution);
        MeanFieldLoop loop = GameLoop.Of(problem, solution);
        const int steps = 70;
        PopulationRollout rollout = Run(loop, steps, out double[] trace);
        var naive = new NaiveAgents(loop, seed: 5, rollout: 2);
        double cost = 0;
        for (int t = 0; t < steps; t++)
        {
            CompareMeans(naive, trace, t);
            double[] Input(int l, double[] x)
            {
                double[] u = new double[problem.Populations[l].InputDim];
                policy.Act(l, x, naive.Extra, u);
                return u;
            }

            for (int l = 0; l < problem.Populations.Count; l++)
            {
                cost += naive.States(l).Sum(x => GameCost(problem, naive, l, x, Input(l, x)));
            }

            naive.Step((l, x, _) =>
            {
                double[] y = NaiveAgents.Product(problem.Populations[l].A, x);
                NaiveAgents.Add(y, NaiveAgents.Product(problem.Populations[l].B, Input(l, x)));
                return y;
            });
            double[] announced = new double[naive.Extra.Length];
            policy.Advance(naive.Extra, announced);
            naive.Extra = announced;
        }

        CompareMeans(naive, trace, steps);
        Assert.Equal(cost / steps, rollout.Cost, Tolerance * cost);
        CompareSecondMoments(naive, loop, rollout);
    }

    [Fact]
    public void A_robust_problem_moves_and_pays_what_its_agents_do_one_by_one()
    {
        foreach (string name in new[] { "robust-agents", "robust-tv-D", "robust-initial" })
        {
            RobustProblem problem = RobustFiles.Problem(name);
            double gamma = RobustFiles.Gamma(name) ?? RobustSolver.LeastViable(problem).MeanField;
            RobustSolution solution = RobustSolver.Solve(problem, gamma);
            var policy = new RobustPolicy(solution);
            MeanFieldLoop loop = RobustLoop.Of(problem, solution, 37);
            int steps = problem.Horizon!.Value;
            PopulationRollout rollout = Run(loop, steps, out double[] trace);
            var naive = new NaiveAgents(loop, seed: 5, rollout: 2);
            double performance = 0, disturbance = 0;
            for (int t = 0; t < steps; t++)
            {
                CompareMeans(naive, trace, t);
                double[] mean = naive.Means();
                double[][] u = naive.States(0).Select(x => Act(policy.Act, t, x, mean, policy.InputDim)).ToArray();
                double[][] v = naive.States(0).Select(x => Act(policy.Disturb, t, x, mean, policy.AdversaryDim)).ToArray();
                double[][,] weights =
                [
                    At(problem.Q, t), At(problem.Qbar, t), At(problem.R, t, problem.InputDim), At(problem.Rbar ?? problem.R, t, problem.InputDim),
                ];
                performance += Spread(weights[0], weights[1], naive.States(0).ToArray()) + Spread(weights[2], weights[3], u);
                disturbance += Spread(At(null, t, policy.AdversaryDim), At(null, t, policy.AdversaryDim), v);
                double[] ubar = Average(u), vbar = Average(v);
                int next = 0;
                naive.Step((_, x, means) =>
                {
                    double[] y = NaiveAgents.Product(At(problem.A, t), x);
                    AddTerm(y, problem.Abar, t, means);
                    AddTerm(y, problem.B, t, u[next]);
                    AddTerm(y, problem.Bbar, t, ubar);
                    NaiveAgents.Add(y, NaiveAgents.Product(At(problem.D, t, problem.StateDim), v[next]));
                    AddTerm(y, problem.Dbar, t, vbar);
                    next++;
                    return y;
                });
            }

            CompareMeans(naive, trace, steps);
            performance += Spread(problem.Qf ?? problem.Q[^1], problem.Qbarf ?? problem.Qbar[^1], naive.States(0).ToArray());
            Assert.Equal(performance, rollout.Performance, Tolerance * performance);
            Assert.Equal(performance - (gamma * gamma * disturbance), rollout.Cost, Tolerance * performance);
            CompareSecondMoments(naive, loop, rollout);
        }
    }

    [Fact]
    public void Permuting_agents_changes_no_statistic()
    {
        TeamProblem problem = WithCommonNoise(new RandomTeams(8).Create((11, 2, 1), (30, 1, 1)));
        MeanFieldLoop loop = TeamLoop.Of(problem, TeamSolver.Solve(problem));
        const int steps = 40;
        PopulationRollout rollout = Run(loop, steps, out double[] trace);

        // Neighbours swapped; agents turned by four places, out of the lanes and the sums they were in.
        foreach (Func<int, int> order in new Func<int, int>[] { i => i < 10 ? i ^ 1 : i, i => i < 11 ? (i + 4) % 11 : i })
        {
            var naive = new NaiveAgents(loop, seed: 5, rollout: 2, order);
            for (int t = 0; t < steps; t++)
            {
                CompareMeans(naive, trace, t);
                naive.Step((l, x, means) =>
                {
                    // M(x − x̄) and the rows of Fχ.
                    int offset = l == 0 ? 0 : 2;
                    double[] deviation = x.Select((e, i) => e - means[offset + i]).ToArray();
                    double[] y = NaiveAgents.Product(loop.Populations[l].Dynamics[0], deviation);
                    NaiveAgents.Add(y, NaiveAgents.Product(loop.MeanDynamics[0], means)[offset..]);
                    return y;
                });
            }

            CompareSecondMoments(naive, loop, rollout);
        }
    }

    private static TeamProblem WithCommonNoise(TeamProblem team)
    {
        // ω̆ = gg' in blocks is a covariance, and ω + ω̆^{ll} leaves the private part what it was.
        double[][] g = team.Populations.Select((p, l) => Enumerable.Range(0, p.StateDim).Select(i => 0.3 + (0.2 * l) - (0.1 * i)).ToArray()).ToArray();
        double[,] Block(int l, int k)
        {
            double[,] block = new double[g[l].Length, g[k].Length];
            for (int i = 0; i < g[l].Length; i++)
            {
                for (int j = 0; j < g[k].Length; j++)
                {
                    block[i, j] = g[l][i] * g[k][j];
                }
            }

            return block;
        }

        double[,]?[,] table = new double[,]?[g.Length, g.Length];
        for (int l = 0; l < g.Length; l++)
        {
            for (int k = 0; k < g.Length; k++)
            {
                table[l, k] = Block(l, k);
            }
        }

        return team with
        {
            Coupling = team.Coupling! with { W = table },
            Populations = team.Populations.Select((p, l) =>
            {
                double[,] w = (double[,])p.W!.Clone(), common = Block(l, l);
                for (int i = 0; i < p.StateDim; i++)
                {
                    for (int j = 0; j < p.StateDim; j++)
                    {
                        w[i, j] += common[i, j];
                    }
                }

                return p with { W = w };
            }).ToArray(),
        };
    }

    private static double TeamCost(TeamProblem problem, NaiveAgents naive, double[][][] inputs)
    {
        double cost = 0;
        int count = problem.Populations.Count;
        for (int l = 0; l < count; l++)
        {
            double[][] states = naive.States(l).ToArray();
            cost += states.Sum(x => NaiveAgents.Quadratic(problem.Populations[l].Q, x));
            cost += inputs[l].Sum(u => NaiveAgents.Quadratic(problem.Populations[l].R, u));
            for (int k = 0; k < count; k++)
            {
                cost += Between(problem.Coupling!.Q![l, k]!, states, naive.States(k).ToArray(), l == k);
                cost += Between(problem.Coupling.R![l, k]!, inputs[l], inputs[k], l == k);
            }
        }

        return cost;
    }

    /// <summary>Σ_i Σ_j x^i'Xy^j, over different agents where the populations are the same.</summary>
    private static double Between(double[,] weight, double[][] x, double[][] y, bool same)
    {
        double all = Sum(x).Zip(NaiveAgents.Product(weight, Sum(y)), (a, b) => a * b).Sum();
        return same ? all - x.Sum(e => NaiveAgents.Quadratic(weight, e)) : all;
    }

    private static double GameCost(GameProblem problem, NaiveAgents naive, int l, double[] x, double[] u)
    {
        GamePopulation p = problem.Populations[l];
        double cost = NaiveAgents.Quadratic(p.Q, x) + NaiveAgents.Quadratic(p.R, u);
        int n = p.Size!.Value;
        if (p.Own is not null && n > 1)
        {
            double[] others = naive.Mean(l).Select((m, i) => ((m * n) - x[i]) / (n - 1)).ToArray();
            cost += NaiveAgents.Quadratic(p.Own, x.Zip(others, (a, b) => a - b).ToArray());
        }

        foreach (GameCoupling c in problem.Couplings.Where(c => c.Of == l))
        {
            double[] mean = naive.Mean(c.To);
            cost += NaiveAgents.Quadratic(c.Weight, x.Select((e, i) => e - mean[i] - (c.Offset?[i] ?? 0)).ToArray());
        }

        return cost;
    }

    private delegate void Law(int t, ReadOnlySpan<double> state, ReadOnlySpan<double> mean, Span<double> destination);

    private static double[] Act(Law law, int t, double[] x, double[] mean, int length)
    {
        double[] result = new double[length];
        law(t, x, mean, result);
        return result;
    }

    private static double Spread(double[,] own, double[,] common, double[][] all)
    {
        double[] mean = Average(all);
        return all.Average(x => NaiveAgents.Quadratic(own, x.Zip(mean, (a, b) => a - b).ToArray())) + NaiveAgents.Quadratic(common, mean);
    }

    private static double[,] At(System.Collections.Generic.IReadOnlyList<double[,]>? series, int t, int identity = 0)
    {
        if (series is not null)
        {
            return series.Count == 1 ? series[0] : series[t];
        }

        double[,] result = new double[identity, identity];
        for (int i = 0; i < identity; i++)
        {
            result[i, i] = 1;
        }

        return result;
    }

    private static void AddTerm(double[] y, System.Collections.Generic.IReadOnlyList<double[,]>? matrices, int t, double[] x)
    {
        if (matrices is not null)
        {
            NaiveAgents.Add(y, NaiveAgents.Product(At(matrices, t), x));
        }
    }

    private static double[] Average(double[][] all) => Sum(all).Select(e => e / all.Length).ToArray();

    private static double[] Sum(double[][] all) => Enumerable.Range(0, all[0].Length).Select(k => all.Sum(x => x[k])).ToArray();

    private static PopulationRollout Run(MeanFieldLoop loop, int steps, out double[] trace)
    {
        PopulationRollout rollout = new PopulationSimulation(loop, new PopulationOptions(steps) { Seed = 5 }).CreateRollout();
        trace = new double[(steps + 1) * loop.MeanDim];
        rollout.Run(2, 1, trace);
        return rollout;
    }

    private static void CompareMeans(NaiveAgents naive, double[] trace, int t)
    {
        double[] means = naive.Means();
        for (int k = 0; k < means.Length; k++)
        {
            Assert.Equal(means[k], trace[(t * means.Length) + k], Tolerance * (1 + Math.Abs(means[k])));
        }
    }

    private static void CompareSecondMoments(NaiveAgents naive, MeanFieldLoop loop, PopulationRollout rollout)
    {
        for (int l = 0; l < loop.Populations.Count; l++)
        {
            int d = loop.Populations[l].StateDim;
            double[] moment = new double[d * d];
            rollout.FinalSecondMoment(l, moment);
            for (int k = 0; k < moment.Length; k++)
            {
                double expected = naive.States(l).Average(x => x[k / d] * x[k % d]);
                Assert.Equal(expected, moment[k], Tolerance * (1 + Math.Abs(expected)));
            }
        }
    }
}
