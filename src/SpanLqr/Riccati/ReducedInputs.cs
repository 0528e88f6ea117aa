using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// Solves (R + B'PB)Y = B'Z + S' where some directions of the input move little or nothing: more inputs than states, or nearly the same
/// actuator twice, and an R so small beside B'PB that their sum has lost it.
/// </summary>
/// <remarks>
/// A null-space method. With R = LL' and an orthogonal Q such that the rows of Q'L⁻¹B' below the rank r vanish, T the rows above,
/// and u = L⁻ᵀQ(a, b): b costs b'b and moves nothing, and a has the weight I + TPT', in which nothing small is added to anything large.
/// Where R is not positive definite L = I, and b is eliminated by its block of Q'RQ, which holds R alone. The rows of L⁻¹B' may be of any
/// sizes. Exchanges of rows and columns keep the rounding of each relative to itself, and what is rounding is asked of each row; columns
/// are compared by their own lengths, so that units of states do not count. About 2m²(n + m) flops more than the direct way. Source: Björck, Numerical Methods for Least Squares Problems, sections 4.4.2 and 5.1.3; Cox and Higham,
/// Stability of Householder QR factorization for weighted least squares problems (1998).
/// </remarks>
internal readonly ref struct ReducedInputs<TShape>
    where TShape : struct, ILqrShape
{
    // What is left of a row of L⁻¹B' after the elimination of others, relative to the row, that is rounding.
    private const double RankTolerance = 16 * 2.2204460492503131e-16;

    private readonly int _n;
    private readonly int _m;
    private readonly TShape _shape;
    private readonly Span<double> _factor;
    private readonly Span<double> _moves;
    private readonly Span<double> _rotation;
    private readonly Span<double> _weight;
    private readonly Span<double> _cross;
    private readonly Span<double> _product;
    private readonly Span<double> _lengths;
    private readonly Span<double> _sizes;
    private readonly Span<double> _scratch;
    private readonly ref double _solver;

    private ReducedInputs(TShape shape, Workspace memory)
    {
        (int n, int m) = (shape.StateDim, shape.InputDim);
        (_shape, _n, _m) = (shape, n, m);
        _factor = Dense.Span(ref memory.Take(m * m), m * m);
        _rotation = Dense.Span(ref memory.Take(m * m), m * m);
        _weight = Dense.Span(ref memory.Take(m * m), m * m);
        _moves = Dense.Span(ref memory.Take(m * n), m * n);
        _cross = Dense.Span(ref memory.Take(m * n), m * n);
        _product = Dense.Span(ref memory.Take(m * Math.Max(n, m)), m * Math.Max(n, m));
        _lengths = Dense.Span(ref memory.Take(n), n);
        _sizes = Dense.Span(ref memory.Take(m), m);
        _scratch = Dense.Span(ref memory.Take(Math.Max(n, m) + m), Math.Max(n, m) + m);
        _solver = ref memory.Take(InputWeightFactor.WorkspaceLength(shape));
    }

    public static int WorkspaceLength(TShape shape)
    {
        long n = shape.StateDim, m = shape.InputDim, longer = Math.Max(n, m);
        long own = (3 * m * m) + (2 * m * n) + (m * longer) + n + longer + (2 * m);
        return SpanLength.Of(own + InputWeightFactor.WorkspaceLength(shape), nameof(shape));
    }

    /// <param name="shape">The shape.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="r">R, m×m.</param>
    /// <param name="p">P, n×n.</param>
    /// <param name="z">Z, n×n.</param>
    /// <param name="s">S, n×m, read where <paramref name="hasCross"/>.</param>
    /// <param name="hasCross">Whether there is S.</param>
    /// <param name="y">Receives Y, m×n; as it was where the answer is false.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    /// <param name="share">The least pivot of R and of I + TPT' relative to its diagonal entry.</param>
    /// <returns>False where R or I + TPT' is singular, and where R has no L though B tells all inputs apart.</returns>
    public static bool TrySolve(
        TShape shape,
        ref double b,
        ref double r,
        ref double p,
        ref double z,
        ref double s,
        bool hasCross,
        ref double y,
        Workspace memory,
        out double share) =>
        TrySolve(shape, ref b, ref r, ref p, ref z, ref s, hasCross, ref y, memory, ref Unsafe.NullRef<double>(), out share, out _);

    /// <inheritdoc cref="TrySolve(TShape, ref double, ref double, ref double, ref double, ref double, bool, ref double, Workspace, out double)"/>
    /// <param name="shape">The shape.</param>
    /// <param name="b">B.</param>
    /// <param name="r">R.</param>
    /// <param name="p">P.</param>
    /// <param name="z">Z.</param>
    /// <param name="s">S.</param>
    /// <param name="hasCross">Whether there is S.</param>
    /// <param name="y">Receives Y.</param>
    /// <param name="memory">Scratch.</param>
    /// <param name="doubt">
    /// Receives n entries d, or nothing where it is null: rounding of T, of sizes α row by row, moves what b and a answer to a state by at most
    /// ε·d'|P(A − BK)| in the norm of the weight; d_j = (Σ_i α_i²/w_i)^½·‖column j of L⁻¹B'‖ with the pivots w of the weight. 0 where R has no L.
    /// </param>
    /// <param name="share">The least pivot, as above.</param>
    /// <param name="isConvex">Whether R and I + TPT' are positive definite, and R + B'PB with them.</param>
    public static bool TrySolve(
        TShape shape,
        ref double b,
        ref double r,
        ref double p,
        ref double z,
        ref double s,
        bool hasCross,
        ref double y,
        Workspace memory,
        ref double doubt,
        out double share,
        out bool isConvex)
    {
        (share, isConvex) = (0, false);
        var inputs = new ReducedInputs<TShape>(shape, memory);
        bool isDefinite = inputs.Scale(ref b, ref r, out double ownShare);
        int rank = inputs.Reduce();
        bool solved = (isDefinite || rank < inputs._m) && inputs.TrySolve(rank, isDefinite, ref r, ref p, ref z, ref s, hasCross, ref y, out share, out isConvex);
        share = isDefinite ? Math.Min(share, ownShare) : share;
        if (solved && !Unsafe.IsNullRef(ref doubt))
        {
            inputs.WriteDoubt(isDefinite ? rank : -1, ref doubt);
        }

        return solved;
    }

    /// <summary>L, the identity where R has none, and L⁻¹B'.</summary>
    private bool Scale(ref double b, ref double r, out double share)
    {
        _shape.TransposeB(ref b, ref _moves[0]);
        if (!InputWeightFactor.TryCholesky(_shape, ref r, ref _factor[0], out share))
        {
            Dense.SetDiagonal(ref _factor[0], 1, _m);
            return false;
        }

        SolveLower(_moves);
        return true;
    }

    /// <summary>Q' and T from L⁻¹B'; returns the rank.</summary>
    private int Reduce()
    {
        Dense.SetDiagonal(ref _rotation[0], 1, _m);
        for (int j = 0; j < _n; j++)
        {
            _lengths[j] = Length(j, 0);
        }

        for (int i = 0; i < _m; i++)
        {
            _sizes[i] = SizeOfTerms(i);
        }

        double floor = RankTolerance * Math.Max(_m, _n);
        for (int k = 0; k < _m; k++)
        {
            DropRounding(k, floor);
            int chosen = LongestColumn(k);
            if (chosen < 0)
            {
                return k;
            }

            Exchange(k, LargestRow(chosen, k));
            Span<double> v = _scratch.Slice(Math.Max(_n, _m), _m - k);
            for (int i = 0; i < v.Length; i++)
            {
                v[i] = _moves[((k + i) * _n) + chosen];
            }

            double beta = Reflection.Make(v, out double image);
            if (beta != 0)
            {
                Reflection.ApplyLeft(v, beta, _moves, _n, k, 0, _scratch[.._n]);
                Reflection.ApplyLeft(v, beta, _rotation, _m, k, 0, _scratch[.._m]);
            }

            _moves[(k * _n) + chosen] = image;
            for (int i = k + 1; i < _m; i++)
            {
                _moves[(i * _n) + chosen] = 0;
            }
        }

        return _m;
    }

    /// <summary>Clears the rows from k on of which only rounding is left.</summary>
    private void DropRounding(int k, double floor)
    {
        for (int i = k; i < _m; i++)
        {
            double size = Size(i);
            if (size <= floor * _sizes[i])
            {
                _moves.Slice(i * _n, _n).Clear();
            }

            _sizes[i] = Math.Max(_sizes[i], size);
        }
    }

    /// <summary>d from the rows' sizes and the weight's factor; zeros for a rank of −1.</summary>
    private void WriteDoubt(int rank, ref double doubt)
    {
        double sum = 0;
        for (int i = 0; i < _m && rank >= 0; i++)
        {
            // Idle inputs weigh 1; of the others the factor of I + TPT' is still in the solver.
            double root = i < rank ? Math.Max(1, Math.Abs(Unsafe.Add(ref _solver, i * (rank + 1)))) : 1;
            double ratio = _sizes[i] / root;
            sum += ratio * ratio;
        }

        sum = Math.Sqrt(sum);
        for (int j = 0; j < _n; j++)
        {
            Unsafe.Add(ref doubt, j) = sum * _lengths[j];
        }
    }

    /// <summary>The column of which most is left from row k on, relative to its own length; −1 where nothing is.</summary>
    private int LongestColumn(int k)
    {
        int chosen = -1;
        double most = 0;
        for (int j = 0; j < _n; j++)
        {
            double left = _lengths[j] > 0 ? Length(j, k) / _lengths[j] : 0;
            (chosen, most) = left > most ? (j, left) : (chosen, most);
        }

        return chosen;
    }

    private int LargestRow(int column, int k)
    {
        int chosen = k;
        for (int i = k + 1; i < _m; i++)
        {
            chosen = Math.Abs(_moves[(i * _n) + column]) > Math.Abs(_moves[(chosen * _n) + column]) ? i : chosen;
        }

        return chosen;
    }

    private void Exchange(int i, int k)
    {
        if (i == k)
        {
            return;
        }

        for (int j = 0; j < _n; j++)
        {
            (_moves[(i * _n) + j], _moves[(k * _n) + j]) = (_moves[(k * _n) + j], _moves[(i * _n) + j]);
        }

        for (int j = 0; j < _m; j++)
        {
            (_rotation[(i * _m) + j], _rotation[(k * _m) + j]) = (_rotation[(k * _m) + j], _rotation[(i * _m) + j]);
        }

        (_sizes[i], _sizes[k]) = (_sizes[k], _sizes[i]);
    }

    /// <summary>The same of the terms that a row of L⁻¹B' is the sum of.</summary>
    private double SizeOfTerms(int row)
    {
        double size = Size(row);
        for (int k = 0; k < row; k++)
        {
            size = Math.Max(size, Math.Abs(_factor[(row * _m) + k] / _factor[row * (_m + 1)]) * Size(k));
        }

        return size;
    }

    /// <summary>The largest entry of a row, each relative to the length of its column.</summary>
    private double Size(int row)
    {
        double size = 0;
        for (int j = 0; j < _n; j++)
        {
            size = _lengths[j] > 0 ? Math.Max(size, Math.Abs(_moves[(row * _n) + j]) / _lengths[j]) : size;
        }

        return size;
    }

    private bool TrySolve(
        int rank,
        bool isDefinite,
        ref double r,
        ref double p,
        ref double z,
        ref double s,
        bool hasCross,
        ref double y,
        out double share,
        out bool isConvex)
    {
        (share, isConvex) = (1, isDefinite);
        int free = _m - rank;
        Span<double> moving = _cross[..(rank * _n)], idle = _cross[(rank * _n)..];
        _cross.Clear();
        if (hasCross)
        {
            _shape.TransposeB(ref s, ref _product[0]);
            SolveLower(_product);
            MultiplyAdd(_rotation, _m, _m, _product, _n, 1, _cross);
        }

        if (isDefinite)
        {
            Dense.SetDiagonal(ref _weight[0], 1, rank);
        }
        else if (!TryEliminateIdle(rank, ref r))
        {
            return false;
        }

        if (rank > 0)
        {
            AddMoving(rank, ref p, ref z);
            var shape = new DynamicShape(_n, rank);
            isConvex &= InputWeightFactor.TryCholesky(shape, ref _weight[0], ref _solver);
            if (!InputWeightFactor.TrySolve(shape, ref _weight[0], ref moving[0], ref moving[0], false, ref _solver, out share))
            {
                return false;
            }

            if (!isDefinite)
            {
                MultiplyAdd(_factor, free, rank, moving, _n, -1, idle);
            }
        }

        if (!Dense.IsFinite(ref _cross[0], _m * _n))
        {
            return false;
        }

        // Y = L⁻ᵀQ(a, b).
        Span<double> answer = Dense.Span(ref y, _m * _n);
        answer.Clear();
        for (int k = 0; k < _m; k++)
        {
            for (int i = 0; i < _m; i++)
            {
                AddRow(_rotation[(k * _m) + i], _cross.Slice(k * _n, _n), answer.Slice(i * _n, _n));
            }
        }

        if (isDefinite)
        {
            SolveUpper(answer);
        }

        return true;
    }

    /// <summary>
    /// Where R has no L: R₁₁ − R₁₂X as the weight of a, X = R₂₂⁻¹R₂₁ in the room of L, R₂₂⁻¹S₂' in place of S₂' and S₁' − R₁₂R₂₂⁻¹S₂' in
    /// place of S₁', for b = R₂₂⁻¹S₂' − Xa.
    /// </summary>
    private bool TryEliminateIdle(int rank, ref double r)
    {
        int free = _m - rank;
        Span<double> turned = _product[..(_m * _m)], idle = _cross[(rank * _n)..];
        turned.Clear();
        MultiplyAdd(_rotation, _m, _m, Dense.Span(ref r, _m * _m), _m, 1, turned);
        for (int i = 0; i < _m; i++)
        {
            for (int j = 0; j < _m; j++)
            {
                _weight[(i * _m) + j] = Dense.Dot(ref turned[i * _m], ref _rotation[j * _m], _m);
            }
        }

        _weight.CopyTo(turned);
        Span<double> block = _weight[..(free * free)], between = _factor[..(free * rank)];
        CopyBlock(turned, rank, rank, free, free, block);
        CopyBlock(turned, rank, 0, free, rank, between);
        if (!InputWeightFactor.TrySolve(new DynamicShape(_n, free), ref block[0], ref idle[0], ref idle[0], false, ref _solver, out _)
            || (rank > 0
                && !InputWeightFactor.TrySolve(new DynamicShape(rank, free), ref block[0], ref between[0], ref between[0], false, ref _solver, out _)))
        {
            return false;
        }

        CopyBlock(turned, 0, 0, rank, rank, _weight);
        for (int i = 0; i < rank; i++)
        {
            ReadOnlySpan<double> row = turned.Slice((i * _m) + rank, free);
            MultiplyAdd(row, 1, free, between, rank, -1, _weight.Slice(i * rank, rank));
            MultiplyAdd(row, 1, free, idle, _n, -1, _cross.Slice(i * _n, _n));
        }

        return true;
    }

    /// <summary>+ TPT' to the weight of a, + TZ to its right side.</summary>
    private void AddMoving(int rank, ref double p, ref double z)
    {
        Span<double> carried = _product[..(rank * _n)];
        carried.Clear();
        MultiplyAdd(_moves, rank, _n, Dense.Span(ref p, _n * _n), _n, 1, carried);
        for (int i = 0; i < rank; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = Dense.Dot(ref carried[i * _n], ref _moves[j * _n], _n);
                double entry = 0.5 * (_weight[(i * rank) + j] + _weight[(j * rank) + i]);
                _weight[(i * rank) + j] = _weight[(j * rank) + i] = entry + sum;
            }
        }

        MultiplyAdd(_moves, rank, _n, Dense.Span(ref z, _n * _n), _n, 1, _cross);
    }

    private double Length(int column, int row)
    {
        double length = 0;
        for (int i = row; i < _m; i++)
        {
            length = double.Hypot(length, _moves[(i * _n) + column]);
        }

        return length;
    }

    /// <summary>X ← L⁻¹X, m×n.</summary>
    private void SolveLower(Span<double> x)
    {
        for (int i = 0; i < _m; i++)
        {
            Span<double> row = x.Slice(i * _n, _n);
            for (int k = 0; k < i; k++)
            {
                AddRow(-_factor[(i * _m) + k], x.Slice(k * _n, _n), row);
            }

            Dense.Scale(ref row[0], 1 / _factor[i * (_m + 1)], ref row[0], _n);
        }
    }

    /// <summary>X ← L⁻ᵀX, m×n.</summary>
    private void SolveUpper(Span<double> x)
    {
        for (int i = _m - 1; i >= 0; i--)
        {
            Span<double> row = x.Slice(i * _n, _n);
            for (int k = i + 1; k < _m; k++)
            {
                AddRow(-_factor[(k * _m) + i], x.Slice(k * _n, _n), row);
            }

            Dense.Scale(ref row[0], 1 / _factor[i * (_m + 1)], ref row[0], _n);
        }
    }

    private void CopyBlock(ReadOnlySpan<double> source, int row, int column, int rows, int columns, Span<double> destination)
    {
        for (int i = 0; i < rows; i++)
        {
            source.Slice(((row + i) * _m) + column, columns).CopyTo(destination[(i * columns)..]);
        }
    }

    /// <summary>D ← D + αXY.</summary>
    private static void MultiplyAdd(ReadOnlySpan<double> x, int rows, int inner, ReadOnlySpan<double> y, int columns, double alpha, Span<double> destination)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < inner; k++)
            {
                AddRow(alpha * x[(i * inner) + k], y.Slice(k * columns, columns), destination.Slice(i * columns, columns));
            }
        }
    }

    private static void AddRow(double alpha, ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.MultiplyAdd(x, alpha, y, y);
}
