using System;
using System.Linq;
using System.Numerics.Tensors;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>A dense matrix with the operators of algebra, for assembling problems; never inside a step.</summary>
internal readonly struct Matrix(double[,] entries)
{
    // A pivot that lost all but this share of the matrix is rounding.
    private const double PivotTolerance = 8 * 2.2204460492503131e-16;

    public double[,] Entries { get; } = entries;

    public int Rows => Entries.GetLength(0);

    public int Columns => Entries.GetLength(1);

    /// <summary>X'.</summary>
    public Matrix T
    {
        get
        {
            double[,] x = Entries;
            return Create(Columns, Rows, (i, j) => x[j, i]);
        }
    }

    public double this[int row, int column] => Entries[row, column];

    public static Matrix Create(int rows, int columns, Func<int, int, double> entry) => new(DenseMatrix.Create(rows, columns, entry));

    public static Matrix Zero(int rows, int columns) => new(new double[rows, columns]);

    public static Matrix Identity(int size) => new(DenseMatrix.Identity(size));

    public static Matrix Column(double[] entries) => Create(entries.Length, 1, (i, _) => entries[i]);

    /// <summary>The blocks one below the other.</summary>
    public static Matrix Stack(params Matrix[] blocks)
    {
        int columns = blocks.Max(block => block.Columns);
        double[,] result = new double[blocks.Sum(block => block.Rows), columns];
        int next = 0;
        foreach (Matrix block in blocks)
        {
            Arrays.Flat(block.Entries).CopyTo(Arrays.Flat(result)[next..]);
            next += block.Entries.Length;
        }

        return new Matrix(result);
    }

    /// <summary>The blocks side by side.</summary>
    public static Matrix Join(params Matrix[] blocks) => Stack([.. blocks.Select(block => block.T)]).T;

    public static Matrix operator *(Matrix x, Matrix y)
    {
        double[,] result = new double[x.Rows, y.Columns];
        Span<double> right = Arrays.Flat(y.Entries), target = Arrays.Flat(result);
        for (int i = 0; i < x.Rows; i++)
        {
            Span<double> row = target.Slice(i * y.Columns, y.Columns);
            for (int k = 0; k < x.Columns; k++)
            {
                double factor = x.Entries[i, k];
                if (factor != 0)
                {
                    TensorPrimitives.FusedMultiplyAdd(right.Slice(k * y.Columns, y.Columns), factor, row, row);
                }
            }
        }

        return new Matrix(result);
    }

    public static Matrix operator *(double factor, Matrix x)
    {
        double[,] result = new double[x.Rows, x.Columns];
        TensorPrimitives.Multiply(Arrays.Flat(x.Entries), factor, Arrays.Flat(result));
        return new Matrix(result);
    }

    public static Matrix operator +(Matrix x, Matrix y)
    {
        double[,] result = new double[x.Rows, x.Columns];
        TensorPrimitives.Add<double>(Arrays.Flat(x.Entries), Arrays.Flat(y.Entries), Arrays.Flat(result));
        return new Matrix(result);
    }

    public static Matrix operator -(Matrix x, Matrix y) => x + (-1 * y);

    public Matrix Block(int row, int column, int rows, int columns)
    {
        double[,] x = Entries;
        return Create(rows, columns, (i, j) => x[row + i, column + j]);
    }

    /// <summary>(X + X')/2.</summary>
    public Matrix Symmetric() => new(DenseMatrix.HalfSum(Entries, Entries));

    /// <summary>L'XL, exactly symmetric.</summary>
    public Matrix Along(Matrix l) => (l.T * (this * l)).Symmetric();

    /// <summary>tr(XY).</summary>
    public double TraceOfProduct(Matrix y) => Arrays.TraceOfProduct(Entries, y.Entries);

    public double Trace()
    {
        double sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            sum += Entries[i, i];
        }

        return sum;
    }

    public double[] ToVector()
    {
        return Arrays.Flat(Entries).ToArray();
    }

    public bool IsFinite() => Dense.IsFinite<double>(Arrays.Flat(Entries));

    /// <summary>X⁻¹Y by elimination with row exchanges, rows and columns scaled by powers of two first.</summary>
    /// <returns>False where X is singular to working precision.</returns>
    public bool TrySolve(Matrix right, out Matrix solution)
    {
        int n = Rows, columns = right.Columns;
        solution = right;
        if (!IsFinite() || columns == 0)
        {
            return columns == 0;
        }

        double[,] x = Entries;
        double[] rows = ScalesOfRows(this), across = ScalesOfRows(Create(n, n, (i, j) => rows[j] * x[j, i]));
        Matrix scaled = Create(n, n, (i, j) => x[i, j] * rows[i] * across[j]);
        double[,] factor = scaled.Entries, result = Create(n, columns, (i, j) => rows[i] * right[i, j]).Entries;
        double floor = PivotTolerance * n * DenseMatrix.LargestEntry(factor);
        var shape = new DynamicShape(n, columns);
        int[] pivots = new int[n];
        if (!shape.LuFactorA(ref factor[0, 0], ref factor[0, 0], ref pivots[0]))
        {
            return false;
        }

        for (int i = 0; i < n; i++)
        {
            if (!(Math.Abs(factor[i, i]) > floor))
            {
                return false;
            }
        }

        shape.LuSolveAB(ref factor[0, 0], ref pivots[0], ref result[0, 0], ref result[0, 0]);
        solution = Create(n, columns, (i, j) => across[i] * result[i, j]);
        return true;
    }

    /// <summary>Powers of two that bring the largest entry of each row near one.</summary>
    private static double[] ScalesOfRows(Matrix x)
    {
        double[] scales = new double[x.Rows];
        for (int i = 0; i < scales.Length; i++)
        {
            double largest = 0;
            for (int j = 0; j < x.Columns; j++)
            {
                largest = Math.Max(largest, Math.Abs(x[i, j]));
            }

            scales[i] = largest > 0 ? Math.ScaleB(1, -Math.ILogB(largest)) : 1;
        }

        return scales;
    }
}
