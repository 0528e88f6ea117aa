using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>What the public border of the game solvers checks beyond <see cref="Border"/> and <see cref="ModelBorder"/>.</summary>
internal static class GameBorder
{
    /// <summary>The matrices fit the shape: one for all steps, or one for each.</summary>
    public static void Check<TShape>(TShape shape, int horizon, in GameModel model)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, p = model.AdversaryDim;
        ModelBorder.Series(model.A, n, n, horizon);
        ModelBorder.Series(model.B, n, m, horizon);
        ModelBorder.Series(model.D, n, p, horizon);
        ModelBorder.Series(model.Q, n, n, horizon);
        ModelBorder.Series(model.R, m, m, horizon);
    }

    /// <summary>γ and γ² are positive numbers that a double holds in full precision.</summary>
    public static void Gamma(double gamma)
    {
        if (!(gamma > 0 && double.IsNormal(gamma * gamma)))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, $"gamma is {gamma}; a positive number whose square neither overflows nor underflows is expected.");
        }
    }

    /// <summary>What is written shares no memory with a matrix of the model.</summary>
    public static void Apart(ReadOnlySpan<double> written, in GameModel model, [CallerArgumentExpression(nameof(written))] string name = "")
    {
        Border.Apart(written, model.A, name);
        Border.Apart(written, model.B, name);
        Border.Apart(written, model.D, name);
        Border.Apart(written, model.Q, name);
        Border.Apart(written, model.R, name);
    }
}
