using System;
using SpanLqr.Compare.Data;
using SpanLqr.Populations;

namespace SpanLqr.Compare.Ours;

/// <summary>
/// One population with x⁺ = Ax + (A/4)x̄ + w, w ~ N(0, I), and cost x'Qx, averaged over agents and steps, which is the answer. Each
/// agent sees its own state and the mean.
/// </summary>
internal static class AgentLoops
{
    /// <summary>The agents of a call that simulates every one.</summary>
    public const int Agents = 1_000_000;

    /// <summary>The steps of a call.</summary>
    public const int Steps = 32;

    /// <summary>The share of A by which the mean moves an agent.</summary>
    public const double Coupling = 0.25;

    public static double EveryAgent(ProblemData data, long iterations, int threads) =>
        Run(data, iterations, Agents, PopulationMode.Agents, threads);

    public static double Collapsed(ProblemData data, long iterations, int agents) => Run(data, iterations, agents, PopulationMode.Collapsed, 1);

    private static double Run(ProblemData data, long iterations, int agents, PopulationMode mode, int threads)
    {
        int n = data.Plant.N;
        double[,] a = Plant.Square(data.Plant.A, n, 1), q = Plant.Square(data.Plant.Q, n, 1), noise = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            noise[i, i] = 1;
        }

        var loop = new MeanFieldLoop
        {
            Populations = [new AgentLoop { Name = "agents", Size = agents, Dynamics = [a], Noise = noise }],
            MeanDynamics = [Plant.Square(data.Plant.A, n, 1 + Coupling)],
            Costs = [new PopulationCost([Plant.Square(data.Plant.Q, n, 1.0 / agents)], q)],
        };
        PopulationRollout rollout = new PopulationSimulation(loop, new PopulationOptions(Steps) { Mode = mode, Seed = 1 }).CreateRollout(threads);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            rollout.Run((ulong)i);
        }

        double elapsed = Clock.SecondsSince(start);
        data.Output[0] = rollout.Cost;
        return elapsed;
    }
}
