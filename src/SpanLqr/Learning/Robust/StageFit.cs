using System;
using System.Threading;
using SpanLqr.Lqr;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Robust;

/// <summary>Both sides' gains of a robust problem from costs, stage after stage backwards, each by one quadratic fit.</summary>
/// <remarks>
/// <para>With later gains fixed and the same noise, the cost of a stage is a quadratic in its gains. For either part (deviations, mean) it
/// is tr(H·θ·S·θ') + 2⟨g, θ⟩ + c in θ = [−K¹; K²], S the second moment of the stage's states. Second differences give H along one state
/// and S along one input, first differences g; the saddle point is θ = −H⁻¹gS⁻¹. A second round of first differences takes up the
/// rounding and says how far the first was off.</para>
/// <para>Where the adversary's block of H is not negative definite its gain has no bound, and γ is too small at that stage: the run ends.</para>
/// <para>Cost of a stage: about 4(m+p)(n+m+p) + 2n² rollouts for each of n + 2 noises. Source: the stage's game of robust mean-field type
/// games, (17) and (18), solved as the best response to first-input deviations is (Zhang, Hu and Başar 2023).</para>
/// </remarks>
public sealed class StageFit : ILearner
{
    private const string Kind = "stage fit";
    private const ulong Purpose = 40;

    // Noises beyond the dimension make S no better known, only better conditioned.
    private const int SpareNoises = 2;

    private readonly GainLayout _layout;
    private readonly IStageCosts _costs;
    private readonly double[] _gains;
    private readonly ulong[] _keys;
    private readonly double[] _rows;
    private readonly double[] _found;
    private double _moved;

    /// <summary>Prepares a run.</summary>
    /// <param name="layout">The sizes.</param>
    /// <param name="costs">The costs.</param>
    /// <param name="seed">The seed of the noises.</param>
    /// <exception cref="ArgumentException">The oracle has another number of parameters than a stage.</exception>
    public StageFit(GainLayout layout, IStageCosts costs, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(costs);
        if (costs.ParameterCount != layout.StageLength)
        {
            throw new ArgumentException($"The oracle has {costs.ParameterCount} parameters, expected {layout.StageLength}.", nameof(costs));
        }

        (_layout, _costs) = (layout, costs);
        _gains = new double[layout.Length];
        _keys = new ulong[layout.StateDim + SpareNoises];
        for (int i = 0; i < _keys.Length; i++)
        {
            _keys[i] = NoiseKey.Of(seed, Purpose, 0, (ulong)i);
        }

        _rows = new double[SpanLength.Of((long)_keys.Length * layout.StageLength, nameof(layout))];
        _found = new double[_keys.Length];
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account { get; private set; }

    /// <summary>The gains of all stages; zero for those not reached yet.</summary>
    public ReadOnlySpan<double> Gains => _gains;

    /// <summary>What the second rounds moved, relative to the gains: the largest of all stages.</summary>
    public double Moved => _moved;

    /// <summary>The stage at which the adversary gains without bound; null where there is none.</summary>
    public int? UnboundedStage => Status == LearnerStatus.Diverged ? _layout.Horizon - Iteration : null;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        cancellation.ThrowIfCancellationRequested();
        int stage = _layout.Horizon - 1 - Iteration, length = _layout.StageLength;
        _costs.Begin(stage, _gains.AsSpan((stage + 1) * length));
        Span<double> gains = _gains.AsSpan(stage * length, length);
        Iteration++;
        for (int part = 0; part < 2; part++)
        {
            if (!TrySolve(gains, part, cancellation))
            {
                gains.Clear();
                Status = LearnerStatus.Diverged;
                return;
            }
        }

        Status = Iteration == _layout.Horizon ? LearnerStatus.Finished : LearnerStatus.Running;
    }

    /// <inheritdoc/>
    public LearnerState Save() => new(Kind, Iteration, Status, Account, [_moved, .. _gains], []);

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Kind, 1 + _gains.Length, 0);
        _moved = state.Values[0];
        for (int i = 0; i < _gains.Length; i++)
        {
            _gains[i] = state.Values[1 + i];
        }

        (Iteration, Status, Account) = (state.Iteration, state.Status, state.Account);
    }

    /// <summary>The place of entry (a, j) of θ in the entries of a stage, and its sign.</summary>
    private (int Place, double Sign) At(int part, int a, int j)
    {
        int n = _layout.StateDim, m = _layout.InputDim;
        return a < m
            ? ((part * m * n) + (a * n) + j, -1)
            : (_layout.ControlLength + (part * _layout.AdversaryDim * n) + ((a - m) * n) + j, 1);
    }

    private double Cost(ReadOnlySpan<double> gains)
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            gains.CopyTo(_rows.AsSpan(i * gains.Length));
        }

        _costs.Evaluate(_rows, _keys, _found);
        Account += new LearningAccount(_keys.Length, (long)_keys.Length * _costs.StepsPerRollout, 0);
        double sum = 0;
        foreach (double cost in _found)
        {
            sum += cost / _keys.Length;
        }

        return sum;
    }

    /// <summary>The costs at both ends of a move of one or two entries.</summary>
    private (double Plus, double Minus) Pair(ReadOnlySpan<double> gains, int part, (int Input, int State, double Step) one, (int Input, int State, double Step) two)
    {
        double[] plus = gains.ToArray(), minus = gains.ToArray();
        foreach ((int input, int state, double step) in new[] { one, two })
        {
            (int place, double sign) = At(part, input, state);
            plus[place] += sign * step;
            minus[place] -= sign * step;
        }

        return (Cost(plus), Cost(minus));
    }

    /// <summary>The saddle point of one part; false where the adversary's gain has no bound.</summary>
    private bool TrySolve(Span<double> gains, int part, CancellationToken cancellation)
    {
        int n = _layout.StateDim, m = _layout.InputDim, q = m + _layout.AdversaryDim;
        double middle = Cost(gains);
        double[] steps = new double[q];
        double[,] slope = new double[q, n], bend = new double[q, n];
        for (int a = 0; a < q; a++)
        {
            // A first trial of any size says which size changes the cost by about itself.
            (double up, double down) = Pair(gains, part, (a, 0, 1), (a, 0, 0));
            double trial = Math.Abs(up + down - (2 * middle)) / 2;
            steps[a] = trial > 0 && middle != 0 ? Math.Sqrt(Math.Abs(middle) / trial) : 1;
            cancellation.ThrowIfCancellationRequested();
            for (int j = 0; j < n; j++)
            {
                (up, down) = Pair(gains, part, (a, j, steps[a]), (a, j, 0));
                (slope[a, j], bend[a, j]) = ((up - down) / (4 * steps[a]), (up + down - (2 * middle)) / (2 * steps[a] * steps[a]));
            }
        }

        double[,] inputs = Mixed(gains, part, middle, bend, steps, q, isInputs: true);
        double[,] states = Mixed(gains, part, middle, bend, steps, n, isInputs: false);
        double[,] adversary = DenseMatrix.Create(q - m, q - m, (i, j) => -inputs[m + i, m + j]);
        if (!MatrixAlgebra.IsFinite(inputs) || MatrixAlgebra.Cholesky(adversary) is null)
        {
            return false;
        }

        double[,]? total = null;
        for (int round = 0; round < 2; round++)
        {
            // S is in units of its first entry, which H has.
            if (MatrixAlgebra.Solve(inputs, slope) is not { } half || MatrixAlgebra.Solve(states, MatrixAlgebra.Transpose(half)) is not { } across)
            {
                return false;
            }

            double[,] change = MatrixAlgebra.Transpose(across);
            for (int a = 0; a < q; a++)
            {
                for (int j = 0; j < n; j++)
                {
                    (int place, double sign) = At(part, a, j);
                    gains[place] -= sign * change[a, j];
                }
            }

            if (round == 0)
            {
                total = change;
                for (int a = 0; a < q; a++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        (double up, double down) = Pair(gains, part, (a, j, steps[a]), (a, j, 0));
                        slope[a, j] = (up - down) / (4 * steps[a]);
                    }
                }
            }
            else
            {
                double norm = Math.Sqrt(MatrixAlgebra.Inner(total!, total!));
                _moved = Math.Max(_moved, norm > 0 ? Math.Sqrt(MatrixAlgebra.Inner(change, change)) / norm : 0);
            }
        }

        return double.IsFinite(Directions.Norm(gains));
    }

    /// <summary>H along the first state, or S along the first input in units of its first entry.</summary>
    private double[,] Mixed(ReadOnlySpan<double> gains, int part, double middle, double[,] bend, double[] steps, int order, bool isInputs)
    {
        double[,] result = new double[order, order];
        double unit = isInputs ? 1 : bend[0, 0];
        for (int i = 0; i < order; i++)
        {
            result[i, i] = (isInputs ? bend[i, 0] : bend[0, i]) / unit;
            for (int j = 0; j < i; j++)
            {
                (int, int, double) one = isInputs ? (i, 0, steps[i]) : (0, i, steps[0]);
                (int, int, double) two = isInputs ? (j, 0, steps[j]) : (0, j, steps[0]);
                (double up, double down) = Pair(gains, part, one, two);
                double both = one.Item3 * two.Item3, squares = (up + down - (2 * middle)) / 2;
                double own = isInputs
                    ? (bend[i, 0] * steps[i] * steps[i]) + (bend[j, 0] * steps[j] * steps[j])
                    : (bend[0, i] + bend[0, j]) * both;
                result[i, j] = result[j, i] = (squares - own) / (2 * both) / unit;
            }
        }

        return result;
    }
}
