using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Teams;

/// <summary>The blocks of one matrix, averaged over the classes of a partition.</summary>
internal sealed class ClassBlocks
{
    /// <summary>Averages; raises the error to the most an entry of the matrix differs from its average, relative to the largest entry.</summary>
    public ClassBlocks(BlockView matrix, IReadOnlyList<IReadOnlyList<int>> classes, ref double error)
    {
        Own = new double[classes.Count][,];
        Between = new double[,]?[classes.Count, classes.Count];
        for (int l = 0; l < classes.Count; l++)
        {
            Own[l] = matrix.Average(classes[l].Select(i => (i, i)).ToArray(), ref error)!;
            for (int k = 0; k < classes.Count; k++)
            {
                (int, int)[] pairs = (from i in classes[l] from j in classes[k] where i != j select (i, j)).ToArray();
                Between[l, k] = matrix.Average(pairs, ref error);
            }
        }
    }

    /// <summary>For each class, the block of an agent with itself.</summary>
    public double[][,] Own { get; }

    /// <summary>For each two classes, the block between two different agents; null where a class has only one.</summary>
    public double[,]?[,] Between { get; }
}
