using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Generators.Emit;

/// <summary>A run of equal column blocks, each one vector wide.</summary>
/// <param name="Offset">The first column.</param>
/// <param name="Width">The vector that holds a block of one row.</param>
/// <param name="Lanes">The columns in a block; fewer than the vector has where padding is cheaper than two vectors.</param>
/// <param name="Count">The blocks in the run; more than one are a loop in the emitted code.</param>
internal readonly record struct ColumnBlock(int Offset, VectorWidth Width, int Lanes, int Count)
{
    /// <summary>The columns after the last of the run.</summary>
    public int End => Offset + (Lanes * Count);

    /// <summary>Cuts columns into blocks no wider than <paramref name="widest"/>: as many full ones as fit, then the rest.</summary>
    public static IReadOnlyList<ColumnBlock> Cut(int columns, VectorWidth widest)
    {
        var blocks = new List<ColumnBlock>();
        int offset = 0;
        for (VectorWidth width = widest; offset < columns; width = width.Half!)
        {
            int full = (columns - offset) / width.Lanes;
            if (full > 0)
            {
                blocks.Add(new ColumnBlock(offset, width, width.Lanes, full));
                offset += full * width.Lanes;
            }

            int rest = columns - offset;
            if (UnrollPolicy.Pads(rest, width))
            {
                blocks.Add(new ColumnBlock(offset, width, rest, 1));
                break;
            }
        }

        return blocks;
    }

    /// <summary>The same cut with a block of its own for every vector.</summary>
    public static IReadOnlyList<ColumnBlock> Separate(int columns, VectorWidth widest) =>
    [
        .. Cut(columns, widest).SelectMany(static run => Enumerable.Range(0, run.Count)
            .Select(index => run with { Offset = run.Offset + (index * run.Lanes), Count = 1 })),
    ];
}
