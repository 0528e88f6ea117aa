using System;
using System.Linq;
using System.Text.Json;
using SpanLqr.Lqr;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Tests.Riccati.Game;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.SteinEquation;

/// <summary>X = Q + AXA' where A is not stable: what doubling must refuse and the direct solver may answer.</summary>
public class DirectLyapunovTests
{
    [Fact]
    public void UnstableMatrix_HasItsIntegerSolution()
    {
        // The example of SLICOT's SB03MD: A'XA − X = C with eigenvalues 2, 3 and 4.
        double[,] a = { { 3, 1, 1 }, { 1, 3, 0 }, { 0, 0, 3 } }, c = { { 25, 24, 15 }, { 24, 32, 8 }, { 15, 8, 40 } };
        LyapunovSolution solution = LyapunovSolver.SolveDirect(Matrix.transpose(a), Matrix.scale(-1, c));
        Assert.Equal(SolveStatus.Ok, solution.Status);
        Assert.True(Norms.RelativeError(solution.X, new double[,] { { 2, 1, 1 }, { 1, 3, 0 }, { 1, 0, 4 } }) < 1e-14);
    }

    [Fact]
    public void EveryCaseOfTheCollection_IsSolvedOrFoundSingular()
    {
        JsonElement[] cases = [.. CaseFiles.Read("research/lyapunov-cases.json").GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("equation", out _))];
        Assert.Equal(5, cases.Length);
        foreach (JsonElement json in cases)
        {
            double[,] a = json.GetProperty("A").ToMatrix();
            (LyapunovSolution solution, double[,]? expected) = json.GetProperty("equation").GetString() switch
            {
                "A'XA - X = C" => (LyapunovSolver.SolveDirect(Matrix.transpose(a), Matrix.scale(-1, Of("C"))), Expected("expected")),
                "X = A X A' + B B'" => (LyapunovSolver.SolveDirect(a, Matrix.multiply(Of("B"), Matrix.transpose(Of("B")))), Expected("expected", "computed")),
                "X = A X A' + C" => (LyapunovSolver.SolveDirect(a, Of("C")), null),

                // An eigenvalue 1 that B does not excite: the equation has many solutions, so the direct solver gives none of them.
                "X = A X A' + B" => (LyapunovSolver.SolveDirect(a, Of("B")), null),

                // Entries of 1e34 from a B of 1: every digit of C is lost in HXF, and only a sum of positive terms keeps them.
                "X = A X A' + I" => (LyapunovSolver.SolveDirect(a, Of("B")), null),
                var other => throw new InvalidOperationException($"no test for {other}"),
            };
            Assert.Equal(expected is null ? SolveStatus.Singular : SolveStatus.Ok, solution.Status);
            Assert.True(expected is null || Norms.RelativeError(solution.X, expected) < 1e-13);

            double[,] Of(string name) => json.GetProperty(name).ToMatrix();
            double[,] Expected(params string[] path) => path.Aggregate(json, (at, name) => at.GetProperty(name)).GetProperty("X").ToMatrix();
        }
    }

    [Theory]
    [InlineData(1, 2.5)]
    [InlineData(4, 1.3)]
    [InlineData(7, 0.9)]
    [InlineData(10, 4)]
    public void Solution_AgreesWithTheKroneckerSystem(int n, double radius)
    {
        double[,] a = Plants.Matrix(n, n, new Random(n), 1);
        a = Matrix.scale(radius / Matrix.spectralRadius(a), a);
        double[,] q = Matrix.symmetrise(Plants.Matrix(n, n, new Random(9), 1));
        LyapunovSolution solution = LyapunovSolver.SolveDirect(a, q);
        Assert.Equal(SolveStatus.Ok, solution.Status);
        Assert.True(Norms.RelativeError(solution.X, Reference.Lqr.lyapunov(a, q)) < 1e-10);
        Assert.Equal(solution.X, Matrix.transpose(solution.X));
    }

    [Fact]
    public void TwoHundredStates_HalfOfThemUnstable_AreSolved()
    {
        const int N = 200;
        double[,] a = Plants.Matrix(N, N, new Random(1), 1.4 / Math.Sqrt(N)), x = Matrix.symmetrise(Plants.Matrix(N, N, new Random(2), 1));
        LyapunovSolution solution = LyapunovSolver.SolveDirect(a, KroneckerStein.constantOf(a, Matrix.transpose(a), x));
        Assert.Equal(SolveStatus.Ok, solution.Status);
        Assert.True(Norms.RelativeError(solution.X, x) < 1e-8);
    }

    [Fact]
    public void NotANumber_IsAnnounced()
    {
        LyapunovSolution solution = LyapunovSolver.SolveDirect(Plants.Diagonal(double.NaN, 1), Matrix.identity(2));
        Assert.Equal(SolveStatus.NonFinite, solution.Status);
        Assert.All(ZeroSumGames.Flat(solution.X), entry => Assert.Equal(double.NaN, entry));
    }
}
