using System;
using System.Runtime.InteropServices;
using SpanLqr.Linear;

namespace SpanLqr.Riccati;

/// <summary>
/// X = C + HXF for any H and F whose eigenvalues have no product 1: in the Schur bases of H and F the equation is triangular
/// (Bartels and Stewart, CACM 15 (1972), in the discrete form of Kitagawa (1977)); then refinement, which on badly scaled H and F
/// gives back the digits that their rotations mix.
/// </summary>
internal readonly ref struct SteinDirect
{
    // A residual that is this share of C is none of the equation's solution: sep(H, F) is at the rounding of HXF.
    private const double AcceptedResidual = 1e-3;

    // The first gains about a digit, or four where the scaling is bad; later ones little, and they stop where the residual does.
    private const int MaxRefinements = 3;

    private readonly SteinMap _map;
    private readonly Span<double> _t;
    private readonly Span<double> _u;
    private readonly Span<double> _s;
    private readonly Span<double> _v;
    private readonly ref double _square;
    private readonly Span<double> _correction;
    private readonly ref double _product;
    private readonly Span<double> _scratch;

    public SteinDirect(SteinMap map, Workspace memory)
    {
        int p = map.Rows, q = map.Columns;
        _map = map;
        _t = Dense.Span(ref memory.Take(p * p), p * p);
        _u = Dense.Span(ref memory.Take(p * p), p * p);
        _s = Dense.Span(ref memory.Take(q * q), q * q);
        _v = Dense.Span(ref memory.Take(q * q), q * q);
        _square = ref memory.Take(Math.Max(p * p, q * q));
        _correction = Dense.Span(ref memory.Take(p * q), p * q);
        _product = ref memory.Take(p * q);
        _scratch = memory.Rest[..ScratchLength(p, q)];
    }

    public static int WorkspaceLength(int p, int q, string? argument = null) =>
        SpanLength.Of((2L * p * p) + (2L * q * q) + Math.Max((long)p * p, (long)q * q) + (2L * p * q) + ScratchLength(p, q), argument ?? (p >= q ? "rows" : "columns"));

    /// <summary>The Schur forms of H and of F.</summary>
    public bool TryFactor(ref double h, ref double f)
    {
        Dense.Copy(ref h, ref _t[0], _t.Length);
        Dense.Copy(ref f, ref _s[0], _s.Length);
        return RealSchur.TryReduce(_map.Rows, _t, _u, _scratch) && RealSchur.TryReduce(_map.Columns, _s, _v, _scratch);
    }

    /// <summary>The Schur forms of H = A and F = A' from one: T of A, mirrored at its second diagonal, is one of A'.</summary>
    public bool TryFactorSymmetric(ref double a)
    {
        int n = _map.Rows;
        Dense.Copy(ref a, ref _t[0], _t.Length);
        if (!RealSchur.TryReduce(n, _t, _u, _scratch))
        {
            return false;
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                _s[(i * n) + j] = _t[((n - 1 - j) * n) + n - 1 - i];
                _v[(i * n) + j] = _u[(i * n) + n - 1 - j];
            }
        }

        return true;
    }

    /// <summary>Solves with the factors; H, F and C are read for the refinement, X is the destination.</summary>
    /// <param name="h">H.</param>
    /// <param name="f">F.</param>
    /// <param name="c">C.</param>
    /// <param name="x">X; unspecified unless the status is Ok.</param>
    /// <param name="residual">‖C + HXF − X‖_F / (1 + ‖X‖_F); NaN unless the status is Ok.</param>
    /// <returns>Ok; Singular; NonFinite.</returns>
    public SolveStatus Solve(ref double h, ref double f, ref double c, ref double x, out double residual)
    {
        residual = double.NaN;
        int length = _map.Rows * _map.Columns;
        Dense.Copy(ref c, ref x, length);
        if (!TryInvert(ref x))
        {
            return SolveStatus.Singular;
        }

        ref double correction = ref _correction[0];
        double norm = double.PositiveInfinity;
        for (int k = 0; ; k++)
        {
            double previous = norm;
            _map.Residual(ref h, ref f, ref c, ref x, ref _product, ref correction);
            norm = Dense.FrobeniusNorm(ref correction, length);
            if (k == MaxRefinements || !(norm < 0.5 * previous) || !double.IsFinite(norm) || !TryInvert(ref correction))
            {
                break;
            }

            Dense.Add(ref x, ref correction, ref x, length);
        }

        if (!double.IsFinite(norm))
        {
            return SolveStatus.NonFinite;
        }

        if (!(norm <= AcceptedResidual * Dense.FrobeniusNorm(ref c, length)))
        {
            return SolveStatus.Singular;
        }

        residual = norm / (1 + Dense.FrobeniusNorm(ref x, length));
        return SolveStatus.Ok;
    }

    private static int ScratchLength(int p, int q) =>
        Math.Max(QuasiTriangularStein.WorkspaceLength(q), Math.Max(RealSchur.WorkspaceLength(p), RealSchur.WorkspaceLength(q)));

    /// <summary>X ← the solution whose C is X.</summary>
    private bool TryInvert(ref double x)
    {
        int p = _map.Rows, q = _map.Columns;
        _map.Rotate(ref _u[0], ref _v[0], false, ref x, ref _square, ref _product);
        if (!QuasiTriangularStein.TrySolve(p, q, _t, _s, MemoryMarshal.CreateSpan(ref x, p * q), _scratch))
        {
            return false;
        }

        _map.Rotate(ref _u[0], ref _v[0], true, ref x, ref _square, ref _product);
        return true;
    }
}
