using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// The memory of one call: each operand in an array of its own (unless two were aliased on purpose), with canaries before
/// and after it, NaNs of a pattern that no computation makes.
/// </summary>
internal sealed class Slots<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Pad = 9;

    private const int IntCanary = unchecked((int)0xC0FFEE01);
    private static readonly T Canary = typeof(T) == typeof(double)
        ? Unsafe.BitCast<ulong, T>(0x7FFC_0DDB_A11C_AFE5)
        : Unsafe.BitCast<uint, T>(0x7FDB_AFE5);

    private readonly Operand[] operands;
    private readonly T[][] memory;
    private readonly int[] start;
    private readonly int[] length;
    private readonly int[] pivotMemory;
    private readonly int pivotOperand;

    public Slots(Operand[] operands)
    {
        this.operands = operands;
        memory = new T[operands.Length][];
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

    public T Alpha { get; private set; }

    public Span<T> this[int operand] => memory[operand].AsSpan(start[operand], length[operand]);

    public Span<int> Pivots => pivotMemory.AsSpan(Pad, length[pivotOperand]);

    /// <summary>Puts the operands' values in place; results keep their canaries, so that an entry not written shows.</summary>
    public void Load(CallData data)
    {
        Alpha = T.CreateTruncating(data.Alpha);
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Role == Role.Pivots)
            {
                data.Pivots.CopyTo(Pivots);
            }
            else if (data.Values[i] is { } values)
            {
                double[] flat = Flat.Of(values);
                for (int k = 0; k < length[i]; k++)
                {
                    this[i][k] = T.CreateTruncating(flat[k]);
                }
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
    public (T[][] Memory, int[] Pivots) Snapshot() => (Array.ConvertAll(memory, array => (T[])array.Clone()), (int[])pivotMemory.Clone());

    /// <summary>What differs, to the bit, from a snapshot, or null.</summary>
    public string? ChangedSince((T[][] Memory, int[] Pivots) before)
    {
        for (int i = 0; i < memory.Length; i++)
        {
            if (!Bits.Identical<T>(memory[i], before.Memory[i]))
            {
                return $"operand {i} changed";
            }
        }

        return pivotMemory.AsSpan().SequenceEqual(before.Pivots) ? null : "pivots changed";
    }

    /// <summary>What was written outside a span, or to an input, or null. Not for aliased operands.</summary>
    public string? Damage((T[][] Memory, int[] Pivots) before)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            int from = operands[i].IsWritten && !operands[i].HoldsPivots ? start[i] : 0;
            int to = operands[i].IsWritten && !operands[i].HoldsPivots ? start[i] + length[i] : 0;
            if (!Bits.Identical<T>(memory[i].AsSpan(0, from), before.Memory[i].AsSpan(0, from))
                || !Bits.Identical<T>(memory[i].AsSpan(to), before.Memory[i].AsSpan(to)))
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
                results.Add(Array.ConvertAll(this[i].ToArray(), double.CreateTruncating));
            }
        }

        if (returnsValue)
        {
            results.Add([returned]);
        }

        return [.. results];
    }

    private static T[] Fresh(int content)
    {
        T[] array = new T[content + (2 * Pad)];
        Array.Fill(array, Canary);
        return array;
    }
}
