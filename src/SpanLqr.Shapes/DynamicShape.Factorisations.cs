using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Factorisations.
public readonly partial struct DynamicShape
{
    /// <inheritdoc/>
    public bool CholeskyFactorA(ref double a, ref double destination) => DenseFactor.Cholesky(n, ref a, ref destination);

    /// <inheritdoc/>
    public bool LdlFactorA(ref double a, ref double destination) => DenseFactor.Ldl(n, ref a, ref destination);

    /// <inheritdoc/>
    public bool LuFactorA(ref double a, ref double destination, ref int pivots) => DenseFactor.Lu(n, ref a, ref destination, ref pivots);

    /// <inheritdoc/>
    public bool CholeskyFactorR(ref double r, ref double destination) => DenseFactor.Cholesky(m, ref r, ref destination);

    /// <inheritdoc/>
    public bool LdlFactorR(ref double r, ref double destination) => DenseFactor.Ldl(m, ref r, ref destination);

    /// <inheritdoc/>
    public bool LuFactorR(ref double r, ref double destination, ref int pivots) => DenseFactor.Lu(m, ref r, ref destination, ref pivots);
}
