using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>What the border of the game solvers asks of a <see cref="GameModel"/>, in the words of <see cref="Guard"/>.</summary>
internal static class GameBorder
{
    /// <summary>The matrices of the game: one for all steps, or one for each.</summary>
    public static void ReadsSeries<TShape>(this ref Guard guard, TShape shape, in GameModel model, int horizon)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, p = model.AdversaryDim;
        ArgumentOutOfRangeException.ThrowIfLessThan(model.AdversaryDim, 1);
        guard.ReadsSeries(model.A, n, n, horizon);
        guard.ReadsSeries(model.B, n, m, horizon);
        guard.ReadsSeries(model.D, n, p, horizon);
        guard.ReadsSymmetricSeries(model.Q, n, horizon);
        guard.ReadsSymmetricSeries(model.R, m, horizon);
    }

    /// <summary>γ and γ² are positive numbers that a double holds in full precision.</summary>
    public static void Gamma(double gamma)
    {
        if (!(gamma > 0 && double.IsNormal(gamma * gamma)))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, $"gamma is {gamma}; a positive number whose square neither overflows nor underflows is expected.");
        }
    }

    /// <summary>The game of step t alone, with the symmetric parts of its weights where they are not symmetric to the last bit.</summary>
    public static GameModel StageOf<TShape>(TShape shape, in GameModel model, int t, Span<double> stateRoom, Span<double> inputRoom)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, p = model.AdversaryDim;
        return new GameModel(
            RiccatiRecursion.Slice(model.A, t, n * n),
            RiccatiRecursion.Slice(model.B, t, n * m),
            RiccatiRecursion.Slice(model.D, t, n * p),
            p,
            Symmetric.Part(RiccatiRecursion.Slice(model.Q, t, n * n), n, stateRoom),
            Symmetric.Part(RiccatiRecursion.Slice(model.R, t, m * m), m, inputRoom));
    }
}
