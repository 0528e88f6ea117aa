using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// Units x = Dy, u = Ev of a problem, D and E diagonal and of powers of two, so that changing them rounds nothing:
/// A, B, Q, R, S become D⁻¹AD, D⁻¹BE, ωDQD, ωERE, ωDSE, and the answers P, K become ωDPD, E⁻¹KD, ω the unit of cost.
/// </summary>
internal readonly ref struct BalancedUnits<TShape>
    where TShape : struct, ILqrShape
{
    private readonly TShape _shape;
    private readonly ref double _states;
    private readonly ref double _inputs;
    private readonly ref double _cost;
    private readonly ref double _data;

    /// <param name="shape">The shape.</param>
    /// <param name="own"><see cref="OwnLength"/> entries, kept.</param>
    public BalancedUnits(TShape shape, ref double own)
    {
        _shape = shape;
        _states = ref own;
        _inputs = ref Unsafe.Add(ref own, shape.StateDim);
        _cost = ref Unsafe.Add(ref own, shape.StateDim + shape.InputDim);
        _data = ref Unsafe.Add(ref _cost, 1);
    }

    public static int OwnLength(TShape shape)
    {
        long n = shape.StateDim, m = shape.InputDim;
        return SpanLength.Of(n + m + 1 + (2 * n * n) + (2 * n * m) + (m * m), nameof(shape));
    }

    /// <summary>Looks for better units; false where those of the caller are good.</summary>
    public bool TryFind(scoped in Stage stage, Workspace memory) =>
        new BalanceSearch<TShape>(_shape, stage, ref _states, ref _inputs, ref _cost, memory).TryFind();

    /// <summary>The problem in these units.</summary>
    public Stage Enter(scoped in Stage stage)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        ref double a = ref _data;
        ref double q = ref Unsafe.Add(ref a, n * n);
        ref double b = ref Unsafe.Add(ref q, n * n);
        ref double s = ref Unsafe.Add(ref b, n * m);
        ref double r = ref Unsafe.Add(ref s, n * m);
        Scale(ref stage.A, ref a, ref _states, n, -1, ref _states, n, 1);
        Scale(ref stage.B, ref b, ref _states, n, -1, ref _inputs, m, 1);
        Scale(ref stage.Q, ref q, ref _states, n, 1, ref _states, n, 1);
        Scale(ref stage.R, ref r, ref _inputs, m, 1, ref _inputs, m, 1);
        if (stage.HasCross)
        {
            Scale(ref stage.S, ref s, ref _states, n, 1, ref _inputs, m, 1);
        }

        Dense.Scale(ref q, _cost, ref q, n * n);
        Dense.Scale(ref r, _cost, ref r, m * m);
        Dense.Scale(ref s, _cost, ref s, n * m);
        return new Stage(ref a, ref b, ref q, ref r, ref s, stage.HasCross);
    }

    /// <summary>P into these units.</summary>
    public void Enter(ref double p)
    {
        int n = _shape.StateDim;
        Scale(ref p, ref p, ref _states, n, 1, ref _states, n, 1);
        Dense.Scale(ref p, _cost, ref p, n * n);
    }

    /// <summary>P, or a matrix that adds to it, back into the units of the caller.</summary>
    public void Leave(ref double p)
    {
        int n = _shape.StateDim;
        Scale(ref p, ref p, ref _states, n, -1, ref _states, n, -1);
        Dense.Scale(ref p, 1 / _cost, ref p, n * n);
    }

    /// <summary>P and K back into the units of the caller.</summary>
    public void Leave(ref double p, ref double gain)
    {
        Leave(ref p);
        Scale(ref gain, ref gain, ref _inputs, _shape.InputDim, 1, ref _states, _shape.StateDim, -1);
    }

    /// <summary>The norm that P, or a matrix that adds to it, has in the units of the caller.</summary>
    public double NormOutside(ref double p)
    {
        int n = _shape.StateDim;
        double norm = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double entry = Unsafe.Add(ref p, (i * n) + j) / Unsafe.Add(ref _states, i) / Unsafe.Add(ref _states, j);
                norm = double.Hypot(norm, entry);
            }
        }

        return norm / _cost;
    }

    /// <summary>The norm that K, or a matrix that adds to it, has in the units of the caller.</summary>
    public double GainNormOutside(ref double gain)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        double norm = 0;
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                norm = double.Hypot(norm, Unsafe.Add(ref gain, (i * n) + j) * Unsafe.Add(ref _inputs, i) / Unsafe.Add(ref _states, j));
            }
        }

        return norm;
    }

    /// <summary>D ← diag(left)^±1·X·diag(right)^±1; each factor in turn, since their product may be no number.</summary>
    private static void Scale(
        ref double x,
        ref double destination,
        ref double left,
        int rows,
        int leftPower,
        ref double right,
        int columns,
        int rightPower)
    {
        for (int i = 0; i < rows; i++)
        {
            double row = leftPower > 0 ? Unsafe.Add(ref left, i) : 1 / Unsafe.Add(ref left, i);
            for (int j = 0; j < columns; j++)
            {
                double column = rightPower > 0 ? Unsafe.Add(ref right, j) : 1 / Unsafe.Add(ref right, j);
                Unsafe.Add(ref destination, (i * columns) + j) = Unsafe.Add(ref x, (i * columns) + j) * row * column;
            }
        }
    }
}
