using System;
using System.Security.Cryptography;
using SpanLqr.Learning;
using SpanLqr.Learning.Lqr;
using SpanLqr.Populations;
using SpanLqr.RandomNumbers;
using SpanLqr.Rollouts;
using SpanLqr.Teams;
using SpanLqr.Tests.Teams;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>A hash over random numbers, rollouts, an estimate from them and steps of populations: everything whose lanes must not know how wide a vector is.</summary>
internal static class SimulationBits
{
    public static string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendNormals(hash);
        AppendRollouts(hash);
        AppendEstimate(hash);
        AppendPopulations(hash);
        return Convert.ToHexString(hash.GetCurrentHash());
    }

    private static void AppendNormals(IncrementalHash hash)
    {
        double[] normals = new double[1001], root = new double[9];
        var stream = new NormalStream(3, 1, 4);
        stream.Fill(normals);
        Append(hash, normals);
        CounterNormals.Fill(1, 5, 9, 2, normals);
        Append(hash, normals);
        var wishart = new Wishart(new double[,] { { 1, 0, 0 }, { 0.5, 2, 0 }, { 0.1, 0.2, 3 } }, 6);
        for (int k = 0; k < 100; k++)
        {
            wishart.NextRoot(ref stream, root, normals);
            Append(hash, root);
        }
    }

    private static void AppendRollouts(IncrementalHash hash)
    {
        var random = new RandomTeams(12);
        double[,] cost = random.Definite(3), noise = random.Definite(3);
        var loop = new ClosedLoop(random.Matrix(3, 3, 0.5), cost, noise, random.Vector(3));
        var options = new RolloutOptions(40) { Seed = 8, InitialCovariance = noise };
        double[] costs = new double[21], states = new double[63];
        var doubles = new RolloutEngine<double>(RolloutPlan<double>.Of(loop), options);
        doubles.Run(2, costs, doubles.CreateWorkspace(), states);
        Append(hash, costs);
        Append(hash, states);
        var singles = new RolloutEngine<float>(RolloutPlan<float>.Of(loop), options);
        singles.Run(2, costs, singles.CreateWorkspace(), states);
        Append(hash, costs);
        Append(hash, states);
    }

    private static void AppendEstimate(IncrementalHash hash)
    {
        double[] gradient = new double[6], gain = Learning.Plants.Flat(Learning.Plants.UnstableStart);
        foreach (RolloutModel model in Enum.GetValues<RolloutModel>())
        {
            RolloutCosts costs = LqrCosts.Of(Learning.Plants.Unstable, new RolloutCostOptions { Model = model });
            new GradientEstimator(costs, new GradientOptions { Batch = 45 }).Estimate(gain, 3, 0.02, gradient);
            Append(hash, gradient);
        }
    }

    private static void AppendPopulations(IncrementalHash hash)
    {
        // Under no input, so that the hash is of the simulation and not of a solver.
        TeamProblem team = new RandomTeams(6).Create((1029, 2, 1), (13, 3, 1), (5, 1, 1));
        MeanFieldLoop loop = TeamLoop.Of(team, [new double[1, 2], new double[1, 3], new double[1, 1]], new double[3, 6]);
        foreach (PopulationMode mode in Enum.GetValues<PopulationMode>())
        {
            double[] trace = new double[71 * loop.MeanDim], moment = new double[9];
            PopulationRollout rollout = new PopulationSimulation(loop, new PopulationOptions(70) { Mode = mode }).CreateRollout();
            rollout.Run(3, 1, trace);
            rollout.FinalSecondMoment(1, moment);
            Append(hash, trace);
            Append(hash, moment);
            Append(hash, [rollout.Cost, rollout.NoiseEnergy]);
        }
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            hash.AppendData(BitConverter.GetBytes(value));
        }
    }
}
