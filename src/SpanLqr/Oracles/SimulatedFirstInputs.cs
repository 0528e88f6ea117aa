using System;
using SpanLqr.Learning.Lqr;
using SpanLqr.Lqr;

namespace SpanLqr.Oracles;

/// <summary>Costs of a simulated linear plant without noise, from starts and first inputs of the caller's choice.</summary>
/// <remarks>
/// What later steps cost is x'Vx, and V of one policy for T steps takes log₂T doublings of 8n³ flops. A problem may have 1 as its last
/// state: a plant with a drift, whose learner sees the other states.
/// </remarks>
public sealed class SimulatedFirstInputs : IFirstInputCosts
{
    // Costs beyond it are a plant that diverged.
    private const double DivergenceLimit = 1e250;

    private readonly FiniteHorizonProblem _problem;
    private readonly bool _hasOne;
    private double[] _later = [];
    private double[,]? _costToGo;
    private (int Stage, int Steps) _at;

    /// <summary>A plant without an end.</summary>
    /// <param name="problem">The plant and its cost.</param>
    /// <param name="hasOne">Whether its last state is 1.</param>
    /// <exception cref="ArgumentException">A matrix has the wrong size.</exception>
    public SimulatedFirstInputs(LqrProblem problem, bool hasOne = false)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        _problem = new FiniteHorizonProblem
        {
            Horizon = 1,
            A = [problem.A],
            B = [problem.B],
            Q = [problem.Q],
            R = [problem.R],
            S = problem.S is { } cross ? [cross] : null,
            Qf = new double[problem.StateDim, problem.StateDim],
        };
        _hasOne = hasOne;
    }

    /// <summary>A plant over a horizon.</summary>
    /// <param name="problem">The plant and its cost.</param>
    /// <param name="hasOne">Whether its last state is 1.</param>
    /// <exception cref="ArgumentException">A list or matrix has the wrong size.</exception>
    public SimulatedFirstInputs(FiniteHorizonProblem problem, bool hasOne = false)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _problem = problem.Checked();
        (_hasOne, Horizon) = (hasOne, problem.Horizon);
    }

    /// <inheritdoc/>
    public int StateDim => _problem.StateDim - (_hasOne ? 1 : 0);

    /// <inheritdoc/>
    public int InputDim => _problem.InputDim;

    /// <inheritdoc/>
    public int? Horizon { get; }

    /// <inheritdoc/>
    public void Costs(int stage, int steps, ReadOnlySpan<double> later, ReadOnlySpan<double> starts, ReadOnlySpan<double> inputs, Span<double> costs)
    {
        if (_costToGo is null || _at != (stage, steps) || !later.SequenceEqual(_later))
        {
            _costToGo = CostToGo(stage, steps, later);
            (_at, _later) = ((stage, steps), later.ToArray());
        }

        int n = StateDim, m = InputDim;
        for (int row = 0; row < costs.Length; row++)
        {
            double[,] x = Column(starts.Slice(row * n, n)), u = MatrixAlgebra.Of(inputs.Slice(row * m, m), m, 1);
            double[,] next = MatrixAlgebra.Sum(MatrixAlgebra.Product(At(_problem.A, stage), x), MatrixAlgebra.Product(At(_problem.B, stage), u));
            double cost = Form(At(_problem.Q, stage), x, x) + Form(At(_problem.R, stage), u, u) + Form(_costToGo, next, next);
            cost += _problem.S is { } cross ? 2 * Form(At(cross, stage), x, u) : 0;
            costs[row] = Math.Abs(cost) < DivergenceLimit ? cost : double.PositiveInfinity;
        }
    }

    private double[,] Column(ReadOnlySpan<double> start)
    {
        double[,] x = new double[_problem.StateDim, 1];
        start.CopyTo(Arrays.Flat(x));
        if (_hasOne)
        {
            x[StateDim, 0] = 1;
        }

        return x;
    }

    /// <summary>V of the steps after the first.</summary>
    private double[,] CostToGo(int stage, int steps, ReadOnlySpan<double> later)
    {
        int length = InputDim * (StateDim + 1), count = later.Length / length;
        double[,] value = Horizon == stage + steps ? _problem.TerminalCost : new double[_problem.StateDim, _problem.StateDim];
        if (Horizon is null && count == 1 && steps > 2)
        {
            return Repeated(Policy(later), steps - 1);
        }

        for (int s = steps - 1; s > 0; s--)
        {
            (double[,] loop, double[,] weight) = Closed(stage + s, Policy(later.Slice(Math.Min(s, count) * length - length, length)));
            value = MatrixAlgebra.Sum(weight, MatrixAlgebra.Congruence(value, loop));
        }

        return value;
    }

    /// <summary>The cost of so many steps of one policy, by its binary digits: V_{s+t} = V_s + (F^s)'V_tF^s.</summary>
    private double[,] Repeated(double[,] policy, int steps)
    {
        (double[,] power, double[,] part) = Closed(0, policy);
        double[,]? value = null;
        for (int left = steps; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                value = value is null ? part : MatrixAlgebra.Sum(part, MatrixAlgebra.Congruence(value, power));
            }

            if (left > 1)
            {
                part = MatrixAlgebra.Sum(part, MatrixAlgebra.Congruence(part, power));
                power = MatrixAlgebra.Product(power, power);
            }
        }

        return value!;
    }

    /// <summary>A − BK and Q + K'RK − SK − K'S' of a stage.</summary>
    private (double[,] Loop, double[,] Weight) Closed(int stage, double[,] k)
    {
        double[,] weight = MatrixAlgebra.Sum(At(_problem.Q, stage), MatrixAlgebra.Congruence(At(_problem.R, stage), k));
        if (_problem.S is { } cross)
        {
            double[,] product = MatrixAlgebra.Product(At(cross, stage), k);
            weight = MatrixAlgebra.Sum(MatrixAlgebra.Sum(weight, product, -1), MatrixAlgebra.Transpose(product), -1);
        }

        return (MatrixAlgebra.Sum(At(_problem.A, stage), MatrixAlgebra.Product(At(_problem.B, stage), k), -1), weight);
    }

    /// <summary>K on all states of the problem, 1 included.</summary>
    private double[,] Policy(ReadOnlySpan<double> entries)
    {
        double[,] policy = MatrixAlgebra.Of(entries, InputDim, StateDim + 1);
        return _hasOne ? policy : MatrixAlgebra.Block(policy, 0, 0, InputDim, StateDim);
    }

    private double[,] At(System.Collections.Generic.IReadOnlyList<double[,]> series, int stage) =>
        series[series.Count == 1 || Horizon is null ? 0 : stage];

    private static double Form(double[,] weight, double[,] x, double[,] y) => MatrixAlgebra.Inner(x, MatrixAlgebra.Product(weight, y));
}
