using System;
using System.Linq;
using SpanLqr.Plants;
using SpanLqr.Shapes;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>What a controller runs at every step.</summary>
public class ControllerTests
{
    [Fact]
    public void A_delay_line_gives_back_each_input_at_its_age()
    {
        double[] line = new double[6];
        for (int t = 1; t <= 5; t++)
        {
            DelayLine.Push(line, [t, 10 * t]);
        }

        Assert.Equal([5, 50, 4, 40, 3, 30], line);
        Assert.Equal([3, 30], DelayLine.At(line, 2, 3).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => DelayLine.At(line, 2, 4).Length);
        Assert.Throws<ArgumentException>(() => DelayLine.Push(line, [1, 2, 3, 4]));
        DelayLine.Push([], [1.0]);
    }

    [Fact]
    public void An_integrator_waits_only_while_it_would_push_further_beyond_the_limit()
    {
        double[] wanted = [3], applied = new double[1], integral = [0.5];
        Assert.Equal(1, IntegralAction.Limit(wanted, 1, applied));
        Assert.Equal([1.0], applied);

        // K_ξ = −2: a positive error asks for more of the input that is cut off already.
        Assert.Equal(1, IntegralAction.Advance([-2], [1], [0], 0.1, wanted, applied, integral));
        Assert.Equal(0.5, integral[0]);
        Assert.Equal(0, IntegralAction.Advance([-2], [-1], [0], 0.1, wanted, applied, integral));
        Assert.Equal(0.4, integral[0], 15);
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegralAction.Limit(wanted, 0, applied));
    }

    [Fact]
    public void The_step_of_fixed_shapes_is_that_of_the_controller()
    {
        (PlantProblem problem, PlantSolution solution) = Solve("lqr-cartpole-lqg");
        int n = problem.StateDim, m = problem.InputDim, p = problem.Measurement!.C.GetLength(0);
        SampledPlant sampled = PlantSampler.Sample(problem);
        double[] a = sampled.A.Cast<double>().ToArray(), b = sampled.B.Cast<double>().ToArray();
        double[] c = problem.Measurement.C.Cast<double>().ToArray();
        double[] k = solution.Gain.Cast<double>().ToArray(), g = solution.Filter!.InnovationGain.Cast<double>().ToArray();
        double[] l = solution.Filter.PredictorGain.Cast<double>().ToArray();
        DynamicShape plant = new(n, m), sensor = new(n, p);
        var controller = new PlantController(problem, solution);
        double[] estimate = new double[n], innovation = new double[p], input = new double[m], other = new double[m];
        double[] work = new double[Lqg.WorkspaceLength(plant)];
        var random = new Random(11);
        for (int t = 0; t < 100; t++)
        {
            double[] y = [.. Enumerable.Range(0, p).Select(_ => random.NextDouble() - 0.5)];
            var model = new LqgModel { A = a, B = b, C = c, Gain = k, InnovationGain = g, PredictorGain = l };
            Lqg.Act(plant, sensor, model, y, estimate, innovation, input);
            Lqg.Advance(plant, sensor, model, innovation, input, estimate, work);
            controller.Step(y, [], other);
            Assert.All(Enumerable.Range(0, m), i => Assert.Equal(input[i], other[i], 1e-9 * (1 + Math.Abs(input[i]))));
        }
    }

    [Theory]
    [InlineData("lqr-cartpole-lqg")]
    [InlineData("lqr-pitch-integral-delay")]
    [InlineData("lqr-rea1-predictor-delay")]
    public void A_step_allocates_nothing(string name)
    {
        (PlantProblem problem, PlantSolution solution) = Solve(name);
        var controller = new PlantController(problem, solution) { Limit = 1 };
        double[] y = new double[problem.Measurement?.C.GetLength(0) ?? problem.StateDim];
        double[] r = new double[problem.Tracking?.Outputs.GetLength(0) ?? 0], u = new double[problem.InputDim];
        y[0] = 0.3;
        for (int t = 0; t < 3; t++)
        {
            controller.Step(y, r, u);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int t = 0; t < 1000; t++)
        {
            controller.Step(y, r, u);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_controller_takes_only_a_policy_of_its_plant()
    {
        (PlantProblem problem, PlantSolution solution) = Solve("lqr-cartpole-lqg");
        Assert.Throws<ArgumentException>(() => new PlantController(problem, []));
        Assert.Throws<ArgumentException>(() => new PlantController(problem, [new PlantPolicy { Gain = new double[1, 2] }]));
        Assert.Throws<ArgumentNullException>(() => new PlantController(problem, [new PlantPolicy { Gain = solution.Gain }]));
        Assert.Throws<ArgumentException>(() => new PlantController(problem, solution with { Status = PlantStatus.Regulator }));
    }

    private static (PlantProblem Problem, PlantSolution Solution) Solve(string name)
    {
        PlantProblem problem = CaseProblems.Plant($"plant/{name}").Problem;
        PlantSolution solution = PlantSolver.Solve(problem);
        Assert.Equal(PlantStatus.Ok, solution.Status);
        return (problem, solution);
    }
}
