using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The two halves of policy iteration: the gain that a cost-to-go asks for, and what is left of the equation.</summary>
internal static class Policy
{
    // Below this a gain of R + B'PB has lost more than half of its digits where inputs work against each other.
    public const double WeakShare = 1e-6;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim, gain = (n * m) + (m * m) + InputWeightFactor.WorkspaceLength(shape);
        return SpanLength.Of(Math.Max((2 * n * n) + gain, (n * n) + ReducedInputs<TShape>.WorkspaceLength(shape)), nameof(shape));
    }

    /// <summary>K ← (R + B'PB)⁻¹(B'PA + S').</summary>
    /// <returns>False where R + B'PB is singular.</returns>
    public static bool TryGain<TShape>(TShape shape, in Stage stage, ref double p, ref double gain, ref double workspace)
        where TShape : struct, ILqrShape => TryGain(shape, stage, ref p, ref gain, ref workspace, ref Unsafe.NullRef<double>(), out _);

    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="p">P.</param>
    /// <param name="gain">Receives K.</param>
    /// <param name="workspace"><see cref="WorkspaceLength"/> entries.</param>
    /// <param name="doubt">Receives n entries, as of <see cref="ReducedInputs{TShape}"/>; zeros where that was not asked. Or null.</param>
    /// <param name="share">The least pivot of what was inverted relative to its diagonal entry: 1 where the inputs have nothing in common.</param>
    /// <returns>False where R + B'PB is singular.</returns>
    public static bool TryGain<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        ref double workspace,
        ref double doubt,
        out double share)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        if (!Unsafe.IsNullRef(ref doubt))
        {
            Dense.Span(ref doubt, n).Clear();
        }

        ref double weight = ref Unsafe.Add(ref workspace, n * m);
        ref double factor = ref Unsafe.Add(ref weight, m * m);
        NormalEquations(shape, stage, ref p, ref weight, ref gain, ref workspace);
        bool solved = InputWeightFactor.TrySolve(shape, ref weight, ref gain, ref gain, false, ref factor, out share);
        if (solved && share >= WeakShare)
        {
            return true;
        }

        // B'PB leaves too little of R: the directions that move nothing must go first.
        shape.MultiplyAA(ref p, ref stage.A, ref workspace);
        var memory = new Workspace(Dense.Span(ref Unsafe.Add(ref workspace, n * n), ReducedInputs<TShape>.WorkspaceLength(shape)));
        if (!ReducedInputs<TShape>.TrySolve(
            shape, ref stage.B, ref stage.R, ref p, ref workspace, ref stage.S, stage.HasCross, ref gain, memory, ref doubt, out double reducedShare, out _))
        {
            return solved;
        }

        share = reducedShare;
        return true;
    }

    public static int ReplyWorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim, direct = (n * m) + (m * m) + InputWeightFactor.WorkspaceLength(shape);
        return SpanLength.Of(Math.Max(direct, ReducedInputs<TShape>.WorkspaceLength(shape)), nameof(shape));
    }

    /// <summary>Y ← (R + B'PB)⁻¹B'Z for any n×n Z.</summary>
    /// <returns>False where R + B'PB is singular.</returns>
    public static bool TryReply<TShape>(TShape shape, ref double b, ref double r, ref double p, ref double z, ref double y, ref double workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        ref double weight = ref Unsafe.Add(ref workspace, n * m);
        ref double factor = ref Unsafe.Add(ref weight, m * m);
        shape.CongruenceB(ref b, ref p, ref workspace, ref weight);
        Dense.Add(ref weight, ref r, ref weight, m * m);
        shape.MultiplyBtA(ref b, ref z, ref y);
        bool solved = InputWeightFactor.TrySolve(shape, ref weight, ref y, ref y, false, ref factor, out double share);
        if (solved && share >= WeakShare)
        {
            return true;
        }

        var memory = new Workspace(Dense.Span(ref workspace, ReducedInputs<TShape>.WorkspaceLength(shape)));
        return ReducedInputs<TShape>.TrySolve(shape, ref b, ref r, ref p, ref z, ref Unsafe.NullRef<double>(), false, ref y, memory, out _) || solved;
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
