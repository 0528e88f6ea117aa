using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>What the border of the solvers asks of an <see cref="LqrModel"/>, in the words of <see cref="Guard"/>.</summary>
internal static class ModelBorder
{
    /// <summary>The room that <see cref="Symmetrised"/> needs: n² + m².</summary>
    public static int RoomLength<TShape>(TShape shape)
        where TShape : struct, IShapeSize =>
        SpanLength.Of(((long)shape.StateDim * shape.StateDim) + ((long)shape.InputDim * shape.InputDim), nameof(shape));

    /// <summary>The matrices of a time-invariant problem; the weights symmetric unless they are taken as they are.</summary>
    public static void Reads<TShape>(this ref Guard guard, TShape shape, in LqrModel model, bool takesWeightsAsTheyAre = false)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        guard.Reads(model.A, n, n);
        guard.Reads(model.B, n, m);
        if (takesWeightsAsTheyAre)
        {
            guard.Reads(model.Q, n, n);
            guard.Reads(model.R, m, m);
        }
        else
        {
            guard.ReadsSymmetric(model.Q, n);
            guard.ReadsSymmetric(model.R, m);
        }

        guard.ReadsOptional(model.S, n, m);
    }

    /// <summary>The matrices of a problem over a horizon: one for all steps, or one for each.</summary>
    public static void ReadsSeries<TShape, T>(this ref Guard guard, TShape shape, in LqrModel<T> model, int horizon)
        where TShape : struct, IShapeSize
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim, m = shape.InputDim;
        guard.ReadsSeries(model.A, n, n, horizon);
        guard.ReadsSeries(model.B, n, m, horizon);
        guard.ReadsSymmetricSeries(model.Q, n, horizon);
        guard.ReadsSymmetricSeries(model.R, m, horizon);
        guard.ReadsOptionalSeries(model.S, n, m, horizon);
    }

    /// <summary>The span is empty or holds exactly one matrix: for single steps, whose border is <see cref="Border"/>.</summary>
    public static void Optional(ReadOnlySpan<double> span, int rows, int columns, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (!span.IsEmpty)
        {
            Border.Length(span, rows, columns, name);
        }
    }

    /// <summary>The model with the symmetric parts of its weights, where they are not symmetric to the last bit.</summary>
    public static LqrModel Symmetrised<TShape>(TShape shape, in LqrModel model, ref Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Span<double> stateRoom = Dense.Span(ref memory.Take(n * n), n * n), inputRoom = Dense.Span(ref memory.Take(m * m), m * m);
        return new LqrModel(model.A, model.B, Symmetric.Part(model.Q, n, stateRoom), Symmetric.Part(model.R, m, inputRoom), model.S);
    }
}
