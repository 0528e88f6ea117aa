using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>What one call of a kernel left behind.</summary>
/// <param name="Returned">What it returned: 0 for false, 1 for true and for void.</param>
/// <param name="Results">Its results, in the order of the naive formula's.</param>
/// <param name="Damage">What it wrote outside its results, or null.</param>
internal sealed record Outcome(double Returned, double[][] Results, string? Damage)
{
    /// <summary>Calls the kernel on memory of its own.</summary>
    public static Outcome Of<TShape, T>(TShape shape, KernelCase<TShape, T> kernel, CallData data)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var slots = new Slots<T>(kernel.Operands);
        slots.Load(data);
        var before = slots.Snapshot();
        double returned = kernel.Call(shape, slots);
        return new Outcome(returned, slots.Results(returned, kernel.ReturnsValue), slots.Damage(before));
    }

    /// <summary>Whether the kernel reported failure, so that its results mean nothing.</summary>
    public bool Failed<TShape, T>(KernelCase<TShape, T> kernel)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => kernel.ReturnsStatus && Returned == 0;

    /// <summary>The first difference in status or bits from another outcome, or null.</summary>
    public string? DifferenceFrom<TShape, T>(Outcome other, KernelCase<TShape, T> kernel)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kernel.ReturnsStatus && Returned != other.Returned)
        {
            return $"status {Returned}, not {other.Returned}";
        }

        for (int r = 0; r < Results.Length && !Failed(kernel); r++)
        {
            int at = Bits.FirstDifference(Results[r], other.Results[r]);
            if (at >= 0)
            {
                return $"result {r}, entry {at}: {Results[r][at]:R}, not {other.Results[r][at]:R}";
            }
        }

        return null;
    }
}
