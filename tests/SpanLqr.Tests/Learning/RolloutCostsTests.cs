using System;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Learning;
using SpanLqr.Learning.Games;
using SpanLqr.Learning.Lqr;
using SpanLqr.Learning.Robust;
using SpanLqr.Lqr;
using SpanLqr.RandomNumbers;
using SpanLqr.Robust;
using SpanLqr.ZeroOrder;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>Costs from closed loops in lanes, against the plant under its policy, step by step.</summary>
public class RolloutCostsTests
{
    // Two batches and a rest that fills no vector.
    private const int Count = 45;

    private static readonly double[,] WeightCross = { { 0.1, 0.05 }, { -0.2, 0.1 }, { 0.05, 0.15 } };

    [Fact]
    public void ARollout_IsThePlantUnderItsOwnGain()
    {
        LqrProblem plant = Plants.Unstable with { S = WeightCross };
        double[,] factor = Reference.Matrix.cholesky(plant.W!);
        foreach (RolloutModel model in Enum.GetValues<RolloutModel>())
        {
            bool isErgodic = model == RolloutModel.Ergodic;
            RolloutCostOptions options = new() { Model = model, Steps = 90, BurnIn = isErgodic ? 25 : 0 };
            double[] gains = Perturbed(Plants.Flat(Plants.UnstableStart), 2 * Count);
            ulong[] keys = Keys();
            double[] costs = new double[2 * Count];
            LqrCosts.Of(plant, options).Evaluate(gains, keys, costs);
            for (int row = 0; row < costs.Length; row++)
            {
                NormalStream normals = new(0, 0, keys[row % Count]);
                double[] start = isErgodic ? new double[3] : Coloured(factor, ref normals, 4), x = start;
                double sum = 0;
                for (int t = 0; t < options.Steps; t++)
                {
                    double[] state = x;
                    double[] u = [.. Enumerable.Range(0, 2).Select(k => -Enumerable.Range(0, 3).Sum(j => gains[(row * 6) + (k * 3) + j] * state[j]))];
                    sum += t < options.BurnIn ? 0 : Form(plant.Q, x, x) + (2 * Form(plant.S, x, u)) + Form(plant.R, u, u);
                    double[] noise = isErgodic ? Coloured(factor, ref normals, 3) : new double[3];
                    x = [.. Enumerable.Range(0, 3).Select(i => Row(plant.A, i, state) + Row(plant.B, i, u) + noise[i])];
                }

                double expected = isErgodic ? sum / (options.Steps - options.BurnIn) : sum;
                Assert.Equal(expected, costs[row], 1e-10 * Math.Abs(expected));
            }
        }
    }

    [Fact]
    public void AnOffset_CostsWhatItsAgentPays_InTheMeanField()
    {
        const int Steps = 60, BurnIn = 10;
        GameProblem game = Game();
        AffinePolicy[] policies = Policies();
        GameSimulator simulator = new(game, new SimulatorOptions { Offsets = new RolloutCostOptions { Model = RolloutModel.Ergodic, Steps = Steps, BurnIn = BurnIn } });
        simulator.Publish(policies, 0);
        MeanFieldLaw law = BestResponse.Consistent(game, policies);
        double[] offsets = Perturbed([0.3], Count), costs = new double[Count];
        ulong[] keys = Keys();
        simulator.OffsetCosts(0).Evaluate(offsets, keys, costs);
        for (int r = 0; r < Count; r++)
        {
            NormalStream normals = new(0, 0, keys[r]);
            double z = 0, sum = 0;
            double[] mean = [0, 0], noise = new double[3];
            for (int t = 0; t < Steps; t++)
            {
                double u = -(0.4 * z) - (0.1 * mean[0]) + (0.2 * mean[1]) - offsets[r], gap = z - mean[1] - 1;
                sum += t < BurnIn ? 0 : (0.5 * z * z) + (0.6 * u * u) + (0.2 * (z - mean[0]) * (z - mean[0])) + (0.4 * gap * gap);
                normals.Fill(noise);
                z = (0.8 * z) + (0.7 * u) + (Math.Sqrt(0.3) * noise[0]);
                mean =
                [
                    (law.F[0, 0] * mean[0]) + (law.F[0, 1] * mean[1]) + law.C[0] + (Math.Sqrt(0.3) * noise[1]),
                    (law.F[1, 0] * mean[0]) + (law.F[1, 1] * mean[1]) + law.C[1] + (Math.Sqrt(0.5) * noise[2]),
                ];
            }

            Assert.Equal(sum / (Steps - BurnIn), costs[r], 1e-10 * costs[r]);
        }
    }

    [Fact]
    public void ThreadsAndNeighbours_ChangeNoBit()
    {
        double[] gains = Perturbed(Plants.Flat(Plants.UnstableStart), 4 * Count);
        ulong[] keys = [.. Enumerable.Range(0, 2 * Count).Select(i => (ulong)(i * i))];
        double[] one = new double[4 * Count], three = new double[4 * Count], alone = new double[1];
        RolloutCosts costs = LqrCosts.Of(Plants.Unstable, new RolloutCostOptions());
        costs.Evaluate(gains, keys, one);
        LqrCosts.Of(Plants.Unstable, new RolloutCostOptions { Threads = 3 }).Evaluate(gains, keys, three);
        costs.Evaluate(gains.AsSpan(77 * 6, 6), keys.AsSpan(77, 1), alone);
        Assert.Equal(one, three);
        Assert.Equal(one[77], alone[0]);
    }

    [Fact]
    public void AnEstimate_AllocatesNothing()
    {
        GameSimulator simulator = new(Game(), new SimulatorOptions());
        simulator.Publish(Policies(), 0);
        (ICostOracle Costs, double[] Start)[] searches =
        [
            (LqrCosts.Of(Plants.Unstable, new RolloutCostOptions()), Plants.Flat(Plants.UnstableStart)),
            (LqrCosts.Of(Plants.Unstable, new RolloutCostOptions { Model = RolloutModel.Ergodic }), Plants.Flat(Plants.UnstableStart)),
            (simulator.GainCosts(0), [0.4, 0.1, -0.2]),
            (simulator.OffsetCosts(0), [0.3]),
        ];
        foreach ((ICostOracle costs, double[] start) in searches)
        {
            ZeroOrderDescent descent = new(costs, start, new DescentOptions());
            descent.Advance();
            long before = GC.GetAllocatedBytesForCurrentThread();
            descent.Advance();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void ASlopeOfARobustStage_AllocatesNothing()
    {
        double[,] one = { { 1.0 } };
        RobustProblem problem = new()
        {
            Horizon = 3,
            A = [one],
            B = [one],
            Q = [one],
            Qbar = [one],
            Sigma = one,
            SigmaBar = one,
        };
        GainLayout layout = GainLayout.Of(problem);
        foreach (bool everyAgent in new[] { false, true })
        {
            SimulatedStageCosts costs = new(problem, 3, new StageCostOptions { Agents = 10, EveryAgent = everyAgent, Noise = true });
            ZeroOrderStageGradient gradient = new(layout, costs, new GradientOptions());
            double[] gains = new double[layout.StageLength], slope = new double[layout.StageLength];
            gradient.Begin(1, new double[layout.StageLength]);
            gradient.Evaluate(gains, 0, slope);
            long before = GC.GetAllocatedBytesForCurrentThread();
            gradient.Evaluate(gains, 1, slope);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static GameProblem Game() => new()
    {
        Populations =
        [
            new GamePopulation { Name = "a", A = M(0.8), B = M(0.7), Q = M(0.5), R = M(0.6), W = M(0.3), Own = M(0.2) },
            new GamePopulation { Name = "b", A = M(0.5), B = M(1.1), Q = M(0.3), R = M(0.9), W = M(0.5) },
        ],
        Couplings =
        [
            new GameCoupling { Of = 0, To = 1, Weight = M(0.4), Offset = [1.0] },
            new GameCoupling { Of = 1, To = 0, Weight = M(0.4), Offset = [-0.5] },
        ],
    };

    private static AffinePolicy[] Policies() =>
        [new(M(0.4), new[,] { { 0.1, -0.2 } }, [0.3]), new(M(0.2), new[,] { { -0.1, 0.1 } }, [-0.1])];

    private static double[,] M(double value) => new[,] { { value } };

    private static ulong[] Keys() => [.. Enumerable.Range(0, Count).Select(i => (ulong)((7 * i) + 3))];

    /// <summary>Rows near one row, no two alike.</summary>
    private static double[] Perturbed(double[] row, int count) =>
        [.. Enumerable.Range(0, count * row.Length).Select(i => row[i % row.Length] + (0.05 * Math.Sin(i)))];

    private static double[] Coloured(double[,] factor, ref NormalStream normals, int drawn)
    {
        double[] z = new double[drawn];
        normals.Fill(z);
        return [.. Enumerable.Range(0, 3).Select(i => Row(factor, i, z))];
    }

    private static double Row(double[,] matrix, int row, double[] vector) => Enumerable.Range(0, matrix.GetLength(1)).Sum(j => matrix[row, j] * vector[j]);

    private static double Form(double[,] matrix, double[] left, double[] right) => left.Select((x, i) => x * Row(matrix, i, right)).Sum();
}
