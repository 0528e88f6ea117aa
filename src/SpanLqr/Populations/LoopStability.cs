using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Populations;

/// <summary>Whether a loop settles.</summary>
public static class LoopStability
{
    /// <summary>The largest spectral radius of what runs for ever: ρ(F), and ρ(M_l) where there is more than one agent.</summary>
    /// <param name="loop">The loop, of one matrix for all steps each; of several the first ones count.</param>
    /// <returns>The radius: costs have an average in the long run where it is below 1. NaN where an entry is not finite.</returns>
    /// <exception cref="ArgumentException">The loop is malformed.</exception>
    public static double Radius(MeanFieldLoop loop)
    {
        LoopChecks.Check(loop);
        double radius = RadiusOf(loop.MeanDynamics[0]);
        foreach (AgentLoop population in loop.Populations)
        {
            radius = population.Size > 1 ? Math.Max(radius, RadiusOf(population.Dynamics[0])) : radius;
        }

        return radius;
    }

    private static double RadiusOf(double[,] matrix)
    {
        var visitor = new Visitor(matrix);
        return ShapeDispatch.Run<Visitor, double>(matrix.GetLength(0), 1, ref visitor);
    }

    private readonly struct Visitor(double[,] matrix) : IShapeVisitor<double>
    {
        public double Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape =>
            SpectralRadius.Compute(shape, Arrays.Flat(matrix), new double[SpectralRadius.WorkspaceLength(shape)]);
    }
}
