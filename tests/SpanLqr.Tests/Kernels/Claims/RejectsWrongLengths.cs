using System;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>A span one entry too long or too short throws, names the argument and both sizes, and nothing is written first.</summary>
internal sealed class RejectsWrongLengths : IShapeClaim
{
    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape))
        {
            for (int operand = 0; operand < kernel.Operands.Length; operand++)
            {
                foreach (int change in (ReadOnlySpan<int>)[-1, 1])
                {
                    int length = kernel.Operands[operand].Length + change;
                    bool accepted = length < 0
                        || (kernel.Operands[operand].Role == Role.OptionalInput && (length == 0 || kernel.Operands[operand].Length == 0))
                        || (kernel.Operands[operand].Role == Role.LongWorkspace && change > 0);
                    if (!accepted)
                    {
                        report.Judge(shape, kernel, Fault(shape, kernel, operand, length));
                    }
                }
            }
        }
    }

    private static string? Fault<TShape, T>(TShape shape, KernelCase<TShape, T> kernel, int operand, int length)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string name = kernel.ParameterNames[operand];
        var slots = new Slots<T>(kernel.Operands);
        slots.Load(CallData.Create<T>(kernel.Operands, seed: 2));
        slots.Resize(operand, length);
        var before = slots.Snapshot();
        try
        {
            kernel.Call(shape, slots);
            return $"accepted {name} of length {length}";
        }
        catch (ArgumentException exception)
        {
            if (exception.ParamName != name)
            {
                return $"named {exception.ParamName}, not {name}";
            }

            if (!exception.Message.Contains($" {length} ") || !exception.Message.Contains($"{kernel.Operands[operand].Length} "))
            {
                return $"the message lacks a size ({length}, {kernel.Operands[operand].Length}): {exception.Message}";
            }

            return slots.ChangedSince(before) is { } change ? $"{change} before the throw" : null;
        }
    }
}
