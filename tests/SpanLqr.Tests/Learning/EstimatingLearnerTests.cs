using System;
using System.Linq;
using System.Reflection;
using SpanLqr.Learning;
using SpanLqr.Learning.Lqr;
using SpanLqr.Lqr;
using SpanLqr.Oracles;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>Learners that need no start and estimate their own error.</summary>
public sealed class EstimatingLearnerTests
{
    private static readonly string[] Methods = ["ce", "lspi", "nac", "zso"];

    [Fact]
    public void EveryLearner_FromNothing_ComesWithinItsTarget_AndItsEstimateHolds()
    {
        foreach (LqrProblem problem in new[] { Plants.Stable, Plants.Unstable })
        {
            foreach (string method in Methods)
            {
                for (ulong seed = 0; seed < 3; seed++)
                {
                    IEstimatingLearner learner = Run(method, problem, seed);
                    Assert.Equal(StopReason.Target, learner.Verdict.Reason);
                    double gap = Plants.Gap(problem, learner.Gain);
                    Assert.InRange(gap, -1e-12, 0.01);
                    Assert.True(gap <= 5 * learner.Verdict.EstimatedGap, $"{method}: {gap} against {learner.Verdict.EstimatedGap}");
                }
            }
        }
    }

    /// <summary>x = Ty, u = Vs, costs times c: what is learned is the same policy, so the gap is the same up to rounding.</summary>
    [Fact]
    public void UnitsAndCoordinates_ChangeOnlyRounding()
    {
        LqrProblem problem = Plants.Unstable;
        double[] states = [1e3, 1e-2, 7], inputs = [1e2, 1e-3];
        LqrProblem scaled = new()
        {
            A = Scaled(problem.A, states, states, false),
            B = Scaled(problem.B, states, inputs, false),
            Q = Scaled(problem.Q, states, states, true, 1e6),
            R = Scaled(problem.R, inputs, inputs, true, 1e6),
            S = problem.S is { } cross ? Scaled(cross, states, inputs, true, 1e6) : null,
            W = Noise(problem, states),
        };
        foreach (string method in new[] { "ce", "lspi", "zso" })
        {
            double plain = Plants.Gap(problem, Run(method, problem, 1).Gain), other = Plants.Gap(scaled, Run(method, scaled, 1).Gain);
            Assert.InRange(other, plain - (1e-3 * plain) - 1e-9, plain + (1e-3 * plain) + 1e-9);
        }
    }

    [Fact]
    public void ThreadsAndInterruptions_ChangeNoBit()
    {
        foreach (string method in Methods)
        {
            IEstimatingLearner one = Create(method, Plants.Unstable, 5, 1), three = Create(method, Plants.Unstable, 5, 3);
            while (three.Status == LearnerStatus.Running)
            {
                one.Advance();
                three.Advance();
                Assert.Equal(three.Gain.ToArray(), one.Gain.ToArray());
                LearnerState state = one.Save();
                one = Create(method, Plants.Unstable, 5, 1);
                one.Restore(state);
            }

            Assert.Equal(three.Account, one.Account);
            Assert.Equal(three.Verdict, one.Verdict);
        }
    }

    [Fact]
    public void AnUnstableModeThatNoInputReaches_IsRefusedInWords()
    {
        LqrProblem problem = new()
        {
            A = new[,] { { 1.05, 0 }, { 0, 0.5 } },
            B = new[,] { { 0.0 }, { 1 } },
            Q = DenseIdentity(2),
            R = DenseIdentity(1),
        };
        foreach (string method in new[] { "ce", "lspi" })
        {
            IEstimatingLearner learner = Run(method, problem, 0);
            Assert.Equal(StopReason.NotStabilised, learner.Verdict.Reason);
            Assert.Contains("may not be reached by the inputs", learner.Verdict.Explanation, StringComparison.Ordinal);
            Assert.False(learner.HasGain);
        }
    }

    [Fact]
    public void ABudget_EndsTheRun_AndSaysWhatTheTargetWouldTake()
    {
        LearningGoal goal = new() { Budget = 100_000, Target = 1e-4 };
        LeastSquaresPolicyIteration learner = new(new SimulatedPlant(Plants.Unstable), goal);
        Learners.Run(learner, int.MaxValue);
        Assert.Equal(StopReason.Budget, learner.Verdict.Reason);
        Assert.Contains("steps", learner.Verdict.Explanation, StringComparison.Ordinal);
        Assert.True(learner.Account.Steps <= 2 * goal.Budget);
    }

    /// <summary>The plant that answers differs from the one whose matrices are at hand: who looks at matrices learns for the wrong plant.</summary>
    [Fact]
    public void ALearner_SeesTrajectoriesOnly()
    {
        foreach (Type type in new[] { typeof(CertaintyEquivalence), typeof(LeastSquaresPolicyIteration), typeof(NaturalZeroOrder) })
        {
            Type[] seen = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType)
                .Concat(type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(field => field.FieldType)).ToArray();
            Assert.DoesNotContain(typeof(LqrProblem), seen);
            Assert.DoesNotContain(seen, other => other.Namespace == typeof(SimulatedPlant).Namespace);
        }
    }

    private static IEstimatingLearner Run(string method, LqrProblem problem, ulong seed)
    {
        IEstimatingLearner learner = Create(method, problem, seed, 2);
        Learners.Run(learner, int.MaxValue);
        return learner;
    }

    private static IEstimatingLearner Create(string method, LqrProblem problem, ulong seed, int threads)
    {
        LearningGoal goal = new() { Seed = seed, Threads = threads };
        return method switch
        {
            "ce" => new CertaintyEquivalence(new SimulatedPlant(problem), goal),
            "zso" => new NaturalZeroOrder(new SimulatedStarts(problem, seed), goal),
            "nac" => new LeastSquaresPolicyIteration(new SimulatedPlant(problem), goal, PolicyStep.NaturalGradient),
            _ => new LeastSquaresPolicyIteration(new SimulatedPlant(problem), goal),
        };
    }

    private static double[,] DenseIdentity(int size)
    {
        double[,] identity = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            identity[i, i] = 1;
        }

        return identity;
    }

    private static double[,] Scaled(double[,] matrix, double[] rows, double[] columns, bool isWeight, double factor = 1)
    {
        double[,] result = new double[matrix.GetLength(0), matrix.GetLength(1)];
        for (int i = 0; i < result.GetLength(0); i++)
        {
            for (int j = 0; j < result.GetLength(1); j++)
            {
                result[i, j] = factor * matrix[i, j] * (isWeight ? rows[i] : 1 / rows[i]) * columns[j];
            }
        }

        return result;
    }

    private static double[,] Noise(LqrProblem problem, double[] states)
    {
        double[,] noise = problem.W ?? DenseIdentity(problem.StateDim);
        double[,] result = new double[states.Length, states.Length];
        for (int i = 0; i < states.Length; i++)
        {
            for (int j = 0; j < states.Length; j++)
            {
                result[i, j] = noise[i, j] / states[i] / states[j];
            }
        }

        return result;
    }
}
