using System;
using SpanLqr.RandomNumbers;
using SpanLqr.ZeroOrder;

namespace OwnPlant;

/// <summary>A pendulum held upright by a motor that saturates: nothing linear about it, and no matrix to be seen.</summary>
/// <remarks>The parameters are the gains of u = −k₁·angle − k₂·speed; a rollout lasts four seconds from a random angle.</remarks>
internal sealed class Pendulum : ICostOracle
{
    private const double TimeStep = 0.02, Gravity = 9.81, Damping = 0.1, MostTorque = 20, Spread = 0.15, Fallen = 1.5;

    public int ParameterCount => 2;

    public int StepsPerRollout => 200;

    public void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        for (int row = 0; row < costs.Length; row++)
        {
            // Row v·keys.Length + i runs on noise i, so that variants can be compared on equal terms.
            NormalStream normals = new(keys[row % keys.Length], 0, 0);
            costs[row] = Swing(parameters[2 * row], parameters[(2 * row) + 1], Spread * normals.Next());
        }
    }

    private double Swing(double angleGain, double speedGain, double angle)
    {
        double speed = 0, cost = 0;
        for (int t = 0; t < StepsPerRollout; t++)
        {
            double torque = Math.Clamp(-(angleGain * angle) - (speedGain * speed), -MostTorque, MostTorque);
            cost += TimeStep * ((10 * angle * angle) + (speed * speed) + (0.01 * torque * torque));
            speed += TimeStep * ((Gravity * Math.Sin(angle)) - (Damping * speed) + torque);
            angle += TimeStep * speed;
            if (Math.Abs(angle) > Fallen)
            {
                return double.PositiveInfinity;
            }
        }

        return cost;
    }
}
