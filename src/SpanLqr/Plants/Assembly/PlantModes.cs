using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using SpanLqr.Riccati;

namespace SpanLqr.Plants;

/// <summary>Eigenvalues of a plant, and which of them a matrix reaches: the evidence of a refusal.</summary>
internal static class PlantModes
{
    // After scaling rows and columns to one, a pivot below this share of the largest is rounding.
    private const double RankTolerance = 1e-11;

    // Eigenvalues within this share of ‖A‖ of a circle or a line lie on it: an n-fold one moves by ε^(1/n), so it can't be less.
    private const double OnBoundary = 1e-7;

    private const int RoundDigits = 6;

    // A share of the largest entry that a few roundings may leave of a zero.
    private const double Rounding = 64 * 2.2204460492503131e-16;

    // The relative error that the frequency of a mode may have.
    private const double AlikeTolerance = 1e-9;

    /// <summary>The eigenvalues of A by modulus, ties by real and then imaginary part; empty where the iteration did not end.</summary>
    public static Complex[] Eigenvalues(Matrix a)
    {
        int n = a.Rows;
        double[] t = a.ToVector();
        double[] scales = new double[n];
        if (!a.IsFinite())
        {
            return [];
        }

        PlantBalance.Run(n, t, scales);
        if (!RealSchur.TryReduce(n, t, new double[n * n], new double[RealSchur.WorkspaceLength(n)]))
        {
            return [];
        }

        var values = new List<Complex>();
        for (int k = 0; k < n; k++)
        {
            BlockEigenvalues block = BlockEigenvalues.Of(n, t, k);
            if (!RealSchur.IsPair(n, t, k))
            {
                values.Add(block.Real);
                continue;
            }

            values.Add(block.IsComplex ? new Complex(block.Real, -block.Offset) : block.Real - block.Offset);
            values.Add(block.IsComplex ? new Complex(block.Real, block.Offset) : block.Real + block.Offset);
            k++;
        }

        return [.. values.OrderBy(value => value.Magnitude).ThenBy(value => value.Real).ThenBy(value => value.Imaginary)];
    }

    /// <summary>ρ(A).</summary>
    public static double Radius(Complex[] eigenvalues) => eigenvalues.Length == 0 ? double.NaN : eigenvalues[^1].Magnitude;

    /// <summary>The first mode at or beyond the boundary that no column of B reaches, rank [A − λI, B] &lt; n; null where there is none.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="isContinuous">Whether modes decay left of a line instead of inside a circle.</param>
    /// <param name="boundary">The real part, or the radius, from which on a mode does not decay.</param>
    public static Complex? Unreached(Matrix a, Matrix b, bool isContinuous, double boundary)
    {
        double slack = OnBoundary * Size(a);
        return FirstDeficient(a, b, value => (isContinuous ? value.Real : value.Magnitude) >= boundary - slack);
    }

    /// <summary>The first mode on the boundary that no column of B reaches.</summary>
    public static Complex? UnreachedOnBoundary(Matrix a, Matrix b, bool isContinuous)
    {
        double slack = OnBoundary * Size(a), boundary = isContinuous ? 0 : 1;
        return FirstDeficient(a, b, value => Math.Abs((isContinuous ? value.Real : value.Magnitude) - boundary) <= slack);
    }

    /// <summary>Two different modes that do not decay, look alike every h seconds and are not told apart by B; null where there are none.</summary>
    public static (Complex First, Complex Second)? Alike(Matrix a, Matrix sampledA, Matrix sampledB, double step, double boundary)
    {
        Complex[] values = Eigenvalues(a);
        double slack = OnBoundary * Size(a);
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Complex gap = (values[i] - values[j]) * step / (2 * Math.PI);
                double turns = Math.Round(gap.Imaginary);
                bool isAlike = turns != 0 && Math.Abs(gap.Imaginary - turns) <= AlikeTolerance * Math.Abs(turns)
                    && Math.Abs(gap.Real) <= AlikeTolerance * Math.Max(1, Size(a) * step);
                if (isAlike && values[i].Real >= boundary - slack && Deficient(sampledA, sampledB, Complex.Exp(values[i] * step)))
                {
                    return (values[i], values[j]);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a real matrix has fewer independent rows than rows, after scaling rows and columns to one.</summary>
    public static bool HasFullRowRank(Matrix x)
    {
        Complex[,] entries = new Complex[x.Rows, x.Columns];
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                entries[i, j] = x[i, j];
            }
        }

        return Rank(entries) == x.Rows;
    }

    private static double Size(Matrix a) => Math.Max(1, DenseMatrix.LargestEntry(a.Entries));

    private static Complex? FirstDeficient(Matrix a, Matrix b, Func<Complex, bool> counts)
    {
        foreach (Complex value in Eigenvalues(a).Reverse().Where(counts))
        {
            // A multiple mode comes out a little off; it is then often a round number.
            var round = new Complex(Math.Round(value.Real, RoundDigits), Math.Round(value.Imaginary, RoundDigits));
            if (Deficient(a, b, value))
            {
                return value;
            }

            if ((value - round).Magnitude <= OnBoundary * Size(a) && Deficient(a, b, round))
            {
                return round;
            }
        }

        return null;
    }

    private static bool Deficient(Matrix a, Matrix b, Complex value)
    {
        int n = a.Rows;
        double[] balanced = a.ToVector(), scales = new double[n];
        PlantBalance.Run(n, balanced, scales);
        Complex[,] joint = new Complex[n, n + b.Columns];
        double floor = Rounding * n * Math.Max(value.Magnitude, balanced.Max(Math.Abs));
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                // What rounding of the eigenvalue left of a zero must not be scaled up to one.
                Complex entry = balanced[(i * n) + j] - (i == j ? value : 0);
                joint[i, j] = entry.Magnitude > floor ? entry : 0;
            }

            for (int j = 0; j < b.Columns; j++)
            {
                joint[i, n + j] = b[i, j] / scales[i];
            }
        }

        for (int j = 0; j < b.Columns; j++)
        {
            double negligible = Rounding * Enumerable.Range(0, n).Max(i => joint[i, n + j].Magnitude);
            for (int i = 0; i < n; i++)
            {
                joint[i, n + j] = joint[i, n + j].Magnitude > negligible ? joint[i, n + j] : 0;
            }
        }

        return Rank(joint) < n;
    }

    /// <summary>The rank by elimination with full exchanges, after scaling columns and rows to a largest entry of one.</summary>
    private static int Rank(Complex[,] x)
    {
        int rows = x.GetLength(0), columns = x.GetLength(1), rank = 0;
        Scale(x);
        bool[] usedRows = new bool[rows], usedColumns = new bool[columns];
        double first = 0;
        while (rank < Math.Min(rows, columns))
        {
            (int row, int column, double largest) = Pivot(x, usedRows, usedColumns);
            first = rank == 0 ? largest : first;
            if (!(largest > RankTolerance * first))
            {
                break;
            }

            usedRows[row] = usedColumns[column] = true;
            for (int i = 0; i < rows; i++)
            {
                Complex factor = usedRows[i] ? 0 : x[i, column] / x[row, column];
                for (int j = 0; factor != 0 && j < columns; j++)
                {
                    x[i, j] -= factor * x[row, j];
                }
            }

            rank++;
        }

        return rank;
    }

    private static (int Row, int Column, double Largest) Pivot(Complex[,] x, bool[] usedRows, bool[] usedColumns)
    {
        (int Row, int Column, double Largest) best = (0, 0, 0);
        for (int i = 0; i < usedRows.Length; i++)
        {
            for (int j = 0; j < usedColumns.Length; j++)
            {
                if (!usedRows[i] && !usedColumns[j] && x[i, j].Magnitude > best.Largest)
                {
                    best = (i, j, x[i, j].Magnitude);
                }
            }
        }

        return best;
    }

    private static void Scale(Complex[,] x)
    {
        int rows = x.GetLength(0), columns = x.GetLength(1);
        for (int j = 0; j < columns; j++)
        {
            double largest = Enumerable.Range(0, rows).Max(i => x[i, j].Magnitude);
            for (int i = 0; largest > 0 && i < rows; i++)
            {
                x[i, j] /= largest;
            }
        }

        for (int i = 0; i < rows; i++)
        {
            double largest = Enumerable.Range(0, columns).Max(j => x[i, j].Magnitude);
            for (int j = 0; largest > 0 && j < columns; j++)
            {
                x[i, j] /= largest;
            }
        }
    }
}
