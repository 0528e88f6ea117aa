using System;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>
/// The step of a regulator on an estimate, where a controller runs it: first the input, from the newest measurement, then the estimate
/// for the next step, from the input that was really applied.
/// </summary>
/// <remarks>Two shapes: of n states and m inputs, and of n states and p measurements.</remarks>
public static class Lqg
{
    /// <summary>The entries of workspace that a step needs: n.</summary>
    /// <param name="plant">The shape, n states and m inputs.</param>
    public static int WorkspaceLength<TPlant>(TPlant plant)
        where TPlant : struct, ILqrShape => plant.StateDim;

    /// <summary>e = y − Cx̂⁻ and u = −Kx̂⁻ − Ge − κ.</summary>
    /// <param name="plant">The shape, n states and m inputs.</param>
    /// <param name="sensor">The shape, n states and p measurements.</param>
    /// <param name="model">The regulator.</param>
    /// <param name="measurement">y, p entries.</param>
    /// <param name="estimate">x̂⁻, n entries.</param>
    /// <param name="innovation">Receives e, p entries.</param>
    /// <param name="input">Receives u, m entries.</param>
    /// <exception cref="ArgumentException">The shapes differ in n; a span has the wrong length; or an output overlaps another span.</exception>
    /// <remarks>2(np + nm + mp) flops. Allocates nothing.</remarks>
    public static void Act<TPlant, TSensor>(
        TPlant plant,
        TSensor sensor,
        in LqgModel model,
        ReadOnlySpan<double> measurement,
        ReadOnlySpan<double> estimate,
        Span<double> innovation,
        Span<double> input)
        where TPlant : struct, ILqrShape
        where TSensor : struct, ILqrShape
    {
        LqgBorder.Check(plant, sensor, model);
        LqgBorder.Act(plant, sensor, model, measurement, estimate, innovation, input);
        int m = plant.InputDim, p = sensor.InputDim;
        sensor.MultiplyKx(ref Border.Start(model.C), ref Border.Start(estimate), ref innovation[0]);
        Dense.Subtract(ref Border.Start(measurement), ref innovation[0], ref innovation[0], p);
        if (model.Offset.IsEmpty)
        {
            plant.Feedback(ref Border.Start(model.Gain), ref Border.Start(estimate), ref input[0]);
        }
        else
        {
            plant.FeedbackOffset(ref Border.Start(model.Gain), ref Border.Start(estimate), ref Border.Start(model.Offset), ref input[0]);
        }

        ref double correction = ref Border.Start(model.InnovationGain);
        for (int i = 0; i < m && !model.InnovationGain.IsEmpty; i++)
        {
            double sum = 0;
            for (int j = 0; j < p; j++)
            {
                sum = Math.FusedMultiplyAdd(Unsafe.Add(ref correction, (i * p) + j), innovation[j], sum);
            }

            input[i] -= sum;
        }
    }

    /// <summary>x̂⁻ ← Ax̂⁻ + Bu + L_p e + c, with the input that acted.</summary>
    /// <param name="plant">The shape, n states and m inputs.</param>
    /// <param name="sensor">The shape, n states and p measurements.</param>
    /// <param name="model">The regulator.</param>
    /// <param name="innovation">e of <see cref="Act"/>, p entries; zero where the measurement is missing.</param>
    /// <param name="input">The input that acted, saturated or not, m entries.</param>
    /// <param name="estimate">x̂⁻, n entries; updated.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <exception cref="ArgumentException">The shapes differ in n; a span has the wrong length; or what is written overlaps another span.</exception>
    /// <remarks>2(n² + nm + np) flops. Allocates nothing.</remarks>
    public static void Advance<TPlant, TSensor>(
        TPlant plant,
        TSensor sensor,
        in LqgModel model,
        ReadOnlySpan<double> innovation,
        ReadOnlySpan<double> input,
        Span<double> estimate,
        Span<double> workspace)
        where TPlant : struct, ILqrShape
        where TSensor : struct, ILqrShape
    {
        int n = plant.StateDim;
        LqgBorder.Check(plant, sensor, model);
        LqgBorder.Advance(plant, sensor, model, innovation, input, estimate, workspace);
        ref double next = ref workspace[0];
        plant.Advance(ref Border.Start(model.A), ref Border.Start(model.B), ref estimate[0], ref Border.Start(input), ref next);
        sensor.MultiplyBu(ref Border.Start(model.PredictorGain), ref Border.Start(innovation), ref estimate[0]);
        Dense.Add(ref estimate[0], ref next, ref estimate[0], n);
        if (!model.Drift.IsEmpty)
        {
            Dense.Add(ref estimate[0], ref Border.Start(model.Drift), ref estimate[0], n);
        }
    }
}
