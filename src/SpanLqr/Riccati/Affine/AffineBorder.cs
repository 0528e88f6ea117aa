using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>What the public border of the affine solvers checks: model, terms, and what they may not share memory with.</summary>
internal static class AffineBorder
{
    /// <summary>One matrix or vector for all steps or one for each, of the model and of the terms that are there.</summary>
    public static void Check<TShape>(TShape shape, int horizon, in LqrModel model, in AffineTerms terms)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        ModelBorder.Series(model.A, n, n, horizon);
        ModelBorder.Series(model.B, n, m, horizon);
        ModelBorder.Series(model.R, m, m, horizon);
        Optional(terms.Drift, n, horizon);
        Optional(terms.StateWeight, n, horizon);
        Optional(terms.InputWeight, m, horizon);
    }

    /// <summary>What is written shares no memory with what is read.</summary>
    public static void Apart(
        ReadOnlySpan<double> written,
        in LqrModel model,
        in AffineTerms terms,
        ReadOnlySpan<double> costToGo,
        ReadOnlySpan<double> gain,
        [CallerArgumentExpression(nameof(written))] string name = "",
        [CallerArgumentExpression(nameof(costToGo))] string costName = "",
        [CallerArgumentExpression(nameof(gain))] string gainName = "")
    {
        ModelBorder.Apart(written, model, name);
        Border.Apart(written, terms.Drift, name);
        Border.Apart(written, terms.StateWeight, name);
        Border.Apart(written, terms.InputWeight, name);
        Border.Apart(written, costToGo, name, costName);
        Border.Apart(written, gain, name, gainName);
    }

    private static void Optional(ReadOnlySpan<double> vectors, int length, int count, [CallerArgumentExpression(nameof(vectors))] string name = "")
    {
        if (!vectors.IsEmpty)
        {
            ModelBorder.Series(vectors, length, 1, count, name);
        }
    }
}
