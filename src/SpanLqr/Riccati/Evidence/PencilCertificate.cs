using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The proof that the optimality conditions of a problem have an eigenvalue λ on the unit circle: (x, p, u) ≠ 0 with Ax + Bu = λx,
/// Qx + λA'p + Su = p and S'x + λB'p + Ru = 0, to the rounding of each line.
/// </summary>
internal static class PencilCertificate
{
    private const double UnitRoundoff = 2.2204460492503131e-16;

    // Roundings of the vector, in units of those of a sum of 2n + m terms.
    private const double Slack = 32;

    // The closed loop of the limit gives the eigenvalue to about the root of rounding.
    private const double CircleDistance = 1e-6;

    // On the circle eigenvalues are double, so that each step halves the distance only.
    private const int RefinementSteps = 12;

    public static long WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, order = (2 * n) + shape.InputDim;
        return (2 * n) + Math.Max((2 * n * n) + (2 * n), (2 * order * order) + (2 * order));
    }

    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="closedLoop">A − BK of the limit; overwritten.</param>
    /// <param name="eigenvalue">Receives λ, of modulus one.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    public static bool TryFind<TShape>(TShape shape, in Stage stage, ref double closedLoop, out Complex eigenvalue, Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, order = (2 * n) + shape.InputDim;
        Span<double> candidates = Dense.Span(ref memory.Take(2 * n), 2 * n);
        int count = Candidates(n, ref closedLoop, candidates, memory);
        Span<Complex> matrix = MemoryMarshal.Cast<double, Complex>(Dense.Span(ref memory.Take(2 * order * order), 2 * order * order));
        Span<Complex> vector = MemoryMarshal.Cast<double, Complex>(Dense.Span(ref memory.Take(2 * order), 2 * order));
        for (int k = 0; k < count; k++)
        {
            eigenvalue = new Complex(candidates[2 * k], candidates[(2 * k) + 1]);
            eigenvalue /= Complex.Abs(eigenvalue);
            for (int step = 0; step < RefinementSteps; step++)
            {
                Form(shape, stage, eigenvalue, matrix);
                NullVector.Find(order, order, matrix, vector);
                if (IsProof(shape, stage, eigenvalue, vector, out Complex better))
                {
                    return true;
                }

                for (double share = UnitRoundoff; share < NullVector.LargestRounding; share *= 32)
                {
                    NullVector.Clean(vector, share);
                    if (IsProof(shape, stage, eigenvalue, vector, out _))
                    {
                        return true;
                    }
                }

                eigenvalue = better / Complex.Abs(better);
            }
        }

        eigenvalue = new Complex(double.NaN, double.NaN);
        return false;
    }

    private static int Candidates(int n, ref double closedLoop, Span<double> candidates, Workspace memory)
    {
        Span<double> vectors = Dense.Span(ref memory.Take(n * n), n * n), scratch = Dense.Span(ref memory.Take(2 * n), 2 * n);
        Span<double> loop = Dense.Span(ref closedLoop, n * n);
        if (!RealSchur.TryReduce(n, loop, vectors, scratch))
        {
            return 0;
        }

        int count = UnreachedModes.Collect(n, loop, scratch), kept = 0;
        for (int k = 0; k < count; k++)
        {
            double re = scratch[2 * k], im = scratch[(2 * k) + 1];
            if (Math.Abs(double.Hypot(re, im) - 1) <= CircleDistance)
            {
                (candidates[2 * kept], candidates[(2 * kept) + 1]) = (re, im);
                kept++;
            }
        }

        return kept;
    }

    private static void Form<TShape>(TShape shape, in Stage stage, Complex eigenvalue, Span<Complex> matrix)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, order = (2 * n) + m;
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                (double fixedPart, double moving) = Entry(n, m, stage, i, j);
                matrix[(i * order) + j] = fixedPart + (eigenvalue * moving);
            }
        }
    }

    /// <summary>The entry of [[A, 0, B], [Q, −I, S], [S', 0, R]] and of [[−I, 0, 0], [0, A', 0], [0, B', 0]].</summary>
    private static (double Fixed, double Moving) Entry(int n, int m, in Stage stage, int i, int j)
    {
        bool first = i < n, second = i < 2 * n;
        int row = first ? i : second ? i - n : i - (2 * n);
        if (j < n)
        {
            return first ? (At(ref stage.A, row, j, n), i == j ? -1 : 0)
                : second ? (At(ref stage.Q, row, j, n), 0)
                : (stage.HasCross ? At(ref stage.S, j, row, m) : 0, 0);
        }

        if (j < 2 * n)
        {
            return first ? (0, 0)
                : second ? (i == j ? -1 : 0, At(ref stage.A, j - n, row, n))
                : (0, At(ref stage.B, j - n, row, m));
        }

        int input = j - (2 * n);
        return first ? (At(ref stage.B, row, input, m), 0)
            : second ? (stage.HasCross ? At(ref stage.S, row, input, m) : 0, 0)
            : (At(ref stage.R, row, input, m), 0);
    }

    /// <summary>Whether every line is rounding; if not, the λ for which their squares are least.</summary>
    private static bool IsProof<TShape>(TShape shape, in Stage stage, Complex eigenvalue, ReadOnlySpan<Complex> z, out Complex better)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, order = (2 * n) + m;
        double tolerance = Slack * order * UnitRoundoff, squares = 0;
        bool proven = true;
        Complex along = Complex.Zero;
        for (int i = 0; i < order; i++)
        {
            Complex still = Complex.Zero, moving = Complex.Zero;
            double size = 0;
            for (int j = 0; j < order; j++)
            {
                (double fixedPart, double movingPart) = Entry(n, m, stage, i, j);
                still += fixedPart * z[j];
                moving += movingPart * z[j];
                size += (Math.Abs(fixedPart) + Math.Abs(movingPart)) * Complex.Abs(z[j]);
            }

            proven &= Complex.Abs(still + (eigenvalue * moving)) <= tolerance * size;
            along -= Complex.Conjugate(moving) * still;
            squares += (moving * Complex.Conjugate(moving)).Real;
        }

        better = squares > 0 && along != Complex.Zero ? along / squares : eigenvalue;
        return proven;
    }

    private static double At(ref double matrix, int row, int column, int columns) => Unsafe.Add(ref matrix, (row * columns) + column);
}
