using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Populations;

/// <summary>
/// What one agent of a population pays in a step, on average over its population: tr(D·S) + Σ ‖Yχ + y‖²_W, S the scatter of its population and χ the means.
/// </summary>
/// <param name="population">l, whose scatter counts.</param>
/// <param name="deviation">D, m×m.</param>
internal sealed class AgentShare(int population, double[,] deviation)
{
    private readonly List<Term> _terms = [];

    /// <summary>l.</summary>
    public int Population => population;

    /// <summary>D.</summary>
    public double[,] Deviation => deviation;

    /// <summary>Adds ‖Yχ + y‖²_W; only the columns of Y that are not zero are kept.</summary>
    public void Add(double[,] weight, double[,] y, double[] offset)
    {
        int rows = y.GetLength(0);
        int[] columns = Enumerable.Range(0, y.GetLength(1)).Where(j => Enumerable.Range(0, rows).Any(i => y[i, j] != 0)).ToArray();
        double[,] map = DenseMatrix.Create(rows, columns.Length, (i, j) => y[i, columns[j]]);

        // ‖Yχ + y‖²_W = χ'Hχ + 2g'χ + h.
        double[,] weighted = DenseMatrix.Create(rows, columns.Length, (i, j) => Enumerable.Range(0, rows).Sum(k => weight[i, k] * map[k, j]));
        double[,] quadratic = DenseMatrix.Create(columns.Length, columns.Length, (i, j) => Enumerable.Range(0, rows).Sum(k => map[k, i] * weighted[k, j]));
        double[] linear = Enumerable.Range(0, columns.Length).Select(j => 2 * Enumerable.Range(0, rows).Sum(k => offset[k] * weighted[k, j])).ToArray();
        double constant = Enumerable.Range(0, rows).Sum(i => offset[i] * Enumerable.Range(0, rows).Sum(k => weight[i, k] * offset[k]));
        _terms.Add(new Term(columns, quadratic, linear, constant));
    }

    /// <summary>The expectation, or average, of the share.</summary>
    /// <param name="scatter">E tr(D·S).</param>
    /// <param name="second">E χχ', by rows.</param>
    /// <param name="mean">E χ.</param>
    public double Of(double scatter, ReadOnlySpan<double> second, ReadOnlySpan<double> mean)
    {
        double sum = scatter;
        foreach (Term term in _terms)
        {
            sum += term.Constant;
            for (int i = 0; i < term.Columns.Length; i++)
            {
                int row = term.Columns[i] * mean.Length;
                sum += term.Linear[i] * mean[term.Columns[i]];
                for (int j = 0; j < term.Columns.Length; j++)
                {
                    sum += term.Quadratic[i, j] * second[row + term.Columns[j]];
                }
            }
        }

        return sum;
    }

    private sealed record Term(int[] Columns, double[,] Quadratic, double[] Linear, double Constant);
}
