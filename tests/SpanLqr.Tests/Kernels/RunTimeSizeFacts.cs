using System;
using System.Linq;
using System.Numerics;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// The dynamic shape against the arithmetic contract written out entry by entry: one ascending chain of fused multiply-adds. To the bit, at
/// every size to 40, where each edge of the tiles occurs, and at some large ones; and, with the rest of the kernel facts, at every width.
/// </summary>
[Trait("Category", "Kernels")]
public class RunTimeSizeFacts
{
    // n, m. Beyond 40: copies of the right factor on the stack (97), rows a power of two apart (64, 128), a depth that needs a pooled copy (300).
    public static TheoryData<int, int> Sizes()
    {
        var sizes = new TheoryData<int, int>();
        for (int n = 1; n <= 40; n++)
        {
            sizes.Add(n, ((n * 7) % 11) + 1);
        }

        sizes.Add(64, 17);
        sizes.Add(97, 13);
        sizes.Add(128, 5);
        sizes.Add(21, 300);
        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Products_are_ascending_chains_of_fused_multiply_adds(int n, int m)
    {
        Products<double>(n, m);
        Products<float>(n, m);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Factors_and_solutions_take_their_terms_in_the_order_of_elimination(int n, int m)
    {
        // The shape 21×300 has more inputs than states; all of these work on n×n matrices with n or m right sides.
        Factors<double>(n, m);
        Factors<float>(n, m);
    }

    private static void Products<T>(int n, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = new DynamicShape<T>(n, m);
        T alpha = T.CreateTruncating(-0.625);
        T[] a = Entries<T>(n * n, 1), a2 = Entries<T>(n * n, 2), b = Entries<T>(n * m, 3), b2 = Entries<T>(n * m, 4), k = Entries<T>(m * n, 5);
        T[] p = Definite<T>(n, 6), x = Entries<T>(n, 7);
        T[] square = new T[n * n], tall = new T[n * m], small = new T[m * m], column = new T[n], scratch = new T[Math.Max(n * n, n * m)];

        shape.MultiplyAA(ref a[0], ref a2[0], ref square[0]);
        Assert.Equal(Chain(n, n, n, (i, l) => a[(i * n) + l], (l, j) => a2[(l * n) + j]), square);
        shape.MultiplyAB(ref a[0], ref b[0], ref tall[0]);
        Assert.Equal(Chain(n, n, m, (i, l) => a[(i * n) + l], (l, j) => b[(l * m) + j]), tall);
        shape.MultiplyKA(ref k[0], ref a[0], ref tall[0]);
        Assert.Equal(Chain(m, n, n, (i, l) => k[(i * n) + l], (l, j) => a[(l * n) + j]), tall);
        shape.MultiplyBtA(ref b[0], ref a[0], ref tall[0]);
        Assert.Equal(Chain(m, n, n, (i, l) => b[(l * m) + i], (l, j) => a[(l * n) + j]), tall);
        shape.MultiplyBtB(ref b[0], ref b2[0], ref small[0]);
        Assert.Equal(Chain(m, n, m, (i, l) => b[(l * m) + i], (l, j) => b2[(l * m) + j]), small);
        shape.MultiplyBBt(ref b[0], ref b2[0], ref square[0]);
        Assert.Equal(Chain(n, m, n, (i, l) => b[(i * m) + l], (l, j) => b2[(j * m) + l]), square);
        shape.MultiplyAtx(ref a[0], ref x[0], ref column[0]);
        Assert.Equal(Chain(n, n, 1, (i, l) => a[(l * n) + i], (l, _) => x[l]), column);

        // D is C: no tile may read what another has written.
        T[] sum = (T[])p.Clone();
        shape.MultiplyAddAAt(ref a[0], ref a2[0], alpha, ref sum[0], ref sum[0]);
        T[] products = Chain(n, n, n, (i, l) => a[(i * n) + l], (l, j) => a2[(j * n) + l]);
        Assert.Equal(products.Select((s, i) => T.FusedMultiplyAdd(alpha, s, p[i])), sum);
        sum = (T[])b2.Clone();
        shape.MultiplyAddAtB(ref a[0], ref b[0], alpha, ref sum[0], ref sum[0]);
        products = Chain(n, n, m, (i, l) => a[(l * n) + i], (l, j) => b[(l * m) + j]);
        Assert.Equal(products.Select((s, i) => T.FusedMultiplyAdd(alpha, s, b2[i])), sum);

        shape.CongruenceA(ref a[0], ref p[0], ref scratch[0], ref square[0]);
        T[] pa = Chain(n, n, n, (i, l) => p[(i * n) + l], (l, j) => a[(l * n) + j]);
        Assert.Equal(Mirrored(n, Chain(n, n, n, (i, l) => a[(l * n) + i], (l, j) => pa[(l * n) + j])), square);
        shape.SymmetricRankUpdate(ref b[0], alpha, ref p[0], ref square[0]);
        products = Chain(n, m, n, (i, l) => b[(i * m) + l], (l, j) => b[(j * m) + l]);
        Assert.Equal(Mirrored(n, products.Select((s, i) => T.FusedMultiplyAdd(alpha, s, p[i])).ToArray()), square);
    }

    private static void Factors<T>(int n, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = new DynamicShape<T>(n, m);
        T[] a = Entries<T>(n * n, 1), b = Entries<T>(n * m, 3), p = Definite<T>(n, 6), x = Entries<T>(n, 7);
        T[] factor = new T[n * n], square = new T[n * n], tall = new T[n * m], column = new T[n];
        int[] pivots = new int[n];

        T[] ldl = Ldl(n, p);
        Assert.True(shape.LdlFactorA(ref p[0], ref factor[0]));
        Assert.Equal(ldl, factor);
        shape.LdlSolveAB(ref factor[0], ref b[0], ref tall[0]);
        Assert.Equal(LdlSolve(n, m, ldl, b), tall);

        T[] cholesky = Cholesky(n, ldl);
        factor = (T[])p.Clone();
        Assert.True(shape.CholeskyFactorA(ref factor[0], ref factor[0]));
        Assert.Equal(cholesky, factor);
        shape.CholeskySolveAA(ref factor[0], ref a[0], ref square[0]);
        Assert.Equal(CholeskySolve(n, n, cholesky, a), square);
        column = (T[])x.Clone();
        shape.CholeskySolveAx(ref factor[0], ref column[0], ref column[0]);
        Assert.Equal(CholeskySolve(n, 1, cholesky, x), column);

        (T[] lu, int[] exchanges) = Lu(n, a);
        Assert.True(shape.LuFactorA(ref a[0], ref factor[0], ref pivots[0]));
        Assert.Equal(exchanges, pivots);
        Assert.Equal(lu, factor);
        shape.LuSolveAB(ref factor[0], ref pivots[0], ref b[0], ref tall[0]);
        Assert.Equal(LuSolve(n, m, lu, exchanges, b), tall);
    }

    private static T[] Chain<T>(int rows, int depth, int columns, Func<int, int, T> left, Func<int, int, T> right)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var d = new T[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                T sum = left(i, 0) * right(0, j);
                for (int k = 1; k < depth; k++)
                {
                    sum = T.FusedMultiplyAdd(left(i, k), right(k, j), sum);
                }

                d[(i * columns) + j] = sum;
            }
        }

        return d;
    }

    private static T[] Mirrored<T>(int n, T[] lower) =>
        [.. Enumerable.Range(0, n * n).Select(e => lower[(Math.Max(e / n, e % n) * n) + Math.Min(e / n, e % n)])];

    // Entry by entry: l_ij·d_j = a_ij − Σ_k l_ik·(l_jk·d_k).
    private static T[] Ldl<T>(int n, T[] a)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var l = new T[n * n];
        var unscaled = new T[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                T s = a[(i * n) + j];
                for (int k = 0; k < j; k++)
                {
                    s = T.FusedMultiplyAdd(-l[(i * n) + k], unscaled[(j * n) + k], s);
                }

                unscaled[(i * n) + j] = s;
                l[(i * n) + j] = i == j ? s : s * (T.One / l[(j * n) + j]);
            }
        }

        return l;
    }

    private static T[] Cholesky<T>(int n, T[] ldl)
        where T : IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, n * n).Select(e =>
            e / n < e % n ? T.Zero : e / n == e % n ? T.Sqrt(ldl[e]) : ldl[e] * T.Sqrt(ldl[(e % n) * (n + 1)]))];

    private static T[] LdlSolve<T>(int n, int columns, T[] l, T[] rhs)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] y = Substitute(n, columns, (i, k) => l[(i * n) + k], _ => T.One, rhs, ascending: true);
        T[] z = [.. y.Select((v, e) => v * (T.One / l[(e / columns) * (n + 1)]))];
        return Substitute(n, columns, (i, k) => l[(k * n) + i], _ => T.One, z, ascending: false);
    }

    private static T[] CholeskySolve<T>(int n, int columns, T[] l, T[] rhs)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] y = Substitute(n, columns, (i, k) => l[(i * n) + k], i => T.One / l[i * (n + 1)], rhs, ascending: true);
        return Substitute(n, columns, (i, k) => l[(k * n) + i], i => T.One / l[i * (n + 1)], y, ascending: false);
    }

    private static T[] LuSolve<T>(int n, int columns, T[] lu, int[] exchanges, T[] rhs)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] rows = (T[])rhs.Clone();
        for (int k = 0; k < n; k++)
        {
            Swap(columns, k, exchanges[k], rows);
        }

        T[] y = Substitute(n, columns, (i, k) => lu[(i * n) + k], _ => T.One, rows, ascending: true);
        return Substitute(n, columns, (i, k) => lu[(i * n) + k], i => T.One / lu[i * (n + 1)], y, ascending: false);
    }

    private static T[] Substitute<T>(int n, int columns, Func<int, int, T> factor, Func<int, T> reciprocal, T[] rhs, bool ascending)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] x = (T[])rhs.Clone();
        int[] order = ascending ? [.. Enumerable.Range(0, n)] : [.. Enumerable.Range(0, n).Reverse()];
        for (int at = 0; at < n; at++)
        {
            int i = order[at];
            for (int j = 0; j < columns; j++)
            {
                T s = x[(i * columns) + j];
                for (int before = 0; before < at; before++)
                {
                    int k = order[before];
                    s = T.FusedMultiplyAdd(-factor(i, k), x[(k * columns) + j], s);
                }

                x[(i * columns) + j] = s * reciprocal(i);
            }
        }

        return x;
    }

    private static (T[] Factor, int[] Exchanges) Lu<T>(int n, T[] a)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] d = (T[])a.Clone();
        var exchanges = new int[n];
        for (int k = 0; k < n; k++)
        {
            int largest = Enumerable.Range(k, n - k).MaxBy(i => T.Abs(d[(i * n) + k]));
            exchanges[k] = largest;
            Swap(n, k, largest, d);
            for (int i = k + 1; i < n; i++)
            {
                d[(i * n) + k] *= T.One / d[k * (n + 1)];
                for (int j = k + 1; j < n; j++)
                {
                    d[(i * n) + j] = T.FusedMultiplyAdd(-d[(i * n) + k], d[(k * n) + j], d[(i * n) + j]);
                }
            }
        }

        return (d, exchanges);
    }

    private static void Swap<T>(int columns, int one, int other, T[] rows)
    {
        for (int j = 0; j < columns; j++)
        {
            (rows[(one * columns) + j], rows[(other * columns) + j]) = (rows[(other * columns) + j], rows[(one * columns) + j]);
        }
    }

    private static T[] Entries<T>(int length, int seed)
        where T : INumberBase<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating((2 * random.NextDouble()) - 1))];
    }

    private static T[] Definite<T>(int n, int seed)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] x = Entries<T>(n * n, seed);
        T[] gram = Chain(n, n, n, (i, k) => x[(i * n) + k], (k, j) => x[(j * n) + k]);
        for (int i = 0; i < n; i++)
        {
            gram[i * (n + 1)] += T.One;
        }

        return Mirrored(n, gram);
    }
}
