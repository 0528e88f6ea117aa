using System;
using System.Linq;
using System.Text.Json;
using SpanLqr.Games;
using SpanLqr.Tests.Support;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Games;

public sealed class ReferenceGameTests
{
    // The files were written by an independent program in double precision.
    private const double Tolerance = 1e-8;

    // ε is there a difference of two costs that agree in most of their digits.
    private const double EpsilonTolerance = 1e-4;

    [Fact]
    public void Every_field_agrees_with_the_reference_cases()
    {
        Assert.Equal(["game-asymmetric", "game-chain3", "game-ring3", "game-single", "game-six"], GameFiles.Names);
        foreach (string name in GameFiles.Names)
        {
            AssertAgrees(name, GameFiles.Result(name), GameSolver.Solve(GameFiles.Problem(name)));
        }
    }

    [Fact]
    public void The_fixed_point_found_by_iteration_is_the_closed_form()
    {
        foreach (string name in GameFiles.Names)
        {
            GameSolution solution = GameSolver.Solve(GameFiles.Problem(name), new GameOptions { Method = EquilibriumMethod.FixedPoint });

            Assert.Equal(EquilibriumMethod.FixedPoint, solution.Method);
            JsonElement expected = GameFiles.Result(name);
            MatrixAssert.Near(expected.GetProperty("F").ToMatrix(), solution.MeanField!.F, Tolerance, $"{name}: F");
            AssertNear(expected.GetProperty("c").ToVector(), solution.MeanField.C, $"{name}: c");
        }
    }

    private static void AssertAgrees(string name, JsonElement expected, GameSolution solution)
    {
        Assert.Equal((EquilibriumStatus.Ok, null), (solution.Status, solution.FailedPopulation));
        JsonElement populations = expected.GetProperty("populations");
        Assert.Equal(populations.GetArrayLength(), solution.Populations.Count);
        for (int l = 0; l < solution.Populations.Count; l++)
        {
            AssertAgrees($"{name}, {solution.Populations[l].Name}", populations[l], solution.Populations[l]);
        }

        MatrixAssert.Near(expected.GetProperty("F").ToMatrix(), solution.MeanField!.F, Tolerance, $"{name}: F");
        AssertNear(expected.GetProperty("c").ToVector(), solution.MeanField.C, $"{name}: c");
        AssertNear(expected.GetProperty("fixedPoint").ToVector(), solution.Stationary, $"{name}: fixedPoint");
        AssertNear(expected.GetProperty("spectralRadius").GetDouble(), solution.SpectralRadius, $"{name}: spectralRadius");
        JsonElement contraction = expected.GetProperty("contraction");
        AssertNear(contraction.GetProperty("T1").GetDouble(), solution.Contraction.T1, $"{name}: T1");
        AssertNear(contraction.GetProperty("T2").GetDouble(), solution.Contraction.T2, $"{name}: T2");
        string method = solution.Method == EquilibriumMethod.Riccati ? "riccati" : "fixed-point";
        Assert.Equal(expected.GetProperty("method").GetString(), method);
        Assert.InRange(solution.Convergence.Residual, 0, 1e-12);
        double[][] trajectory = expected.GetProperty("trajectory").EnumerateArray().Select(GameFiles.ToVector).ToArray();
        foreach ((double[] wanted, double[] found) in trajectory.Zip(MeanFieldTrajectory.Of(solution, trajectory.Length)))
        {
            AssertNear(wanted, found, $"{name}: trajectory");
        }
    }

    private static void AssertAgrees(string name, JsonElement expected, PopulationEquilibrium actual)
    {
        Assert.Equal(expected.GetProperty("name").GetString(), actual.Name);
        MatrixAssert.Near(expected.GetProperty("K1").ToMatrix(), actual.Policy.OwnGain, Tolerance, $"{name}: K1");
        MatrixAssert.Near(expected.GetProperty("K2").ToMatrix(), actual.Policy.MeanFieldGain, Tolerance, $"{name}: K2");
        AssertNear(expected.GetProperty("offset").ToVector(), actual.Policy.Offset, $"{name}: offset");
        MatrixAssert.Near(expected.GetProperty("P").ToMatrix(), actual.CostToGo, Tolerance, $"{name}: P");
        AssertNear(expected.GetProperty("spectralRadius").GetDouble(), actual.SpectralRadius, $"{name}: spectralRadius");
        AssertNear(expected.GetProperty("cost").GetDouble(), actual.Cost, $"{name}: cost");
        JsonElement epsilon = expected.GetProperty("epsilon");
        if (epsilon.ValueKind == JsonValueKind.Null)
        {
            Assert.Null(actual.Epsilon);
        }
        else
        {
            double relative = Math.Abs(actual.Epsilon!.Value - epsilon.GetDouble()) / epsilon.GetDouble();
            Assert.True(relative <= EpsilonTolerance, $"{name}: epsilon {actual.Epsilon}, expected {epsilon.GetDouble()}");
        }
    }

    private static void AssertNear(double expected, double actual, string name) => MatrixAssert.Near(expected, actual, Tolerance, name);

    private static void AssertNear(double[] expected, double[] actual, string name)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = 1 + expected.Max(Math.Abs);
        double distance = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(distance <= Tolerance * size, $"{name}: {distance:e2} apart at size {size:e2}");
    }
}
