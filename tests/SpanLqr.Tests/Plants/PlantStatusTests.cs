using SpanLqr.Plants;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>What a refusal says, and on which evidence.</summary>
public class PlantStatusTests
{
    [Fact]
    public void A_mode_that_no_input_reaches_is_named()
    {
        PlantSolution solution = Solve("not-stabilisable");
        Assert.Equal(PlantStatus.NotStabilisable, solution.Status);
        Assert.Equal(0.5, solution.Evidence.Mode!.Value.Real, 12);
    }

    [Fact]
    public void Two_modes_that_look_alike_are_named()
    {
        PlantSolution solution = Solve("pathological-step");
        Assert.Equal(PlantStatus.NotStabilisableSampled, solution.Status);
        Assert.Equal(2 * System.Math.PI, System.Math.Abs(solution.Evidence.Mode!.Value.Imaginary), 9);
    }

    [Theory]
    [InlineData(0.49)]
    [InlineData(0.4999)]
    public void A_step_near_a_pathological_one_is_legal(double step)
    {
        PlantProblem problem = Problem("pathological-step") with { Step = step };
        Assert.Equal(PlantStatus.Ok, PlantSolver.Solve(problem).Status);
    }

    [Fact]
    public void Two_inputs_tell_modes_apart_that_look_alike()
    {
        PlantProblem problem = Problem("pathological-step") with { B = new double[,] { { 1, 0 }, { 0, 1 } }, R = new double[,] { { 1, 0 }, { 0, 1 } } };
        Assert.Equal(PlantStatus.Ok, PlantSolver.Solve(problem).Status);
    }

    [Fact]
    public void A_discount_that_leaves_an_unreachable_mode_too_strong_is_no_help()
    {
        PlantSolution solution = Solve("discount-too-weak");
        Assert.Equal(PlantStatus.NotStabilisable, solution.Status);
        Assert.Equal(1.2, solution.Evidence.Mode!.Value.Real, 12);

        // √0.6·1.2 < 1: the discounted optimum exists, though it does not stabilise.
        PlantSolution weak = PlantSolver.Solve(Problem("discount-too-weak") with { Discount = 0.6 });
        Assert.Equal(PlantStatus.Ok, weak.Status);
        Assert.Equal(1.2, weak.SpectralRadius, 12);
        Assert.Null(weak.SteadyState);
    }

    [Fact]
    public void A_bias_without_noise_is_told_from_a_filter_that_sees_too_little()
    {
        PlantSolution idle = Solve("bias-without-noise");
        Assert.Equal(PlantStatus.NotDriven, idle.Status);
        Assert.Equal(1, idle.Evidence.Mode!.Value.Real, 9);
        PlantProblem blind = Problem("bias-without-noise") with
        {
            W = new double[,] { { 1, 0 }, { 0, 1 } },
            Measurement = new PlantMeasurement { C = new double[,] { { 0, 0 } }, V = new double[,] { { 1 } } },
        };
        Assert.Equal(PlantStatus.NotDetectable, PlantSolver.Solve(blind).Status);
    }

    [Theory]
    [InlineData("zero-at-one")]
    [InlineData("integral-zero-at-one")]
    public void A_zero_that_forbids_a_steady_state_is_found(string name) => Assert.Equal(PlantStatus.NoSteadyState, Solve(name).Status);

    [Fact]
    public void Outputs_that_are_not_measured_are_not_integrated()
    {
        // Reading its file refuses it already.
        var problem = new PlantProblem
        {
            Time = PlantTime.Continuous,
            Step = 0.1,
            A = new double[,] { { 0, 1 }, { -4, -0.4 } },
            B = new double[,] { { 0 }, { 1 } },
            Q = new double[,] { { 1, 0 }, { 0, 1 } },
            R = new double[,] { { 1 } },
            Measurement = new PlantMeasurement { C = new double[,] { { 0, 1 } }, V = new double[,] { { 0.1 } } },
            Tracking = new PlantTracking { Outputs = new double[,] { { 1, 0 } }, IntegralWeight = new double[,] { { 1 } } },
        };
        PlantSolution solution = PlantSolver.Solve(problem);
        Assert.Equal(PlantStatus.OutputsNotMeasured, solution.Status);
        Assert.Equal(0, solution.Evidence.Row);
    }

    [Fact]
    public void Weights_that_are_not_semidefinite_are_no_matter_of_the_plant()
    {
        PlantProblem problem = new PlantCombinations.Choice("discrete", 1, false, false, 1, false).ToProblem() with { R = new double[,] { { -1 } }, S = null };
        Assert.Equal(PlantStatus.Weights, PlantSolver.Solve(problem).Status);
    }

    private static PlantSolution Solve(string name) => PlantSolver.Solve(Problem(name));

    private static PlantProblem Problem(string name) => CaseProblems.Plant($"plant/bad/lqr-{name}").Problem;
}
