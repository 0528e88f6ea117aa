using System;
using System.Linq;
using System.Numerics;
using SpanLqr.Games;

namespace SpanLqr.Tests.Games;

/// <summary>The eigenvalues of a game's pencil inside the unit circle by the argument principle, from the matrices of the problem.</summary>
internal static class CircleCount
{
    /// <summary>How often det([[A, 0],[−𝐐, I]] − λ[[I, BR⁻¹B'],[0, A']]) turns around zero as λ goes around; null where one is too near the circle.</summary>
    public static int? Of(GameProblem problem)
    {
        int m = problem.StateDim, n = m * problem.Populations.Count;
        double[,] a = new double[n, n], g = new double[n, n], q = new double[n, n];
        for (int l = 0; l < problem.Populations.Count; l++)
        {
            GamePopulation population = problem.Populations[l];
            double[,] reach = Reference.Matrix.product([population.B, Reference.Matrix.inverse(population.R), Reference.Matrix.transpose(population.B)]);
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < m; j++)
                {
                    (int row, int column) = ((l * m) + i, (l * m) + j);
                    (a[row, column], g[row, column]) = (population.A[i, j], reach[i, j]);
                    q[row, column] += population.Q[i, j];
                    foreach (GameCoupling coupling in problem.Couplings.Where(c => c.Of == l))
                    {
                        q[row, column] += coupling.Weight[i, j];
                        q[row, (coupling.To * m) + j] -= coupling.Weight[i, j];
                    }
                }
            }
        }

        // Twice as many points until the phase moves by little from one to the next.
        for (int points = 512; points <= 1 << 17; points *= 8)
        {
            double turns = 0, largest = 0;
            Complex before = Phase(a, g, q, 1);
            for (int t = 1; t <= points; t++)
            {
                Complex next = Phase(a, g, q, Complex.FromPolarCoordinates(1, 2 * Math.PI * t / points));
                double move = (next / before).Phase;
                turns += move / (2 * Math.PI);
                largest = Math.Max(largest, Math.Abs(move));
                before = next;
            }

            if (largest < 1)
            {
                return (int)Math.Round(turns);
            }
        }

        return null;
    }

    /// <summary>The determinant divided by its modulus.</summary>
    private static Complex Phase(double[,] a, double[,] g, double[,] q, Complex lambda)
    {
        int n = a.GetLength(0), order = 2 * n;
        Complex[,] x = new Complex[order, order];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double one = i == j ? 1 : 0;
                x[i, j] = a[i, j] - (lambda * one);
                x[i, n + j] = -lambda * g[i, j];
                x[n + i, j] = -q[i, j];
                x[n + i, n + j] = one - (lambda * a[j, i]);
            }
        }

        Complex phase = 1;
        for (int k = 0; k < order; k++)
        {
            int pivot = Enumerable.Range(k, order - k).MaxBy(i => x[i, k].Magnitude);
            phase *= pivot == k ? x[k, k] / x[k, k].Magnitude : -x[pivot, k] / x[pivot, k].Magnitude;
            for (int j = k; j < order; j++)
            {
                (x[k, j], x[pivot, j]) = (x[pivot, j], x[k, j]);
            }

            for (int i = k + 1; i < order; i++)
            {
                Complex factor = x[i, k] / x[k, k];
                for (int j = k; j < order; j++)
                {
                    x[i, j] -= factor * x[k, j];
                }
            }
        }

        return phase;
    }
}
