using System;

namespace SpanLqr.Shapes;

/// <summary>A shape of any size in double precision: <see cref="DynamicShape{T}"/>, and what only <see cref="ILqrShape"/> has.</summary>
public readonly partial struct DynamicShape : ILqrShape
{
    private readonly DynamicShape<double> kernels;

    /// <summary>A shape of n states and m inputs.</summary>
    /// <param name="stateDim">n, at least 1.</param>
    /// <param name="inputDim">m, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is below 1.</exception>
    /// <exception cref="ArgumentException">The workspace of such a size, 2n² + 2nm + m² entries, would not fit in a span.</exception>
    public DynamicShape(int stateDim, int inputDim) => kernels = new DynamicShape<double>(stateDim, inputDim);

    /// <inheritdoc/>
    public int StateDim => kernels.StateDim;

    /// <inheritdoc/>
    public int InputDim => kernels.InputDim;

    /// <inheritdoc/>
    public int RiccatiStepWorkspaceLength => kernels.RiccatiStepWorkspaceLength;

    /// <inheritdoc/>
    public void MultiplyAA(ref double a, ref double a2, ref double destination) =>
        kernels.MultiplyAA(ref a, ref a2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAB(ref double a, ref double b, ref double destination) =>
        kernels.MultiplyAB(ref a, ref b, ref destination);

    /// <inheritdoc/>
    public void MultiplyBK(ref double b, ref double k, ref double destination) =>
        kernels.MultiplyBK(ref b, ref k, ref destination);

    /// <inheritdoc/>
    public void MultiplyKA(ref double k, ref double a, ref double destination) =>
        kernels.MultiplyKA(ref k, ref a, ref destination);

    /// <inheritdoc/>
    public void MultiplyKB(ref double k, ref double b, ref double destination) =>
        kernels.MultiplyKB(ref k, ref b, ref destination);

    /// <inheritdoc/>
    public void MultiplyRK(ref double r, ref double k, ref double destination) =>
        kernels.MultiplyRK(ref r, ref k, ref destination);

    /// <inheritdoc/>
    public void MultiplyAtA(ref double a, ref double a2, ref double destination) =>
        kernels.MultiplyAtA(ref a, ref a2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAtB(ref double a, ref double b, ref double destination) =>
        kernels.MultiplyAtB(ref a, ref b, ref destination);

    /// <inheritdoc/>
    public void MultiplyBtA(ref double b, ref double a, ref double destination) =>
        kernels.MultiplyBtA(ref b, ref a, ref destination);

    /// <inheritdoc/>
    public void MultiplyBtB(ref double b, ref double b2, ref double destination) =>
        kernels.MultiplyBtB(ref b, ref b2, ref destination);

    /// <inheritdoc/>
    public void MultiplyKtK(ref double k, ref double k2, ref double destination) =>
        kernels.MultiplyKtK(ref k, ref k2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAAt(ref double a, ref double a2, ref double destination) =>
        kernels.MultiplyAAt(ref a, ref a2, ref destination);

    /// <inheritdoc/>
    public void MultiplyBBt(ref double b, ref double b2, ref double destination) =>
        kernels.MultiplyBBt(ref b, ref b2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAA(ref double a, ref double a2, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddAA(ref a, ref a2, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAB(ref double a, ref double b, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddAB(ref a, ref b, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBK(ref double b, ref double k, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddBK(ref b, ref k, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddKA(ref double k, ref double a, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddKA(ref k, ref a, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddKB(ref double k, ref double b, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddKB(ref k, ref b, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddRK(ref double r, ref double k, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddRK(ref r, ref k, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAtA(ref double a, ref double a2, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddAtA(ref a, ref a2, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAtB(ref double a, ref double b, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddAtB(ref a, ref b, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBtA(ref double b, ref double a, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddBtA(ref b, ref a, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBtB(ref double b, ref double b2, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddBtB(ref b, ref b2, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddKtK(ref double k, ref double k2, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddKtK(ref k, ref k2, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAAt(ref double a, ref double a2, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddAAt(ref a, ref a2, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBBt(ref double b, ref double b2, double alpha, ref double addend, ref double destination) =>
        kernels.MultiplyAddBBt(ref b, ref b2, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void MultiplyAx(ref double a, ref double x, ref double destination) =>
        kernels.MultiplyAx(ref a, ref x, ref destination);

    /// <inheritdoc/>
    public void MultiplyAtx(ref double a, ref double x, ref double destination) =>
        kernels.MultiplyAtx(ref a, ref x, ref destination);

    /// <inheritdoc/>
    public void MultiplyBu(ref double b, ref double u, ref double destination) =>
        kernels.MultiplyBu(ref b, ref u, ref destination);

    /// <inheritdoc/>
    public void MultiplyKx(ref double k, ref double x, ref double destination) =>
        kernels.MultiplyKx(ref k, ref x, ref destination);

    /// <inheritdoc/>
    public void Feedback(ref double k, ref double x, ref double destination) =>
        kernels.Feedback(ref k, ref x, ref destination);

    /// <inheritdoc/>
    public void FeedbackOffset(ref double k, ref double x, ref double offset, ref double destination) =>
        kernels.FeedbackOffset(ref k, ref x, ref offset, ref destination);

    /// <inheritdoc/>
    public void Advance(ref double a, ref double b, ref double x, ref double u, ref double destination) =>
        kernels.Advance(ref a, ref b, ref x, ref u, ref destination);

    /// <inheritdoc/>
    public double QuadraticFormA(ref double a, ref double x) =>
        kernels.QuadraticFormA(ref a, ref x);

    /// <inheritdoc/>
    public double QuadraticFormR(ref double r, ref double u) =>
        kernels.QuadraticFormR(ref r, ref u);

    /// <inheritdoc/>
    public void CongruenceA(ref double a, ref double p, ref double workspace, ref double destination) =>
        kernels.CongruenceA(ref a, ref p, ref workspace, ref destination);

    /// <inheritdoc/>
    public void CongruenceB(ref double b, ref double p, ref double workspace, ref double destination) =>
        kernels.CongruenceB(ref b, ref p, ref workspace, ref destination);

    /// <inheritdoc/>
    public void CongruenceK(ref double k, ref double r, ref double workspace, ref double destination) =>
        kernels.CongruenceK(ref k, ref r, ref workspace, ref destination);

    /// <inheritdoc/>
    public void SymmetricRankUpdate(ref double b, double alpha, ref double addend, ref double destination) =>
        kernels.SymmetricRankUpdate(ref b, alpha, ref addend, ref destination);

    /// <inheritdoc/>
    public void SymmetrizeA(ref double a) =>
        kernels.SymmetrizeA(ref a);

    /// <inheritdoc/>
    public void SymmetrizeR(ref double r) =>
        kernels.SymmetrizeR(ref r);

    /// <inheritdoc/>
    public void TransposeA(ref double a, ref double destination) =>
        kernels.TransposeA(ref a, ref destination);

    /// <inheritdoc/>
    public void TransposeB(ref double b, ref double destination) =>
        kernels.TransposeB(ref b, ref destination);

    /// <inheritdoc/>
    public void TransposeK(ref double k, ref double destination) =>
        kernels.TransposeK(ref k, ref destination);

    /// <inheritdoc/>
    public bool CholeskyFactorA(ref double a, ref double destination) =>
        kernels.CholeskyFactorA(ref a, ref destination);

    /// <inheritdoc/>
    public bool LdlFactorA(ref double a, ref double destination) =>
        kernels.LdlFactorA(ref a, ref destination);

    /// <inheritdoc/>
    public bool LuFactorA(ref double a, ref double destination, ref int pivots) =>
        kernels.LuFactorA(ref a, ref destination, ref pivots);

    /// <inheritdoc/>
    public bool CholeskyFactorR(ref double r, ref double destination) =>
        kernels.CholeskyFactorR(ref r, ref destination);

    /// <inheritdoc/>
    public bool LdlFactorR(ref double r, ref double destination) =>
        kernels.LdlFactorR(ref r, ref destination);

    /// <inheritdoc/>
    public bool LuFactorR(ref double r, ref double destination, ref int pivots) =>
        kernels.LuFactorR(ref r, ref destination, ref pivots);

    /// <inheritdoc/>
    public void CholeskySolveAA(ref double factor, ref double rhs, ref double destination) =>
        kernels.CholeskySolveAA(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveAB(ref double factor, ref double rhs, ref double destination) =>
        kernels.CholeskySolveAB(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveAx(ref double factor, ref double rhs, ref double destination) =>
        kernels.CholeskySolveAx(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveRK(ref double factor, ref double rhs, ref double destination) =>
        kernels.CholeskySolveRK(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveRu(ref double factor, ref double rhs, ref double destination) =>
        kernels.CholeskySolveRu(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveAA(ref double factor, ref double rhs, ref double destination) =>
        kernels.LdlSolveAA(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveAB(ref double factor, ref double rhs, ref double destination) =>
        kernels.LdlSolveAB(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveAx(ref double factor, ref double rhs, ref double destination) =>
        kernels.LdlSolveAx(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveRK(ref double factor, ref double rhs, ref double destination) =>
        kernels.LdlSolveRK(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveRu(ref double factor, ref double rhs, ref double destination) =>
        kernels.LdlSolveRu(ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveAA(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        kernels.LuSolveAA(ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveAB(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        kernels.LuSolveAB(ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveAx(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        kernels.LuSolveAx(ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveRK(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        kernels.LuSolveRK(ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveRu(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        kernels.LuSolveRu(ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public bool RiccatiStep(
        ref double a,
        ref double b,
        ref double q,
        ref double r,
        ref double s,
        bool hasCross,
        ref double p,
        ref double gain,
        ref double destination,
        ref double workspace) =>
        kernels.RiccatiStep(ref a, ref b, ref q, ref r, ref s, hasCross, ref p, ref gain, ref destination, ref workspace);
}
