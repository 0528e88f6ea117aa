using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;
using Precise = SpanLqr.Reference.PreciseDare;

namespace SpanLqr.Tests.Riccati;

/// <summary>Inputs so cheap that R is lost in R + B'PB, and inputs that B does not tell apart.</summary>
public class CheapControl
{
    [Theory]
    [InlineData(1e-10)]
    [InlineData(1e-14)]
    [InlineData(1e-16)]
    [InlineData(1e-18)]
    public void MoreInputsThanStates_KeepTheirDigits(double weight)
    {
        Assert.All(Enumerable.Range(0, 60), seed =>
        {
            var random = new Random(seed);
            int n = random.Next(1, 7);
            LqrProblem problem = Random(random, n, random.Next(n + 1, 9), weight);
            (LqrSolution solution, Precise.Solution exact) = Solve(problem);
            Assert.True(solution.IsOk, $"{seed}: {solution.Status}");
            Assert.True(Precise.forwardError(exact, solution.CostToGo) < 1e-14, $"{seed}");

            // The inputs' own weight may lose digits of K: R and B'PB are random, with condition numbers of up to 1e6 and more.
            Assert.True(Norms.RelativeError(solution.Gain, Reference.PreciseMatrix.toFloats(exact.Gain)) < 1e-5, $"{seed}");
        });
    }

    [Theory]
    [InlineData(1e-10)]
    [InlineData(1e-15)]
    [InlineData(1e-18)]
    public void TheSameActuatorTwice_SharesTheWork(double weight)
    {
        Assert.All(Enumerable.Range(0, 40), seed =>
        {
            var random = new Random(seed);
            int n = random.Next(2, 7);
            LqrProblem problem = Random(random, n, random.Next(2, n + 1), weight);
            for (int i = 0; i < n; i++)
            {
                problem.B[i, 0] = problem.B[i, 1];
            }

            (LqrSolution solution, Precise.Solution exact) = Solve(problem);
            Assert.True(
                solution.IsOk ? Precise.forwardError(exact, solution.CostToGo) <= 10 * (solution.ErrorEstimate + 1e-16) : solution.Status == SolveStatus.IllConditioned,
                $"{seed}: {solution.Status}, estimate {solution.ErrorEstimate}");
        });
    }

    [Fact]
    public void CrossWeightOfIdleInputs_IsTheirGain()
    {
        // Two inputs, one state; the second moves nothing, so that b = −s₂/r₂·x and q loses s₂²/r₂.
        const double r = 1e-16, s = 1e-9;
        LqrProblem problem = new()
        {
            A = Plants.Diagonal(0.5),
            B = new double[,] { { 1, 0 } },
            Q = Plants.Diagonal(1),
            R = Plants.Diagonal(r, r),
            S = new[,] { { 0, s } },
        };
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.Equal(s / r, solution.Gain[1, 0], 6);
        Assert.Equal(0.5, solution.Gain[0, 0], 13);
        Assert.Equal(1 - (s * s / r), solution.CostToGo[0, 0], 13);
    }

    [Fact]
    public void IndefiniteWeightOfIdleInputs_IsEliminated()
    {
        // B = [1, 1], R = diag(r, −4r): the inputs' common effect is that of one of weight 1/(1/r − 1/4r) = 4r/3.
        const double r = 1e-15;
        LqrProblem problem = new()
        {
            A = Plants.Diagonal(0.5),
            B = new double[,] { { 1, 1 } },
            Q = Plants.Diagonal(1),
            R = Plants.Diagonal(r, -4 * r),
            Indefinite = true,
        };
        LqrSolution solution = LqrSolver.Solve(problem), single = LqrSolver.Solve(Plants.Of(problem.A, Plants.Diagonal(1), problem.Q) with { R = Plants.Diagonal(4 * r / 3) });
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.Equal(single.CostToGo[0, 0], solution.CostToGo[0, 0], 14);

        // Both have the same marginal cost: r·u₁ = −4r·u₂.
        Assert.Equal(4.0 / 3 * single.Gain[0, 0], solution.Gain[0, 0], 12);
        Assert.Equal(-single.Gain[0, 0] / 3, solution.Gain[1, 0], 12);
    }

    [Fact]
    public void MoreOutputsThanStates_FilterAlike()
    {
        // Two sensors of a scalar with tiny noise: together one of V = 1/(1/v + 0.49/v).
        const double v = 1e-16;
        KalmanSolution solution = KalmanSolver.Solve(new KalmanProblem
        {
            A = Plants.Diagonal(0.9),
            C = new[,] { { 1 }, { 0.7 } },
            ProcessNoise = Plants.Diagonal(1),
            MeasurementNoise = Plants.Diagonal(v, v),
        });
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.Equal(1, solution.PredictedCovariance[0, 0], 14);
        Assert.Equal(1 / 1.49, solution.FilterGain[0, 0], 13);
        Assert.Equal(0.7 / 1.49, solution.FilterGain[0, 1], 13);
    }

    [Fact]
    public void CheapControlOverAHorizon_IsConvex()
    {
        LqrProblem problem = Random(new Random(5), 3, 6, 1e-18);
        FiniteHorizonSolution solution = LqrSolver.Solve(new FiniteHorizonProblem
        {
            Horizon = 4,
            A = [problem.A],
            B = [problem.B],
            Q = [problem.Q],
            R = [problem.R],
        });
        Assert.True(solution.IsOk, $"{solution.Status} at {solution.FailedStage}");
        LqrSolution stationary = LqrSolver.Solve(problem);
        Assert.True(Norms.RelativeError(solution.CostsToGo[0], problem.Q) < 1e-12);
        double gainError = Norms.RelativeError(solution.Gains[0], stationary.Gain);
        Assert.True(gainError < 1e-4, $"{gainError}");
    }

    private static LqrProblem Random(Random random, int n, int m, double weight)
    {
        double[,] Square(int order, double scale)
        {
            double[,] root = Plants.Matrix(order, order, random, 1);
            return Reference.Matrix.symmetrise(Reference.Matrix.scale(scale, Reference.Matrix.multiply(root, Reference.Matrix.transpose(root))));
        }

        return new LqrProblem
        {
            A = Plants.Matrix(n, n, random, Math.Pow(10, (2 * random.NextDouble()) - 1)),
            B = Plants.Matrix(n, m, random, 1),
            Q = Square(n, 1),
            R = Square(m, weight),
        };
    }

    private static (LqrSolution Solution, Precise.Solution Exact) Solve(LqrProblem problem)
    {
        Precise.Solution? exact = Precise.solve(Reference.Lqr.problem(problem.A, problem.B, problem.Q, problem.R))?.Value;
        Assert.NotNull(exact);
        return (LqrSolver.Solve(problem), exact);
    }
}
