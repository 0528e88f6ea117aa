using System;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>R ≻ 0 and [[Q, S], [S', R]] ⪰ 0, by factorisation.</summary>
internal static class WeightChecks
{
    // A negative eigenvalue down to this share of the weight's norm is taken for rounding in the data.
    private const double SemidefiniteTolerance = 1e-12;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim;
        return SpanLength.Of((2 * n * n) + (n * m) + (m * m), nameof(shape));
    }

    public static SolveStatus Check<TShape>(TShape shape, in Stage stage, Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, nn = n * n;
        ref double state = ref memory.Take(nn);
        ref double factor = ref memory.Take(nn);
        ref double solved = ref memory.Take(n * m);
        ref double inputFactor = ref memory.Take(m * m);
        if (!InputWeightFactor.TryCholesky(shape, ref stage.R, ref inputFactor))
        {
            return SolveStatus.InputWeightNotPositiveDefinite;
        }

        // The joint weight is semidefinite iff its Schur complement Q − SR⁻¹S' is.
        Dense.Copy(ref stage.Q, ref state, nn);
        double norm = Dense.FrobeniusNorm(ref state, nn);
        if (stage.HasCross)
        {
            shape.TransposeB(ref stage.S, ref solved);
            shape.CholeskySolveRK(ref inputFactor, ref solved, ref solved);
            shape.MultiplyAddBK(ref stage.S, ref solved, -1, ref state, ref state);
            shape.SymmetrizeA(ref state);
        }

        return CheckSemidefinite(shape, ref state, norm, ref factor);
    }

    /// <summary>Whether a state weight alone is positive semidefinite.</summary>
    public static SolveStatus CheckSemidefinite<TShape>(TShape shape, ReadOnlySpan<double> weight, Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int nn = shape.StateDim * shape.StateDim;
        if (!Dense.IsFinite(weight))
        {
            return SolveStatus.NonFinite;
        }

        weight.CopyTo(workspace);
        return CheckSemidefinite(shape, ref workspace[0], Dense.FrobeniusNorm(ref workspace[0], nn), ref workspace[nn]);
    }

    /// <summary>Q + τI ≻ 0 by Cholesky, τ the tolerated share of a norm; Q is overwritten.</summary>
    private static SolveStatus CheckSemidefinite<TShape>(TShape shape, ref double weight, double norm, ref double factor)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        if (norm == 0 && Dense.MaxAbs(ref weight, n * n) == 0)
        {
            return SolveStatus.Ok;
        }

        Dense.AddDiagonal(ref weight, SemidefiniteTolerance * norm, n);
        return shape.CholeskyFactorA(ref weight, ref factor) ? SolveStatus.Ok : SolveStatus.StateWeightNotPositiveSemidefinite;
    }
}
