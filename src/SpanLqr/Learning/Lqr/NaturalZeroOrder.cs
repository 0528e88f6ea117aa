using System;
using System.Threading;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Lqr;

/// <summary>Zero-order descent in coordinates in which the cost is round: differences of costs along m·n fixed directions, no chance.</summary>
/// <remarks>
/// <para>With L_ΣL_Σ' = Σγᵗxx' of the rollouts and L_GL_G' the curvature of the inputs so far, differences are taken along
/// L_G⁻ᵀe_ie_j'L_Σ⁻¹; second differences give the curvature anew, and the step is −½G⁻¹g in these coordinates, the best of 2⁰ … 2⁻⁵ of it.</para>
/// <para>From K = 0 the discount γ is raised as far as the cost stays within four times the last (annealing), so no start is needed:
/// Perdomo, Umenberger and Simchowitz (2021). Rollouts are doubled until the cost no longer grows; at the end 64 times their length
/// must not cost 0.3 % more. Cost: 2mn + m(m−1)n + 7 rollouts of each start a step. The gradient: Fazel et al. (2018).</para>
/// </remarks>
public sealed class NaturalZeroOrder : IEstimatingLearner
{
    /// <summary>Steps that may be spent where nobody says: rollouts without noise are many and long, and cheap to simulate.</summary>
    public const long DefaultBudget = 300_000_000;

    private const double Difference = 1e-4;
    private const double MostRise = 3;
    private const double LeastCurvature = 0.05;
    private const int Shortenings = 6;
    private const int Steps = 6;
    private const int ShortSteps = 16;

    // Annealing.
    private const double MostGrowth = 4;
    private const int Halvings = 24;
    private const double LogRange = 12;
    private const double LogPrecision = 0.02;
    private const double EnoughFall = 0.1;
    private const int MostInner = 6;
    private const int MostRounds = 80;

    // Lengths.
    private const long FirstLength = 8;
    private const long LongestPause = 64;
    private const long LongestLength = 1 << 15;
    private const double TailShare = 1e-3;
    private const long FinalFactor = 64;
    private const double FinalShare = 0.003;
    private const int MostGrown = 6;
    private const int MostFinal = 40;

    // The end: the last step's fall, relative to the target.
    private const double FallShare = 0.01;
    private const double DecrementShare = 0.1;

    // What differences of this length resolve of the cost; no estimate is finer.
    private const double Resolution = 1e-5;

    private const double Ridge = 1e-12;
    private const string Kind = "natural-zero-order";
    private const string EstimatedBy = "the fall that the last step's curvature predicts, and the costs cut off";

    private readonly IStartCosts _oracle;
    private readonly LearningGoal _goal;
    private readonly int _n;
    private readonly int _m;
    private double[,] _gain;
    private double[,]? _inputFactor;
    private double _discount;
    private double _reached = double.NaN;
    private double _estimate = double.PositiveInfinity;
    private long _length = FirstLength;
    private long _least = FirstLength;
    private int _rounds;
    private int _inner;
    private int _grown;
    private bool _isAnnealing = true;
    private LearningVerdict _verdict = LearningVerdict.OfRunning(double.PositiveInfinity, EstimatedBy);

    /// <summary>Prepares a learner.</summary>
    /// <param name="oracle">The costs.</param>
    /// <param name="goal">What is asked for.</param>
    /// <param name="start">K to start from, m×n; null for zero. It need not be stabilising.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the start has another size than a gain.</exception>
    public NaturalZeroOrder(IStartCosts oracle, LearningGoal goal, double[,]? start = null)
    {
        ArgumentNullException.ThrowIfNull(oracle);
        ArgumentNullException.ThrowIfNull(goal);
        goal.Check();
        (_oracle, _goal, _n, _m) = (oracle, goal, oracle.StateDim, oracle.InputDim);
        if (start is not null)
        {
            Arrays.Check(start, _m, _n, nameof(start));
        }

        _gain = (double[,]?)start?.Clone() ?? new double[_m, _n];
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account { get; private set; }

    /// <inheritdoc/>
    public bool HasGain => true;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Gain => Arrays.Flat(_gain);

    /// <inheritdoc/>
    public LearningVerdict Verdict => Status == LearnerStatus.Running ? LearningVerdict.OfRunning(_estimate, EstimatedBy) : _verdict;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        cancellation.ThrowIfCancellationRequested();
        for (long steps = 1; _inputFactor is null && steps <= LongestPause; steps *= 2)
        {
            _inputFactor = MeasuredInputWeight(steps);
        }

        if (_inputFactor is null)
        {
            End(StopReason.NotStabilised, "the costs seen are not convex in the inputs");
        }
        else if (Account.Steps > _goal.Budget)
        {
            End(StopReason.Budget, _discount < 1
                ? $"the budget is spent before the discount has reached 1 (it is 1 − {1 - _discount:G2}): no gain found that stabilises"
                : Words.Budget(_estimate, FallShare * _goal.Target, _goal.Target, Account.Steps));
        }
        else if (!_isAnnealing || TryRaiseDiscount())
        {
            Step();
        }

        Iteration++;
    }

    /// <inheritdoc/>
    public LearnerState Save()
    {
        var state = new StateList();
        state.Add(_gain);
        state.Add(_inputFactor);
        foreach (double value in new[] { _discount, _reached, _estimate, _length, _least, _rounds, _inner, _grown, _isAnnealing ? 1 : 0 })
        {
            state.Add(value);
        }

        VerdictState.Save(_verdict, state);
        return new LearnerState(Kind, Iteration, Status, Account, state.Values, []);
    }

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Kind, state.Values.Count, 0);
        var values = new StateList(state.Values);
        _gain = values.NextMatrix() ?? _gain;
        _inputFactor = values.NextMatrix();
        (_discount, _reached, _estimate) = (values.Next(), values.Next(), values.Next());
        (_length, _least, _rounds) = ((long)values.Next(), (long)values.Next(), (int)values.Next());
        (_inner, _grown, _isAnnealing) = ((int)values.Next(), (int)values.Next(), values.Next() != 0);
        _verdict = VerdictState.Restore(values, EstimatedBy);
        values.RequireEnd();
        (Iteration, Status, Account) = (state.Iteration, state.Status, state.Account);
    }

    private double Cost(double[,] gain, long steps, double discount)
    {
        Account += new LearningAccount(_oracle.Starts, _oracle.Starts * steps, 0);
        return _oracle.Cost(Arrays.Flat(gain), steps, discount);
    }

    /// <summary>
    /// L with LL' = R, from the costs of single steps: second differences along each pair of inputs. Inputs that act later cost nothing in a
    /// single step; then those of more steps do, as what they are for is a scale.
    /// </summary>
    private double[,]? MeasuredInputWeight(long steps)
    {
        double[,] weight = new double[_m, _m];
        double[,] moment = new double[_n, _n];
        _oracle.Moment(Arrays.Flat(_gain), 1, 1, Arrays.Flat(moment));
        int state = 0;
        for (int j = 1; j < _n; j++)
        {
            state = moment[j, j] > moment[state, state] ? j : state;
        }

        double size = moment[state, state], middle = Cost(_gain, steps, 1), step = 1;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int a = 0; a < _m; a++)
            {
                for (int b = 0; b <= a; b++)
                {
                    double[,] direction = new double[_m, _n];
                    direction[a, state] = step;
                    direction[b, state] = step;
                    double second = (Cost(MatrixAlgebra.Sum(_gain, direction), steps, 1) + Cost(MatrixAlgebra.Sum(_gain, direction, -1), steps, 1) - (2 * middle)) / 2;
                    double form = second / (step * step * size);
                    weight[a, b] = weight[b, a] = a == b ? form : (form - weight[a, a] - weight[b, b]) / 2;
                }
            }

            // Once more with inputs that cost about as much as the states do.
            double largest = 0;
            for (int a = 0; a < _m; a++)
            {
                largest = Math.Max(largest, weight[a, a]);
            }

            if (!(largest > 0) || !(middle > 0))
            {
                break;
            }

            step = Math.Sqrt(middle / (largest * size));
        }

        return MatrixAlgebra.Cholesky(weight);
    }

    /// <summary>The length from which on doubling no longer adds to the cost, and that cost; false where there is none.</summary>
    private bool TryLength(double discount, ref long length, out double cost, double limit = double.PositiveInfinity)
    {
        // Costs only grow with the length: beyond the limit there is nothing to wait for.
        cost = Cost(_gain, length, discount);
        while (length < LongestLength && cost <= limit)
        {
            double longer = Cost(_gain, 2 * length, discount);
            if (!double.IsFinite(longer))
            {
                return false;
            }

            if (longer - cost < TailShare * longer)
            {
                return true;
            }

            (length, cost) = (2 * length, longer);
        }

        return false;
    }

    /// <summary>The largest discount under which the cost is within four times the last; false where the run ends instead.</summary>
    private bool TryRaiseDiscount()
    {
        if (double.IsNaN(_reached))
        {
            _reached = Cost(_gain, FirstLength, 1e-6);
        }

        long length = FirstLength;
        double limit = MostGrowth * _reached;
        if (TryLength(1, ref length, out double cost, limit) && cost <= limit)
        {
            (_discount, _length, _isAnnealing, _inner) = (1, length, false, 0);
            return true;
        }

        double from = Math.Log(1 - _discount), upper = from, lower = from - LogRange;
        bool found = false;
        for (int halving = 0; halving < Halvings && !(found && upper - lower < LogPrecision); halving++)
        {
            double middle = (upper + lower) / 2;
            length = FirstLength;
            if (TryLength(1 - Math.Exp(middle), ref length, out cost, limit) && cost <= limit)
            {
                (upper, found) = (middle, true);
                (_discount, _length) = (1 - Math.Exp(middle), length);
            }
            else
            {
                lower = middle;
            }
        }

        if (++_rounds > MostRounds)
        {
            End(StopReason.NotStabilised, $"the discount does not rise beyond 1 − {1 - _discount:G2}: "
                + "no gain found that stabilises; an unstable mode may not be reached by the inputs");
            return false;
        }

        (_isAnnealing, _inner) = (false, 0);
        return true;
    }

    private void Step()
    {
        double cost = Cost(_gain, _length, _discount);
        (double[,] direction, double decrement) = Direction(cost);
        double fall = Search(direction, ref cost);
        _inner++;
        long length = _length;
        if (TryLength(_discount, ref length, out double longer))
        {
            _length = _discount < 1 ? length : Math.Max(length, _least);
            cost = longer;
        }

        if (_discount < 1)
        {
            if (fall < EnoughFall || _inner >= MostInner)
            {
                (_reached, _isAnnealing) = (cost, true);
            }

            return;
        }

        double predicted = decrement / 2 / cost;
        _estimate = predicted;
        if (fall < FallShare * _goal.Target && predicted < DecrementShare * _goal.Target)
        {
            Finish(predicted);
        }
        else if (_inner > MostFinal || (fall <= 0 && _inner > 3))
        {
            End(StopReason.NoProgress, $"further steps no longer lower the cost; the curvature still promises {Words.Percent(predicted)}");
        }
    }

    private void Finish(double predicted)
    {
        double cost = Cost(_gain, _length, 1), full = Cost(_gain, FinalFactor * _length, 1), tail = (full - cost) / cost;
        if (tail < FinalShare)
        {
            _estimate = predicted + tail + Resolution;
            End(StopReason.Target, "the estimated gap is within the target, and far longer rollouts cost as much");
        }
        else if (++_grown <= MostGrown && Account.Steps + (4 * FinalFactor * _length * _oracle.Starts) < _goal.Budget)
        {
            (_length, _least) = (4 * _length, 4 * _length);
        }
        else
        {
            _estimate = double.PositiveInfinity;
            End(StopReason.NotStationary, $"not stationary after {Words.Steps(FinalFactor * _length)} steps of a rollout");
        }
    }

    /// <summary>The best of shorter and shorter steps; the relative fall of the cost.</summary>
    private double Search(double[,] direction, ref double cost)
    {
        double[,] best = _gain;
        double least = cost, length = 1;
        for (int trial = 0; trial < ShortSteps && (trial < Steps || least >= cost); trial++, length /= 2)
        {
            double[,] candidate = MatrixAlgebra.Sum(_gain, direction, length);
            double value = Cost(candidate, _length, _discount);
            (best, least) = value < least ? (candidate, value) : (best, least);
        }

        double fall = (cost - least) / cost;
        (_gain, cost) = (best, least);
        return fall;
    }

    /// <summary>−½G⁻¹g and g'·½G⁻¹g in the coordinates of the step; the curvature is measured anew on the way.</summary>
    private (double[,] Direction, double Decrement) Direction(double cost)
    {
        double[,] moment = new double[_n, _n];
        _oracle.Moment(Arrays.Flat(_gain), _length, _discount, Arrays.Flat(moment));
        double[,] states = MatrixAlgebra.InverseLower(Factor(moment));
        double[,] inputs = MatrixAlgebra.Transpose(MatrixAlgebra.InverseLower(_inputFactor!));
        double step = Math.Sqrt(Difference * cost);
        double[,] plus = new double[_m, _n], minus = new double[_m, _n];
        for (int attempt = 0; attempt < Shortenings; attempt++, step /= 8)
        {
            double largest = 0;
            for (int i = 0; i < _m; i++)
            {
                for (int j = 0; j < _n; j++)
                {
                    (plus[i, j], minus[i, j]) = Pair(inputs, states, i, i, j, step);
                    largest = Math.Max(largest, Math.Max(plus[i, j], minus[i, j]));
                }
            }

            if (largest < MostRise * cost)
            {
                break;
            }
        }

        double[,] slope = DenseMatrix.Map(plus, (i, j, entry) => (entry - minus[i, j]) / (2 * step));
        double[,] bend = DenseMatrix.Map(plus, (i, j, entry) => (entry + minus[i, j] - (2 * cost)) / (2 * step * step));
        double[,] curvature = new double[_m, _m];
        double[] column = new double[_n];
        for (int a = 0; a < _m; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                for (int j = 0; j < _n; j++)
                {
                    column[j] = bend[a, j];
                    if (a != b)
                    {
                        (double up, double down) = Pair(inputs, states, a, b, j, step);
                        column[j] = (((up + down - (2 * cost)) / (2 * step * step)) - bend[a, j] - bend[b, j]) / 2;
                    }
                }

                double median = Median(column);
                curvature[a, b] = curvature[b, a] = a == b ? Math.Max(median, LeastCurvature) : median;
            }
        }

        curvature = Clipped(curvature);
        double[,] change = MatrixAlgebra.Scale(MatrixAlgebra.SolvePositive(curvature, slope)!, 0.5);
        double decrement = MatrixAlgebra.Inner(change, slope);
        double[,] direction = MatrixAlgebra.Scale(MatrixAlgebra.Product(inputs, MatrixAlgebra.Product(change, states)), -1);
        _inputFactor = MatrixAlgebra.Product(_inputFactor!, MatrixAlgebra.Cholesky(curvature)!);
        return (direction, decrement);
    }

    private (double Plus, double Minus) Pair(double[,] inputs, double[,] states, int a, int b, int j, double step)
    {
        double[,] unit = new double[_m, _n];
        unit[a, j] = step;
        unit[b, j] = step;
        double[,] direction = MatrixAlgebra.Product(inputs, MatrixAlgebra.Product(unit, states));
        return (Cost(MatrixAlgebra.Sum(_gain, direction), _length, _discount), Cost(MatrixAlgebra.Sum(_gain, direction, -1), _length, _discount));
    }

    private static double[,] Factor(double[,] moment)
    {
        int n = moment.GetLength(0);
        double largest = DenseMatrix.LargestEntry(moment);
        return MatrixAlgebra.Cholesky(moment)
            ?? MatrixAlgebra.Cholesky(DenseMatrix.Create(n, n, (i, j) => moment[i, j] + (i == j ? (1e-9 * moment[i, i]) + (Ridge * largest) : 0)))!;
    }

    private static double Median(double[] values)
    {
        double[] sorted = (double[])values.Clone();
        Array.Sort(sorted);
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// <summary>The curvature itself where it is safely positive, else its diagonal.</summary>
    private static double[,] Clipped(double[,] curvature)
    {
        int m = curvature.GetLength(0);
        double[] eigenvalues = new double[m], workspace = new double[Riccati.SymmetricEigenvalues.WorkspaceLength(m)];
        Riccati.SolveStatus status = Riccati.SymmetricEigenvalues.Compute(m, Arrays.Flat(curvature), eigenvalues, workspace);
        return status == Riccati.SolveStatus.Ok && eigenvalues[0] >= LeastCurvature
            ? curvature
            : DenseMatrix.Map(curvature, (i, j, entry) => i == j ? entry : 0);
    }

    private void End(StopReason reason, string explanation)
    {
        _verdict = new LearningVerdict(reason, _estimate, EstimatedBy, explanation);
        Status = LearnerStatus.Finished;
    }
}
