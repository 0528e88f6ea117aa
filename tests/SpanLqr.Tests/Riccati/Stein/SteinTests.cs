using System;
using SpanLqr.Lqr;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Tests.Riccati.Game;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.SteinEquation;

/// <summary>X = C + HXF against the Kronecker system, against solutions chosen first, and where it has none.</summary>
public class SteinTests
{
    [Theory]
    [InlineData(1, 1, 0.9, 0.9, false)]
    [InlineData(3, 5, 0.9, 0.9, false)]
    [InlineData(6, 2, 0.99, 0.5, false)]
    [InlineData(4, 4, 1e6, 1e-7, false)]
    [InlineData(4, 3, 1e-150, 1e149, false)]
    [InlineData(3, 5, 3, 2, true)]
    [InlineData(5, 3, 1.5, 0.9, true)]
    [InlineData(8, 8, 2, 1.1, true)]
    public void Solve_AgreesWithTheKroneckerSystem(int p, int q, double radiusH, double radiusF, bool direct)
    {
        double[,] h = WithRadius(p, radiusH, seed: p), f = WithRadius(q, radiusF, seed: 10 + q);
        double[,] c = Plants.Matrix(p, q, new Random(3), 1);
        SteinSolution solution = SteinSolver.Solve(h, f, c);
        Assert.Equal((SolveStatus.Ok, direct), (solution.Result.Status, solution.Result.IsDirect));
        Assert.True(Norms.RelativeError(solution.X, KroneckerStein.solve(h, f, c)) < 1e-11);
        Assert.True(solution.Result.Residual < 1e-12);
    }

    [Theory]
    [InlineData(200, 200, 1.5)]
    [InlineData(200, 7, 3)]
    [InlineData(3, 150, 0.97)]
    public void LargeEquation_ReturnsTheSolutionItWasMadeFrom(int p, int q, double radius)
    {
        double[,] h = WithRadius(p, radius, seed: p), f = WithRadius(q, radius, seed: 10 + q), x = Plants.Matrix(p, q, new Random(4), 1);
        SteinSolution solution = SteinSolver.Solve(h, f, KroneckerStein.constantOf(h, f, x));
        Assert.Equal(SolveStatus.Ok, solution.Result.Status);
        Assert.True(Norms.RelativeError(solution.X, x) < 1e-9);
    }

    [Fact]
    public void BadScaling_CostsOnlyTheDigitsThatRefinementCannotGiveBack()
    {
        // Entries of H from 1e-6 to 1e6 off the diagonal: the plain Schur method leaves five digits of X.
        const int N = 20;
        double[,] h = Plants.Matrix(N, N, new Random(1), 1.5 / Math.Sqrt(N)), f = Plants.Matrix(N, N, new Random(2), 1.5 / Math.Sqrt(N));
        for (int i = 0; i < N * N; i++)
        {
            h[i / N, i % N] *= Math.Pow(10, 6.0 * ((i / N) - (i % N)) / N);
        }

        double[,] x = Plants.Matrix(N, N, new Random(3), 1);
        SteinSolution solution = SteinSolver.Solve(h, f, KroneckerStein.constantOf(h, f, x));
        Assert.Equal((SolveStatus.Ok, true), (solution.Result.Status, solution.Result.IsDirect));
        Assert.True(Norms.RelativeError(solution.X, x) < 1e-8);
    }

    [Fact]
    public void DoublingAndDirectSolver_AgreeOnAStableEquation()
    {
        double[,] h = WithRadius(12, 0.95, seed: 1), f = WithRadius(9, 0.95, seed: 2), c = Plants.Matrix(12, 9, new Random(5), 1);
        double[] x = new double[108];
        SteinResult result = Stein.SolveDirect(
            12, 9, ZeroSumGames.Flat(h), ZeroSumGames.Flat(f), ZeroSumGames.Flat(c), x, new double[Stein.WorkspaceLength(12, 9)]);
        SteinSolution doubled = SteinSolver.Solve(h, f, c);
        Assert.Equal((SolveStatus.Ok, true), (result.Status, result.IsDirect));
        Assert.False(doubled.Result.IsDirect);
        Assert.True(Norms.RelativeError(ZeroSumGames.Part(x, 0, 12, 9), doubled.X) < 1e-12);
    }

    [Fact]
    public void PowersThatGrowBeforeTheyDecay_AreLeftToTheDirectSolver()
    {
        // ρ = 0.5, but a power of H reaches 1e11: the sum loses those digits.
        double[,] h = Plants.Diagonal(0.5, 0.5, 0.5, 0.5);
        h[0, 1] = h[1, 2] = h[2, 3] = 3e3;
        double[,] f = Matrix.transpose(h), x = Plants.Matrix(4, 4, new Random(2), 1);
        SteinSolution solution = SteinSolver.Solve(h, f, KroneckerStein.constantOf(h, f, x));
        Assert.Equal((SolveStatus.Ok, true), (solution.Result.Status, solution.Result.IsDirect));
        double size = Math.Pow(Norms.Frobenius(h), 2) * Norms.Frobenius(solution.X);
        Assert.True(solution.Result.Residual * (1 + Norms.Frobenius(solution.X)) < 1e-12 * size);
    }

    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(-4, -0.25)]
    [InlineData(1, 1)]
    public void ReciprocalEigenvalues_AreSingular(double lambda, double mu)
    {
        double[,] h = Similar(Plants.Diagonal(lambda, 3, 0.1)), f = Similar(Plants.Diagonal(0.7, mu));
        SteinSolution solution = SteinSolver.Solve(h, f, Plants.Matrix(3, 2, new Random(1), 1));
        Assert.Equal(SolveStatus.Singular, solution.Result.Status);
        Assert.All(ZeroSumGames.Flat(solution.X), x => Assert.Equal(double.NaN, x));
    }

    [Fact]
    public void RotationsByOppositeAngles_AreSingular_AndByOthersNot()
    {
        double[,] Rotation(double angle) => new[,] { { Math.Cos(angle), -Math.Sin(angle) }, { Math.Sin(angle), Math.Cos(angle) } };
        double[,] c = Plants.Matrix(2, 2, new Random(1), 1);
        Assert.Equal(SolveStatus.Singular, SteinSolver.Solve(Rotation(0.4), Rotation(0.4), c).Result.Status);
        SteinSolution other = SteinSolver.Solve(Rotation(0.4), Rotation(0.7), c);
        Assert.True(other.IsOk);
        Assert.True(Norms.RelativeError(other.X, KroneckerStein.solve(Rotation(0.4), Rotation(0.7), c)) < 1e-13);
    }

    [Fact]
    public void DefectiveReciprocalEigenvalue_IsSingular_ThoughRoundingMovesItFarther()
    {
        // A triple eigenvalue 1 of a dense matrix is moved by the cube root of ε, 1e-5: only the size of X tells.
        double[,] jordan = Plants.Diagonal(1, 1, 1);
        jordan[0, 1] = jordan[1, 2] = 1;
        double[,] h = Similar(jordan);
        Assert.Equal(SolveStatus.Singular, SteinSolver.Solve(h, Matrix.transpose(h), Plants.Matrix(3, 3, new Random(6), 1)).Result.Status);
    }

    [Fact]
    public void NilpotentAndZero_EndAfterFinitelyManyTerms()
    {
        double[,] h = { { 0, 7 }, { 0, 0 } }, c = { { 1, 2 }, { 3, 4 } };
        SteinSolution solution = SteinSolver.Solve(h, Plants.Diagonal(100, 100), c);
        Assert.True(solution.IsOk);
        Assert.Equal(new double[,] { { 2101, 2802 }, { 3, 4 } }, solution.X);
        Assert.Equal(c, SteinSolver.Solve(new double[2, 2], Plants.Diagonal(1e9, 1), c).X);
        Assert.Equal(new double[2, 2], SteinSolver.Solve(h, Plants.Diagonal(2, 2), new double[2, 2]).X);
    }

    [Theory]
    [InlineData(0, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(2, double.NaN)]
    public void WhatIsNoNumber_IsAnnounced(int spoilt, double entry)
    {
        double[][,] matrices = [WithRadius(3, 0.9, 1), WithRadius(2, 0.9, 2), Plants.Matrix(3, 2, new Random(3), 1)];
        matrices[spoilt][1, 0] = entry;
        SteinSolution solution = SteinSolver.Solve(matrices[0], matrices[1], matrices[2]);
        Assert.Equal(SolveStatus.NonFinite, solution.Result.Status);
        Assert.All(ZeroSumGames.Flat(solution.X), x => Assert.Equal(double.NaN, x));
    }

    private static double[,] WithRadius(int n, double radius, int seed)
    {
        double[,] a = Plants.Matrix(n, n, new Random(seed), 1);
        return Matrix.scale(radius / Matrix.spectralRadius(a), a);
    }

    private static double[,] Similar(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] t = Matrix.add(Plants.Matrix(n, n, new Random(n), 0.5), Matrix.identity(n));
        return Matrix.multiply(Matrix.multiply(t, a), Matrix.inverse(t));
    }
}
