using System;
using System.Linq;
using SpanLqr.Plants;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.PlantFacts;

public class ResponseTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void The_figures_of_an_oscillator_are_those_of_the_textbook(double damping)
    {
        const double Step = 1e-4;
        double fast = Math.Sqrt(1 - (damping * damping));
        double[] y = [.. Enumerable.Range(0, 400_000).Select(i =>
            1 - (Math.Exp(-damping * i * Step) * (Math.Cos(fast * i * Step) + (damping / fast * Math.Sin(fast * i * Step)))))];
        SignalFigures figures = SignalFigures.Of(y, [.. y.Select(_ => 1.0)], Step);
        Assert.Equal(Math.Exp(-Math.PI * damping / fast), figures.Overshoot!.Value, 1e-6);
        Assert.All(y.Skip((int)Math.Round(figures.SettlingTime!.Value / Step)), value => Assert.InRange(value, 0.98, 1.02));
        Assert.NotInRange(y[(int)Math.Round(figures.SettlingTime.Value / Step) - 1], 0.98, 1.02);
        Assert.Equal(0.9, y[(int)Math.Round((figures.RiseTime!.Value + RiseStart(y, Step)) / Step)], 1e-3);
        Assert.Equal(y.Max(), figures.Peak);
    }

    [Fact]
    public void A_signal_without_a_way_has_no_overshoot()
    {
        SignalFigures still = SignalFigures.Of([1, 1, 1], [1, 1, 1], 1), moving = SignalFigures.Of([0, 1], [0, 1], 1);
        Assert.Null(still.Overshoot);
        Assert.Null(still.SettlingTime);
        Assert.Null(moving.Overshoot);
        Assert.Equal(0, moving.RmsError);
    }

    [Fact]
    public void A_signal_that_leaves_at_the_end_has_not_settled()
    {
        Assert.Null(SignalFigures.Of([0, 1, 1, 2], [1, 1, 1, 1], 1).SettlingTime);
        Assert.Equal(0.5, SignalFigures.Of([0, 1, 1, 1], [1, 1, 1, 1], 0.5).SettlingTime);
    }

    [Theory]
    [InlineData("lqr-motor-setpoint")]
    [InlineData("lqr-pitch-integral-delay")]
    public void Tracked_outputs_arrive_at_their_reference(string name)
    {
        (PlantProblem problem, PlantSolution solution) = Solve(name);
        PlantResponse response = PlantResponse.Of(problem, [solution.Policy], new ResponseOptions { Steps = 20_000 });
        Assert.True(response.IsFinite);
        for (int i = 0; i < response.Figures.Count; i++)
        {
            SignalFigures figures = response.Figures[i];
            Assert.Equal(problem.Tracking!.Reference![i], figures.Reference);
            Assert.InRange(Math.Abs(figures.Final - figures.Reference), 0, 1e-9 * (1 + Math.Abs(figures.Reference)));
            Assert.NotNull(figures.SettlingTime);
        }

        for (int i = 0; i < problem.StateDim; i++)
        {
            Assert.Equal(solution.SteadyState![i], response.States[^1][i], 1e-8 * (1 + Math.Abs(solution.SteadyState[i])));
        }
    }

    [Fact]
    public void Over_a_horizon_a_run_without_noise_costs_what_is_claimed()
    {
        var problem = new PlantProblem
        {
            A = new double[,] { { 1, 0.1 }, { 0, 0.9 } },
            B = new double[,] { { 0 }, { 0.1 } },
            Q = new double[,] { { 1, 0 }, { 0, 0.1 } },
            R = new double[,] { { 0.1 } },
            W = new double[2, 2],
            Delay = 2,
            InitialState = [1, -0.5],
        };
        var horizon = new PlantHorizon
        {
            Steps = 12,
            References = [.. Enumerable.Range(0, 13).Select(t => new[] { Math.Sin(t), Math.Cos(t) })],
        };
        PlantHorizonSolution solution = PlantSolver.Solve(problem, horizon);
        PlantResponse response = PlantResponse.Of(problem, solution.Policies, new ResponseOptions { Steps = 12 }, horizon);

        // After the last step the inputs under way act for two more.
        double cost = 0;
        double[] x = [1, -0.5];
        for (int t = 0; t < 14; t++)
        {
            if (t <= 12)
            {
                Assert.Equal(x[0], response.States[t][0], 1e-12);
                Assert.Equal(x[1], response.States[t][1], 1e-12);
            }

            double u = t < 2 ? 0 : response.Inputs[t - 2][0];
            double[] r = horizon.References[Math.Max(0, t - 2)];
            cost += Math.Pow(x[0] - r[0], 2) + (0.1 * Math.Pow(x[1] - r[1], 2)) + (0.1 * u * u);
            x = [x[0] + (0.1 * x[1]), (0.9 * x[1]) + (0.1 * u)];
        }

        double[] end = horizon.References[12];
        cost += Math.Pow(x[0] - end[0], 2) + (0.1 * Math.Pow(x[1] - end[1], 2));
        Assert.InRange(Norms.RelativeError(solution.Cost, cost), 0, 1e-12);
    }

    [Theory]
    [InlineData("lqr-cartpole-lqg")]
    [InlineData("lqr-rea1-predictor-delay")]
    [InlineData("lqr-correlated-noise")]
    public void A_long_run_with_noise_has_the_covariances_of_the_filter(string name)
    {
        (PlantProblem problem, PlantSolution solution) = Solve(name);
        const int Steps = 200_000;
        PlantResponse response = PlantResponse.Of(problem, [solution.Policy], new ResponseOptions { Steps = Steps, HasNoise = true, Seed = 3 });
        double[,] expected = solution.Filter!.PredictionCovariance;
        for (int i = 0; i < problem.StateDim; i++)
        {
            double measured = Enumerable.Range(1000, Steps - 1000).Average(t => Math.Pow(response.States[t][i] - response.Estimates[t][i], 2));

            // The error moves over tens of steps, so that 200 000 are worth some thousands: 2 to 3 % is one standard deviation.
            Assert.InRange(measured / expected[i, i], 0.88, 1.12);
        }
    }

    [Fact]
    public void A_limit_is_kept_and_counted_and_the_integrators_wait()
    {
        (PlantProblem problem, PlantSolution solution) = Solve("lqr-pitch-integral-delay");
        var free = PlantResponse.Of(problem, [solution.Policy], new ResponseOptions { Steps = 3000 });
        double largest = free.Inputs.Max(u => Math.Abs(u[0]));
        var limited = PlantResponse.Of(problem, [solution.Policy], new ResponseOptions { Steps = 3000, Limit = largest / 2 });
        Assert.Equal(0, free.Limited);
        Assert.True(limited.Limited > 0);
        Assert.Equal(largest / 2, limited.Inputs.Max(u => Math.Abs(u[0])));
        Assert.InRange(Math.Abs(limited.Figures[0].Final - limited.Figures[0].Reference), 0, 1e-6);
    }

    [Fact]
    public void The_same_seed_is_the_same_run()
    {
        (PlantProblem problem, PlantSolution solution) = Solve("lqr-cartpole-lqg");
        var options = new ResponseOptions { Steps = 50, HasNoise = true, Seed = 7 };
        PlantResponse once = PlantResponse.Of(problem, [solution.Policy], options), again = PlantResponse.Of(problem, [solution.Policy], options);
        PlantResponse other = PlantResponse.Of(problem, [solution.Policy], options with { Seed = 8 });
        Assert.Equal(once.States[^1], again.States[^1]);
        Assert.NotEqual(once.States[^1], other.States[^1]);
    }

    private static double RiseStart(double[] y, double step) => Array.FindIndex(y, value => value >= 0.1) * step;

    private static (PlantProblem Problem, PlantSolution Solution) Solve(string name)
    {
        PlantProblem problem = CaseProblems.Plant($"plant/{name}").Problem;
        PlantSolution solution = PlantSolver.Solve(problem);
        Assert.Equal(PlantStatus.Ok, solution.Status);
        return (problem, solution);
    }
}
