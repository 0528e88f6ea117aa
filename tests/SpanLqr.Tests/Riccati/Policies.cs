using System;
using SpanLqr.Linear;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>The value of a policy, the spectral radius and the recursion against closed forms and the reference.</summary>
public class Policies
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 3)]
    [InlineData(9, 2)]
    public void Value_AgreesWithTheReference(int n, int m)
    {
        LqrProblem problem = Plants.Random(n, m, seed: 11, cross: false);
        double[,] gain = Reference.Matrix.scale(0.97, LqrSolver.Solve(problem).Gain);
        const double Variance = 0.3;
        PolicyValue value = LqrPolicy.Evaluate(problem, gain, Variance);
        Assert.True(value.IsOk);

        // Both equations as one linear system in n² unknowns, which shares nothing with doubling.
        double[,] closedLoop = Reference.Matrix.subtract(problem.A, Reference.Matrix.multiply(problem.B, gain));
        double[,] stage = Reference.Matrix.add(problem.Q, Sandwich(Reference.Matrix.transpose(gain), problem.R));
        double[,] noise = Reference.Matrix.add(problem.W!, Reference.Matrix.scale(Variance, Reference.Matrix.multiply(problem.B, Reference.Matrix.transpose(problem.B))));
        double[,] p = Kronecker(Reference.Matrix.transpose(closedLoop), stage);
        double[,] sigma = Kronecker(closedLoop, noise);
        Assert.True(Norms.RelativeError(value.CostToGo, p) < 1e-11);
        Assert.True(Norms.RelativeError(value.StateCovariance, sigma) < 1e-11);
        double byCovariance = Reference.Matrix.trace(Reference.Matrix.multiply(stage, sigma)) + (Variance * Reference.Matrix.trace(problem.R));
        Assert.True(Norms.RelativeError(value.Cost, byCovariance) < 1e-11);
    }

    [Fact]
    public void UnstablePolicy_CostsInfinityAndHasNoNumbers()
    {
        LqrProblem problem = Plants.Of(Plants.Diagonal(1.5), Plants.Diagonal(1), Plants.Diagonal(1));
        PolicyValue value = LqrPolicy.Evaluate(problem, new double[,] { { 0.1 } });
        Assert.Equal(SolveStatus.Unstable, value.Status);
        Assert.Equal(double.PositiveInfinity, value.Cost);
        Assert.Equal(1.4, value.SpectralRadius, 14);
        Assert.True(double.IsNaN(value.Gradient[0, 0]));
        Assert.Null(LqrPolicy.NewtonImprove(problem, new double[,] { { 0.1 } }));
    }

    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.999999999)]
    [InlineData(5, 1.0)]
    [InlineData(4, 30.0)]
    [InlineData(12, 1e-5)]
    public void SpectralRadius_OfARotatedSpiral_IsItsModulus(int n, double modulus)
    {
        // A pair modulus·e^(±iφ) and smaller real modes, in random coordinates.
        var random = new Random(n);
        double[,] spiral = Reference.Matrix.scale(0.5 * modulus, Reference.Matrix.identity(n));
        spiral[0, 0] = spiral[1, 1] = modulus * Math.Cos(0.83);
        spiral[0, 1] = -(spiral[1, 0] = modulus * Math.Sin(0.83));
        double[,] t = Plants.Matrix(n, n, random, 1);
        double[,] a = Reference.Matrix.multiply(Reference.Matrix.multiply(t, spiral), Reference.Matrix.inverse(t));
        Assert.True(Norms.RelativeError(Radius(a), modulus) < 1e-12);
    }

    [Fact]
    public void SpectralRadius_OfAJordanBlock_IsFoundWithoutEigenvalues()
    {
        // Eigenvalues computed by QR would lose half the digits of a defective mode.
        Assert.Equal(0.9, Radius(new[,] { { 0.9, 1 }, { 0, 0.9 } }), 12);
        Assert.Equal(0, Radius(new double[,] { { 0, 1 }, { 0, 0 } }));
        Assert.Equal(0, Radius(new double[2, 2]));
        Assert.True(double.IsNaN(Radius(new[,] { { double.NaN } })));
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void SpectralRadius_NeitherOverflowsNorUnderflows(double scale) =>
        Assert.True(Norms.RelativeError(Radius(Plants.Diagonal(scale, 0.5 * scale)), scale) < 1e-13);

    [Fact]
    public void Recursion_ConvergesToTheStationarySolution()
    {
        LqrProblem problem = Plants.Random(4, 2, seed: 21);
        LqrSolution stationary = LqrSolver.Solve(problem);
        FiniteHorizonSolution finite = LqrSolver.Solve(new FiniteHorizonProblem
        {
            Horizon = 400,
            A = [problem.A],
            B = [problem.B],
            Q = [problem.Q],
            R = [problem.R],
            S = [problem.S!],
            Qf = new double[4, 4],
        });
        Assert.True(finite.IsOk);
        Assert.True(Norms.RelativeError(finite.CostsToGo[0], stationary.CostToGo) < 1e-12);
        Assert.True(Norms.RelativeError(finite.Gains[0], stationary.Gain) < 1e-12);
        Assert.Equal(new double[4, 4], finite.CostsToGo[400]);
    }

    [Fact]
    public void Recursion_NamesTheStageThatHasNoMinimum()
    {
        // R_1 = −10 outweighs B'PB; the stages after it in time are fine.
        var problem = new FiniteHorizonProblem
        {
            Horizon = 4,
            A = [Plants.Diagonal(1)],
            B = [Plants.Diagonal(1)],
            Q = [Plants.Diagonal(1)],
            R = [Plants.Diagonal(1), Plants.Diagonal(-10), Plants.Diagonal(1), Plants.Diagonal(1)],
        };
        FiniteHorizonSolution declared = LqrSolver.Solve(problem with { Indefinite = true });
        Assert.Equal((SolveStatus.StageNotConvex, 1), (declared.Status, declared.FailedStage));
        Assert.True(double.IsNaN(declared.Cost));
        FiniteHorizonSolution undeclared = LqrSolver.Solve(problem);
        Assert.Equal((SolveStatus.InputWeightNotPositiveDefinite, 1), (undeclared.Status, undeclared.FailedStage));
        FiniteHorizonSolution terminal = LqrSolver.Solve(problem with { R = [Plants.Diagonal(1)], Qf = Plants.Diagonal(-1) });
        Assert.Equal((SolveStatus.StateWeightNotPositiveSemidefinite, 4), (terminal.Status, terminal.FailedStage));
    }

    private static double Radius(double[,] a)
    {
        var shape = new Shapes.DynamicShape(a.GetLength(0), 1);
        return SpectralRadius.Compute(shape, Arrays.Flat(a), new double[SpectralRadius.WorkspaceLength(shape)]);
    }

    private static double[,] Sandwich(double[,] outer, double[,] inner) =>
        Reference.Matrix.multiply(Reference.Matrix.multiply(outer, inner), Reference.Matrix.transpose(outer));

    /// <summary>X = C + AXA' from (I − A⊗A) vec X = vec C.</summary>
    private static double[,] Kronecker(double[,] a, double[,] c)
    {
        int n = a.GetLength(0);
        double[,] system = Reference.Matrix.subtract(Reference.Matrix.identity(n * n), Reference.Matrix.kronecker(a, a));
        double[,] right = new double[n * n, 1];
        Arrays.Flat(c).CopyTo(Arrays.Flat(right));
        double[,] x = new double[n, n];
        Arrays.Flat(Reference.Matrix.solve(system, right)).CopyTo(Arrays.Flat(x));
        return x;
    }
}
