using System;
using System.Collections.Generic;
using SpanLqr.Learning.Teams;
using SpanLqr.RandomNumbers;

namespace OwnFleet;

/// <summary>Four vans and two trucks that drive at 20 m/s, each in a slot of its own: drag goes with the square of the speed, and all feel the same gusts.</summary>
/// <remarks>States of a vehicle: how far it is ahead of its slot, in m, and how much too fast, in m/s; its input is the push of the engine, in m/s².</remarks>
internal sealed class Fleet : IMultiAgentPlant
{
    private const double TimeStep = 0.5, Speed = 20, OwnNoise = 0.1, Gust = 0.15, MostPush = 3;

    // Drag per mass, and how much a population's positions, speeds and pushes cost.
    private static readonly double[] Drag = [4e-3, 2e-3];
    private static readonly double[] PushCost = [1, 3];

    public IReadOnlyList<AgentPopulation> Populations { get; } = [new("vans", 4, 2, 1), new("trucks", 2, 2, 1)];

    public void Reset(ulong key, Span<double> states) => states.Clear();

    public bool Step(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs, ulong key, Span<double> next)
    {
        NormalStream normals = new(key, 0, 0);
        double gust = Gust * normals.Next();
        for (int i = 0; i < inputs.Length; i++)
        {
            double position = states[2 * i], fast = states[(2 * i) + 1];
            double drag = Drag[i < 4 ? 0 : 1] * (Math.Abs(Speed + fast) * (Speed + fast) - (Speed * Speed));
            double push = MostPush * Math.Tanh(inputs[i] / MostPush);
            next[2 * i] = position + (TimeStep * fast);
            next[(2 * i) + 1] = fast + (TimeStep * (push - drag)) + gust + (OwnNoise * normals.Next());
        }

        return true;
    }

    public double Cost(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs)
    {
        double cost = 0, ahead = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            double position = states[2 * i], fast = states[(2 * i) + 1];
            cost += (position * position) + (0.5 * fast * fast) + (PushCost[i < 4 ? 0 : 1] * inputs[i] * inputs[i]);
            ahead += position;
        }

        // The fleet as a whole should keep its timetable.
        return cost + (ahead * ahead / inputs.Length);
    }
}
