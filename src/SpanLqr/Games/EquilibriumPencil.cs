using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>
/// The eigenvalues and deflating subspaces of the pencil λ[[I, −V],[0, H]] − [[A − BK¹, 0],[−C_Z, I]], on whose n-dimensional stable
/// subspaces the mean field of every equilibrium lives.
/// </summary>
/// <remarks>
/// <para>It is the pencil λ[[I, BR⁻¹B'],[0, A']] − [[A, 0],[−𝐐, I]] with the costate less the agents' own Pz, so it has the same eigenvalues; but
/// its blocks are stable. H may be singular, and eigenvalues infinite: the map μ = (λ − a)/(1 − aλ), a real and |a| &lt; 1, keeps the unit circle
/// and makes the pencil an ordinary eigenvalue problem S = (E − aA)⁻¹(A − aE), with the a for which E − aA is farthest from singular.
/// About 200n³ flops altogether, n the order of the mean fields.</para>
/// <para>An eigenvalue counts as one on the unit circle where the pencil there is singular to rounding: only such an eigenvalue cannot be
/// told from one inside or outside.</para>
/// </remarks>
internal sealed class EquilibriumPencil
{
    /// <summary>Eigenvalues nearer to each other than this, relative to the largest entry of the Schur form, may be one and defective.</summary>
    private const double ClusterDistance = 1e-6;

    // An inverse of E − aA this much larger than its reciprocal is good enough to look no further.
    private const double GoodCondition = 1e3;

    // Only eigenvalues this near to the circle are worth the test for being on it.
    private const double CircleNeighbourhood = 1e-3;

    // A backward error of the pencil of so many roundings times its order, which the data have already.
    private const double CircleRoundings = 32;

    private const double UnitRoundoff = 2.2204460492503131e-16;

    private static readonly double[] Shifts = [0, 0.5, -0.5, 0.25, -0.25, 0.75, -0.75];

    private readonly int _n;
    private readonly double[] _left;
    private readonly double[] _right;
    private readonly double[] _scale;
    private readonly ComplexSchur _form;

    private EquilibriumPencil(int n, double[] left, double[] right, double[] scale, double shift, ComplexSchur form)
    {
        (_n, _left, _right, _scale, _form) = (n, left, right, scale, form);
        (Units, OnCircle) = Order(shift);
    }

    /// <summary>The eigenvalues inside the unit circle, smallest modulus first, as units that enter a real subspace together.</summary>
    public IReadOnlyList<PencilUnit> Units { get; }

    /// <summary>Eigenvalues that are on the unit circle to rounding.</summary>
    public IReadOnlyList<Complex> OnCircle { get; }

    /// <summary>k, the number of eigenvalues inside the unit circle.</summary>
    public int StableCount => Units.Sum(unit => unit.Width);

    /// <summary>The pencil of a game; null where its Schur form was not reached.</summary>
    /// <param name="closedLoop">A − BK¹, n×n, block-diagonal.</param>
    /// <param name="reach">V, n×n, block-diagonal.</param>
    /// <param name="weights">C_Z, n×n.</param>
    /// <param name="block">m, the order of the blocks.</param>
    public static EquilibriumPencil? Of(double[,] closedLoop, double[,] reach, double[,] weights, int block)
    {
        int n = closedLoop.GetLength(0), order = 2 * n;
        double[] units = CostateUnits(reach, weights, block);
        double[] left = new double[order * order], right = new double[order * order];
        for (int i = 0; i < n; i++)
        {
            left[(i * order) + i] = 1;
            right[((n + i) * order) + n + i] = 1;
            for (int j = 0; j < n; j++)
            {
                left[(i * order) + n + j] = -reach[i, j] * units[j];
                left[((n + i) * order) + n + j] = closedLoop[j, i];
                right[(i * order) + j] = closedLoop[i, j];
                right[((n + i) * order) + j] = -weights[i, j] / units[i];
            }
        }

        double[]? matrix = Transformed(order, left, right, out double shift);
        if (matrix is null)
        {
            return null;
        }

        double[] scale = SimilarityBalance.Apply(order, matrix);
        for (int i = 0; i < n; i++)
        {
            scale[n + i] *= units[i];
        }

        return ComplexSchur.Of(order, matrix) is { } form ? new EquilibriumPencil(n, left, right, scale, shift, form) : null;
    }

    /// <summary>Z of the subspace of some units, as many as there are dimensions; null where its upper block is singular.</summary>
    /// <param name="units">Indices into <see cref="Units"/>.</param>
    public double[,]? SumOf(IReadOnlyList<int> units)
    {
        ComplexSchur form = _form.Copy();
        List<int> places = [.. Units.Select(unit => unit.Place)];
        int front = 0;
        foreach (int index in units)
        {
            PencilUnit unit = Units[index];
            int from = places[index];
            for (int j = 0; j < unit.Width; j++)
            {
                form.MoveUp(from + j, front + j);
            }

            for (int other = 0; other < places.Count; other++)
            {
                places[other] += places[other] >= front && places[other] < from ? unit.Width : 0;
            }

            places[index] = front;
            front += unit.Width;
        }

        return Graph(form);
    }

    /// <summary>The units of y, population by population, for which V and C_Z have about the same size.</summary>
    private static double[] CostateUnits(double[,] reach, double[,] weights, int block)
    {
        int n = reach.GetLength(0);
        double[] units = new double[n];
        for (int l = 0; l < n; l += block)
        {
            double near = 0, far = 0;
            for (int i = l; i < l + block; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    near = Math.Max(near, Math.Abs(reach[i, j]));
                    far = Math.Max(far, Math.Abs(weights[i, j]));
                }
            }

            double unit = near > 0 && far > 0 ? Math.ScaleB(1, (int)Math.Round(0.5 * Math.Log2(far / near))) : 1;
            Array.Fill(units, unit, l, block);
        }

        return units;
    }

    /// <summary>(E − aA)⁻¹(A − aE) for the a that makes the least of rounding; null where none is regular.</summary>
    private static double[]? Transformed(int order, double[] left, double[] right, out double shift)
    {
        DynamicShape shape = new(order, 1);
        int length = order * order;
        double[] identity = new double[length], factor = new double[length], inverse = new double[length];
        int[] pivots = new int[order];
        Dense.SetDiagonal(ref identity[0], 1, order);
        double least = double.PositiveInfinity;
        shift = 0;
        double[]? best = null;
        foreach (double a in Shifts)
        {
            Dense.AddScaled(ref right[0], -a, ref left[0], ref factor[0], length);
            double size = Dense.FrobeniusNorm(ref factor[0], length);
            if (!shape.LuFactorA(ref factor[0], ref factor[0], ref pivots[0]))
            {
                continue;
            }

            shape.LuSolveAA(ref factor[0], ref pivots[0], ref identity[0], ref inverse[0]);
            double condition = size * Dense.FrobeniusNorm(ref inverse[0], length) / order;
            if (condition < least)
            {
                (least, shift) = (condition, a);
                best = new double[length];
                Dense.AddScaled(ref left[0], -a, ref right[0], ref inverse[0], length);
                shape.LuSolveAA(ref factor[0], ref pivots[0], ref inverse[0], ref best[0]);
            }

            if (least <= GoodCondition)
            {
                break;
            }
        }

        return best is not null && Dense.IsFinite(best) ? best : null;
    }

    /// <summary>Brings the eigenvalues inside the circle to the front of the Schur form, smallest modulus first.</summary>
    private (IReadOnlyList<PencilUnit> Units, IReadOnlyList<Complex> OnCircle) Order(double shift)
    {
        double near = ClusterDistance * Enumerable.Range(0, 2 * _n).Max(i => Math.Max(1, _form.Eigenvalue(i).Magnitude));
        List<Complex> onCircle = [];
        List<PencilUnit> stable = [];
        int place = 0;
        foreach (int blockWidth in _form.Widths)
        {
            // Two conjugates nearer to each other than rounding tells are one real eigenvalue twice.
            int width = blockWidth == 2 && 2 * Math.Abs(_form.Eigenvalue(place).Imaginary) <= near ? 1 : blockWidth;
            for (int end = place + blockWidth; place < end; place += width)
            {
                Complex mu = _form.Eigenvalue(place), lambda = (mu + shift) / (1 + (shift * mu));
                if (Math.Abs(mu.Magnitude - 1) <= CircleNeighbourhood && IsSingularAt(lambda / lambda.Magnitude))
                {
                    onCircle.AddRange(width == 2 ? [lambda, Complex.Conjugate(lambda)] : [lambda]);
                }
                else if (mu.Magnitude < 1)
                {
                    stable.Add(new PencilUnit(place, width, lambda.Magnitude, 0, 0, mu));
                }
            }
        }

        PencilUnit[] ordered = PencilUnit.Clustered(stable, near);
        int front = 0;
        for (int index = 0; index < ordered.Length; index++)
        {
            PencilUnit unit = ordered[index];
            for (int j = 0; j < unit.Width; j++)
            {
                _form.MoveUp(unit.Place + j, front + j);
            }

            for (int other = index + 1; other < ordered.Length; other++)
            {
                ordered[other] = ordered[other] with { Place = ordered[other].Place + (ordered[other].Place < unit.Place ? unit.Width : 0) };
            }

            ordered[index] = unit with { Place = front };
            front += unit.Width;
        }

        return (ordered.Select(unit => WithTop(unit)).ToArray(), onCircle);
    }

    /// <summary>The upper halves of a unit's eigenvectors of length 1, which a subspace with a regular upper block has independent.</summary>
    private PencilUnit WithTop(PencilUnit unit)
    {
        if (!unit.IsAlone)
        {
            return unit;
        }

        Complex[][] tops = new Complex[unit.Width][];
        for (int w = 0; w < unit.Width; w++)
        {
            int p = unit.Place + w;
            Complex[] x = new Complex[p + 1];
            x[p] = Complex.One;
            for (int i = p - 1; i >= 0; i--)
            {
                Complex sum = Complex.Zero;
                for (int j = i + 1; j <= p; j++)
                {
                    sum += _form.Entry(i, j) * x[j];
                }

                x[i] = -sum / (_form.Eigenvalue(i) - _form.Eigenvalue(p));
            }

            double size = Math.Sqrt(x.Sum(entry => entry.Magnitude * entry.Magnitude));
            tops[w] = new Complex[_n];
            for (int i = 0; i < _n; i++)
            {
                for (int j = 0; j <= p; j++)
                {
                    tops[w][i] += _form.Vector(i, j) * x[j] / size;
                }
            }
        }

        return unit with { Tops = tops };
    }

    /// <summary>Whether A − λE has a singular value that is rounding; |λ| = 1.</summary>
    private bool IsSingularAt(Complex lambda)
    {
        int order = 2 * _n, whole = 2 * order;
        double[] real = new double[whole * whole], transposed = new double[whole * whole];
        double size = 0;
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                double a = _right[(i * order) + j], e = _left[(i * order) + j];
                double re = a - (lambda.Real * e), im = -lambda.Imaginary * e;
                real[(i * whole) + j] = real[((order + i) * whole) + order + j] = re;
                real[(i * whole) + order + j] = -im;
                real[((order + i) * whole) + j] = im;
                size = Math.Max(size, Math.Max(Math.Abs(a), Math.Abs(e)));
            }
        }

        DynamicShape shape = new(whole, 1);
        int[] pivots = new int[whole], backPivots = new int[whole];
        shape.TransposeA(ref real[0], ref transposed[0]);
        if (!shape.LuFactorA(ref real[0], ref real[0], ref pivots[0]) || !shape.LuFactorA(ref transposed[0], ref transposed[0], ref backPivots[0]))
        {
            return true;
        }

        // Inverse iteration on the square, from a start that no structure makes orthogonal to the vector sought.
        double[] x = new double[whole], y = new double[whole];
        for (int i = 0; i < whole; i++)
        {
            x[i] = 1 + ((i * 0.6180339887498949) % 1);
        }

        double least = double.PositiveInfinity;
        for (int k = 0; k < 4; k++)
        {
            Dense.Scale(ref x[0], 1 / Dense.FrobeniusNorm(ref x[0], whole), ref x[0], whole);
            shape.LuSolveAx(ref real[0], ref pivots[0], ref x[0], ref y[0]);
            shape.LuSolveAx(ref transposed[0], ref backPivots[0], ref y[0], ref x[0]);
            double growth = Dense.FrobeniusNorm(ref x[0], whole);
            if (!double.IsFinite(growth))
            {
                return true;
            }

            least = 1 / Math.Sqrt(growth);
        }

        return least <= CircleRoundings * order * UnitRoundoff * size;
    }

    /// <summary>Z = YX⁻¹ of the subspace [X; Y] that the first n columns span.</summary>
    private double[,]? Graph(ComplexSchur form)
    {
        Complex[,] x = new Complex[_n, _n], y = new Complex[_n, _n];
        for (int i = 0; i < _n; i++)
        {
            for (int j = 0; j < _n; j++)
            {
                // Transposed: X'Z' = Y'.
                x[j, i] = form.Vector(i, j);
                y[j, i] = form.Vector(_n + i, j);
            }
        }

        if (!ComplexSolve.TrySolve(x, y))
        {
            return null;
        }

        double[,] z = new double[_n, _n];
        for (int i = 0; i < _n; i++)
        {
            for (int j = 0; j < _n; j++)
            {
                z[i, j] = _scale[_n + i] * y[j, i].Real / _scale[j];
            }
        }

        return Dense.IsFinite(ref z[0, 0], z.Length) ? z : null;
    }
}
