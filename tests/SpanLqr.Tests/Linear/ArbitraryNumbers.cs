using System;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Shapes;
using SpanLqr.Teams;
using Xunit;

namespace SpanLqr.Tests.Linear;

/// <summary>
/// Whatever numbers the arrays hold, every front ends, answers Ok only with numbers, and throws nothing but an ArgumentException for what is
/// no weight and no covariance. Seeds are fixed.
/// </summary>
public class ArbitraryNumbers
{
    private const int Trials = 2000;

    private static readonly (int N, int M)[] Sizes = [(1, 1), (2, 1), (3, 2), (2, 3), (5, 2)];

    [Fact]
    public void Regulators() => Repeat(random =>
    {
        LqrProblem problem = Plant(random);
        LqrSolution solution = LqrSolver.Solve(problem);
        AssertNumbers(
            solution.IsOk, solution.CostToGo, solution.Gain, N(solution.Cost, solution.Residual, solution.SpectralRadius, solution.ErrorEstimate));
        int n = problem.StateDim, m = problem.InputDim;
        PolicyValue value = LqrPolicy.Evaluate(problem, Matrix(random, m, n), random.Next(2));
        AssertNumbers(value.IsOk, value.CostToGo, value.StateCovariance, value.GradientFactor, value.Gradient, value.ActionValue, N(value.Cost, value.SpectralRadius));
        if (LqrPolicy.NewtonImprove(problem, Matrix(random, m, n)) is { } improved)
        {
            AssertNumbers(true, improved);
        }

        AffineSolution affine = AffineSolver.Solve(new AffineProblem
        {
            Regulator = problem,
            Drift = Vector(random, n),
            StateReference = Vector(random, n),
            InputReference = random.Next(2) == 0 ? null : Vector(random, m),
        });
        AssertNumbers(affine.IsOk, affine.Gain, affine.CostToGo, affine.Offset, affine.LinearCost, N(affine.Cost));
    });

    [Fact]
    public void Horizons() => Repeat(random =>
    {
        LqrProblem plant = Plant(random);
        FiniteHorizonProblem problem = new()
        {
            Horizon = 3,
            A = [plant.A],
            B = [plant.B],
            Q = [plant.Q],
            R = [plant.R],
            S = plant.S is null ? null : [plant.S],
            Qf = random.Next(2) == 0 ? null : Weight(random, plant.StateDim),
            W = plant.W,
            Indefinite = plant.Indefinite,
        };
        FiniteHorizonSolution solution = LqrSolver.Solve(problem);
        AssertNumbers(solution.IsOk, [.. solution.Gains, .. solution.CostsToGo, new[,] { { solution.Cost } }]);
        SquareRootSolution factored = LqrSolver.SolveSquareRoot(problem);
        AssertNumbers(factored.IsOk, [.. factored.Gains, .. factored.Factors]);
    });

    [Fact]
    public void Games() => Repeat(random =>
    {
        (int n, int m) = Sizes[random.Next(Sizes.Length)];
        ZeroSumProblem problem = new()
        {
            A = Matrix(random, n, n),
            B = Matrix(random, n, m),
            D = Matrix(random, n, 2),
            Q = Weight(random, n),
            R = Weight(random, m),
            Gamma = Math.Exp(random.Next(-2, 8)),
        };
        ZeroSumSolution stationary = ZeroSumSolver.Solve(problem);
        AssertNumbers(
            stationary.IsOk, stationary.Gain, stationary.AdversaryGain, stationary.CostToGo, N(stationary.Margin, stationary.Residual, stationary.SpectralRadius));
        ZeroSumHorizonSolution finite = ZeroSumSolver.Solve(problem, 3, random.Next(2) == 0 ? null : Weight(random, n));
        AssertNumbers(finite.IsOk, [.. finite.Gains, .. finite.AdversaryGains, .. finite.CostsToGo, Row([.. finite.Margins])]);
    });

    [Fact]
    public void FiltersAndLyapunov() => Repeat(random =>
    {
        (int n, int m) = Sizes[random.Next(Sizes.Length)];
        KalmanSolution filter = KalmanSolver.Solve(new KalmanProblem
        {
            A = Matrix(random, n, n),
            C = Matrix(random, m, n),
            ProcessNoise = Weight(random, n),
            MeasurementNoise = Weight(random, m),
            CrossNoise = random.Next(2) == 0 ? null : Matrix(random, n, m),
        });
        AssertNumbers(
            filter.IsOk, filter.PredictedCovariance, filter.FilteredCovariance, filter.PredictorGain, filter.FilterGain, N(filter.Residual, filter.SpectralRadius));
        double[,] a = Matrix(random, n, n), c = random.Next(2) == 0 ? Weight(random, n) : Matrix(random, n, n);
        LyapunovSolution doubled = LyapunovSolver.Solve(a, c), direct = LyapunovSolver.SolveDirect(a, c);
        AssertNumbers(doubled.IsOk, doubled.X, N(doubled.Residual));
        AssertNumbers(direct.IsOk, direct.X, N(direct.Residual));
        SteinSolution stein = SteinSolver.Solve(a, Matrix(random, m, m), Matrix(random, n, m));
        AssertNumbers(stein.Result.Status == SolveStatus.Ok, stein.X, N(stein.Result.Residual));
    });

    [Fact]
    public void Spectra() => Repeat(random =>
    {
        int n = random.Next(1, 6);
        var shape = new DynamicShape(n, 1);
        double[] a = [.. Matrix(random, n, n).Cast<double>()], eigenvalues = new double[n];
        double radius = SpectralRadius.Compute(shape, a, new double[SpectralRadius.WorkspaceLength(shape)]);
        if (a.All(double.IsFinite))
        {
            // ρ is at most the largest sum of a row, and beyond the largest number only where that is.
            double bound = Enumerable.Range(0, n).Max(i => Enumerable.Range(0, n).Sum(j => Math.Abs(a[(i * n) + j])));
            Assert.True(radius <= bound * (1 + 1e-9) && (double.IsFinite(radius) || !double.IsFinite(bound)), $"{radius} of {bound}: {string.Join(' ', a)}");
        }
        else
        {
            Assert.Equal(double.NaN, radius);
        }

        double[] s = [.. Weight(random, n).Cast<double>()];
        SolveStatus status = SymmetricEigenvalues.Compute(n, s, eigenvalues, new double[SymmetricEigenvalues.WorkspaceLength(n)]);
        AssertNumbers(status == SolveStatus.Ok, eigenvalues);
    });

    [Fact]
    public void TeamsAndFields() => Repeat(random =>
    {
        (int n, int m) = Sizes[random.Next(3)];
        TeamSolution team = TeamSolver.Solve(new TeamProblem
        {
            Populations = [new Population { Name = "a", Size = random.Next(1, 4), A = Matrix(random, n, n), B = Matrix(random, n, m), Q = Weight(random, n), R = Weight(random, m), W = Weight(random, n) }],
        });
        AssertNumbers(team.IsOk, team.MeanField.Gain, team.MeanField.CostToGo, N(team.Cost));
        GameSolution game = GameSolver.Solve(new GameProblem
        {
            Populations =
            [
                new GamePopulation
                {
                    Name = "a",
                    A = Matrix(random, n, n),
                    B = Matrix(random, n, m),
                    Q = Weight(random, n),
                    R = Weight(random, m),
                    W = Weight(random, n),
                    Own = Weight(random, n),
                    Mean0 = Vector(random, n),
                },
            ],
        });
        if (game.Status == EquilibriumStatus.Ok)
        {
            AssertNumbers(true, game.MeanField!.F, game.MeanField.C, game.Stationary!, N([.. game.InitialMeanField!, game.Populations[0].Cost, game.SpectralRadius]));
        }

        RobustSolution robust = RobustSolver.Solve(
            new RobustProblem
            {
                Horizon = random.Next(2) == 0 ? null : 3,
                A = [Matrix(random, n, n)],
                B = [Matrix(random, n, m)],
                R = [Weight(random, m)],
                Q = [Weight(random, n)],
                Qbar = [Weight(random, n)],
                Sigma = Weight(random, n),
                SigmaBar = Weight(random, n),
                Agents = 3,
            },
            Math.Exp(random.Next(0, 8)));
        if (robust.IsOk)
        {
            AssertNumbers(
                true,
                [.. robust.Deviations!.Gains, .. robust.MeanField!.Gains, .. robust.MeanField.CostsToGo, Row([robust.Value, robust.ViabilityMargin, .. robust.Margins, robust.Finite!.Value, robust.Finite.ViabilityMargin])]);
        }
    });

    private static LqrProblem Plant(Random random)
    {
        (int n, int m) = Sizes[random.Next(Sizes.Length)];
        return new LqrProblem
        {
            A = Matrix(random, n, n),
            B = Matrix(random, n, m),
            Q = Weight(random, n),
            R = Weight(random, m),
            S = random.Next(2) == 0 ? null : Matrix(random, n, m),
            W = random.Next(2) == 0 ? null : Weight(random, n),
            Indefinite = random.Next(2) == 0,
        };
    }

    /// <summary>Runs the trials; an ArgumentException is an answer too.</summary>
    private static void Repeat(Action<Random> trial)
    {
        int answered = 0;
        for (int seed = 0; seed < Trials; seed++)
        {
            try
            {
                trial(new Random(seed));
                answered++;
            }
            catch (ArgumentException error) when (error.Message.Contains("symmetric", StringComparison.Ordinal) || error.Message.Contains("semidefinite", StringComparison.Ordinal))
            {
                // What is neither a weight nor a covariance is refused by name.
            }
        }

        Assert.True(answered > Trials / 10, $"Only {answered} of {Trials} problems were answered.");
    }

    private static void AssertNumbers(bool isOk, params Array[] outputs)
    {
        if (isOk)
        {
            Assert.All(outputs, output => Assert.All(output.Cast<double>(), x => Assert.True(double.IsFinite(x), $"Ok with {x}.")));
        }
    }

    private static double[] N(params double[] entries) => entries;

    private static double[,] Row(double[] entries)
    {
        double[,] row = new double[1, entries.Length];
        Buffer.BlockCopy(entries, 0, row, 0, 8 * entries.Length);
        return row;
    }

    /// <summary>A number: mostly an ordinary one, often of any scale, sometimes of any bits.</summary>
    private static Func<double> Numbers(Random random)
    {
        int kind = random.Next(8);
        double scale = Math.ScaleB(1, random.Next(-1074, 1024));
        return kind switch
        {
            0 => () => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            1 => () => scale * ((2 * random.NextDouble()) - 1),
            2 => () => Math.ScaleB((2 * random.NextDouble()) - 1, random.Next(-1074, 1024)),
            3 => () => random.Next(4) == 0 ? 0 : Math.ScaleB((2 * random.NextDouble()) - 1, random.Next(-40, 40)),
            4 => () => random.Next(-2, 3),
            _ => () => (2 * random.NextDouble()) - 1,
        };
    }

    private static double[,] Matrix(Random random, int rows, int columns)
    {
        Func<double> next = Numbers(random);
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = next();
            }
        }

        return matrix;
    }

    private static double[] Vector(Random random, int length) => [.. Matrix(random, 1, length).Cast<double>()];

    /// <summary>Symmetric; of two kinds semidefinite.</summary>
    private static double[,] Weight(Random random, int order)
    {
        double[,] matrix = Matrix(random, order, order);
        int kind = random.Next(4);
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                matrix[i, j] = kind switch
                {
                    0 => i == j ? Math.Abs(matrix[i, j]) : 0,
                    1 => i <= j ? matrix[i, j] : matrix[j, i],
                    _ => i == j ? 1 + Math.Abs(matrix[i, j]) : 0,
                };
            }
        }

        return matrix;
    }
}
