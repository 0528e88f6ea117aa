using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Shapes;

namespace SpanLqr.Learning.Games;

/// <summary>
/// x⁺ = Ax + Bu + f without noise, u = −Kx − κ after a first input with a push, and the sum of x'Qx + 2l'x + h + u'Ru. Allocates once.
/// </summary>
internal sealed class QuietRollout
{
    private readonly DynamicShape _shape;
    private readonly double[] _loop;
    private readonly double[] _drift;
    private readonly double[] _input;
    private readonly double[] _gain;
    private readonly double[] _offset;
    private readonly double[] _inputWeight;
    private readonly double[] _weight;
    private readonly double[] _linear;
    private readonly double _constant;
    private double[] _state;
    private double[] _next;

    public QuietRollout(LqrProblem problem, double[] drift, double[] costLinear, double costConstant, double[,] gain, double[] offset)
    {
        int n = problem.StateDim, k = problem.InputDim;
        double[,] r = problem.R;
        double[,] weighted = DenseMatrix.Create(k, n, (i, j) => Enumerable.Range(0, k).Sum(s => r[i, s] * gain[s, j]));
        _shape = new DynamicShape(n, k);

        // Closed: x⁺ = (A − BK)x + f − Bκ, cost x'(Q + K'RK)x + 2(l + K'Rκ)'x + h + κ'Rκ.
        _loop = Flat(DenseMatrix.Map(problem.A, (i, j, entry) => entry - Enumerable.Range(0, k).Sum(s => problem.B[i, s] * gain[s, j])));
        _drift = drift.Select((entry, i) => entry - Enumerable.Range(0, k).Sum(s => problem.B[i, s] * offset[s])).ToArray();
        _weight = Flat(DenseMatrix.Map(problem.Q, (i, j, entry) => entry + Enumerable.Range(0, k).Sum(s => gain[s, i] * weighted[s, j])));
        _linear = costLinear.Select((entry, j) => entry + Enumerable.Range(0, k).Sum(s => weighted[s, j] * offset[s])).ToArray();
        _constant = costConstant + Enumerable.Range(0, k).Sum(i => Enumerable.Range(0, k).Sum(j => offset[i] * r[i, j] * offset[j]));
        (_input, _gain, _inputWeight, _offset) = (Flat(problem.B), Flat(gain), Flat(r), offset);
        (_state, _next) = (new double[n], new double[n]);
    }

    /// <summary>The sum of the costs of so many steps.</summary>
    public double Run(ReadOnlySpan<double> start, ReadOnlySpan<double> push, int steps)
    {
        start.CopyTo(_state);
        double total = PushCost(push);
        for (int t = 0; t < steps; t++)
        {
            total += StepCost();
            _shape.MultiplyAx(ref _loop[0], ref _state[0], ref _next[0]);
            for (int i = 0; i < _next.Length; i++)
            {
                _next[i] += _drift[i];
                for (int j = 0; t == 0 && j < push.Length; j++)
                {
                    _next[i] += _input[(i * push.Length) + j] * push[j];
                }
            }

            (_state, _next) = (_next, _state);
        }

        return total;
    }

    private double StepCost()
    {
        // The next state is not needed yet.
        _shape.MultiplyAx(ref _weight[0], ref _state[0], ref _next[0]);
        double sum = _constant;
        for (int i = 0; i < _state.Length; i++)
        {
            sum += (_next[i] + (2 * _linear[i])) * _state[i];
        }

        return sum;
    }

    /// <summary>(u + d)'R(u + d) − u'Ru for the first input u = −Kx − κ.</summary>
    private double PushCost(ReadOnlySpan<double> push)
    {
        int k = push.Length, n = _state.Length;
        double sum = 0;
        for (int i = 0; i < k; i++)
        {
            double input = -_offset[i];
            for (int j = 0; j < n; j++)
            {
                input -= _gain[(i * n) + j] * _state[j];
            }

            for (int j = 0; j < k; j++)
            {
                sum += _inputWeight[(i * k) + j] * push[j] * ((2 * input) + push[i]);
            }
        }

        return sum;
    }

    private static double[] Flat(double[,] matrix) => Arrays.Flat(matrix).ToArray();
}
