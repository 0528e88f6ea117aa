using System;
using System.Collections.Generic;
using SpanLqr.Robust;

namespace SpanLqr.Learning.Robust;

/// <summary>Where the gains of both sides lie in a row of parameters: of each stage K¹ and L¹ (m×n), then K² and L² (p×n).</summary>
/// <param name="Horizon">T.</param>
/// <param name="StateDim">n.</param>
/// <param name="InputDim">m.</param>
/// <param name="AdversaryDim">p.</param>
public readonly record struct GainLayout(int Horizon, int StateDim, int InputDim, int AdversaryDim)
{
    /// <summary>The layout of a problem's gains.</summary>
    /// <param name="problem">A problem with a horizon.</param>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static GainLayout Of(RobustProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Horizon is { } horizon
            ? new GainLayout(horizon, problem.StateDim, problem.InputDim, problem.AdversaryDim)
            : throw new ArgumentException("The problem has no horizon, expected one.", nameof(problem));
    }

    /// <summary>The entries of K¹_t and L¹_t: what the controller's side learns at a stage.</summary>
    public int ControlLength => SpanLength.Of(2, InputDim, StateDim, nameof(StateDim));

    /// <summary>The entries of K²_t and L²_t: what the adversary's side learns at a stage.</summary>
    public int AdversaryLength => SpanLength.Of(2, AdversaryDim, StateDim, nameof(StateDim));

    /// <summary>The entries of a stage.</summary>
    public int StageLength => SpanLength.Of((long)ControlLength + AdversaryLength, nameof(StateDim));

    /// <summary>The entries of all stages.</summary>
    public int Length => SpanLength.Of((long)Horizon * StageLength, nameof(Horizon));

    /// <summary>The controller's gain of a part in the entries of a stage.</summary>
    /// <param name="stage">The entries of a stage.</param>
    /// <param name="part">0 for K¹, 1 for L¹.</param>
    public ReadOnlySpan<double> Control(ReadOnlySpan<double> stage, int part) => stage.Slice(part * InputDim * StateDim, InputDim * StateDim);

    /// <summary>The adversary's gain of a part in the entries of a stage.</summary>
    /// <param name="stage">The entries of a stage.</param>
    /// <param name="part">0 for K², 1 for L².</param>
    public ReadOnlySpan<double> Adversary(ReadOnlySpan<double> stage, int part) =>
        stage.Slice(ControlLength + (part * AdversaryDim * StateDim), AdversaryDim * StateDim);

    /// <summary>The gains of one part over all stages.</summary>
    /// <param name="gains">The entries of all stages.</param>
    /// <param name="part">0 for the deviations, 1 for the mean field.</param>
    /// <returns>K¹_0 … and K²_0 …, or L¹_0 … and L²_0 ….</returns>
    public (IReadOnlyList<double[,]> Control, IReadOnlyList<double[,]> Adversary) Unpack(ReadOnlySpan<double> gains, int part)
    {
        double[][,] control = new double[Horizon][,], adversary = new double[Horizon][,];
        for (int t = 0; t < Horizon; t++)
        {
            ReadOnlySpan<double> stage = gains.Slice(t * StageLength, StageLength);
            control[t] = new double[InputDim, StateDim];
            adversary[t] = new double[AdversaryDim, StateDim];
            Control(stage, part).CopyTo(Arrays.Flat(control[t]));
            Adversary(stage, part).CopyTo(Arrays.Flat(adversary[t]));
        }

        return (control, adversary);
    }

    /// <summary>The entries of given gains.</summary>
    /// <param name="deviations">K¹ and K².</param>
    /// <param name="meanField">L¹ and L².</param>
    /// <exception cref="ArgumentException">A list or matrix has another size.</exception>
    public double[] Pack(RobustPolicyPart deviations, RobustPolicyPart meanField)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        ArgumentNullException.ThrowIfNull(meanField);
        List<double> entries = new(Length);
        for (int t = 0; t < Horizon; t++)
        {
            foreach (IReadOnlyList<double[,]> series in new[] { deviations.Gains, meanField.Gains, deviations.AdversaryGains, meanField.AdversaryGains })
            {
                foreach (double entry in series[t])
                {
                    entries.Add(entry);
                }
            }
        }

        return entries.Count == Length
            ? entries.ToArray()
            : throw new ArgumentException($"The gains have {entries.Count} entries, expected {Length}.", nameof(deviations));
    }
}
