using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Populations;

/// <summary>
/// What a simulation of populations runs: agents that see their own state and the means only, so that deviations obey
/// x̃⁺ = M x̃ + w̃ each on its own and the means χ⁺ = Fχ + f + w̄. Teams, games and robust problems under any such policies are of this form.
/// </summary>
/// <remarks>
/// <para>χ stacks the means of the populations and, after them, whatever else moves without agents of its own (the announced mean field of a
/// game). In the agents' own terms x^i⁺ = M_l x^i + [(F − M)χ + f + c]_l + w^i with w^i ~ N(0, W_l) private and c ~ N(0, C) common.</para>
/// <para>Made by <see cref="TeamLoop"/>, <see cref="GameLoop"/>, <see cref="RobustLoop"/> and <see cref="PlantLoop"/>.</para>
/// </remarks>
public sealed record MeanFieldLoop
{
    /// <summary>The populations, at least one, in the order in which their means are stacked.</summary>
    public required IReadOnlyList<AgentLoop> Populations { get; init; }

    /// <summary>F_t, of the order of χ: one for all steps, or one a step.</summary>
    public required IReadOnlyList<double[,]> MeanDynamics { get; init; }

    /// <summary>f_t, or null for zero: one for all steps, or one a step.</summary>
    public IReadOnlyList<double[]>? Offsets { get; init; }

    /// <summary>C, the covariance of the common noise, or null for none.</summary>
    public double[,]? CommonNoise { get; init; }

    /// <summary>The covariance of what is common to the initial states, or null for none.</summary>
    public double[,]? CommonInitial { get; init; }

    /// <summary>The expectation of χ at step 0, or null for zero.</summary>
    public double[]? InitialMean { get; init; }

    /// <summary>
    /// Whether the means take no part of the private noise, whose mean is taken out, so that <see cref="CommonNoise"/> is all there is: the form of
    /// agents whose noises are correlated negatively, which no sum of private and common noise is.
    /// </summary>
    public bool OwnNoiseLeavesMeanAlone { get; init; }

    /// <summary>The costs: one for all steps, or one a step.</summary>
    public required IReadOnlyList<PopulationCost> Costs { get; init; }

    /// <summary>The cost of the state after the last step, or null for none.</summary>
    public PopulationCost? FinalCost { get; init; }

    /// <summary>A second cost to measure beside the first, or null: the performance index of a robust problem.</summary>
    public IReadOnlyList<PopulationCost>? Performance { get; init; }

    /// <summary>What one agent of each population pays of the cost, or null: agents of a team or of one plant share theirs.</summary>
    internal IReadOnlyList<AgentShare>? Shares { get; init; }

    /// <summary>The second cost of the state after the last step, or null for none.</summary>
    public PopulationCost? FinalPerformance { get; init; }

    /// <summary>T where the loop is for so many steps, whose total cost counts; null for any number of steps and their average.</summary>
    public int? Horizon { get; init; }

    /// <summary>The same from another expectation of χ at step 0.</summary>
    /// <param name="initialMean">As many entries as χ has.</param>
    public MeanFieldLoop StartingAt(double[] initialMean) => this with { InitialMean = initialMean };

    /// <summary>The order of χ.</summary>
    public int MeanDim => MeanDynamics[0].GetLength(0);

    /// <summary>The agents of all populations.</summary>
    public long Agents => Populations.Sum(static p => (long)p.Size);
}
