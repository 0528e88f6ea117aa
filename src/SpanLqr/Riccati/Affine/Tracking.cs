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
    /// <exception cref="ArgumentException">A span has the wrong length; or an output overlaps another span.</exception>
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
        Border.Length(model.Q, n, n);
        Border.Length(model.R, m, m);
        ModelBorder.Optional(model.S, n, m);
        Border.Length(state, n);
        ModelBorder.Optional(input, m, 1);
        Border.Length(stateWeight, n);
        Border.Length(inputWeight, m);
        ModelBorder.Apart(stateWeight, model);
        ModelBorder.Apart(inputWeight, model);
        Border.Apart(stateWeight, state);
        Border.Apart(stateWeight, input);
        Border.Apart(inputWeight, state);
        Border.Apart(inputWeight, input);
        Border.Apart(inputWeight, stateWeight);
        stateWeight.Clear();
        inputWeight.Clear();
        AffineStage<TShape>.AddTransposed(model.Q, state, -1, stateWeight);
        AffineStage<TShape>.AddTransposed(model.R, input, -1, inputWeight);
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
}
