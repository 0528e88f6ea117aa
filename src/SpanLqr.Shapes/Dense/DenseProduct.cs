using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes.Dense.Tiles;

namespace SpanLqr.Shapes.Dense;

/// <summary>Products of dense matrices of any size, each entry summed in ascending k in one accumulator.</summary>
internal static class DenseProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>D ← left·right.</summary>
    public static void Multiply(in ProductLayout layout, ref T left, ref T right, ref T destination) =>
        Multiply(layout, ref left, ref right, Addend<T>.None, ref destination);

    /// <summary>D ← C + α·left·right; D may be C.</summary>
    public static void Multiply(in ProductLayout layout, ref T left, ref T right, Addend<T> addend, ref T destination)
    {
        if (layout.Columns == 1 && layout.Rows > 1 && layout.LeftRow == 1 && layout.Row == 1)
        {
            Run(layout.AsRow(), false, ref right, ref left, addend, ref destination);
        }
        else
        {
            Run(layout, false, ref left, ref right, addend, ref destination);
        }
    }

    /// <summary>D ← D − left·right, the chain of an entry beginning with what it was.</summary>
    public static void Subtract(in ProductLayout layout, ref T left, ref T right, ref T destination) =>
        Run(layout, true, ref left, ref right, Addend<T>.None, ref destination);

    private static void Run(in ProductLayout layout, bool subtracts, ref T left, ref T right, Addend<T> addend, ref T destination)
    {
        var work = new ProductWork<T>(layout, subtracts, ref left, ref right, addend, ref destination);
        WidthDispatch<T>.Run(layout.Columns, ref work);
    }
}
