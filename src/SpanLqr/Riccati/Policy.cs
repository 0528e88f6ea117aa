using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The two halves of policy iteration: the gain that a cost-to-go asks for, and what is left of the equation.</summary>
internal static class Policy
{
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim;
        return SpanLength.Of((2 * n * n) + (n * m) + (m * m) + InputWeightFactor.WorkspaceLength(shape), nameof(shape));
    }

    /// <summary>K ← (R + B'PB)⁻¹(B'PA + S').</summary>
    /// <returns>False where R + B'PB is singular.</returns>
    public static bool TryGain<TShape>(TShape shape, in Stage stage, ref double p, ref double gain, ref double workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        ref double weight = ref Unsafe.Add(ref workspace, n * m);
        ref double factor = ref Unsafe.Add(ref weight, m * m);
        NormalEquations(shape, stage, ref p, ref weight, ref gain, ref workspace);
        return InputWeightFactor.TrySolve(shape, ref weight, ref gain, ref gain, false, ref factor);
    }

    /// <summary>R + B'PB (m×m) and B'PA + S' (m×n), whose quotient is the gain of P; workspace n×m.</summary>
    public static void NormalEquations<TShape>(TShape shape, in Stage stage, ref double p, ref double weight, ref double target, ref double workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        shape.CongruenceB(ref stage.B, ref p, ref workspace, ref weight);
        Dense.Add(ref weight, ref stage.R, ref weight, m * m);
        shape.MultiplyBtA(ref workspace, ref stage.A, ref target);
        if (!stage.HasCross)
        {
            return;
        }

        for (int j = 0; j < m; j++)
        {
            for (int i = 0; i < n; i++)
            {
                Unsafe.Add(ref target, (j * n) + i) += Unsafe.Add(ref stage.S, (i * m) + j);
            }
        }
    }

    /// <summary>A − B·K.</summary>
    public static void ClosedLoop<TShape>(TShape shape, in Stage stage, ref double gain, ref double destination)
        where TShape : struct, ILqrShape => shape.MultiplyAddBK(ref stage.B, ref gain, -1, ref stage.A, ref destination);

    /// <summary>
    /// D ← Q + K'RK − SK − K'S' + (A−BK)'P(A−BK) − P, exactly symmetric: zero where P is the cost of K,
    /// and the residual of the Riccati equation where K is the gain of P.
    /// </summary>
    public static void Residual<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        ref double closedLoop,
        ref double destination,
        ref double workspace)
        where TShape : struct, ILqrShape
    {
        int nn = shape.StateDim * shape.StateDim;
        ref double term = ref workspace;
        ref double scratch = ref Unsafe.Add(ref workspace, nn);
        StageCost(shape, stage, ref gain, ref destination, ref workspace);
        shape.CongruenceA(ref closedLoop, ref p, ref scratch, ref term);
        Dense.Subtract(ref term, ref p, ref term, nn);
        Dense.Add(ref destination, ref term, ref destination, nn);
    }

    /// <summary>D ← Q + K'RK − SK − K'S', exactly symmetric.</summary>
    public static void StageCost<TShape>(TShape shape, in Stage stage, ref double gain, ref double destination, ref double workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, nn = n * n;
        ref double term = ref workspace;
        ref double scratch = ref Unsafe.Add(ref workspace, nn);
        shape.CongruenceK(ref gain, ref stage.R, ref scratch, ref destination);
        if (stage.HasCross)
        {
            shape.MultiplyBK(ref stage.S, ref gain, ref term);
            shape.SymmetrizeA(ref term);
            Dense.AddScaled(ref term, -2, ref destination, ref destination, nn);
        }

        Dense.Add(ref destination, ref stage.Q, ref destination, nn);
    }
}
