using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>References as affine terms: the cost of a distance from (x̂, û) instead of from the origin.</summary>
public static class Tracking
{
    /// <summary>
    /// q = −(Qx̂ + Sû) and r = −(Rû + S'x̂): with them x'Qx + 2x'Su + u'Ru + 2q'x + 2r'u is the same cost of (x − x̂, u − û), but for
    /// the constant that is returned.
    /// </summary>
    /// <param name="shape">The shape.</param>
    /// <param name="model">Q, R and perhaps S of one stage; A and B are not read.</param>
    /// <param name="state">x̂, n entries.</param>
    /// <param name="input">û, m entries; or empty for zeros.</param>
    /// <param name="stateWeight">q, n entries.</param>
    /// <param name="inputWeight">r, m entries.</param>
    /// <returns>x̂'Qx̂ + 2x̂'Sû + û'Rû, to be added to the cost of each such stage.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; Q or R is not symmetric; an output overlaps another span; or the shape has no size.</exception>
    public static double Terms<TShape>(
        TShape shape,
        in LqrModel model,
        ReadOnlySpan<double> state,
        ReadOnlySpan<double> input,
        Span<double> stateWeight,
        Span<double> inputWeight)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Guard guard = Guard.Of(shape);
        guard.ReadsSymmetric(model.Q, n);
        guard.ReadsSymmetric(model.R, m);
        guard.ReadsOptional(model.S, n, m);
        guard.Names(model.A);
        guard.Names(model.B);
        guard.Reads(state, n, 1);
        guard.ReadsOptional(input, m, 1);
        guard.Writes(stateWeight, n, 1);
        guard.Writes(inputWeight, m, 1);
        stateWeight.Clear();
        inputWeight.Clear();
        AddSymmetric<TShape>(model.Q, state, stateWeight);
        AddSymmetric<TShape>(model.R, input, inputWeight);
        if (!model.S.IsEmpty)
        {
            AffineStage<TShape>.AddTransposed(model.S, state, -1, inputWeight);
            for (int i = 0; i < n && !input.IsEmpty; i++)
            {
                stateWeight[i] -= Dense.Dot(ref Border.Start(model.S[(i * m)..]), ref Border.Start(input), m);
            }
        }

        double constant = -Dense.Dot(ref Border.Start(state), ref stateWeight[0], n);
        return input.IsEmpty ? constant : constant - Dense.Dot(ref Border.Start(input), ref inputWeight[0], m);
    }

    /// <summary>y ← y − (X + X')x/2, in the order of X' alone where X is exactly symmetric.</summary>
    private static void AddSymmetric<TShape>(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, Span<double> y)
        where TShape : struct, ILqrShape
    {
        bool isExact = Symmetric.IsExact(matrix, y.Length);
        AffineStage<TShape>.AddTransposed(matrix, x, isExact ? -1 : -0.5, y);
        for (int i = 0; i < x.Length && !isExact; i++)
        {
            y[i] -= 0.5 * Dense.Dot(ref Border.Start(matrix[(i * y.Length)..]), ref Border.Start(x), y.Length);
        }
    }
}
