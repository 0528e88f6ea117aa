using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Plants;
using SpanLqr.Tests.Support;
using Xunit;
using ReferenceLqr = SpanLqr.Reference.Lqr;
using ReferenceMatrix = SpanLqr.Reference.Matrix;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>Answers by prediction against the Riccati equation of the problem with its delay written out, which the solver never solves.</summary>
public class AugmentedEquationTests
{
    private const double Tolerance = 1e-9;

    private const int Horizon = 5;

    public static IEnumerable<object[]> Combinations() => PlantCombinations.All().Select(choice => new object[] { choice });

    [Theory]
    [MemberData(nameof(Combinations))]
    public void P_and_K_solve_the_augmented_equation(object choice)
    {
        var chosen = (PlantCombinations.Choice)choice;
        PlantSolution solution = PlantSolver.Solve(chosen.ToProblem());
        Assert.Equal(PlantStatus.Ok, solution.Status);
        ReferenceLqr.Problem step = Augmented(chosen.ToProblem(), chosen.StepDiscount);
        Assert.InRange(Norms.RelativeError(ReferenceLqr.riccatiStep(step, solution.CostToGo), solution.CostToGo), 0, Tolerance);
        Assert.InRange(Norms.RelativeError(solution.Gain, ReferenceLqr.gain(step, solution.CostToGo)), 0, Tolerance);
        double radius = ReferenceMatrix.spectralRadius(ReferenceLqr.closedLoop(step, solution.Gain));
        Assert.InRange(radius, 0, 1 - 1e-6);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Every_stage_of_a_horizon_follows_from_the_next_one(object choice)
    {
        var chosen = (PlantCombinations.Choice)choice;
        PlantHorizonSolution solution = PlantSolver.Solve(
            chosen.ToProblem(), new PlantHorizon { Steps = Horizon, Qf = new double[,] { { 2, 0.1 }, { 0.1, 1 } } });
        Assert.Equal(PlantStatus.Ok, solution.Status);
        ReferenceLqr.Problem step = Augmented(chosen.ToProblem(), chosen.StepDiscount);
        for (int t = 0; t < Horizon; t++)
        {
            double[,] next = solution.CostsToGo[t + 1];
            Assert.InRange(Norms.RelativeError(solution.CostsToGo[t], ReferenceLqr.riccatiStep(step, next)), 0, Tolerance);
            Assert.InRange(Norms.RelativeError(solution.Gains[t], ReferenceLqr.gain(step, next)), 0, Tolerance);
        }
    }

    [Fact]
    public void A_long_horizon_begins_as_the_stationary_policy()
    {
        PlantProblem problem = new PlantCombinations.Choice("integrated", 1.7, true, true, 1, false).ToProblem();
        PlantSolution stationary = PlantSolver.Solve(problem);
        PlantHorizonSolution horizon = PlantSolver.Solve(problem, new PlantHorizon { Steps = 400 });
        Assert.InRange(Norms.RelativeError(horizon.Gains[0], stationary.Gain), 0, Tolerance);
    }

    [Fact]
    public void A_long_delay_costs_an_equation_of_the_size_of_the_plant()
    {
        // The oracle's equation would have 402 states.
        PlantProblem problem = new PlantCombinations.Choice("discrete", 400, false, false, 1, false).ToProblem() with
        {
            A = new double[,] { { 0.9, 0.1 }, { 0, 0.8 } },
        };
        PlantSolution solution = PlantSolver.Solve(problem);
        Assert.Equal(PlantStatus.Ok, solution.Status);
        Assert.Equal(402, solution.Gain.GetLength(1));
        Assert.Equal(2, solution.Eigenvalues.Length);
        Assert.InRange(solution.Residual, 0, 1e-12);
    }

    private static ReferenceLqr.Problem Augmented(PlantProblem problem, double discount)
    {
        LqrProblem augmented = PlantSolver.Augment(problem).Problem!;
        double root = Math.Sqrt(discount);
        return new ReferenceLqr.Problem(
            ReferenceMatrix.scale(root, augmented.A),
            ReferenceMatrix.scale(root, augmented.B),
            augmented.Q,
            augmented.R,
            augmented.S!,
            augmented.W!);
    }
}
