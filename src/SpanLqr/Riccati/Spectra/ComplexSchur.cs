using System;
using System.Collections.Generic;
using System.Numerics;

namespace SpanLqr.Riccati;

/// <summary>The Schur form S = UTU* with T upper triangular and complex, whose eigenvalues can be put in any order along the diagonal.</summary>
/// <remarks>
/// From the real Schur form (about 25n³ flops) by one rotation for each 2×2 block. Exchanging two neighbours is one more rotation, exact to
/// rounding, and costs about 24n flops; the first j columns of U then span the invariant subspace of the first j eigenvalues.
/// Source: Golub and Van Loan, Matrix Computations, 7.6.2.
/// </remarks>
internal sealed class ComplexSchur
{
    private readonly int _n;
    private readonly Complex[] _t;
    private readonly Complex[] _u;

    private ComplexSchur(int n, Complex[] t, Complex[] u, IReadOnlyList<int> widths)
    {
        (_n, _t, _u) = (n, t, u);
        Widths = widths;
    }

    /// <summary>The blocks of the real Schur form in the order of the diagonal: 1, or 2 for a pair of complex conjugates.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>The eigenvalue at a place of the diagonal.</summary>
    public Complex Eigenvalue(int place) => _t[(place * _n) + place];

    /// <summary>U_{row, column}.</summary>
    public Complex Vector(int row, int column) => _u[(row * _n) + column];

    /// <summary>T_{row, column}.</summary>
    public Complex Entry(int row, int column) => _t[(row * _n) + column];

    /// <summary>The form of a matrix, which is overwritten; null where it is not finite or the real form was not reached.</summary>
    public static ComplexSchur? Of(int n, double[] matrix)
    {
        double[] z = new double[n * n];
        if (!RealSchur.TryReduce(n, matrix, z, new double[RealSchur.WorkspaceLength(n)]))
        {
            return null;
        }

        List<int> widths = [];
        List<int> blocks = [];
        for (int k = 0; k < n; k++)
        {
            bool pair = RealSchur.IsPair(n, matrix, k);
            bool conjugates = pair && BlockEigenvalues.Of(n, matrix, k).IsComplex;
            widths.Add(conjugates ? 2 : 1);
            if (pair)
            {
                blocks.Add(k);
                k++;
                if (!conjugates)
                {
                    widths.Add(1);
                }
            }
        }

        var form = new ComplexSchur(n, Array.ConvertAll(matrix, x => new Complex(x, 0)), Array.ConvertAll(z, x => new Complex(x, 0)), widths);
        foreach (int k in blocks)
        {
            form.Triangularise(k);
        }

        return form;
    }

    /// <summary>A copy that can be reordered on its own.</summary>
    public ComplexSchur Copy() => new(_n, (Complex[])_t.Clone(), (Complex[])_u.Clone(), Widths);

    /// <summary>Moves the eigenvalue at one place to an earlier one; those between move down by one and keep their order.</summary>
    public void MoveUp(int from, int to)
    {
        for (int k = from - 1; k >= to; k--)
        {
            Swap(k);
        }
    }

    /// <summary>Turns the 2×2 block at k to triangular form.</summary>
    private void Triangularise(int k)
    {
        Complex a = Entry(k, k), b = Entry(k, k + 1), c = Entry(k + 1, k), d = Entry(k + 1, k + 1);
        Complex half = 0.5 * (a - d), root = Complex.Sqrt((half * half) + (b * c));

        // Of the two differences λ − d the larger, which loses no digits.
        Complex fromLower = (half + root).Magnitude >= (half - root).Magnitude ? half + root : half - root;

        // (λ − d, c) is the eigenvector of λ.
        double size = Math.Sqrt(Square(fromLower) + Square(c));
        Complex first = fromLower / size, second = c / size;
        for (int j = 0; j < _n; j++)
        {
            Complex upper = Entry(k, j), lower = Entry(k + 1, j);
            _t[(k * _n) + j] = (Complex.Conjugate(first) * upper) + (Complex.Conjugate(second) * lower);
            _t[((k + 1) * _n) + j] = (first * lower) - (second * upper);
        }

        foreach (Complex[] matrix in new[] { _t, _u })
        {
            for (int i = 0; i < _n; i++)
            {
                Complex left = matrix[(i * _n) + k], right = matrix[(i * _n) + k + 1];
                matrix[(i * _n) + k] = (left * first) + (right * second);
                matrix[(i * _n) + k + 1] = (right * Complex.Conjugate(first)) - (left * Complex.Conjugate(second));
            }
        }

        _t[((k + 1) * _n) + k] = Complex.Zero;
    }

    /// <summary>Exchanges the eigenvalues at k and k + 1.</summary>
    private void Swap(int k)
    {
        Complex upper = Entry(k, k), lower = Entry(k + 1, k + 1), f = Entry(k, k + 1), g = lower - upper;
        double size = Math.Sqrt(Square(f) + Square(g));
        if (size == 0)
        {
            return;
        }

        double cosine = f.Magnitude / size;
        Complex sine = (f == Complex.Zero ? Complex.One : f / f.Magnitude) * Complex.Conjugate(g) / size;
        for (int j = k + 2; j < _n; j++)
        {
            Complex x = Entry(k, j), y = Entry(k + 1, j);
            _t[(k * _n) + j] = (cosine * x) + (sine * y);
            _t[((k + 1) * _n) + j] = (cosine * y) - (Complex.Conjugate(sine) * x);
        }

        RotateColumns(_t, k, k, cosine, sine);
        RotateColumns(_u, k, _n, cosine, sine);
        _t[(k * _n) + k] = lower;
        _t[((k + 1) * _n) + k + 1] = upper;
    }

    private void RotateColumns(Complex[] matrix, int k, int rows, double cosine, Complex sine)
    {
        for (int i = 0; i < rows; i++)
        {
            Complex x = matrix[(i * _n) + k], y = matrix[(i * _n) + k + 1];
            matrix[(i * _n) + k] = (cosine * x) + (Complex.Conjugate(sine) * y);
            matrix[(i * _n) + k + 1] = (cosine * y) - (sine * x);
        }
    }

    private static double Square(Complex x) => (x.Real * x.Real) + (x.Imaginary * x.Imaginary);
}
