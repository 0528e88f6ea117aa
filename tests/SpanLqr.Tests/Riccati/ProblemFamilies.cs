using System;
using System.Linq;
using SpanLqr.Lqr;
using M = SpanLqr.Reference.Matrix;

namespace SpanLqr.Tests.Riccati;

/// <summary>Random problems of the kinds that cost a Riccati solver its digits, 1 to 12 states; the same for the same seed.</summary>
internal static class ProblemFamilies
{
    private const int MaxStates = 12;
    private const int MaxInputs = 5;

    /// <summary>A problem of the named family.</summary>
    public static LqrProblem Make(string family, int seed)
    {
        var random = new Random(seed);
        int n = random.Next(1, MaxStates + 1), m = random.Next(1, Math.Min(n, MaxInputs) + 1);
        if (family is "cheap" or "cheap, low rank" or "nearly singular R" or "everything" || random.Next(6) == 0)
        {
            m = random.Next(1, n + 4);
        }

        int rank = family is "low rank" or "cheap, low rank" ? random.Next(1, n + 1) : n;
        LqrProblem problem = new()
        {
            A = Plants.Matrix(n, n, random, Uniform(random, 0.2, 1.6) / Math.Sqrt(n)),
            B = Plants.Matrix(n, m, random, 1),
            Q = Gram(Plants.Matrix(rank, n, random, 1)),
            R = M.add(Gram(Plants.Matrix(m, m, random, 1)), M.scale(0.3, M.identity(m))),
        };
        return family switch
        {
            "well conditioned" or "low rank" => problem,
            "unstable" => problem with { A = M.scale(Uniform(random, 2, 20), problem.A) },
            "stable" => problem with { A = M.scale(0.3, problem.A) },
            "bad units" => InBadUnits(problem, random),
            "near the circle" => NearCircle(problem, random),
            "cheap" or "cheap, low rank" => problem with { R = M.scale(Power(random, -18, -3), problem.R) },
            "expensive" => problem with { R = M.scale(Power(random, 2, 12), problem.R) },
            "nearly singular R" => problem with { R = NearlySingular(m, 1, random) },
            "cross weight" => WithCross(problem, random),
            "weak inputs" => WeakInputs(problem with { A = M.scale(Uniform(random, 1, 4), problem.A) }, random),
            "integers" => Integers(n, m, random),
            "far from normal" => FarFromNormal(problem, random),
            "everything" => Everything(problem, random),
            _ => throw new ArgumentOutOfRangeException(nameof(family), family, "No such family."),
        };
    }

    private static double Uniform(Random random, double from, double to) => from + ((to - from) * random.NextDouble());

    private static double Power(Random random, double from, double to) => Math.Pow(10, Uniform(random, from, to));

    private static double[,] Gram(double[,] root) => M.symmetrise(M.multiply(M.transpose(root), root));

    private static double[,] Map(double[,] matrix, Func<int, int, double, double> change)
    {
        double[,] result = (double[,])matrix.Clone();
        for (int i = 0; i < result.GetLength(0); i++)
        {
            for (int j = 0; j < result.GetLength(1); j++)
            {
                result[i, j] = change(i, j, result[i, j]);
            }
        }

        return result;
    }

    /// <summary>An orthogonal matrix, by Gram and Schmidt twice.</summary>
    private static double[,] Rotation(int order, Random random)
    {
        double[,] q = Plants.Matrix(order, order, random, 1);
        for (int j = 0; j < order; j++)
        {
            for (int repeat = 0; repeat < 2; repeat++)
            {
                for (int k = 0; k < j; k++)
                {
                    double along = Enumerable.Range(0, order).Sum(i => q[i, j] * q[i, k]);
                    Change(j, i => q[i, j] - (along * q[i, k]));
                }
            }

            double length = Math.Sqrt(Enumerable.Range(0, order).Sum(i => q[i, j] * q[i, j]));
            Change(j, i => q[i, j] / length);
        }

        return q;

        void Change(int column, Func<int, double> entry)
        {
            for (int i = 0; i < order; i++)
            {
                q[i, column] = entry(i);
            }
        }
    }

    private static double[,] WithEigenvalues(int order, Random random, Func<int, double> eigenvalue)
    {
        double[,] q = Rotation(order, random);
        return M.symmetrise(M.multiply(M.multiply(q, M.diagonal([.. Enumerable.Range(0, order).Select(eigenvalue)])), M.transpose(q)));
    }

    private static double[,] NearlySingular(int m, int small, Random random)
    {
        double least = Power(random, -15.5, -4);
        return WithEigenvalues(m, random, i => i < small ? least : Power(random, -1, 1));
    }

    private static LqrProblem InBadUnits(LqrProblem problem, Random random)
    {
        double[] x = [.. Enumerable.Range(0, problem.StateDim).Select(_ => Power(random, -6, 6))];
        double[] u = [.. Enumerable.Range(0, problem.InputDim).Select(_ => Power(random, -6, 6))];
        return problem with
        {
            A = Map(problem.A, (i, j, a) => a * x[i] / x[j]),
            B = Map(problem.B, (i, j, b) => b * x[i] / u[j]),
            Q = M.symmetrise(Map(problem.Q, (i, j, q) => q / (x[i] * x[j]))),
            R = M.symmetrise(Map(problem.R, (i, j, r) => r * u[i] * u[j])),
        };
    }

    private static LqrProblem NearCircle(LqrProblem problem, Random random)
    {
        int n = problem.StateDim;
        double Sign() => (2 * random.Next(2)) - 1;
        double[,] a = WithEigenvalues(n, random, i => i < 1 + (n / 3) ? Sign() * (1 + (Sign() * Power(random, -9, -2))) : Uniform(random, -0.9, 0.9));
        return problem with { A = a, Q = M.scale(Power(random, -14, -2), problem.Q) };
    }

    private static LqrProblem WithCross(LqrProblem problem, Random random)
    {
        int n = problem.StateDim, m = problem.InputDim;
        double[,] joint = WithEigenvalues(n + m, random, i => i == 0 ? Power(random, -10, 0) : Power(random, -2, 2));
        return problem with { Q = M.block(0, 0, n, n, joint), S = M.block(0, n, n, m, joint), R = M.block(n, n, m, m, joint) };
    }

    private static LqrProblem WeakInputs(LqrProblem problem, Random random)
    {
        double[] size = [.. Enumerable.Range(0, problem.InputDim).Select(_ => Power(random, -7, 0))];
        double first = Power(random, -6, 0);
        return problem with { B = Map(problem.B, (i, j, b) => b * size[j] * (i == 0 ? first : 1)) };
    }

    private static LqrProblem Integers(int n, int m, Random random) => new()
    {
        A = Map(new double[n, n], (_, _, _) => random.Next(-3, 4)),
        B = Map(new double[n, m], (_, _, _) => random.Next(-3, 4)),
        Q = M.identity(n),
        R = M.identity(m),
    };

    private static LqrProblem FarFromNormal(LqrProblem problem, Random random) =>
        problem with { A = Map(problem.A, (i, j, a) => i > j ? 0 : i == j ? a : a * Power(random, 0, 2)) };

    /// <summary>Each trouble with a chance of its own: above all inputs that are nearly the same one, in bad units, with an R that tells them apart.</summary>
    private static LqrProblem Everything(LqrProblem problem, Random random)
    {
        int n = problem.StateDim, m = problem.InputDim;
        LqrProblem made = random.Next(2) == 0 ? problem with { A = M.scale(Uniform(random, 0.3, 6), problem.A) } : problem;
        made = random.Next(2) == 0 ? made with { Q = Gram(Plants.Matrix(random.Next(1, n + 1), n, random, 1)) } : made;
        made = random.Next(3) == 0 ? made with { R = NearlySingular(m, random.Next(1, m + 1), random) } : made;
        made = random.Next(3) == 0 ? made with { R = M.scale(Power(random, -16, 10), made.R) } : made;
        if (random.Next(3) == 0)
        {
            double[] size = [.. Enumerable.Range(0, m).Select(_ => Power(random, -7, 3))];
            made = made with { B = Map(made.B, (_, j, b) => b * size[j]) };
        }

        made = random.Next(3) == 0 ? made with { A = Map(made.A, (i, j, a) => i > j ? 1e-3 * a : a) } : made;
        if (random.Next(3) == 0 && m > 1)
        {
            double apart = random.Next(2) == 0 ? 0 : 1e-9;
            double[,] b = made.B;
            made = made with { B = Map(b, (i, j, entry) => j > 0 ? entry : b[i, 1] * (1 + (apart * Uniform(random, -2, 2)))) };
        }

        made = random.Next(3) == 0 ? InBadUnits(made, random) : made;
        return random.Next(4) == 0 ? made with { Q = M.scale(Power(random, -10, 10), made.Q) } : made;
    }
}
