namespace SpanLqr.Populations;

/// <summary>What one thread needs to run a block of agents: their normals of a chunk of steps, the next state of one group, and sums a step.</summary>
internal sealed class AgentScratch
{
    public AgentScratch(int d)
    {
        const int MaxWidth = AgentPopulation.Lanes;
        Noise = new double[((AgentPopulation.ChunkSteps * d) + 1) * MaxWidth];
        Next = new double[d * MaxWidth];
        Sums = new double[AgentPopulation.ChunkSteps * MomentLayout.LengthOf(d) * AgentPopulation.Lanes];
    }

    public double[] Noise { get; }

    public double[] Next { get; }

    /// <summary>For each step and each moment, one sum a lane: agent i adds to sum i mod 8 whatever the width of the vectors is.</summary>
    public double[] Sums { get; }
}
