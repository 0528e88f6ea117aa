using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>
/// The fixed point of best response and consistency by doubling, whatever the coupling: Z = C_Z + HZF with F = (I − VZ)⁻¹(A − BK¹) is
/// the Riccati equation Z = C_Z + HZ(I − VZ)⁻¹(A − BK¹), symmetric only if C_Z is.
/// </summary>
/// <remarks>
/// From A₀ = A − BK¹, B₀ = H, G₀ = −V, X₀ = C_Z and W = I + GX: A⁺ = AW⁻¹A, B⁺ = B(I + XG)⁻¹B, G⁺ = G + AW⁻¹GB, X⁺ = X + BXW⁻¹A.
/// Quadratic where there is a stable branch. It proves nothing by itself: what it finds is a start for <see cref="FixedPointIteration{TShape}"/>.
/// About 22n³ flops a step. Source: Guo, Lin and Xu, Numer. Math. 103 (2006), for nonsymmetric equations.
/// </remarks>
internal sealed class CoupledDoubling<TShape>
    where TShape : struct, ILqrShape
{
    // 2^40 stages of the game played backwards; a closer call is no start.
    private const int MaxDoublings = 40;
    private const double RelativeStep = 1e-12;

    private readonly TShape _shape;
    private readonly double[] _a;
    private readonly double[] _b;
    private readonly double[] _g;
    private readonly double[] _w;
    private readonly double[] _v1;
    private readonly double[] _v2;
    private readonly double[] _bx;
    private readonly double[] _next;
    private readonly int[] _pivots;

    public CoupledDoubling(TShape shape)
    {
        int nn = shape.StateDim * shape.StateDim;
        _shape = shape;
        (_a, _b, _g, _w) = (new double[nn], new double[nn], new double[nn], new double[nn]);
        (_v1, _v2, _bx, _next) = (new double[nn], new double[nn], new double[nn], new double[nn]);
        _pivots = new int[shape.StateDim];
    }

    /// <summary>Finds Z; false where it breaks down or does not converge. Allocates nothing.</summary>
    /// <param name="closedLoop">A − BK¹, n×n.</param>
    /// <param name="reach">V, n×n.</param>
    /// <param name="z">C_Z on entry, Z on return, n×n.</param>
    public bool TrySolve(ref double closedLoop, ref double reach, ref double z)
    {
        int n = _shape.StateDim, nn = n * n;
        Dense.Copy(ref closedLoop, ref _a[0], nn);
        _shape.TransposeA(ref closedLoop, ref _b[0]);
        Dense.Scale(ref reach, -1, ref _g[0], nn);
        for (int k = 0; k < MaxDoublings; k++)
        {
            _shape.MultiplyAA(ref _g[0], ref z, ref _w[0]);
            Dense.AddDiagonal(ref _w[0], 1, n);
            if (!_shape.LuFactorA(ref _w[0], ref _w[0], ref _pivots[0]))
            {
                return false;
            }

            _shape.LuSolveAA(ref _w[0], ref _pivots[0], ref _a[0], ref _v1[0]);
            _shape.MultiplyAA(ref _b[0], ref z, ref _bx[0]);
            _shape.MultiplyAA(ref _bx[0], ref _v1[0], ref _next[0]);
            Dense.Add(ref z, ref _next[0], ref z, nn);
            double step = Dense.FrobeniusNorm(ref _next[0], nn);
            if (!double.IsFinite(step))
            {
                return false;
            }

            if (step <= RelativeStep * Dense.FrobeniusNorm(ref z, nn))
            {
                return true;
            }

            _shape.MultiplyAA(ref _g[0], ref _b[0], ref _v2[0]);
            _shape.LuSolveAA(ref _w[0], ref _pivots[0], ref _v2[0], ref _v2[0]);
            _shape.MultiplyAddAA(ref _a[0], ref _v2[0], 1, ref _g[0], ref _g[0]);

            // B(I + XG)⁻¹B = BB − BXW⁻¹GB, with the X of this step.
            _shape.MultiplyAA(ref _b[0], ref _b[0], ref _next[0]);
            _shape.MultiplyAddAA(ref _bx[0], ref _v2[0], -1, ref _next[0], ref _b[0]);
            _shape.MultiplyAA(ref _a[0], ref _v1[0], ref _next[0]);
            Dense.Copy(ref _next[0], ref _a[0], nn);
        }

        return false;
    }
}
