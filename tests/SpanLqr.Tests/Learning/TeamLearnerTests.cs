using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SpanLqr.Learning;
using SpanLqr.Learning.Lqr;
using SpanLqr.Learning.Teams;
using SpanLqr.Oracles;
using SpanLqr.Teams;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>Teams that are learned from joint runs of all agents: Algorithm 1 end to end.</summary>
public sealed class TeamLearnerTests
{
    /// <summary>Four agents with an unstable mode and two slow ones that push each other, and a noise that all share.</summary>
    private static TeamProblem Team => new()
    {
        Populations =
        [
            new Population
            {
                Name = "quick",
                Size = 4,
                A = new[,] { { 1.1, 0.2 }, { 0.0, 0.7 } },
                B = new[,] { { 0.0 }, { 1.0 } },
                Q = new[,] { { 1.0, 0.0 }, { 0.0, 0.5 } },
                R = new[,] { { 0.4 } },
                W = new[,] { { 0.2, 0.05 }, { 0.05, 0.3 } },
            },
            new Population
            {
                Name = "slow",
                Size = 2,
                A = new[,] { { 0.9 } },
                B = new[,] { { 0.5 } },
                Q = new[,] { { 2.0 } },
                R = new[,] { { 1.0 } },
                W = new[,] { { 0.6 } },
            },
        ],
        Coupling = new TeamCoupling
        {
            A = new double[,]?[,]
            {
                { new[,] { { 0.02, 0.0 }, { 0.0, 0.01 } }, new[,] { { 0.03 }, { 0.0 } } },
                { new[,] { { 0.01, 0.02 } }, new[,] { { 0.05 } } },
            },
            Q = new double[,]?[,]
            {
                { new[,] { { 0.2, 0.0 }, { 0.0, 0.1 } }, new[,] { { 0.05 }, { 0.0 } } },
                { new[,] { { 0.05, 0.0 } }, new[,] { { 0.3 } } },
            },
            W = new double[,]?[,]
            {
                { new[,] { { 0.1, 0.0 }, { 0.0, 0.1 } }, new[,] { { 0.02 }, { 0.0 } } },
                { new[,] { { 0.02, 0.0 } }, new[,] { { 0.2 } } },
            },
        },
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void JointRuns_TeachEverySystem_AndGiveDataToAllAtOnce(ulong seed)
    {
        var learner = TeamLearner.Joint(new SimulatedTeam(Team), new LearningGoal { Seed = seed });
        Learners.Run(learner, int.MaxValue);
        Assert.Equal(StopReason.Target, learner.Verdict.Reason);
        double best = TeamSolver.Solve(Team).Cost, gap = (TeamPolicyValue.Evaluate(Team, learner.Gains).Cost / best) - 1;
        Assert.InRange(gap, -1e-12, 0.01);
        Assert.True(gap <= 5 * learner.Verdict.EstimatedGap, $"{gap} against {learner.Verdict.EstimatedGap}");

        // What the systems have used together is far more than what was run.
        long used = learner.Members.Sum(member => member.Learner!.Account.Steps);
        Assert.InRange(learner.Account.Steps, 1, 0.75 * used);
    }

    /// <summary>The costs that the systems see are those of Proposition 1, though only the cost of all was asked for.</summary>
    [Fact]
    public void TransformedCosts_AreThoseOfTheAuxiliarySystems()
    {
        DecomposedTeam parts = TeamDecomposition.Of(Team);
        var recorder = new Recorder(new SimulatedTeam(Team));
        var seen = new List<(int System, double[] States, double[] Inputs, double[] Costs)>();
        int made = 0;
        var learner = TeamLearner.Joint(recorder, new LearningGoal(), (plant, goal) => new Probe(plant, made++, seen));
        learner.Advance();
        Assert.Equal(3, seen.Count);
        foreach ((int system, double[] states, double[] inputs, double[] costs) in seen)
        {
            bool isMeanField = system == 2;
            AuxiliarySystem own = isMeanField ? parts.MeanField : parts.Deviations[system];
            double[] scale = isMeanField ? [2, 2, Math.Sqrt(2)] : [1, 1], inputScale = isMeanField ? [2, Math.Sqrt(2)] : [1];
            int n = own.A.GetLength(0), m = own.B.GetLength(1);
            for (int t = 0; t < costs.Length; t++)
            {
                double cost = Form(own.Q, states.AsSpan(t * n, n), scale) + Form(own.R, inputs.AsSpan(t * m, m), inputScale);
                Assert.Equal(cost, costs[t], 1e-9 * (1 + Math.Abs(cost)));
            }
        }

        // One run of as many steps as the shortest of what was asked for serves all until then: the longest decides.
        Assert.Equal(Probe.Steps(2), recorder.Steps);
    }

    /// <summary>Exploration of deviations sums to zero: the mean input is what the mean field's policy and exploration make it.</summary>
    [Fact]
    public void ExplorationOfDeviations_LeavesTheMeanInputAlone()
    {
        var recorder = new Recorder(new SimulatedTeam(Team));
        int made = 0;
        var learner = TeamLearner.Joint(recorder, new LearningGoal(), (plant, goal) => new Probe(plant, made, [], explores: made++ < 2));
        learner.Advance();
        Assert.True(recorder.LargestInput > 0.1);
        Assert.InRange(recorder.LargestMeanInput, 0, 1e-12);
    }

    [Fact]
    public void Checkpoints_ChangeNoBit()
    {
        var goal = new LearningGoal { Seed = 3, Target = 0.05 };
        var straight = TeamLearner.Joint(new SimulatedTeam(Team), goal);
        var resumed = TeamLearner.Joint(new SimulatedTeam(Team), goal);
        while (straight.Status == LearnerStatus.Running)
        {
            straight.Advance();
            resumed.Advance();
            LearnerState state = resumed.Save();
            resumed = TeamLearner.Joint(new SimulatedTeam(Team), goal);
            resumed.Restore(state);
        }

        Assert.Equal(straight.Account, resumed.Account);
        Assert.Equal(straight.Gains.SelectMany(Plants.Flat), resumed.Gains.SelectMany(Plants.Flat));
    }

    [Fact]
    public void WhatTheSimulatorThrows_AndACancellation_ReachTheCaller()
    {
        var broken = TeamLearner.Joint(new Recorder(new SimulatedTeam(Team), failAt: 500), new LearningGoal());
        Assert.Equal("out of paper", Assert.Throws<InvalidOperationException>(() => Learners.Run(broken, int.MaxValue)).Message);

        using var source = new CancellationTokenSource();
        source.Cancel();
        var cancelled = TeamLearner.Joint(new SimulatedTeam(Team), new LearningGoal());
        Assert.ThrowsAny<OperationCanceledException>(() => cancelled.Advance(source.Token));
    }

    [Fact]
    public void AgentsThatAreAlone_HaveNoDeviationToLearn()
    {
        TeamProblem team = Team with { Populations = [Team.Populations[0] with { Size = 1 }, Team.Populations[1]] };
        var learner = TeamLearner.Joint(new SimulatedTeam(team), new LearningGoal());
        Assert.Null(learner.Members[0].Learner);
        Learners.Run(learner, int.MaxValue);
        double gap = (TeamPolicyValue.Evaluate(team, learner.Gains).Cost / TeamSolver.Solve(team).Cost) - 1;
        Assert.InRange(gap, -1e-12, 0.01);
    }

    private static double Form(double[,] weight, ReadOnlySpan<double> x, double[] scale)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                sum += x[i] / scale[i] * weight[i, j] * x[j] / scale[j];
            }
        }

        return sum;
    }

    /// <summary>A learner that runs its plant once and keeps what it sees.</summary>
    private sealed class Probe(
        IPlant plant, int system, List<(int System, double[] States, double[] Inputs, double[] Costs)> seen, bool explores = true) : IEstimatingLearner
    {
        public int Iteration { get; private set; }

        public LearnerStatus Status => LearnerStatus.Running;

        public LearningAccount Account => default;

        public bool HasGain => false;

        public ReadOnlySpan<double> Gain => new double[plant.InputDim * plant.StateDim];

        public LearningVerdict Verdict => LearningVerdict.OfRunning(1, "nothing");

        public static int Steps(int system) => 20 + (10 * system);

        public void Advance(CancellationToken cancellation = default)
        {
            int n = plant.StateDim, m = plant.InputDim, steps = Steps(system);
            double[] states = new double[(steps + 1) * n], inputs = new double[steps * m], costs = new double[steps], factor = new double[m * m];
            for (int i = 0; i < m; i++)
            {
                factor[i * (m + 1)] = 1;
            }

            Assert.True(plant.Run(new PlantRun { Gain = new double[m * n], Exploration = explores ? factor : [] }, states, inputs, costs));
            lock (seen)
            {
                seen.Add((system, states, inputs, costs));
            }

            Iteration++;
        }

        public LearnerState Save() => throw new NotSupportedException();

        public void Restore(LearnerState state) => throw new NotSupportedException();
    }

    private sealed class Recorder(IMultiAgentPlant plant, int failAt = int.MaxValue) : IMultiAgentPlant
    {
        public int Steps { get; private set; }

        public double LargestInput { get; private set; }

        public double LargestMeanInput { get; private set; }

        public IReadOnlyList<AgentPopulation> Populations => plant.Populations;

        public void Reset(ulong key, Span<double> states) => plant.Reset(key, states);

        public bool Step(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs, ulong key, Span<double> next)
        {
            if (++Steps > failAt)
            {
                throw new InvalidOperationException("out of paper");
            }

            LargestInput = Math.Max(LargestInput, inputs.ToArray().Max(Math.Abs));
            LargestMeanInput = Math.Max(LargestMeanInput, Math.Max(Math.Abs(inputs[..4].ToArray().Average()), Math.Abs(inputs[4..].ToArray().Average())));
            return plant.Step(states, inputs, key, next);
        }

        public double Cost(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs) => plant.Cost(states, inputs);
    }
}
