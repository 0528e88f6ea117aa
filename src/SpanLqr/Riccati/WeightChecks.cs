using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>R ≻ 0 and [[Q, S], [S', R]] ⪰ 0, by factorisation.</summary>
internal static class WeightChecks
{
    // A negative eigenvalue down to this share of the weight's norm is taken for rounding in the data.
    private const double SemidefiniteTolerance = 1e-12;

    private const double UnitRoundoff = 2.2204460492503131e-16;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim, evidence = Math.Max(PivotSign.WorkspaceLength(m), (n * n) + (3 * n));
        return SpanLength.Of((2 * n * n) + (n * m) + (m * m) + evidence, nameof(shape));
    }

    /// <param name="shape">The shape.</param>
    /// <param name="stage">The weights, finite.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    /// <param name="evidence">What a status other than Ok rests on.</param>
    /// <returns>
    /// Ok; a weight that is not what it must be, with the value that proves it; or IllConditioned where R or the Schur complement is within
    /// rounding of what is refused.
    /// </returns>
    public static SolveStatus Check<TShape>(TShape shape, in Stage stage, Workspace memory, out StatusEvidence evidence)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, nn = n * n;
        ref double state = ref memory.Take(nn);
        ref double factor = ref memory.Take(nn);
        ref double solved = ref memory.Take(n * m);
        ref double inputFactor = ref memory.Take(m * m);
        SolveStatus input = CheckDefinite(shape, ref stage.R, ref inputFactor, memory, out double share, out evidence);
        if (input != SolveStatus.Ok)
        {
            return input;
        }

        // The joint weight is semidefinite iff its Schur complement Q − SR⁻¹S' is.
        Dense.Copy(ref stage.Q, ref state, nn);
        double norm = Dense.FrobeniusNorm(ref state, nn), rounding = 0;
        if (stage.HasCross)
        {
            shape.TransposeB(ref stage.S, ref solved);
            shape.CholeskySolveRK(ref inputFactor, ref solved, ref solved);
            rounding = UnitRoundoff * m / share * Dense.FrobeniusNorm(ref stage.S, n * m) * Dense.FrobeniusNorm(ref solved, n * m);
            shape.MultiplyAddBK(ref stage.S, ref solved, -1, ref state, ref state);
            shape.SymmetrizeA(ref state);
        }

        SolveStatus status = CheckSemidefinite(shape, ref state, norm, ref factor);
        if (status != SolveStatus.StateWeightNotPositiveSemidefinite)
        {
            return status;
        }

        // The check has added the tolerance to the diagonal.
        Span<double> values = Dense.Span(ref memory.Take(n), n);
        SolveStatus spectrum = SymmetricEigenvalues.Compute(n, Dense.Span(ref state, nn), values, memory.Rest[..SymmetricEigenvalues.WorkspaceLength(n)]);
        double least = spectrum == SolveStatus.Ok ? values[0] - (SemidefiniteTolerance * norm) : double.NaN;
        bool proven = least < -rounding;
        evidence = proven ? StatusEvidence.Of(least / norm) : StatusEvidence.OfDigits(double.NaN, Math.Log10(rounding / (norm * UnitRoundoff)));
        return proven ? status : SolveStatus.IllConditioned;
    }

    /// <summary>Whether R is positive definite, finite as it is.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="r">R.</param>
    /// <param name="factor">Receives its Cholesky factor.</param>
    /// <param name="memory"><see cref="PivotSign.WorkspaceLength"/> entries.</param>
    /// <param name="share">The least pivot relative to its diagonal entry.</param>
    /// <param name="evidence">What a status other than Ok rests on.</param>
    public static SolveStatus CheckDefinite<TShape>(
        TShape shape,
        ref double r,
        ref double factor,
        Workspace memory,
        out double share,
        out StatusEvidence evidence)
        where TShape : struct, ILqrShape
    {
        evidence = StatusEvidence.None;
        if (InputWeightFactor.TryCholesky(shape, ref r, ref factor, out share))
        {
            return SolveStatus.Ok;
        }

        int m = shape.InputDim;
        bool positive = PivotSign.IsPositive(m, ref r, memory, out double value);
        evidence = positive ? StatusEvidence.OfDigits(double.NaN, Math.Log10(m / value)) : StatusEvidence.Of(value);
        return positive ? SolveStatus.IllConditioned : SolveStatus.InputWeightNotPositiveDefinite;
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
