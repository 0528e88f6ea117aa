using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The structure-preserving doubling algorithm for the DARE (Chu, Fan, Lin and Wang, Int. J. Control 77 (2004)), with the
/// shift X = Y + γI of Chiang, Fan and Lin (2010) that makes a singular R regular.
/// </summary>
/// <remarks>
/// From A₀ = A − BR⁻¹S', G₀ = BR⁻¹B', H₀ = Q − SR⁻¹S' and W = I + GH:
/// A⁺ = AW⁻¹A, G⁺ = G + AW⁻¹GA', H⁺ = H + A'HW⁻¹A. H tends to the stabilising solution like ρ(A−BK)^(2^k).
/// About 15n³ flops a step.
/// </remarks>
internal static class StructuredDoubling
{
    private const int MaxIterations = 60;

    // Quadratic convergence: a step below this is followed by one below the last bit.
    private const double RelativeStep = 1e-9;

    // A last step that is not well below the one before it means linear convergence: an eigenvalue on the unit circle.
    private const double QuadraticRatio = 0.25;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim;
        long own = (6 * n * n) + (3 * n * m) + (m * m) + Workspace.PivotLength(shape.StateDim);
        return SpanLength.Of(own + shape.DoublingWorkspaceLength + InputWeightFactor.WorkspaceLength(shape), nameof(shape));
    }

    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="shift">γ; 0 for none.</param>
    /// <param name="x">The solution, n×n, exactly symmetric; the last iterate where the status is NotConverged.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    /// <param name="iterations">Counts up by the steps taken.</param>
    /// <param name="budget">The most steps.</param>
    /// <returns>
    /// Ok; InputWeightSingular (R + γB'B cannot be inverted); Singular (breakdown); NonFinite (overflow);
    /// NotConverged (linear convergence, the cap, or the budget).
    /// </returns>
    public static SolveStatus Solve<TShape>(
        TShape shape,
        in Stage stage,
        double shift,
        ref double x,
        Workspace memory,
        ref int iterations,
        int budget)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, nn = n * n;
        ref double a = ref memory.Take(nn);
        ref double g = ref memory.Take(nn);
        ref double v = ref memory.Take(nn);
        ref double y = ref memory.Take(nn);
        ref double step = ref memory.Take(nn);
        ref double next = ref memory.Take(nn);
        ref double scratch = ref memory.Take(shape.DoublingWorkspaceLength);
        ref int pivots = ref memory.TakePivots(n);
        if (!TryStart(shape, stage, shift, ref a, ref g, ref x, memory))
        {
            return SolveStatus.InputWeightSingular;
        }

        double previousMove = double.PositiveInfinity;
        int steps = int.Min(MaxIterations, budget);
        for (int k = 0; k < steps; k++)
        {
            if (!shape.DoublingCost(ref a, ref g, ref x, ref v, ref y, ref step, ref scratch)
                && !TryPivoted(shape, ref a, ref g, ref x, ref v, ref y, ref step, ref scratch, ref pivots))
            {
                return Dense.IsFinite(ref x, nn) && Dense.IsFinite(ref g, nn) ? SolveStatus.Singular : SolveStatus.NonFinite;
            }

            iterations++;
            double move = DiagonalSum(ref step, n);
            if (!double.IsFinite(move))
            {
                return SolveStatus.NonFinite;
            }

            if (Convergence.IsSettled(ref step, ref x, n, RelativeStep))
            {
                bool quadratic = move == 0 || move <= QuadraticRatio * previousMove;
                Dense.AddDiagonal(ref x, shift, n);
                return !Dense.IsFinite(ref x, nn) ? SolveStatus.NonFinite : quadratic ? SolveStatus.Ok : SolveStatus.NotConverged;
            }

            previousMove = move;
            shape.DoublingDynamics(ref a, ref v, ref y, ref g, ref next, ref scratch);
            ref double last = ref a;
            a = ref next;
            next = ref last;
        }

        Dense.AddDiagonal(ref x, shift, n);
        return SolveStatus.NotConverged;
    }

    /// <summary>The first half of a step with row exchanges, for where elimination without them cancels.</summary>
    private static bool TryPivoted<TShape>(
        TShape shape,
        ref double a,
        ref double g,
        ref double h,
        ref double v,
        ref double y,
        ref double step,
        ref double workspace,
        ref int pivots)
        where TShape : struct, ILqrShape
    {
        shape.MultiplyAA(ref g, ref h, ref workspace);
        Dense.AddDiagonal(ref workspace, 1, shape.StateDim);
        if (!shape.LuFactorA(ref workspace, ref workspace, ref pivots))
        {
            return false;
        }

        shape.LuSolveAA(ref workspace, ref pivots, ref a, ref v);
        shape.LuSolveAA(ref workspace, ref pivots, ref g, ref y);
        shape.DoublingUpdate(ref a, ref h, ref v, ref step, ref workspace);
        return true;
    }

    /// <summary>Σ_i |x_ii|, which is the nuclear norm of a semidefinite step and much cheaper than any other.</summary>
    private static double DiagonalSum(ref double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += double.Abs(Unsafe.Add(ref x, i * (n + 1)));
        }

        return sum;
    }

    /// <summary>A₀, G₀ and H₀ of the problem shifted by γ: R + γB'B, S + γA'B, Q + γ(A'A − I).</summary>
    private static bool TryStart<TShape>(TShape shape, in Stage stage, double shift, ref double a, ref double g, ref double h, Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, nn = n * n, nm = n * m, mm = m * m;
        ref double weight = ref memory.Take(mm);
        ref double cross = ref memory.Take(nm);
        ref double solvedB = ref memory.Take(nm);
        ref double solvedS = ref memory.Take(nm);
        ref double factor = ref memory.Take(InputWeightFactor.WorkspaceLength(shape));
        bool hasCross = stage.HasCross || shift != 0;
        Dense.Copy(ref stage.A, ref a, nn);
        Dense.Copy(ref stage.Q, ref h, nn);
        Dense.Copy(ref stage.R, ref weight, mm);
        shape.TransposeB(ref stage.B, ref solvedB);
        if (stage.HasCross)
        {
            Dense.Copy(ref stage.S, ref cross, nm);
        }

        if (shift != 0)
        {
            shape.MultiplyAddBtB(ref stage.B, ref stage.B, shift, ref weight, ref weight);
            shape.MultiplyAddAtA(ref stage.A, ref stage.A, shift, ref h, ref h);
            Dense.AddDiagonal(ref h, -shift, n);
            shape.MultiplyAtB(ref stage.A, ref stage.B, ref solvedS);
            if (stage.HasCross)
            {
                Dense.AddScaled(ref solvedS, shift, ref cross, ref cross, nm);
            }
            else
            {
                Dense.Scale(ref solvedS, shift, ref cross, nm);
            }
        }

        if (hasCross)
        {
            shape.TransposeB(ref cross, ref solvedS);
        }

        if (!InputWeightFactor.TrySolve(shape, ref weight, ref solvedB, ref solvedS, hasCross, ref factor))
        {
            return false;
        }

        if (hasCross)
        {
            shape.MultiplyAddBK(ref stage.B, ref solvedS, -1, ref a, ref a);
            shape.MultiplyAddBK(ref cross, ref solvedS, -1, ref h, ref h);
        }

        shape.SymmetrizeA(ref h);
        shape.MultiplyBK(ref stage.B, ref solvedB, ref g);
        shape.SymmetrizeA(ref g);
        return true;
    }
}
