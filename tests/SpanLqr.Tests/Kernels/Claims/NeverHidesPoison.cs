using System;
using System.Linq;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// One entry that is not a number (or infinite) makes a factorisation fail, and makes a solve or a Riccati stage fail or
/// NaN, wherever the naive computation has it reach the result; where it does not reach, the result is as before.
/// </summary>
internal sealed class NeverHidesPoison : IShapeClaim
{
    private const int Positions = 5;

    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape).Where(kernel => !kernel.IsSumOfProducts))
        {
            var random = new Random(5);
            CallData good = CallData.Create<T>(kernel.Operands, seed: 5);
            Outcome clean = Outcome.Of(shape, kernel, good);
            for (int operand = 0; operand < kernel.Operands.Length; operand++)
            {
                for (int position = 0; position < Positions && good.Values[operand] is { Length: > 0 } values; position++)
                {
                    int row = random.Next(values.GetLength(0));
                    int column = random.Next(values.GetLength(1));
                    double poison = position % 2 == 0 || !kernel.ReturnsStatus ? double.NaN : double.PositiveInfinity;
                    CallData poisoned = good.With(operand, row, column, poison);
                    if (!kernel.IsBitExact && kernel.Operands[operand].Role == Role.PositiveDefinite)
                    {
                        // A stage requires symmetric weights and may read either triangle.
                        poisoned = poisoned.With(operand, column, row, poison);
                    }

                    string? fault = Fault(shape, kernel, poisoned, clean);
                    report.Judge(shape, kernel, fault is null ? null : $"{poison} at [{row},{column}] of operand {operand}: {fault}");
                }
            }
        }
    }

    private static string? Fault<TShape, T>(TShape shape, KernelCase<TShape, T> kernel, CallData poisoned, Outcome clean)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[][] expected = Array.ConvertAll(kernel.Reference(poisoned), Flat.Of);
        bool reaches = expected.Any(result => result.Any(entry => !double.IsFinite(entry)));
        Outcome outcome = Outcome.Of(shape, kernel, poisoned);
        if (outcome.Failed(kernel) && (reaches || !kernel.IsBitExact))
        {
            return null;
        }

        if (!reaches)
        {
            return outcome.DifferenceFrom(clean, kernel);
        }

        if (kernel.ReturnsStatus && kernel.IsBitExact)
        {
            return "reported success";
        }

        for (int r = 0; r < expected.Length; r++)
        {
            for (int i = 0; i < expected[r].Length; i++)
            {
                if (double.IsNaN(expected[r][i]) && double.IsFinite(outcome.Results[r][i]))
                {
                    return $"result {r}, entry {i}: {outcome.Results[r][i]:R} where the formula has NaN";
                }
            }
        }

        return null;
    }
}
