using System;
using System.Collections.Generic;
using SpanLqr.Games;
using SpanLqr.Learning;
using SpanLqr.Learning.Games;

namespace OwnGame;

/// <summary>Two lanes of drivers. Each likes to drive as fast as its own lane, and a little faster than the other one; drag goes with the square of the speed.</summary>
/// <remarks>The state of a driver is its speed above the usual one, the mean field the mean speeds of both lanes. Only costs leave this class.</remarks>
internal sealed class Lanes : IFirstInputSimulator
{
    private const double TimeStep = 0.1, Usual = 3, Drag = 0.1, Steady = 1e3;
    private const int PublishedSteps = 500;

    private static readonly double[] Faster = [0.5, 0.2];
    private static readonly double[] Effort = [0.5, 1];

    private IReadOnlyList<AffinePolicy> _policies = [];

    public int PopulationCount => 2;

    public int StateDim => 1;

    public int InputDim(int population) => 1;

    public void Announce(IReadOnlyList<AffinePolicy> policies) => _policies = policies;

    public LearningAccount? Publish(IReadOnlyList<AffinePolicy> policies, int round)
    {
        _policies = policies;
        double[] means = [1, 1];
        for (int t = 0; t < PublishedSteps; t++)
        {
            means = NextMeans(means);
        }

        return Math.Abs(means[0]) + Math.Abs(means[1]) < Steady ? new LearningAccount(1, PublishedSteps, 0) : null;
    }

    public IReadOnlyList<double> StartScales(int population) => [0.5, 0.5, 0.5];

    public void QuietCosts(int population, AffinePolicy policy, int steps, ReadOnlySpan<double> starts, ReadOnlySpan<double> pushes, Span<double> costs)
    {
        for (int run = 0; run < costs.Length; run++)
        {
            double speed = starts[3 * run];
            double[] means = starts.Slice((3 * run) + 1, 2).ToArray();
            for (int t = 0; t < steps; t++)
            {
                double input = Input(policy, speed, means) + (t == 0 ? pushes[run] : 0);
                costs[run] = (t == 0 ? 0 : costs[run]) + StageCost(population, speed, means, input);
                (speed, means) = (Next(speed, input), NextMeans(means));
            }
        }
    }

    private static double StageCost(int lane, double speed, double[] means, double input)
    {
        double own = speed - means[lane], other = speed - means[1 - lane] - Faster[lane];
        return (0.1 * speed * speed) + (own * own) + (0.5 * other * other) + (Effort[lane] * input * input);
    }

    private static double Input(AffinePolicy policy, double speed, double[] means) =>
        -(policy.OwnGain[0, 0] * speed) - (policy.MeanFieldGain[0, 0] * means[0]) - (policy.MeanFieldGain[0, 1] * means[1]) - policy.Offset[0];

    private static double Next(double speed, double input) =>
        speed + (TimeStep * (input - (Drag * ((Math.Abs(Usual + speed) * (Usual + speed)) - (Usual * Usual)))));

    private double[] NextMeans(double[] means) =>
        [Next(means[0], Input(_policies[0], means[0], means)), Next(means[1], Input(_policies[1], means[1], means))];
}
