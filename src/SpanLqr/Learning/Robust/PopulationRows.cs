using System;
using SpanLqr.RandomNumbers;

namespace SpanLqr.Learning.Robust;

/// <summary>
/// The deviations of M agents of which only the scatter counts, as rows of which it is the sum of squares: all M of them, or few that have the
/// law of all. Rows are drawn for a key once and serve every policy that is run on it.
/// </summary>
/// <remarks>
/// M − 1 deviations are free, and rotated among themselves independent. S = R'R at first, R of d rows by Bartlett; then
/// S⁺ = (RF' + G)'(RF' + G) + Wishart, so that each step of noise adds its G to the rows there are and d rows of its own, of
/// M − 1 − (rows) degrees of freedom.
/// </remarks>
internal sealed class PopulationRows
{
    private readonly int _n;
    private readonly int _agents;
    private readonly double[,] _factor;
    private readonly bool _every;
    private readonly Wishart[] _wisharts;
    private readonly double[] _workspace;

    /// <summary>Prepares draws for so many steps with noise L·z, after a first one with the identity.</summary>
    public PopulationRows(int agents, bool every, int noisySteps, double[,] factor)
    {
        _n = factor.GetLength(0);
        (_agents, _every, _factor) = (agents, every || agents - 1 < _n * (noisySteps + 2L), factor);
        NoisySteps = noisySteps;
        _wisharts = _every ? [] : new Wishart[noisySteps + 1];
        double[,] identity = new double[_n, _n];
        for (int i = 0; i < _n; i++)
        {
            identity[i, i] = 1;
        }

        for (int step = 0; step < _wisharts.Length; step++)
        {
            _wisharts[step] = new Wishart(step == 0 ? identity : factor, agents - 1 - (step * _n));
        }

        _workspace = new double[_n * (_n + 1) / 2];
    }

    /// <summary>How many steps of noise there are.</summary>
    public int NoisySteps { get; }

    /// <summary>The rows after so many steps of noise.</summary>
    public int Rows(int step) => _every ? _agents : SpanLength.Of((step + 1L) * _n, nameof(step));

    /// <summary>The entries of all draws: the first rows, then for each step of noise what joins the rows there are, and new ones.</summary>
    public int Length
    {
        get
        {
            long sum = 0;
            for (int step = 0; step <= NoisySteps; step++)
            {
                sum += (long)Rows(step) * _n;
            }

            return SpanLength.Of(sum, nameof(NoisySteps));
        }
    }

    /// <summary>Draws everything for one rollout.</summary>
    public void Draw(ref NormalStream normals, Span<double> destination)
    {
        for (int step = 0; step <= NoisySteps; step++)
        {
            int old = step == 0 ? 0 : Rows(step - 1);
            if (_every)
            {
                Span<double> all = destination[..(_agents * _n)];
                DrawRows(ref normals, all, step > 0);
                Centre(all);
            }
            else
            {
                DrawRows(ref normals, destination[..(old * _n)], true);
                _wisharts[step].NextRoot(ref normals, destination.Slice(old * _n, _n * _n), _workspace);
            }

            destination = destination[(Rows(step) * _n)..];
        }
    }

    private void DrawRows(ref NormalStream normals, Span<double> rows, bool colours)
    {
        Span<double> draw = stackalloc double[_n];
        for (int at = 0; at < rows.Length; at += _n)
        {
            Span<double> row = rows.Slice(at, _n);
            normals.Fill(row);
            if (!colours)
            {
                continue;
            }

            row.CopyTo(draw);
            for (int i = 0; i < _n; i++)
            {
                double sum = 0;
                for (int j = 0; j <= i; j++)
                {
                    sum = Math.FusedMultiplyAdd(_factor[i, j], draw[j], sum);
                }

                row[i] = sum;
            }
        }
    }

    /// <summary>Takes the mean away: what is left are deviations.</summary>
    private void Centre(Span<double> rows)
    {
        for (int i = 0; i < _n; i++)
        {
            double sum = 0;
            for (int at = i; at < rows.Length; at += _n)
            {
                sum += rows[at];
            }

            for (int at = i; at < rows.Length; at += _n)
            {
                rows[at] -= sum / _agents;
            }
        }
    }
}
