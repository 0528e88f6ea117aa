using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>What the border of the affine solvers asks of a model and its terms, in the words of <see cref="Guard"/>.</summary>
internal static class AffineBorder
{
    /// <summary>One matrix or vector for all steps or one for each. Q and S are not read, and so only what is written must stay apart from them.</summary>
    public static void ReadsSeries<TShape>(this ref Guard guard, TShape shape, in LqrModel model, in AffineTerms terms, int horizon)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        guard.ReadsSeries(model.A, n, n, horizon);
        guard.ReadsSeries(model.B, n, m, horizon);
        guard.ReadsSymmetricSeries(model.R, m, horizon);
        guard.Names(model.Q);
        guard.Names(model.S);
        guard.ReadsOptionalSeries(terms.Drift, n, 1, horizon);
        guard.ReadsOptionalSeries(terms.StateWeight, n, 1, horizon);
        guard.ReadsOptionalSeries(terms.InputWeight, m, 1, horizon);
    }
}
