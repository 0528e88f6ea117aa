using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Factorisations.
public readonly partial struct DynamicShape<T>
{
    /// <inheritdoc/>
    public bool CholeskyFactorA(ref T a, ref T destination) => DenseFactor<T>.Cholesky(n, ref a, ref destination);

    /// <inheritdoc/>
    public bool LdlFactorA(ref T a, ref T destination) => DenseFactor<T>.Ldl(n, ref a, ref destination);

    /// <inheritdoc/>
    public bool LuFactorA(ref T a, ref T destination, ref int pivots) => DenseFactor<T>.Lu(n, ref a, ref destination, ref pivots);

    /// <inheritdoc/>
    public bool CholeskyFactorR(ref T r, ref T destination) => DenseFactor<T>.Cholesky(m, ref r, ref destination);

    /// <inheritdoc/>
    public bool LdlFactorR(ref T r, ref T destination) => DenseFactor<T>.Ldl(m, ref r, ref destination);

    /// <inheritdoc/>
    public bool LuFactorR(ref T r, ref T destination, ref int pivots) => DenseFactor<T>.Lu(m, ref r, ref destination, ref pivots);
}
