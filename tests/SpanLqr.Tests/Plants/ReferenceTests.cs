using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Plants;
using SpanLqr.Populations;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>
/// References that change over a horizon. The judge is the cost of an input sequence, added up along the motion on a fine grid: the policy's
/// inputs must cost what is claimed, and no change of any of them may make the cost less to first order.
/// </summary>
public class ReferenceTests
{
    private const int Steps = 7, Cuts = 40;

    public static TheoryData<string, double, bool, bool, double, bool> Cases()
    {
        var cases = new TheoryData<string, double, bool, bool, double, bool>();
        foreach (string time in new[] { "discrete", "integrated", "sampled" })
        {
            foreach (double delay in time == "integrated" ? new[] { 0, 0.4, 2, 1.6 } : [0, 2])
            {
                foreach (bool ofOutputs in new[] { false, true })
                {
                    cases.Add(time, delay, ofOutputs, false, 1, false);
                    cases.Add(time, delay, ofOutputs, true, 0.8, true);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_other_inputs_follow_the_references_for_less(string time, double delay, bool ofOutputs, bool hasRate, double discount, bool drifts)
    {
        (PlantProblem problem, PlantHorizon horizon) = Make(time, delay, ofOutputs, hasRate, discount, drifts);
        PlantHorizonSolution solution = PlantSolver.Solve(problem, horizon);
        Assert.Equal(PlantStatus.Ok, solution.Status);
        double[] inputs = InputsOf(problem, solution);
        double least = CostOf(problem, horizon, inputs);
        Assert.InRange(Norms.RelativeError(solution.Cost, least), 0, 1e-7);
        for (int t = 0; t < Steps; t++)
        {
            double[] more = [.. inputs], less = [.. inputs];
            more[t] += 1;
            less[t] -= 1;
            double above = CostOf(problem, horizon, more), below = CostOf(problem, horizon, less);
            Assert.InRange(Math.Abs(above - below), 0, 1e-7 * (above + below));
            Assert.True(above > least && below > least, $"input {t} is at no minimum");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_simulation_of_them_must_cost_is_the_cost_of_the_solution(string time, double delay, bool ofOutputs, bool hasRate, double discount, bool drifts)
    {
        (PlantProblem problem, PlantHorizon horizon) = Make(time, delay, ofOutputs, hasRate, discount, drifts);
        problem = problem with { W = new double[,] { { 0.3, 0.1 }, { 0.1, 0.2 } } };
        PlantHorizonSolution solution = PlantSolver.Solve(problem, horizon);
        PlantPolicy[] policies = [.. solution.Gains.Select((gain, t) => new PlantPolicy { Gain = gain, Offset = solution.Offsets[t] })];
        MeanFieldLoop? loop = PlantPolicyLoop.Of(problem, horizon, policies);
        Assert.NotNull(loop);
        Assert.InRange(Norms.RelativeError(ExpectedCost.Of(loop, Steps), solution.Cost), 0, 1e-9);
    }

    [Fact]
    public void A_constant_reference_of_outputs_is_the_set_point()
    {
        (PlantProblem problem, PlantHorizon horizon) = Make("integrated", 0.4, true, true, 1, true);
        double[] reference = [0.7];
        PlantProblem held = problem with { Tracking = problem.Tracking! with { Reference = reference } };
        PlantHorizonSolution varying = PlantSolver.Solve(problem, horizon with { References = [.. Enumerable.Repeat(reference, Steps + 1)] });
        PlantHorizonSolution constant = PlantSolver.Solve(held, horizon with { References = null });
        for (int t = 0; t < Steps; t++)
        {
            Assert.InRange(Norms.RelativeError(varying.Offsets[t][0], constant.Offsets[t][0] - (constant.Feedforwards[t][0, 0] * reference[0])), 0, 1e-9);
        }
    }

    private static (PlantProblem Problem, PlantHorizon Horizon) Make(string time, double delay, bool ofOutputs, bool hasRate, double discount, bool drifts)
    {
        bool isDiscrete = time == "discrete";
        double step = isDiscrete ? 1 : 0.3;
        var problem = new PlantProblem
        {
            A = isDiscrete ? new double[,] { { 0.9, 0.3 }, { -0.2, 1.05 } } : new double[,] { { 0.1, 1 }, { -0.8, -0.3 } },
            B = new double[,] { { 0.2 }, { 0.9 } },
            Q = new double[,] { { 2, 0.3 }, { 0.3, 1 } },
            R = new double[,] { { 0.5 } },
            S = new double[,] { { 0.2 }, { -0.1 } },
            W = new double[2, 2],
            Time = isDiscrete ? PlantTime.Discrete : PlantTime.Continuous,
            Weights = time == "sampled" ? StepWeights.Sampled : StepWeights.Integrated,
            Step = step,
            Delay = delay * step,
            Discount = discount,
            Drift = drifts ? [0.2, -0.1] : null,
            RateWeight = hasRate ? new double[,] { { 0.7 } } : null,
            Tracking = ofOutputs ? new PlantTracking { Outputs = new double[,] { { 1, 0.2 } } } : null,
            InitialState = [0.6, -1.1],
        };
        var random = new Random(5);
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        var horizon = new PlantHorizon
        {
            Steps = Steps,
            Qf = new double[,] { { 3, 0 }, { 0, 2 } },
            References = [.. Enumerable.Range(0, Steps + 1).Select(_ => Draw(ofOutputs ? 1 : 2))],
            InputReferences = ofOutputs ? null : [.. Enumerable.Range(0, Steps).Select(_ => Draw(1))],
        };
        return (problem, horizon);
    }

    /// <summary>The inputs that the policy chooses without noise.</summary>
    private static double[] InputsOf(PlantProblem problem, PlantHorizonSolution solution)
    {
        double[] inputs = new double[Steps];
        for (int t = 0; t < Steps; t++)
        {
            double[][] states = StatesOf(problem, inputs, out int perStep);
            double[,] gain = solution.Gains[t];
            double[] x = states[t * perStep];
            inputs[t] = -(gain[0, 0] * x[0]) - (gain[0, 1] * x[1]) - solution.Offsets[t][0];
            for (int i = 1; i <= solution.Memory; i++)
            {
                inputs[t] -= t - i < 0 ? 0 : gain[0, 1 + i] * inputs[t - i];
            }
        }

        return inputs;
    }

    /// <summary>The state on the grid up to Th + τ; of a discrete plant, at its steps.</summary>
    private static double[][] StatesOf(PlantProblem problem, double[] inputs, out int perStep)
    {
        bool isContinuous = problem.Time == PlantTime.Continuous;
        perStep = isContinuous ? Cuts : 1;
        int lag = (int)Math.Round(problem.Delay / problem.Step * perStep);
        double[,] a = problem.A, b = problem.B;
        double[] drift = problem.Drift ?? new double[2];
        if (isContinuous)
        {
            SampledPlant cut = PlantSampler.Sample(problem with { Step = problem.Step / Cuts, Delay = 0, Tracking = null, RateWeight = null, InitialState = null });
            (a, b, drift) = (cut.A, cut.B, cut.Drift);
        }

        var states = new List<double[]> { problem.InitialState! };
        for (int i = 0; i < (Steps * perStep) + lag; i++)
        {
            double u = ActingAt(inputs, i, lag, perStep);
            double[] x = states[^1];
            states.Add([
                (a[0, 0] * x[0]) + (a[0, 1] * x[1]) + (b[0, 0] * u) + drift[0],
                (a[1, 0] * x[0]) + (a[1, 1] * x[1]) + (b[1, 0] * u) + drift[1]]);
        }

        return [.. states];
    }

    private static double ActingAt(double[] inputs, int instant, int lag, int perStep) =>
        instant < lag ? 0 : inputs[(instant - lag) / perStep];

    private static double CostOf(PlantProblem problem, PlantHorizon horizon, double[] inputs)
    {
        double[][] states = StatesOf(problem, inputs, out int perStep);
        bool isContinuous = problem.Time == PlantTime.Continuous, isIntegrated = isContinuous && problem.Weights == StepWeights.Integrated;
        int lag = (int)Math.Round(problem.Delay / problem.Step * perStep), last = states.Length - 1;
        double cut = problem.Step / perStep;

        // β is per step in discrete time and per second in continuous time.
        double Worth(int instant) => Math.Pow(problem.Discount, isContinuous ? instant * cut : instant);
        double Stage(int instant, int held)
        {
            int target = Math.Max(0, (held - lag) / perStep);
            (double[] x, double u) = TargetAt(problem, horizon, target);
            double[] away = [states[instant][0] - x[0], states[instant][1] - x[1]];
            double input = ActingAt(inputs, held, lag, perStep) - u;
            return Worth(instant) * (Quadratic(problem.Q, away) + (2 * ((away[0] * problem.S![0, 0]) + (away[1] * problem.S[1, 0])) * input) + (problem.R[0, 0] * input * input));
        }

        double cost = 0;
        if (isIntegrated)
        {
            for (int i = 0; i < last; i += 2)
            {
                cost += cut / 3 * (Stage(i, i) + (4 * Stage(i + 1, i)) + Stage(i + 2, i));
            }
        }
        else
        {
            for (int i = 0; i < last; i += perStep)
            {
                cost += Stage(i, i);
            }
        }

        for (int t = 0; t < Steps && problem.RateWeight is not null; t++)
        {
            double change = inputs[t] - (t == 0 ? 0 : inputs[t - 1]);
            cost += Worth(t * perStep) * problem.RateWeight[0, 0] * change * change / (isIntegrated ? problem.Step : 1);
        }

        double[] end = TargetAt(problem, horizon, Steps).State;
        return cost + (Worth(last) * Quadratic(horizon.Qf!, [states[last][0] - end[0], states[last][1] - end[1]]));
    }

    /// <summary>What is followed: the state given, or the one that holds the output there, by elimination.</summary>
    private static (double[] State, double Input) TargetAt(PlantProblem problem, PlantHorizon horizon, int t)
    {
        double[] r = horizon.References![t];
        if (problem.Tracking is null)
        {
            return (r, t < Steps ? horizon.InputReferences![t][0] : 0);
        }

        double one = problem.Time == PlantTime.Discrete ? 1 : 0;
        double[] c = problem.Drift ?? new double[2];
        double[][] rows = [
            [problem.A[0, 0] - one, problem.A[0, 1], problem.B[0, 0], -c[0]],
            [problem.A[1, 0], problem.A[1, 1] - one, problem.B[1, 0], -c[1]],
            [problem.Tracking.Outputs[0, 0], problem.Tracking.Outputs[0, 1], 0, r[0]]];
        double all = Determinant(rows, -1);
        return ([Determinant(rows, 0) / all, Determinant(rows, 1) / all], Determinant(rows, 2) / all);
    }

    /// <summary>Of the three columns, one replaced by the right side.</summary>
    private static double Determinant(double[][] rows, int replaced)
    {
        double M(int i, int j) => rows[i][j == replaced ? 3 : j];
        return (M(0, 0) * ((M(1, 1) * M(2, 2)) - (M(1, 2) * M(2, 1))))
            - (M(0, 1) * ((M(1, 0) * M(2, 2)) - (M(1, 2) * M(2, 0))))
            + (M(0, 2) * ((M(1, 0) * M(2, 1)) - (M(1, 1) * M(2, 0))));
    }

    private static double Quadratic(double[,] weight, double[] x) =>
        (weight[0, 0] * x[0] * x[0]) + (2 * weight[0, 1] * x[0] * x[1]) + (weight[1, 1] * x[1] * x[1]);
}
