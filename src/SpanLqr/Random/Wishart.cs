using System;

namespace SpanLqr.RandomNumbers;

/// <summary>Wishart matrices, the scatter Σ ww' of k vectors w ~ N(0, LL'), in O(d³) whatever k is, by Bartlett's decomposition.</summary>
/// <remarks>
/// LAA'L' with A lower triangular, A_ij ~ N(0, 1) below the diagonal and A_ii² ~ χ²_{k−i}, all independent.
/// Bartlett, Proc. R. Soc. Edinburgh 53, 1933. Immutable; no bit depends on the machine.
/// </remarks>
public sealed class Wishart
{
    private readonly double[] _factor;
    private readonly ChiSquare[] _squares;

    /// <summary>Prepares the matrices of one law.</summary>
    /// <param name="factor">L, d×d, lower triangular; what is above the diagonal is not read.</param>
    /// <param name="degreesOfFreedom">k, at least d.</param>
    /// <exception cref="ArgumentException">L is not square.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is below d.</exception>
    public Wishart(double[,] factor, long degreesOfFreedom)
    {
        ArgumentNullException.ThrowIfNull(factor);
        Dimension = factor.GetLength(0);
        if (Dimension == 0 || factor.GetLength(1) != Dimension)
        {
            throw new ArgumentException($"The factor is {Dimension}×{factor.GetLength(1)}, expected a square matrix.", nameof(factor));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, Dimension);
        _factor = new double[Dimension * Dimension];
        _squares = new ChiSquare[Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            _squares[i] = new ChiSquare(degreesOfFreedom - i);
            for (int j = 0; j <= i; j++)
            {
                _factor[(i * Dimension) + j] = factor[i, j];
            }
        }
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>The entries of workspace that <see cref="NextRoot"/> needs, d(d + 1)/2.</summary>
    public int WorkspaceLength => Dimension * (Dimension + 1) / 2;

    /// <summary>An upper triangular T with T'T of the law.</summary>
    /// <param name="stream">Where it is drawn from.</param>
    /// <param name="root">Receives T, d×d.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or they overlap.</exception>
    public void NextRoot(ref NormalStream stream, Span<double> root, Span<double> workspace)
    {
        if (root.Length != Dimension * Dimension)
        {
            throw new ArgumentException($"The root has {root.Length} entries, expected {Dimension * Dimension}.", nameof(root));
        }

        if (workspace.Length < WorkspaceLength)
        {
            throw new ArgumentException($"The workspace has {workspace.Length} entries, expected at least {WorkspaceLength}.", nameof(workspace));
        }

        if (workspace.Overlaps(root))
        {
            throw new ArgumentException("The workspace overlaps the root.", nameof(workspace));
        }

        stream.Fill(workspace[..WorkspaceLength]);
        RootFrom(workspace[..WorkspaceLength], ref stream, root);
    }

    /// <summary>T = A'L' from normals that are there already, column after column of A from the diagonal down; they are overwritten.</summary>
    internal void RootFrom(Span<double> normals, ref NormalStream stream, Span<double> root)
    {
        int d = Dimension;
        for (int i = 0, column = 0; i < d; column += d - i, i++)
        {
            normals[column] = Math.Sqrt(_squares[i].From(normals[column], ref stream));
            for (int j = 0; j < d; j++)
            {
                double sum = 0;
                for (int k = i; k <= j; k++)
                {
                    sum += normals[column + k - i] * _factor[(j * d) + k];
                }

                root[(i * d) + j] = sum;
            }
        }
    }
}
