using System;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// What is written may be another operand only where the documentation says so, and then gives the same bits as apart;
/// any other overlap throws, and nothing is written first.
/// </summary>
internal sealed class ObeysOverlapRule : IShapeClaim
{
    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape))
        {
            for (int written = 0; written < kernel.Operands.Length; written++)
            {
                for (int other = 0; other < kernel.Operands.Length; other++)
                {
                    if (kernel.Operands[written].IsWritten && other != written && HasMemory(kernel.Operands[written]) && HasMemory(kernel.Operands[other]))
                    {
                        report.Judge(shape, kernel, Fault(shape, kernel, written, other));
                    }
                }
            }
        }
    }

    // Pivots are of another type; see KernelBorderFacts for them. An absent cross weight overlaps nothing.
    private static bool HasMemory(Operand operand) => !operand.HoldsPivots && operand.Length > 0;

    private static string? Fault<TShape, T>(TShape shape, KernelCase<TShape, T> kernel, int written, int other)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operand operand = kernel.Operands[written];
        int otherLength = kernel.Operands[other].Length;
        string names = $"{kernel.ParameterNames[written]} on {kernel.ParameterNames[other]}";
        bool mayBe = operand.MayBe == other || kernel.Operands[other].MayBe == written;

        string? same = mayBe ? InPlace(shape, kernel, written, other) : Throws(shape, kernel, written, other, shift: 0);
        string? after = otherLength > 1 ? Throws(shape, kernel, written, other, shift: otherLength - 1) : null;
        string? before = operand.Length > 1 ? Throws(shape, kernel, written, other, shift: 1 - operand.Length) : null;
        string? fault = same ?? after ?? before;
        return fault is null ? null : $"{names}: {fault}";
    }

    private static string? InPlace<TShape, T>(TShape shape, KernelCase<TShape, T> kernel, int written, int other)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CallData data = CallData.Create<T>(kernel.Operands, seed: 3);
        var slots = new Slots<T>(kernel.Operands);
        slots.Alias(written, other, shift: 0);
        slots.Load(data);
        double returned = kernel.Call(shape, slots);
        var inPlace = new Outcome(returned, slots.Results(returned, kernel.ReturnsValue), null);
        return inPlace.DifferenceFrom(Outcome.Of(shape, kernel, data), kernel);
    }

    private static string? Throws<TShape, T>(TShape shape, KernelCase<TShape, T> kernel, int written, int other, int shift)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var slots = new Slots<T>(kernel.Operands);
        slots.Alias(written, other, shift);
        slots.Load(CallData.Create<T>(kernel.Operands, seed: 3));
        var before = slots.Snapshot();
        try
        {
            kernel.Call(shape, slots);
            return $"an overlap (shift {shift}) was accepted";
        }
        catch (ArgumentException exception)
        {
            bool named = exception.ParamName == kernel.ParameterNames[written] || exception.ParamName == kernel.ParameterNames[other];
            return !named ? $"named {exception.ParamName}" : slots.ChangedSince(before) is { } change ? $"{change} before the throw" : null;
        }
    }
}
