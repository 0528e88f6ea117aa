using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Teams;
using Xunit;

namespace SpanLqr.Tests.Teams;

public sealed class ExchangeablePartitionTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void A_team_written_out_is_found_again_to_the_bit()
    {
        TeamProblem problem = new RandomTeams(11).Create((3, 2, 1), (4, 2, 1), (1, 3, 2));

        TeamPartition partition = ExchangeablePartition.Find(MonolithicTeam.Of(problem), 0);

        Assert.Equal([[0, 1, 2], [3, 4, 5, 6], [7]], partition.Classes);
        Assert.Equal(["class 1", "class 2", "class 3"], partition.Problem.Populations.Select(p => p.Name));
        Assert.Equal(0, partition.AveragingError);
        for (int l = 0; l < 3; l++)
        {
            Assert.Equal(problem.Populations[l].A, partition.Problem.Populations[l].A);
            Assert.Equal(problem.Populations[l].W, partition.Problem.Populations[l].W);
            Assert.Equal(problem.Coupling!.B![l, (l + 1) % 3], partition.Problem.Coupling!.B![l, (l + 1) % 3]);
        }
    }

    [Fact]
    public void Relabelled_agents_are_put_in_the_same_classes_and_get_the_same_gains()
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            RandomTeams random = new(seed);
            TeamProblem problem = random.Create((4, 2, 1), (3, 2, 1), (1, 2, 1), (2, 1, 2));
            int[] population = problem.Populations.SelectMany((p, l) => Enumerable.Repeat(l, p.Size)).ToArray();
            int[] order = random.Permutation(population.Length);
            Permuted relabelled = new(MonolithicTeam.Of(problem), order);

            TeamPartition partition = ExchangeablePartition.Find(relabelled.Team);

            IEnumerable<int[]> expected = Enumerable.Range(0, order.Length).GroupBy(i => population[order[i]]).Select(g => g.ToArray());
            Assert.Equal(expected, partition.Classes);
            TeamSolution original = TeamSolver.Solve(problem);
            TeamSolution found = TeamSolver.Solve(partition.Problem);
            MatrixAssert.Near(original.Cost, found.Cost, Tolerance, $"seed {seed}: cost");
            MatrixAssert.Near(
                relabelled.Gain(MonolithicGain.Of(original)),
                MonolithicGain.Of(found, partition),
                Tolerance,
                $"seed {seed}: gain");
        }
    }

    [Fact]
    public void The_gain_reported_back_solves_the_monolithic_problem_in_its_own_order()
    {
        RandomTeams random = new(12);
        MonolithicTeam team = new Permuted(MonolithicTeam.Of(random.Create((3, 2, 2), (4, 1, 1))), random.Permutation(7)).Team;
        TeamPartition partition = ExchangeablePartition.Find(team);
        LqrSolution whole = LqrSolver.Solve(new LqrProblem { A = team.A, B = team.B, Q = team.Q, R = team.R });

        MatrixAssert.Near(whole.Gain, MonolithicGain.Of(TeamSolver.Solve(partition.Problem), partition), Tolerance, "gain");
    }

    [Fact]
    public void Agents_of_equal_dimensions_and_different_matrices_stay_apart()
    {
        TeamProblem problem = new RandomTeams(13).Create((1, 2, 1), (1, 2, 1), (1, 2, 1));

        Assert.Equal([[0], [1], [2]], ExchangeablePartition.Find(MonolithicTeam.Of(problem)).Classes);
    }

    [Fact]
    public void Agents_of_different_dimensions_stay_apart_even_where_all_is_zero()
    {
        MonolithicTeam team = new()
        {
            A = new double[3, 3],
            B = new double[3, 3],
            Q = new double[3, 3],
            R = new double[3, 3],
            Agents = [new AgentDimensions(1, 2), new AgentDimensions(2, 1)],
        };

        Assert.Equal([[0], [1]], ExchangeablePartition.Find(team).Classes);
    }

    [Fact]
    public void A_change_above_the_tolerance_in_any_matrix_splits_a_class_and_one_below_does_not()
    {
        Func<MonolithicTeam, double[,]>[] matrices = [t => t.A, t => t.B, t => t.Q, t => t.R, t => t.W!];
        foreach (Func<MonolithicTeam, double[,]> matrix in matrices)
        {
            MonolithicTeam team = MonolithicTeam.Of(new RandomTeams(14).Create((4, 1, 1)));
            double[,] changed = matrix(team);
            double largest = changed.Cast<double>().Max(Math.Abs);

            changed[2, 2] += 0.5e-9 * largest;
            TeamPartition within = ExchangeablePartition.Find(team);
            Assert.Equal([[0, 1, 2, 3]], within.Classes);
            Assert.InRange(within.AveragingError, 0.3e-9, 0.4e-9);

            changed[2, 2] += 1.5e-9 * largest;
            Assert.Equal([[0, 1, 3], [2]], ExchangeablePartition.Find(team).Classes);
        }
    }

    [Fact]
    public void A_link_of_its_own_sets_both_its_ends_apart()
    {
        MonolithicTeam team = MonolithicTeam.Of(new RandomTeams(15).Create((5, 1, 1)));
        team.A[1, 3] += 0.1;

        Assert.Equal([[0, 2, 4], [1], [3]], ExchangeablePartition.Find(team).Classes);
    }

    [Fact]
    public void A_symmetric_ring_of_four_is_not_exchangeable()
    {
        // Rotations leave a ring as it is, but no exchange of two neighbours does: only opposite agents agree.
        double[,] a = { { 1, .1, 0, .1 }, { .1, 1, .1, 0 }, { 0, .1, 1, .1 }, { .1, 0, .1, 1 } };
        AgentDimensions agent = new(1, 1);
        double[,] identity = { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
        MonolithicTeam team = new() { A = a, B = identity, Q = identity, R = identity, Agents = [agent, agent, agent, agent] };

        Assert.Equal([[0, 2], [1, 3]], ExchangeablePartition.Find(team).Classes);
    }

    [Fact]
    public void Agents_that_drift_within_the_tolerance_are_averaged_with_the_error_the_remarks_promise()
    {
        // Each is exchangeable with the next, the first not with the last.
        MonolithicTeam team = MonolithicTeam.Of(new RandomTeams(16).Create((6, 1, 1)));
        for (int i = 0; i < 6; i++)
        {
            team.A[i, i] = 1 + 0.4e-6 * i;
        }

        TeamPartition partition = ExchangeablePartition.Find(team, 1e-6);

        Assert.Equal([[0, 1, 2], [3, 4, 5]], partition.Classes);
        Assert.InRange(partition.AveragingError, 0.3e-6, 6e-6);
    }

    [Fact]
    public void An_entry_that_is_not_a_number_is_equal_to_nothing()
    {
        MonolithicTeam team = MonolithicTeam.Of(new RandomTeams(17).Create((3, 1, 1)));
        team.B[0, 0] = double.NaN;

        Assert.Equal([[0], [1], [2]], ExchangeablePartition.Find(team).Classes);
    }

    [Fact]
    public void Four_hundred_agents_fall_into_their_two_classes()
    {
        RandomTeams random = new(18);
        int[] order = random.Permutation(400);
        MonolithicTeam team = new Permuted(MonolithicTeam.Of(random.Create((150, 1, 1), (250, 1, 1))), order).Team;

        TeamPartition partition = ExchangeablePartition.Find(team);

        Assert.Equal([150, 250], partition.Classes.Select(c => c.Count).Order());
        Assert.All(partition.Classes, agents => Assert.Single(agents.Select(i => order[i] < 150).Distinct()));
    }
}
