using System;

namespace SpanLqr.Teams;

/// <summary>The feedback of one population's agents, u = F·x + G·x̄ with F = −K_l and G = −(K̄_l − K_l E_l), row-major. Checks nothing.</summary>
internal readonly struct AgentLaw
{
    private readonly double[] _own;
    private readonly double[] _mean;

    private AgentLaw(int stateDim, int inputDim, double[] own, double[] mean)
    {
        StateDim = stateDim;
        InputDim = inputDim;
        _own = own;
        _mean = mean;
    }

    /// <summary>d_l.</summary>
    public int StateDim { get; }

    /// <summary>k_l.</summary>
    public int InputDim { get; }

    /// <summary>Makes one law of K_l and the rows of K̄ from <paramref name="row"/>; x̄^l begins at <paramref name="column"/>.</summary>
    public static AgentLaw Fuse(double[,] gain, double[,] meanFieldGain, int row, int column)
    {
        int inputs = gain.GetLength(0);
        int states = gain.GetLength(1);
        int means = meanFieldGain.GetLength(1);
        double[] own = new double[inputs * states];
        double[] mean = new double[inputs * means];
        for (int r = 0; r < inputs; r++)
        {
            for (int j = 0; j < means; j++)
            {
                mean[r * means + j] = -meanFieldGain[row + r, j];
            }

            for (int j = 0; j < states; j++)
            {
                own[r * states + j] = -gain[r, j];
                mean[r * means + column + j] += gain[r, j];
            }
        }

        return new AgentLaw(states, inputs, own, mean);
    }

    /// <summary>u^i for each row x^i. The first row of the inputs holds G·x̄ until the other agents have used it.</summary>
    public void Act(ReadOnlySpan<double> states, ReadOnlySpan<double> meanField, Span<double> inputs)
    {
        Span<double> first = inputs[..InputDim];
        for (int r = 0; r < InputDim; r++)
        {
            first[r] = Dot(_mean.AsSpan(r * meanField.Length, meanField.Length), meanField);
        }

        for (int i = states.Length / StateDim - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> state = states.Slice(i * StateDim, StateDim);
            Span<double> input = inputs.Slice(i * InputDim, InputDim);
            for (int r = 0; r < input.Length; r++)
            {
                input[r] = first[r] + Dot(_own.AsSpan(r * StateDim, StateDim), state);
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> row, ReadOnlySpan<double> vector)
    {
        double sum = row[0] * vector[0];
        for (int j = 1; j < vector.Length && j < row.Length; j++)
        {
            sum = Math.FusedMultiplyAdd(row[j], vector[j], sum);
        }

        return sum;
    }
}
