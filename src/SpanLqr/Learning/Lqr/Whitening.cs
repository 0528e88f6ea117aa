using System;
using SpanLqr.Shapes;

namespace SpanLqr.Learning.Lqr;

/// <summary>The change of coordinates v ← L⁻¹v that turns the second moment LL' of some data into the identity.</summary>
internal sealed class Whitening
{
    private readonly DynamicShape _shape;
    private readonly double[] _factor;
    private readonly double[] _pair;

    /// <summary>Prepares the buffers for vectors of this length.</summary>
    public Whitening(int order)
    {
        _shape = new DynamicShape(order, 1);
        _factor = new double[order * order];
        _pair = new double[order];
    }

    /// <summary>Takes the second moment of the data's v.</summary>
    /// <returns>False where it is singular.</returns>
    public bool TrySet(Trajectories data)
    {
        int order = _pair.Length;
        _factor.AsSpan().Clear();
        for (int agent = 0; agent < data.Agents; agent++)
        {
            for (int t = 0; t < data.Steps; t++)
            {
                data.Pair(agent, t, _pair);
                for (int i = 0; i < order; i++)
                {
                    for (int j = 0; j <= i; j++)
                    {
                        _factor[(i * order) + j] = Math.FusedMultiplyAdd(_pair[i], _pair[j], _factor[(i * order) + j]);
                    }
                }
            }
        }

        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double moment = _factor[(i * order) + j] / data.PlantSteps;
                _factor[(i * order) + j] = _factor[(j * order) + i] = moment;
            }
        }

        return _shape.CholeskyFactorA(ref _factor[0], ref _factor[0]);
    }

    /// <summary>v ← L⁻¹v.</summary>
    public void Apply(Span<double> v)
    {
        int order = v.Length;
        for (int i = 0; i < order; i++)
        {
            double sum = v[i];
            for (int j = 0; j < i; j++)
            {
                sum = Math.FusedMultiplyAdd(-_factor[(i * order) + j], v[j], sum);
            }

            v[i] = sum / _factor[i * (order + 1)];
        }
    }

    /// <summary>M ← LᵀML, which is to L⁻¹v what M is to v.</summary>
    public void Redo(Span<double> matrix)
    {
        int order = _pair.Length;

        // As in Undo: rows, and by symmetry the rows of the transpose.
        for (int pass = 0; pass < 2; pass++)
        {
            for (int row = 0; row < order; row++)
            {
                MultiplyTransposed(matrix.Slice(row * order, order));
            }

            Transpose(matrix, order);
        }
    }

    /// <summary>M ← L⁻ᵀML⁻¹, which is to v what M is to L⁻¹v.</summary>
    public void Undo(Span<double> matrix)
    {
        int order = _pair.Length;

        // Columns, then the rows of the result, which is symmetric: twice the same back substitution.
        for (int pass = 0; pass < 2; pass++)
        {
            for (int row = 0; row < order; row++)
            {
                SolveTransposed(matrix.Slice(row * order, order));
            }

            Transpose(matrix, order);
        }
    }

    private static void Transpose(Span<double> matrix, int order)
    {
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (matrix[(i * order) + j], matrix[(j * order) + i]) = (matrix[(j * order) + i], matrix[(i * order) + j]);
            }
        }
    }

    /// <summary>x ← Lᵀx.</summary>
    private void MultiplyTransposed(Span<double> x)
    {
        int order = x.Length;
        for (int i = 0; i < order; i++)
        {
            double sum = 0;
            for (int j = i; j < order; j++)
            {
                sum = Math.FusedMultiplyAdd(_factor[(j * order) + i], x[j], sum);
            }

            x[i] = sum;
        }
    }

    /// <summary>x ← L⁻ᵀx.</summary>
    private void SolveTransposed(Span<double> x)
    {
        int order = x.Length;
        for (int i = order - 1; i >= 0; i--)
        {
            double sum = x[i];
            for (int j = i + 1; j < order; j++)
            {
                sum = Math.FusedMultiplyAdd(-_factor[(j * order) + i], x[j], sum);
            }

            x[i] = sum / _factor[i * (order + 1)];
        }
    }
}
