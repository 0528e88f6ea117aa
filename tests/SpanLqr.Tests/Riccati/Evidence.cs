using System;
using System.Linq;
using System.Numerics;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using Xunit;
using Precise = SpanLqr.Reference.PreciseDare;

namespace SpanLqr.Tests.Riccati;

/// <summary>A status that names a hypothesis proves it; where digits are missing it says how many.</summary>
public class Evidence
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(-1.5, 0)]
    [InlineData(1, 0)]
    [InlineData(1.1, 0.4)]
    [InlineData(0.6, 0.8)]
    public void UnreachedMode_IsNamedInAnyCoordinates(double re, double im)
    {
        // A mode or a pair that the input cannot reach beside three states that it can, mixed by a random change of coordinates.
        Assert.All(Enumerable.Range(0, 20), seed =>
        {
            var random = new Random(seed);
            double[,] a = Plants.Matrix(5, 5, random, 0.6), b = Plants.Matrix(5, 2, random, 1);
            for (int j = 0; j < 5; j++)
            {
                (a[3, j], a[4, j]) = (0, 0);
            }

            (a[3, 3], a[3, 4], a[4, 3], a[4, 4]) = im == 0 ? (re, 0, 0, 0.3) : (re, -im, im, re);
            (b[3, 0], b[3, 1], b[4, 0], b[4, 1]) = (0, 0, im == 0 ? 1 : 0, 0);
            LqrProblem problem = Plants.InCoordinates(Plants.Of(a, b, Reference.Matrix.identity(5)), Plants.Matrix(5, 5, random, 1));
            LqrSolution solution = LqrSolver.Solve(problem);

            // Rounding of the change of coordinates may hide the zero from a double where the change is ill-conditioned.
            Assert.True(solution.Status is SolveStatus.NotStabilisable or SolveStatus.IllConditioned, $"{seed}: {solution.Status}");
            if (solution.Status == SolveStatus.NotStabilisable)
            {
                Complex found = solution.Evidence.Eigenvalue;
                Assert.True(Complex.Abs(new Complex(found.Real, Math.Abs(found.Imaginary)) - new Complex(re, im)) < 1e-6, $"{seed}: {found}");
            }
        });
    }

    [Fact]
    public void UnreachedModeOfRotatedStates_IsProven()
    {
        int proven = Enumerable.Range(0, 50).Count(seed =>
        {
            var random = new Random(seed);
            double angle = random.NextDouble() * 6, c = Math.Cos(angle), s = Math.Sin(angle);
            double[,] turn = { { c, -s }, { s, c } };
            LqrProblem problem = Plants.InCoordinates(Plants.Of(Plants.Diagonal(1.5, 0.5), new double[,] { { 0 }, { 1 } }, Reference.Matrix.identity(2)), turn);
            LqrSolution solution = LqrSolver.Solve(problem);
            return solution.Status == SolveStatus.NotStabilisable && Complex.Abs(solution.Evidence.Eigenvalue - 1.5) < 1e-12;
        });
        Assert.Equal(50, proven);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(0.6, 0.8)]
    public void UnseenMode_IsNamed(double re, double im)
    {
        double[,] a = im == 0 ? Plants.Diagonal(re, 0.5, 0.4) : new[,] { { re, -im, 0 }, { im, re, 0 }, { 0, 0, 0.4 } };
        double[,] b = { { 1 }, { 0.5 }, { 1 } };
        LqrProblem problem = Plants.Of(a, b, Plants.Diagonal(0, 0, 1));
        LqrSolution solution = LqrSolver.Solve(problem), indefinite = LqrSolver.Solve(problem with { Indefinite = true });
        Assert.Equal((SolveStatus.NotDetectable, SolveStatus.UnitCircleEigenvalue), (solution.Status, indefinite.Status));
        foreach (Complex found in new[] { solution.Evidence.Eigenvalue, indefinite.Evidence.Eigenvalue })
        {
            Assert.True(Complex.Abs(new Complex(found.Real, Math.Abs(found.Imaginary)) - new Complex(re, im)) < 1e-6, $"{found}");
        }
    }

    [Fact]
    public void UnseenModeThroughTheCrossWeight_IsNamed()
    {
        // A − BR⁻¹S' = 1 and Q − SR⁻¹S' = 0.
        LqrProblem problem = Plants.Of(Plants.Diagonal(1.5), Plants.Diagonal(1), Plants.Diagonal(0.25)) with { S = Plants.Diagonal(0.5) };
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.Equal((SolveStatus.NotDetectable, new Complex(1, 0)), (solution.Status, solution.Evidence.Eigenvalue));
    }

    [Fact]
    public void Filter_CarriesTheModeAlong()
    {
        KalmanSolution solution = KalmanSolver.Solve(new KalmanProblem
        {
            A = Plants.Diagonal(1.2, 0.5),
            C = new double[,] { { 0, 1 } },
            ProcessNoise = Reference.Matrix.identity(2),
            MeasurementNoise = Plants.Diagonal(1),
        });
        Assert.Equal((SolveStatus.NotDetectable, new Complex(1.2, 0)), (solution.Status, solution.Evidence.Eigenvalue));
    }

    [Theory]
    [InlineData(1e16, 1, 1, 1)]
    [InlineData(1.8333323787010375e+90, 6.223015277861142e-61, 3.054936363499605e-151, 1)]
    [InlineData(18014398509481984, 1, 1, 1)]
    [InlineData(18014398509481984, 0.0009765625, 1024, 1)]
    public void GainWithoutEnoughDigits_IsNoHypothesis(double a, double b, double q, double r)
    {
        // P = a²r/b² and nearly a deadbeat gain, but its rounding is unstable.
        LqrProblem problem = Plants.Of(Plants.Diagonal(a), Plants.Diagonal(b), Plants.Diagonal(q)) with { R = Plants.Diagonal(r) };
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.Equal(SolveStatus.IllConditioned, solution.Status);
        Assert.False(solution.Evidence.HasEigenvalue);
        Assert.InRange(solution.Evidence.LostDigits, 15.5, 100);
        if (a < 1e20)
        {
            Assert.True(Math.Abs((solution.CostToGo[0, 0] / (a * a * r / (b * b))) - 1) < 1e-10);
            Assert.True(solution.Evidence.Residual < 1e-14);
        }
    }

    [Fact]
    public void TenStatesInPowersOfTwo_AreNotCalledUnstabilisable()
    {
        // One weakly driven unstable mode beside a state in units of 2⁴⁴; every mode is reached.
        double[,] a = Reference.Matrix.scale(0.5, Reference.Matrix.identity(10)), b = new double[10, 4];
        for (int i = 0; i < 9; i++)
        {
            a[i, i + 1] = i == 0 ? Math.ScaleB(1, 44) : 0.25;
            b[i, i % 4] = i == 0 ? Math.ScaleB(1, 44) : 1;
        }

        a[9, 9] = 2;
        b[9, 3] = Math.ScaleB(1, -30);
        double[,] q = Reference.Matrix.identity(10);
        q[0, 0] = Math.ScaleB(1, -88);
        LqrSolution solution = LqrSolver.Solve(Plants.Of(a, b, q));
        Assert.True(solution.Status is SolveStatus.Ok or SolveStatus.IllConditioned, $"{solution.Status}");
    }

    [Fact]
    public void IntegerProblemsOfLargeCost_AreSolvedOrSayHowManyDigitsTheyTake()
    {
        int refused = 0;
        Assert.All(Enumerable.Range(0, 12), seed =>
        {
            var random = new Random(seed);
            int n = random.Next(8, 11);
            double[,] a = new double[n, n], b = new double[n, 1];
            for (int i = 0; i < n; i++)
            {
                b[i, 0] = random.Next(-2, 3);
                for (int j = 0; j < n; j++)
                {
                    a[i, j] = random.Next(-2, 3);
                }
            }

            LqrProblem problem = Plants.Of(a, b, Reference.Matrix.identity(n));
            Precise.Solution? exact = Precise.solve(Reference.Lqr.problem(a, b, problem.Q, problem.R))?.Value;
            Assert.True(exact is { IsStabilising: true }, $"{seed}");
            LqrSolution solution = LqrSolver.Solve(problem);
            if (solution.IsOk)
            {
                Assert.True(Precise.forwardError(exact!, solution.CostToGo) <= 10 * solution.ErrorEstimate, $"{seed}");
                return;
            }

            refused++;
            Assert.Equal(SolveStatus.IllConditioned, solution.Status);
            Assert.InRange(solution.Evidence.LostDigits, 5, 40);
        });
        Assert.InRange(refused, 1, 11);
    }
}
