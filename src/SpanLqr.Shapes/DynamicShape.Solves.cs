using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Solves from a factorisation.
public readonly partial struct DynamicShape<T>
{
    /// <inheritdoc/>
    public void CholeskySolveAA(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Cholesky(n, n, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveAB(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Cholesky(n, m, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveAx(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Cholesky(n, 1, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveRK(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Cholesky(m, n, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void CholeskySolveRu(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Cholesky(m, 1, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveAA(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Ldl(n, n, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveAB(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Ldl(n, m, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveAx(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Ldl(n, 1, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveRK(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Ldl(m, n, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LdlSolveRu(ref T factor, ref T rhs, ref T destination) =>
        DenseSolve<T>.Ldl(m, 1, ref factor, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveAA(ref T factor, ref int pivots, ref T rhs, ref T destination) =>
        DenseSolve<T>.Lu(n, n, ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveAB(ref T factor, ref int pivots, ref T rhs, ref T destination) =>
        DenseSolve<T>.Lu(n, m, ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveAx(ref T factor, ref int pivots, ref T rhs, ref T destination) =>
        DenseSolve<T>.Lu(n, 1, ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveRK(ref T factor, ref int pivots, ref T rhs, ref T destination) =>
        DenseSolve<T>.Lu(m, n, ref factor, ref pivots, ref rhs, ref destination);

    /// <inheritdoc/>
    public void LuSolveRu(ref T factor, ref int pivots, ref T rhs, ref T destination) =>
        DenseSolve<T>.Lu(m, 1, ref factor, ref pivots, ref rhs, ref destination);
}
