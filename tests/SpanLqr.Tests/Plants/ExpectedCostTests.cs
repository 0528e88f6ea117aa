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

/// <summary>The cost that is claimed, against that of the whole loop (s, x̂⁻) from one linear system of its stationary covariance.</summary>
public class ExpectedCostTests
{
    private const double Tolerance = 1e-9;

    public static IEnumerable<object[]> Combinations() =>
        PlantCombinations.All().Where(choice => choice.Discount == 1)
            .SelectMany(choice => new[] { Estimator.Current, Estimator.Predictor }.Select(estimator => new object[] { choice, estimator }));

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_cost_of_a_measured_plant_is_that_of_its_loop(object choice, Estimator estimator)
    {
        PlantProblem problem = ((PlantCombinations.Choice)choice).ToProblem() with
        {
            Measurement = new PlantMeasurement
            {
                C = new double[,] { { 1, 0 }, { 0.3, 1 } },
                V = new double[,] { { 0.2, 0.05 }, { 0.05, 0.4 } },
                Estimator = estimator,
            },
        };
        PlantSolution solution = PlantSolver.Solve(problem);
        Assert.Equal(PlantStatus.Ok, solution.Status);
        Assert.InRange(Norms.RelativeError(solution.Cost, LoopCost(problem, solution)), 0, Tolerance);
    }

    [Fact]
    public void A_drift_costs_what_the_settled_loop_pays_for_it()
    {
        foreach (PlantCombinations.Choice choice in PlantCombinations.All().Where(choice => choice.Discount == 1 && !choice.HasIntegral))
        {
            PlantProblem problem = choice.ToProblem() with { Drift = [0.3, -0.2] };
            PlantSolution drifting = PlantSolver.Solve(problem), still = PlantSolver.Solve(problem with { Drift = null });
            double[] x = drifting.SteadyState!, u = drifting.SteadyInput!;

            // The drift's rest is one of the plant: between the samples, too, nothing moves in continuous time.
            double[,] a = problem.A, b = problem.B;
            for (int i = 0; i < 2; i++)
            {
                double pull = (a[i, 0] * x[0]) + (a[i, 1] * x[1]) + (b[i, 0] * u[0]) + problem.Drift![i];
                Assert.InRange(Math.Abs(pull - (problem.Time == PlantTime.Continuous ? 0 : x[i])), 0, 1e-10);
            }

            double[,] s = problem.S ?? new double[2, 1];
            double paid = (problem.Q[0, 0] * x[0] * x[0]) + (2 * problem.Q[0, 1] * x[0] * x[1]) + (problem.Q[1, 1] * x[1] * x[1])
                + (2 * ((x[0] * s[0, 0]) + (x[1] * s[1, 0])) * u[0]) + (problem.R[0, 0] * u[0] * u[0]);
            Assert.InRange(Norms.RelativeError(drifting.Cost, still.Cost + paid), 0, Tolerance);
        }
    }

    [Fact]
    public void With_a_discount_the_cost_tends_to_the_average()
    {
        foreach (string time in new[] { "discrete", "integrated", "sampled" })
        {
            PlantProblem problem = new PlantCombinations.Choice(time, time == "discrete" ? 1 : 0.4, true, false, 1, true).ToProblem();
            double average = PlantSolver.Solve(problem).Cost, almost = PlantSolver.Solve(problem with { Discount = 1 - 1e-9 }).Cost;
            Assert.InRange(Norms.RelativeError(almost, average), 0, 1e-6);
        }
    }

    /// <summary>The joint loop written out once more, from the formulas of the policy and not of the cost.</summary>
    private static double LoopCost(PlantProblem problem, PlantSolution solution)
    {
        AugmentedPlant plant = PlantSolver.Augment(problem);
        LqrProblem step = plant.Problem!;
        PlantFilter filter = solution.Filter!;
        int n = problem.StateDim, own = step.A.GetLength(0), p = 2, size = own + n;
        double[,] c = problem.Measurement!.C, v = problem.Measurement.V, k = solution.Gain, g = filter.InnovationGain, l = filter.PredictorGain;
        bool isIntegrating = problem.Tracking is not null;

        // E = [1 0] is the first measurement.
        double[,] loop = new double[size, size], noise = new double[size, p], input = new double[1, size], inputNoise = new double[1, p];
        for (int j = 0; j < size; j++)
        {
            input[0, j] = j < n ? -Row(g, c, j) : j < own ? -k[0, j] : -k[0, j - own] + Row(g, c, j - own);
        }

        for (int j = 0; j < p; j++)
        {
            inputNoise[0, j] = -g[0, j];
        }

        for (int i = 0; i < size; i++)
        {
            int row = i < own ? i : i - own;
            for (int j = 0; j < size; j++)
            {
                double direct = i < own
                    ? (j < own ? step.A[i, j] : 0)
                    : j < n ? Row(l, c, j, row) : j < own ? step.A[row, j] : step.A[row, j - own] - Row(l, c, j - own, row);
                loop[i, j] = direct + (step.B[row, 0] * input[0, j]);
            }

            for (int j = 0; j < p; j++)
            {
                double measured = i >= own ? l[row, j] : isIntegrating && i == own - 1 && j == 0 ? (problem.Time == PlantTime.Discrete ? 1 : problem.Step) : 0;
                noise[i, j] = measured + (step.B[row, 0] * inputNoise[0, j]);
            }
        }

        double[,] driving = ReferenceMatrix.multiply(ReferenceMatrix.multiply(noise, v), ReferenceMatrix.transpose(noise));
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                driving[i, j] += step.W![i, j];
            }
        }

        double[,] covariance = ReferenceLqr.lyapunov(loop, driving);
        double cost = plant.Constant;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double weight = (i < own && j < own ? step.Q[i, j] : 0) + (step.R[0, 0] * input[0, i] * input[0, j])
                    + (i < own ? step.S![i, 0] * input[0, j] : 0) + (j < own ? step.S![j, 0] * input[0, i] : 0);
                cost += weight * covariance[j, i];
            }
        }

        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++)
            {
                cost += step.R[0, 0] * inputNoise[0, i] * inputNoise[0, j] * v[i, j];
            }
        }

        return plant.PerCost * cost;
    }

    private static double Row(double[,] gain, double[,] c, int column, int row = 0) =>
        (gain[row, 0] * c[0, column]) + (gain[row, 1] * c[1, column]);
}
