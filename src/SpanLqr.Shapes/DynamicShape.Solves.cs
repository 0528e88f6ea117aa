using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Solves from a factorisation.
public readonly partial struct DynamicShape
{
    /// <inheritdoc/>
    public void CholeskySolveAA(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Cholesky(n, n, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveAB(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Cholesky(n, m, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveAx(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Cholesky(n, 1, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveRK(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Cholesky(m, n, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveRu(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Cholesky(m, 1, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveAA(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Ldl(n, n, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveAB(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Ldl(n, m, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveAx(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Ldl(n, 1, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveRK(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Ldl(m, n, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveRu(ref double factor, ref double rhs, ref double destination) =>
        DenseSolve.Ldl(m, 1, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveAA(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        DenseSolve.Lu(n, n, ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveAB(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        DenseSolve.Lu(n, m, ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveAx(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        DenseSolve.Lu(n, 1, ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveRK(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        DenseSolve.Lu(m, n, ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveRu(ref double factor, ref int pivots, ref double rhs, ref double destination) =>
        DenseSolve.Lu(m, 1, ref factor, ref pivots, ref rhs, ref destination);
}
