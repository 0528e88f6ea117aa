using System;
using System.Runtime.CompilerServices;

namespace SpanLqr.Riccati;

/// <summary>
/// The eigenvalues of A that B may not reach, by the controllability staircase: orthogonal transformations that leave [A − λI, B] with a
/// block of zero rows.
/// </summary>
/// <remarks>
/// The staircase decides ranks to <see cref="Coupling"/> of the norm, so that it proposes too many eigenvalues rather than too few;
/// <see cref="ModeCertificate"/> decides. About 10n³ flops. Source: Paige, IEEE Trans. Automatic Control 26 (1981); Varga, ibid.
/// </remarks>
internal static class UnreachedModes
{
    // Coupling below this share of the norm may be none.
    private const double Coupling = 1e-8;

    public static long WorkspaceLength(long n, long m) => (3 * n * n) + (n * m) + (4 * n) + m;

    /// <param name="n">The number of states.</param>
    /// <param name="m">The number of inputs.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="eigenvalues">Receives pairs (re, im ≥ 0), 2n entries.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    /// <returns>How many pairs; a conjugate pair counts once.</returns>
    public static int Find(int n, int m, ref double a, ref double b, Span<double> eigenvalues, Workspace memory)
    {
        Span<double> dynamics = Dense.Span(ref memory.Take(n * n), n * n), block = Dense.Span(ref memory.Take(n * n), n * n);
        Span<double> inputs = Dense.Span(ref memory.Take(n * m), n * m), vectors = Dense.Span(ref memory.Take(n * n), n * n);
        Span<double> scratch = Dense.Span(ref memory.Take((4 * n) + m), (4 * n) + m);
        Dense.Copy(ref a, ref dynamics[0], n * n);
        Dense.Copy(ref b, ref inputs[0], n * m);
        NormaliseColumns(n, m, inputs);
        double size = Dense.FrobeniusNorm(ref dynamics[0], n * n);
        int first = 0, rank = Compress(n, m, inputs, dynamics, 0, Coupling, scratch);
        while (rank > 0 && first + rank < n)
        {
            // How the states just reached drive the rest, first into the room of B, where they fit: there are no more than inputs.
            int rest = n - first - rank;
            Span<double> drive = inputs[..(rest * rank)];
            for (int i = 0; i < rest; i++)
            {
                dynamics.Slice(((first + rank + i) * n) + first, rank).CopyTo(drive[(i * rank)..]);
            }

            first += rank;
            rank = Compress(n, rank, drive, dynamics, first, Coupling * size, scratch);
        }

        int order = rank == 0 ? n - first : 0;
        if (order == 0)
        {
            return 0;
        }

        for (int i = 0; i < order; i++)
        {
            dynamics.Slice(((first + i) * n) + first, order).CopyTo(block[(i * order)..]);
        }

        return RealSchur.TryReduce(order, block[..(order * order)], vectors[..(order * order)], scratch[..(2 * order)])
            ? Collect(order, block, eigenvalues)
            : 0;
    }

    /// <summary>The eigenvalues of a quasi triangular matrix as pairs (re, im), one of each conjugate pair.</summary>
    public static int Collect(int order, ReadOnlySpan<double> block, Span<double> eigenvalues)
    {
        int count = 0;
        for (int k = 0; k < order; k++)
        {
            BlockEigenvalues pair = BlockEigenvalues.Of(order, block, k);
            bool isPair = RealSchur.IsPair(order, block, k);
            if (pair.IsComplex)
            {
                (eigenvalues[2 * count], eigenvalues[(2 * count) + 1]) = (pair.Real, pair.Offset);
                count++;
            }
            else
            {
                (eigenvalues[2 * count], eigenvalues[(2 * count) + 1]) = (pair.Real + pair.Offset, 0);
                count++;
                if (isPair)
                {
                    (eigenvalues[2 * count], eigenvalues[(2 * count) + 1]) = (pair.Real - pair.Offset, 0);
                    count++;
                }
            }

            k += isPair ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// Reflections that leave only the first rank rows of the drive, the rows of A from <paramref name="first"/> on; A follows from both
    /// sides.
    /// </summary>
    private static int Compress(int n, int columns, Span<double> drive, Span<double> dynamics, int first, double floor, Span<double> scratch)
    {
        int rows = n - first, most = Math.Min(rows, columns);
        for (int k = 0; k < most; k++)
        {
            int chosen = -1;
            double longest = floor;
            for (int j = 0; j < columns; j++)
            {
                double length = 0;
                for (int i = k; i < rows; i++)
                {
                    length = double.Hypot(length, drive[(i * columns) + j]);
                }

                (chosen, longest) = length > longest ? (j, length) : (chosen, longest);
            }

            if (chosen < 0)
            {
                return k;
            }

            Span<double> v = scratch.Slice(n + columns, rows - k);
            for (int i = 0; i < v.Length; i++)
            {
                v[i] = drive[((k + i) * columns) + chosen];
            }

            double beta = Reflection.Make(v, out _);
            if (beta != 0)
            {
                Reflection.ApplyLeft(v, beta, drive, columns, k, 0, scratch[..columns]);
                Reflection.ApplyLeft(v, beta, dynamics, n, first + k, 0, scratch[..n]);
                Reflection.ApplyRight(v, beta, dynamics, n, n, first + k);
            }
        }

        return most;
    }

    private static void NormaliseColumns(int n, int m, Span<double> inputs)
    {
        for (int j = 0; j < m; j++)
        {
            double length = 0;
            for (int i = 0; i < n; i++)
            {
                length = double.Hypot(length, inputs[(i * m) + j]);
            }

            for (int i = 0; length > 0 && i < n; i++)
            {
                inputs[(i * m) + j] /= length;
            }
        }
    }
}
