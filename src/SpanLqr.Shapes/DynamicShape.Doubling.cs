using System.Runtime.CompilerServices;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Structured doubling.
public readonly partial struct DynamicShape
{
    /// <inheritdoc/>
    public int DoublingWorkspaceLength => 2 * n * n;

    /// <inheritdoc/>
    public bool DoublingCost(ref double a, ref double g, ref double h, ref double v, ref double y, ref double step, ref double workspace)
    {
        MultiplyAA(ref g, ref h, ref workspace);
        if (!DenseShiftedSolve.Run(n, ref workspace, ref a, ref g, ref Unsafe.Add(ref workspace, n * n), ref v, ref y))
        {
            return false;
        }

        DoublingUpdate(ref a, ref h, ref v, ref step, ref workspace);
        return true;
    }

    /// <inheritdoc/>
    public void DoublingUpdate(ref double a, ref double h, ref double v, ref double step, ref double workspace)
    {
        MultiplyAA(ref h, ref v, ref workspace);
        MultiplyAtA(ref a, ref workspace, ref step);
        DenseSymmetric.MirrorLower(n, ref step);
        DenseRow.Add(ref step, ref h, n * n);
    }

    /// <inheritdoc/>
    public void DoublingDynamics(ref double a, ref double v, ref double y, ref double g, ref double destination, ref double workspace)
    {
        MultiplyAA(ref a, ref y, ref workspace);
        MultiplyAddAAt(ref workspace, ref a, 1, ref g, ref g);
        DenseSymmetric.MirrorLower(n, ref g);
        MultiplyAA(ref a, ref v, ref destination);
    }
}
