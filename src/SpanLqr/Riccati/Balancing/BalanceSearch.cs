using System;
using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// Looks for the units of states and inputs in which a problem is well scaled: x = Dy that makes
/// Σ_{i≠j} |D⁻¹AD| + Σ |DQD| + Σ |D⁻¹GD⁻¹| smallest, G = BR⁻¹B' by its size.
/// </summary>
/// <remarks>
/// Osborne's descent (J. ACM 7 (1960)), a state at a time, on [A, G; Q, A'] under diag(D, D⁻¹), which keeps that matrix a
/// Riccati problem. The sum is convex in log D, so problems that differ in their units only have the same minimum, up to
/// the rounding of D to powers of two. About 3n² + 4nm flops a sweep.
/// </remarks>
internal readonly ref struct BalanceSearch<TShape>
    where TShape : struct, ILqrShape
{
    // Units up to 2^12 apart cost at most the digits that such sizes cost in any problem; below, the data stay as they are.
    private const double GoodSpread = 4096;

    // Powers of this size overflow within a solve: their fourth powers are no numbers.
    private const double GoodSize = 1e75;

    // Scales that still move by so much could round to another power of two in one case of a thousand.
    private const double LastStep = 1e-3;

    // Chains of states pass their scales on one a sweep; what is not there after so many is good enough.
    private const int MaxSweeps = 100;

    // The exponent rounds up a little early, so that a tie falls the same way in all units.
    private const double RoundUp = 0.515625;

    private readonly TShape _shape;
    private readonly Stage _stage;
    private readonly ref double _states;
    private readonly ref double _inputs;
    private readonly ref double _cost;
    private readonly ref double _reach;
    private readonly ref double _sums;

    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem, finite.</param>
    /// <param name="states">Receives D, n entries.</param>
    /// <param name="inputs">Receives E, m entries, for u = Ev.</param>
    /// <param name="cost">Receives the unit of cost that gives the first input a weight of about one.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    public BalanceSearch(TShape shape, Stage stage, ref double states, ref double inputs, ref double cost, Workspace memory)
    {
        _cost = ref cost;
        _shape = shape;
        _stage = stage;
        _states = ref states;
        _inputs = ref inputs;
        _reach = ref memory.Take(shape.StateDim * shape.InputDim);
        _sums = ref memory.Take(shape.InputDim);
    }

    public static int WorkspaceLength(TShape shape) => SpanLength.Of((shape.StateDim + 1L) * shape.InputDim, nameof(shape));

    /// <summary>False where the units are good as they are, which one look at every entry tells.</summary>
    public bool TryFind()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Dense.Span(ref _states, n).Fill(1);
        MeasureInputs();
        if (!IsWorthwhile())
        {
            return false;
        }

        Start();
        double step = double.PositiveInfinity;
        for (int sweep = 0; sweep < MaxSweeps && step > LastStep; sweep++)
        {
            step = MoveAll();
            for (int i = 0; i < n; i++)
            {
                step = Math.Max(step, Move(i));
            }
        }

        RoundToPowers(ref _states, n);
        for (int j = 0; j < m; j++)
        {
            double size = Unsafe.Add(ref _inputs, j);
            Unsafe.Add(ref _inputs, j) = size > 0 ? 1 / size : 1;
        }

        // E² takes the even part of the exponent of R, the unit of cost the rest.
        double exponent = -2 * Math.Log2(_inputs);
        RoundToPowers(ref _inputs, m);
        _cost = Math.ScaleB(1, (int)((-2 * Math.Log2(_inputs)) - Math.Floor(exponent + RoundUp)));
        return IsFar(ref _states, n) || IsFar(ref _inputs, m);
    }

    /// <summary>What an input weighs, √r_jj + Σ_i |b_ij|√q_ii, the same in any units of the states, and B in terms of it.</summary>
    private void MeasureInputs()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        for (int j = 0; j < m; j++)
        {
            double size = Math.Sqrt(Math.Abs(Unsafe.Add(ref _stage.R, j * (m + 1))));
            for (int i = 0; i < n; i++)
            {
                size += Math.Abs(Unsafe.Add(ref _stage.B, (i * m) + j)) * Math.Sqrt(Math.Abs(Unsafe.Add(ref _stage.Q, i * (n + 1))));
            }

            Unsafe.Add(ref _inputs, j) = size;
            for (int i = 0; i < n; i++)
            {
                Unsafe.Add(ref _reach, (i * m) + j) = size > 0 ? Math.Abs(Unsafe.Add(ref _stage.B, (i * m) + j)) / size : 0;
            }
        }

        SumReach();
    }

    /// <summary>Whether the pull on some state or the size of some input is far from that of another, or from one.</summary>
    private bool IsWorthwhile()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        double least = double.PositiveInfinity, most = 0;
        for (int i = 0; i < n; i++)
        {
            Pull(i, out double up, out double down, out _);
            if (up > 0 && down > 0)
            {
                double ratio = up / down;
                least = Math.Min(least, ratio);
                most = Math.Max(most, ratio);
            }
        }

        // Two units apart by a factor pull one state up and the other down, each by that factor.
        return most > least * GoodSpread * GoodSpread || most > GoodSize || least < 1 / GoodSize || IsFar(ref _inputs, m);
    }

    /// <summary>Each scale where its own G and Q meet, so that squares of extreme units are numbers from the first sweep on.</summary>
    private void Start()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        for (int i = 0; i < n; i++)
        {
            double reach = Dense.MaxAbs(ref Unsafe.Add(ref _reach, i * m), m);
            double cost = Math.Sqrt(Math.Abs(Unsafe.Add(ref _stage.Q, i * (n + 1))));
            Unsafe.Add(ref _states, i) = reach > 0 && cost > 0 ? Math.Sqrt(reach / cost) : reach > 0 ? reach : cost > 0 ? 1 / cost : 1;
        }

        SumReach();
    }

    /// <summary>Whether positive scales are further apart than is good, or too large or small.</summary>
    private static bool IsFar(ref double scales, int count)
    {
        double least = double.PositiveInfinity, most = 0;
        for (int i = 0; i < count; i++)
        {
            double scale = Unsafe.Add(ref scales, i);
            if (scale > 0)
            {
                least = Math.Min(least, scale);
                most = Math.Max(most, scale);
            }
        }

        return most > least * GoodSpread || most > GoodSize || (most > 0 && least < 1 / GoodSize);
    }

    /// <summary>Moves all scales by one factor, to where ΣQ and ΣG meet; returns the logarithm of the factor.</summary>
    private double MoveAll()
    {
        int n = _shape.StateDim;
        double cost = 0, reach = 0;
        for (int i = 0; i < n; i++)
        {
            cost += Cost(i);
            reach += Reach(i);
        }

        double step = 0.25 * Math.Log(reach / cost);
        if (!double.IsFinite(step))
        {
            return 0;
        }

        Dense.Scale(ref _states, Math.Exp(step), ref _states, n);
        SumReach();
        return Math.Abs(step);
    }

    /// <summary>Moves one scale to where its terms that grow and those that fall are equal; returns the logarithm of the factor.</summary>
    private double Move(int i)
    {
        int m = _shape.InputDim;
        Pull(i, out double up, out double down, out double diagonal);

        // The diagonal of Q and G takes the scale squared, so Newton's step is shorter by as much as they count.
        double step = Math.Log(up / down) / (2 * (1 + (diagonal / (up + down))));
        if (!double.IsFinite(step))
        {
            return 0;
        }

        ref double scale = ref Unsafe.Add(ref _states, i);
        double before = 1 / scale;
        scale *= Math.Exp(step);
        double change = (1 / scale) - before;
        for (int k = 0; k < m; k++)
        {
            Unsafe.Add(ref _sums, k) += Unsafe.Add(ref _reach, (i * m) + k) * change;
        }

        return Math.Abs(step);
    }

    /// <summary>The terms of the sum that fall as the scale of a state grows, and those that grow; a factor up balances them.</summary>
    private void Pull(int i, out double up, out double down, out double diagonal)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        double scale = Unsafe.Add(ref _states, i), row = 0, column = 0, own = 0;
        for (int j = 0; j < n; j++)
        {
            if (j != i)
            {
                double other = Unsafe.Add(ref _states, j);
                row += Math.Abs(Unsafe.Add(ref _stage.A, (i * n) + j)) * (other / scale);
                column += Math.Abs(Unsafe.Add(ref _stage.A, (j * n) + i)) * (scale / other);
            }
        }

        for (int k = 0; k < m; k++)
        {
            double reach = Unsafe.Add(ref _reach, (i * m) + k) / scale;
            own += reach * reach;
        }

        up = row + (2 * Reach(i));
        down = column + (2 * Cost(i));
        diagonal = 2 * (own + (Math.Abs(Unsafe.Add(ref _stage.Q, i * (n + 1))) * scale * scale));
    }

    /// <summary>Σ_j |DQD|_ij.</summary>
    private double Cost(int i)
    {
        int n = _shape.StateDim;
        double scale = Unsafe.Add(ref _states, i), sum = 0;
        for (int j = 0; j < n; j++)
        {
            sum += Math.Abs(Unsafe.Add(ref _stage.Q, (i * n) + j)) * scale * Unsafe.Add(ref _states, j);
        }

        return sum;
    }

    /// <summary>Σ_j |D⁻¹GD⁻¹|_ij.</summary>
    private double Reach(int i)
    {
        int m = _shape.InputDim;
        double sum = 0;
        for (int k = 0; k < m; k++)
        {
            sum += Unsafe.Add(ref _reach, (i * m) + k) / Unsafe.Add(ref _states, i) * Unsafe.Add(ref _sums, k);
        }

        return sum;
    }

    /// <summary>Σ_j |b_jk|/d_j in terms of the size of each input.</summary>
    private void SumReach()
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Span<double> sums = Dense.Span(ref _sums, m);
        sums.Clear();
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < m; k++)
            {
                sums[k] += Unsafe.Add(ref _reach, (j * m) + k) / Unsafe.Add(ref _states, j);
            }
        }
    }

    /// <summary>
    /// Rounds the first scale, and the others as they are to it: a change of the unit of cost moves all scales by its root, which need not
    /// be a power of two, and must not change what they are to each other.
    /// </summary>
    private static void RoundToPowers(ref double scales, int count)
    {
        double first = Math.Log2(scales), common = Math.Floor(first + RoundUp);
        for (int i = 0; i < count; i++)
        {
            ref double scale = ref Unsafe.Add(ref scales, i);
            scale = Math.ScaleB(1, (int)(common + Math.Floor(Math.Log2(scale) - first + RoundUp)));
        }
    }
}
