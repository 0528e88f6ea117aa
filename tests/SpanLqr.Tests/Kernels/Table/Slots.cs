using System;
using System.Collections.Generic;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// The memory of one call: each operand in an array of its own (unless two were aliased on purpose), with canaries before
/// and after it, NaNs of a pattern that no computation makes.
/// </summary>
internal sealed class Slots
{
    public const int Pad = 9;

    private const int IntCanary = unchecked((int)0xC0FFEE01);
    private static readonly double Canary = BitConverter.UInt64BitsToDouble(0x7FFC_0DDB_A11C_AFE5);

    private readonly Operand[] operands;
    private readonly double[][] memory;
    private readonly int[] start;
    private readonly int[] length;
    private readonly int[] pivotMemory;
    private readonly int pivotOperand;

    public Slots(Operand[] operands)
    {
        this.operands = operands;
        memory = new double[operands.Length][];
        start = new int[operands.Length];
        length = new int[operands.Length];
        pivotOperand = Array.FindIndex(operands, operand => operand.HoldsPivots);
        pivotMemory = new int[pivotOperand < 0 ? 0 : operands[pivotOperand].Length + (2 * Pad)];
        Array.Fill(pivotMemory, IntCanary);
        for (int i = 0; i < operands.Length; i++)
        {
            start[i] = Pad;
            length[i] = operands[i].Length;
            memory[i] = Fresh(operands[i].HoldsPivots ? 0 : operands[i].Length);
        }
    }

    public double Alpha { get; private set; }

    public Span<double> this[int operand] => memory[operand].AsSpan(start[operand], length[operand]);

    public Span<int> Pivots => pivotMemory.AsSpan(Pad, length[pivotOperand]);

    /// <summary>Puts the operands' values in place; results keep their canaries, so that an entry not written shows.</summary>
    public void Load(CallData data)
    {
        Alpha = data.Alpha;
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Role == Role.Pivots)
            {
                data.Pivots.CopyTo(Pivots);
            }
            else if (data.Values[i] is { } values)
            {
                Flatten(values).AsSpan(0, length[i]).CopyTo(this[i]);
            }
        }
    }

    /// <summary>Makes a span one entry longer or shorter than it should be.</summary>
    public void Resize(int operand, int newLength) => length[operand] = newLength;

    /// <summary>Lets <paramref name="written"/> begin <paramref name="shift"/> entries after the start of <paramref name="other"/>, in the same memory.</summary>
    public void Alias(int written, int other, int shift)
    {
        memory[other] = Fresh(length[other] + length[written] + Math.Abs(shift));
        start[other] = Pad + Math.Max(0, -shift);
        memory[written] = memory[other];
        start[written] = start[other] + shift;
    }

    /// <summary>A copy of every bit, canaries included.</summary>
    public (double[][] Memory, int[] Pivots) Snapshot() => (Array.ConvertAll(memory, array => (double[])array.Clone()), (int[])pivotMemory.Clone());

    /// <summary>What differs, to the bit, from a snapshot, or null.</summary>
    public string? ChangedSince((double[][] Memory, int[] Pivots) before)
    {
        for (int i = 0; i < memory.Length; i++)
        {
            if (!Bits.Identical(memory[i], before.Memory[i]))
            {
                return $"operand {i} changed";
            }
        }

        return pivotMemory.AsSpan().SequenceEqual(before.Pivots) ? null : "pivots changed";
    }

    /// <summary>What was written outside a span, or to an input, or null. Not for aliased operands.</summary>
    public string? Damage((double[][] Memory, int[] Pivots) before)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            int from = operands[i].IsWritten && !operands[i].HoldsPivots ? start[i] : 0;
            int to = operands[i].IsWritten && !operands[i].HoldsPivots ? start[i] + length[i] : 0;
            if (!Bits.Identical(memory[i].AsSpan(0, from), before.Memory[i].AsSpan(0, from))
                || !Bits.Identical(memory[i].AsSpan(to), before.Memory[i].AsSpan(to)))
            {
                return operands[i].IsWritten ? $"wrote outside operand {i}" : $"wrote to input {i} or beside it";
            }
        }

        for (int k = 0; k < pivotMemory.Length; k++)
        {
            bool mayChange = operands[pivotOperand].IsWritten && k >= Pad && k < Pad + length[pivotOperand];
            if (!mayChange && pivotMemory[k] != before.Pivots[k])
            {
                return "wrote outside the pivots, or to pivots that are an input";
            }
        }

        return null;
    }

    /// <summary>The final content of every operand that is a result, and last the returned value if that is a result.</summary>
    public double[][] Results(double returned, bool returnsValue)
    {
        var results = new List<double[]>();
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Role == Role.PivotsDestination)
            {
                results.Add(Array.ConvertAll(Pivots.ToArray(), pivot => (double)pivot));
            }
            else if (operands[i].IsResult)
            {
                results.Add(this[i].ToArray());
            }
        }

        if (returnsValue)
        {
            results.Add([returned]);
        }

        return [.. results];
    }

    public static double[] Flatten(double[,] matrix)
    {
        double[] flat = new double[matrix.Length];
        Buffer.BlockCopy(matrix, 0, flat, 0, flat.Length * sizeof(double));
        return flat;
    }

    private static double[] Fresh(int content)
    {
        double[] array = new double[content + (2 * Pad)];
        Array.Fill(array, Canary);
        return array;
    }
}
