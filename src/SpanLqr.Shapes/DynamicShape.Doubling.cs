using System.Runtime.CompilerServices;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Structured doubling.
public readonly partial struct DynamicShape
{
    /// <inheritdoc/>
    public int DoublingWorkspaceLength => 2 * StateDim * StateDim;

    /// <inheritdoc/>
    public bool DoublingCost(ref double a, ref double g, ref double h, ref double v, ref double y, ref double step, ref double workspace)
    {
        MultiplyAA(ref g, ref h, ref workspace);
        if (!DenseShiftedSolve<double>.Run(StateDim, ref workspace, ref a, ref g, ref Unsafe.Add(ref workspace, StateDim * StateDim), ref v, ref y))
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
        DenseProduct<double>.Multiply(ProductLayout.LeftTransposed(StateDim, StateDim, StateDim).Lower(), ref a, ref workspace, ref step);
        DenseSymmetric<double>.MirrorLower(StateDim, ref step);
        DenseRow<double>.Add(ref step, ref h, StateDim * StateDim);
    }

    /// <inheritdoc/>
    public void DoublingDynamics(ref double a, ref double v, ref double y, ref double g, ref double destination, ref double workspace)
    {
        MultiplyAA(ref a, ref y, ref workspace);
        DenseProduct<double>.Multiply(
            ProductLayout.RightTransposed(StateDim, StateDim, StateDim).Lower(), ref workspace, ref a, new Addend<double>(1, ref g), ref g);
        DenseSymmetric<double>.MirrorLower(StateDim, ref g);
        MultiplyAA(ref a, ref v, ref destination);
    }
}
