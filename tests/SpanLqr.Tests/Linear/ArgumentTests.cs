using System;
using System.Threading;
using SpanLqr.Games;
using SpanLqr.Learning;
using SpanLqr.Learning.Robust;
using SpanLqr.Lqr;
using SpanLqr.Populations;
using SpanLqr.Robust;
using SpanLqr.Rollouts;
using SpanLqr.Tests.Games;
using SpanLqr.Tests.Robust;
using SpanLqr.Tests.ZeroOrder;
using SpanLqr.ZeroOrder;
using Xunit;

namespace SpanLqr.Tests.Linear;

/// <summary>Values of enumerations that have no name, and progress that throws.</summary>
public class ArgumentTests
{
    private static readonly double[,] One = { { 1 } };
    private static readonly double[,] Half = { { 0.5 } };

    private static LqrProblem Plant => new() { A = Half, B = One, Q = One, R = One };

    private static QuadraticCost Cost => new(0, new double[2], new double[2, 2]);

    private static MeanFieldLoop Loop => PlantLoop.Of(Plant, new double[1, 1]);

    [Fact]
    public void AValueWithoutAName_IsRefusedWithTheNamesThereAre()
    {
        AssertRefused("options.Mode", "Agents", () => new PopulationSimulation(Loop, new PopulationOptions(9) { Mode = (PopulationMode)99 }));
        AssertRefused("options.Method", "Riccati", () => GameSolver.Solve(new RandomGames(1).Ring(2, true, 1, 1), new GameOptions { Method = (EquilibriumMethod)99 }));
        AssertRefused("Rule", "OnePoint", () => new GradientEstimator(Cost, new GradientOptions { Rule = (GradientRule)99 }));
        AssertRefused("Smoothing", "Sphere", () => new GradientEstimator(Cost, new GradientOptions { Smoothing = (Smoothing)99 }));
        AssertRefused("smoothing", "Sphere", () => Directions.Fill((Smoothing)99, 1, 1, 1, new double[2]));
        AssertRefused("Kind", "Constant", () => new ZeroOrderDescent(Cost, new double[2], new DescentOptions { Step = new StepRule((StepKind)99, 1) }));
        AssertRefused("Model", "Ergodic", () => SpanLqr.Learning.Lqr.LqrCosts.Of(Plant, new RolloutCostOptions { Model = (RolloutModel)99 }));
        AssertRefused("moments", "Unit", () => new SimultaneousDescentAscent(
            RandomRobust.Create(1, 2, 1, 1, 1, null), 9, new DescentAscentOptions(), (StateMoments)99));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void WhatProgressThrows_EndsTheWorkAndIsThrownAsItIs(int threads)
    {
        var progress = new Throwing();
        MeanFieldLoop many = Loop with { Populations = [Loop.Populations[0] with { Size = 2000 }] };
        var options = new PopulationOptions(200);
        AssertThrows(() => new PopulationSimulation(Loop, options).Estimate(400, threads, progress));
        AssertThrows(() => new PopulationSimulation(many, options).Estimate(2, threads, progress));
        AssertThrows(() => new PopulationSimulation(many, options with { Mode = PopulationMode.Collapsed }).Estimate(100, threads, progress));
        AssertThrows(() => new PlantSimulation(Loop, new PopulationOptions(1_000_000)).Estimate(64, threads, progress));
        AssertThrows(() => new PlantSimulation(Loop, new PopulationOptions(1_000_000)).Estimate(1, threads, progress));
        var engine = new RolloutEngine<double>(RolloutPlan<double>.Of(new ClosedLoop(Half, One, One)), new RolloutOptions(9));
        AssertThrows(() => engine.Estimate(100_000, threads, _ => throw new InvalidTimeZoneException()));
    }

    [Fact]
    public void CancelledWork_IsCancelledOnAnyNumberOfThreads()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        foreach (int threads in (int[])[1, 4])
        {
            Assert.ThrowsAny<OperationCanceledException>(() => new PopulationSimulation(Loop, new PopulationOptions(200)).Estimate(400, threads, null, source.Token));
            Assert.ThrowsAny<OperationCanceledException>(() => new PlantSimulation(Loop, new PopulationOptions(200)).Estimate(400, threads, null, source.Token));
        }
    }

    // An exception that nothing of ours throws.
    private static void AssertThrows(Action act) => Assert.Throws<InvalidTimeZoneException>(act);

    private static void AssertRefused(string name, string known, Action act)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(act);
        Assert.Equal(name, error.ParamName);
        Assert.Contains(known, error.Message, StringComparison.Ordinal);
    }

    private sealed class Throwing : IProgress<long>
    {
        public void Report(long value) => throw new InvalidTimeZoneException();
    }
}
