using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Learning;
using SpanLqr.Learning.Robust;
using SpanLqr.Robust;
using SpanLqr.ZeroOrder;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>Descent–ascent to the saddle points that the Riccati recursion finds.</summary>
public class RobustLearnerTests
{
    private const double Gamma = 2.5;

    [Fact]
    public void ExactRecedingHorizon_ConvergesLinearlyToTheSaddle()
    {
        const int Stage = 400;
        RobustProblem problem = Problem(3);
        RecedingHorizon learner = new(GainLayout.Of(problem), new ExactStageGradient(problem, Gamma), Options(Stage));
        List<double> errors = [];
        Learners.Run(learner, int.MaxValue, _ => errors.Add(Error(problem, learner.Gains, 2)));

        // The last stage is learned first: its error falls by at least the same factor over every fifty iterations, down to rounding.
        for (int k = 50; k + 50 < Stage && errors[k] > 1e-12; k += 50)
        {
            Assert.True(errors[k + 50] < 0.5 * errors[k], $"{errors[k + 50]} after {errors[k]} at {k}");
        }

        Assert.Equal(LearnerStatus.Finished, learner.Status);
        Assert.True(Error(problem, learner.Gains) < 1e-10);
    }

    [Fact]
    public void Slopes_AreThoseOfThePayoff()
    {
        RobustProblem problem = Problem(3);
        GainLayout layout = GainLayout.Of(problem);
        double[] gains = Enumerable.Range(0, layout.Length).Select(i => 0.1 * Math.Sin(i)).ToArray(), slope = new double[layout.StageLength];
        ExactStageGradient gradient = new(problem, Gamma);
        gradient.Begin(0, gains.AsSpan(layout.StageLength));
        gradient.Evaluate(gains.AsSpan(0, layout.StageLength), 0, slope);

        // With x_0 ~ N(0, I) in both parts and no noise after it, the payoff by the gains of stage 0, by central differences.
        RobustProblem started = problem with { Sigma = new double[2, 2], SigmaBar = new double[2, 2], Sigma0 = Identity(), Sigma0Bar = Identity() };
        for (int i = 0; i < layout.StageLength; i++)
        {
            const double H = 1e-5;
            double[] up = (double[])gains.Clone(), down = (double[])gains.Clone();
            up[i] += H;
            down[i] -= H;
            double expected = (RobustPolicyValue.Evaluate(started, Gamma, up).Value - RobustPolicyValue.Evaluate(started, Gamma, down).Value) / (2 * H);
            Assert.Equal(expected, slope[i], 1e-6 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public void PolicyValue_OfTheSaddle_IsItsValue()
    {
        RobustProblem problem = Problem(4);
        RobustSolution saddle = RobustSolver.Solve(problem, Gamma);
        double[] gains = GainLayout.Of(problem).Pack(saddle.Deviations!, saddle.MeanField!);
        RobustSolution value = RobustPolicyValue.Evaluate(problem, Gamma, gains);
        Assert.Equal(saddle.Value, value.Value, 1e-10 * saddle.Value);
        Assert.Equal(saddle.ViabilityMargin, value.ViabilityMargin, 1e-10 * saddle.Value);
    }

    [Fact]
    public void Simultaneous_OvershootsFurtherTheLongerTheHorizon_AndArrives()
    {
        // The paper's figure 2: while late stages are wrong, early ones have no saddle, and their gains run to the edge of the ball; the
        // more the longer the horizon. (For short horizons this plant is tame.)
        double last = 0;
        foreach ((int horizon, double limit) in new[] { (3, 0.0), (4, 1.5), (5, 2.2) })
        {
            RobustProblem problem = Problem(horizon) with { A = [new[,] { { 1.5, 0.2 }, { -0.1, 1.2 } }], B = [new[,] { { 0.6, 0.1 }, { 0.0, 0.48 } }] };
            double gamma = 1.1 * RobustSolver.LeastViable(problem).MeanField;
            SimultaneousDescentAscent learner = new(problem, gamma, new DescentAscentOptions { Step = 0.02, AscentStep = 0.02, Ball = 10 });
            double start = Error(problem, learner.Gains, null, gamma), peak = 0;
            for (int k = 0; k < 4000; k++)
            {
                learner.Advance();
                peak = Math.Max(peak, Error(problem, learner.Gains, null, gamma) / start);
            }

            Assert.True(peak > Math.Max(limit, last), $"T = {horizon}: {peak} after {last}");
            Assert.True(horizon > 3 || peak < 1, $"T = {horizon}: {peak}");
            Assert.True(Error(problem, learner.Gains, null, gamma) < 1e-9 * start);
            last = peak;
        }
    }

    [Fact]
    public void SimultaneousSlopes_OfTheLoop_AreThoseOfThePayoff()
    {
        RobustProblem problem = Problem(3);
        DescentAscentOptions options = new() { Step = 1e-6, AscentStep = 1e-6 };
        SimultaneousDescentAscent learner = new(problem, Gamma, options, StateMoments.Loop);
        double[] gains = Enumerable.Range(0, learner.Gains.Length).Select(i => 0.1 * Math.Sin(i)).ToArray();
        learner.Restore(learner.Save() with { Values = gains });
        learner.Advance();
        GainLayout layout = GainLayout.Of(problem);
        for (int i = 0; i < gains.Length; i++)
        {
            const double H = 1e-5;
            double[] up = (double[])gains.Clone(), down = (double[])gains.Clone();
            up[i] += H;
            down[i] -= H;
            double slope = (RobustPolicyValue.Evaluate(problem, Gamma, up).Value - RobustPolicyValue.Evaluate(problem, Gamma, down).Value) / (2 * H);
            double sign = i % layout.StageLength < layout.ControlLength ? -1 : 1;
            Assert.Equal(sign * slope, (learner.Gains[i] - gains[i]) / 1e-6, 1e-5 * Math.Max(1, Math.Abs(slope)));
        }
    }

    [Fact]
    public void ZeroOrderRecedingHorizon_ReachesTheSaddle_FromEverySeed()
    {
        RobustProblem problem = Problem(3);
        for (ulong seed = 0; seed < 10; seed++)
        {
            RecedingHorizon learner = Rgda(problem, seed, new StageCostOptions());
            Learners.Run(learner, int.MaxValue);
            Assert.True(Error(problem, learner.Gains) < 0.05 * Norm(problem), $"{Error(problem, learner.Gains)} of {Norm(problem)}");
        }
    }

    [Fact]
    public void CollapsedPopulations_HaveTheMeanAndSpreadOfEveryAgent()
    {
        RobustProblem problem = Problem(3);
        GainLayout layout = GainLayout.Of(problem);
        const int Keys = 20_000;
        foreach (bool noise in new[] { false, true })
        {
            (double mean, double deviation) every = Moments(new StageCostOptions { Agents = 24, EveryAgent = true, Noise = noise });
            (double mean, double deviation) collapsed = Moments(new StageCostOptions { Agents = 24, Noise = noise });
            double error = Math.Sqrt(2) * every.deviation / Math.Sqrt(Keys);
            Assert.InRange(collapsed.mean - every.mean, -4 * error, 4 * error);
            Assert.InRange(collapsed.deviation / every.deviation, 0.95, 1.05);
        }

        (double Mean, double Deviation) Moments(StageCostOptions options)
        {
            SimulatedStageCosts costs = new(problem, Gamma, options);
            double[] gains = Enumerable.Range(0, layout.Length).Select(i => 0.1 * Math.Cos(i)).ToArray();
            costs.Begin(0, gains.AsSpan(layout.StageLength));
            ulong[] keys = Enumerable.Range(0, Keys).Select(i => (ulong)i).ToArray();
            double[] values = new double[Keys];
            costs.Evaluate(Enumerable.Repeat(gains[..layout.StageLength], Keys).SelectMany(row => row).ToArray(), keys, values);
            double mean = values.Average();
            return (mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))));
        }
    }

    [Fact]
    public void Rgda_HasTheSameBits_ForAnyNumberOfThreads_AndAfterARestart()
    {
        RobustProblem problem = Problem(2);
        RecedingHorizon whole = Rgda(problem, 3, new StageCostOptions { Noise = true }), first = Rgda(problem, 3, new StageCostOptions { Noise = true, Threads = 3 });
        RecedingHorizon second = Rgda(problem, 3, new StageCostOptions { Noise = true });
        Learners.Run(whole, 350);
        Learners.Run(first, 310);
        second.Restore(first.Save());
        Learners.Run(second, 350);
        Assert.Equal(whole.Gains.ToArray(), second.Gains.ToArray());
        Assert.Equal(whole.Account, second.Account);
    }

    private static RecedingHorizon Rgda(RobustProblem problem, ulong seed, StageCostOptions options)
    {
        GainLayout layout = GainLayout.Of(problem);
        GradientOptions gradient = new() { Seed = seed, Batch = 32 };
        return new RecedingHorizon(layout, new ZeroOrderStageGradient(layout, new SimulatedStageCosts(problem, Gamma, options), gradient), Options(300));
    }

    private static DescentAscentOptions Options(int stageIterations) =>
        new() { Step = 0.05, AscentStep = 0.05 / (Gamma * Gamma), StageIterations = stageIterations };

    private static double[] Saddle(RobustProblem problem, double gamma)
    {
        RobustSolution saddle = RobustSolver.Solve(problem, gamma);
        return GainLayout.Of(problem).Pack(saddle.Deviations!, saddle.MeanField!);
    }

    private static double Norm(RobustProblem problem) => Math.Sqrt(Saddle(problem, Gamma).Sum(x => x * x));

    /// <summary>The distance from the saddle, of all stages or of one.</summary>
    private static double Error(RobustProblem problem, ReadOnlySpan<double> gains, int? stage = null, double gamma = Gamma)
    {
        double[] best = Saddle(problem, gamma);
        int length = GainLayout.Of(problem).StageLength, first = (stage ?? 0) * length, count = stage is null ? gains.Length : length;
        double sum = 0;
        for (int i = first; i < first + count; i++)
        {
            sum += (gains[i] - best[i]) * (gains[i] - best[i]);
        }

        return Math.Sqrt(sum);
    }

    private static double[,] Identity() => new[,] { { 1.0, 0 }, { 0, 1 } };

    private static RobustProblem Problem(int horizon) => new()
    {
        Horizon = horizon,
        A = [new[,] { { 0.7, 0.2 }, { -0.1, 0.6 } }],
        Abar = [new[,] { { 0.1, 0.0 }, { 0.05, 0.1 } }],
        B = [new[,] { { 1.0, 0.1 }, { 0.0, 0.8 } }],
        Q = [new[,] { { 0.8, 0.1 }, { 0.1, 0.6 } }],
        Qbar = [new[,] { { 0.5, 0.0 }, { 0.0, 0.7 } }],
        Sigma = new[,] { { 0.3, 0.0 }, { 0.0, 0.2 } },
        SigmaBar = new[,] { { 0.1, 0.0 }, { 0.0, 0.1 } },
    };
}
