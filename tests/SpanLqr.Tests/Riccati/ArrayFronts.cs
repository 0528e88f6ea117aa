using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>The solvers of problems in arrays, by closed forms and by each other.</summary>
public class ArrayFronts
{
    private static readonly double GoldenRatio = (1 + Math.Sqrt(5)) / 2;

    private static readonly FiniteHorizonProblem TenSteps = new()
    {
        Horizon = 10,
        A = [new[,] { { 1, 0.1 }, { -0.2, 0.9 } }],
        B = [new[,] { { 0.0 }, { 1 } }],
        Q = [Plants.Diagonal(1, 2)],
        R = [Plants.Diagonal(0.5)],
    };

    [Fact]
    public void RandomWalkMeasuredInNoise_IsFilteredByTheGoldenRatio()
    {
        double[,] one = Plants.Diagonal(1);
        KalmanSolution filter = KalmanSolver.Solve(new KalmanProblem { A = one, C = one, ProcessNoise = one, MeasurementNoise = one });
        Assert.True(filter.IsOk);
        Assert.Equal(GoldenRatio, filter.PredictedCovariance[0, 0], 14);
        Assert.Equal(GoldenRatio - 1, filter.FilteredCovariance[0, 0], 14);
        Assert.Equal(GoldenRatio - 1, filter.PredictorGain[0, 0], 14);
        Assert.Equal(GoldenRatio - 1, filter.FilterGain[0, 0], 14);
        Assert.Equal(2 - GoldenRatio, filter.SpectralRadius, 14);
    }

    [Fact]
    public void FilterOfTwoOutputs_TakesThemByTheirRows()
    {
        KalmanProblem problem = new()
        {
            A = new[,] { { 0.9, 0.2, 0 }, { 0, 0.7, 0.1 }, { 0.1, 0, 1.1 } },
            C = new[,] { { 1, 0, 0.5 }, { 0, 0.3, 1 } },
            ProcessNoise = Plants.Diagonal(1, 2, 3),
            MeasurementNoise = Plants.Diagonal(0.4, 0.6),
        };
        KalmanSolution filter = KalmanSolver.Solve(problem);
        Assert.True(filter.IsOk);
        Assert.True(Norms.RelativeError(filter.PredictorGain, Reference.Matrix.multiply(problem.A, filter.FilterGain)) < 1e-13);
        Assert.Contains("C is 2×2", Assert.Throws<ArgumentException>(() => KalmanSolver.Solve(problem with { C = Plants.Diagonal(1, 1) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScalarGame_IsTheRootOfItsQuadratic()
    {
        // a = b = d = q = r = 1: M = 1 + M/(1 + M(1 − γ⁻²)); with s = 1 − γ⁻²: sM² − sM − 1 = 0.
        double[,] one = Plants.Diagonal(1);
        ZeroSumProblem game = new() { A = one, B = one, D = one, Q = one, R = one, Gamma = 3 };
        double s = 1 - (1.0 / 9), m = (s + Math.Sqrt((s * s) + (4 * s))) / (2 * s), loop = 1 / (1 + (m * s));
        ZeroSumSolution stationary = ZeroSumSolver.Solve(game);
        Assert.True(stationary.IsOk);
        Assert.Equal(m, stationary.CostToGo[0, 0], 13);
        Assert.Equal(m * loop, stationary.Gain[0, 0], 13);
        Assert.Equal(m * loop / 9, stationary.AdversaryGain[0, 0], 13);
        Assert.Equal(9 - m, stationary.Margin, 13);

        ZeroSumHorizonSolution finite = ZeroSumSolver.Solve(game, 60, Plants.Diagonal(0));
        Assert.True(finite.IsOk);
        Assert.Equal(m, finite.CostsToGo[0][0, 0], 13);
        Assert.Equal(0, finite.CostsToGo[60][0, 0]);
        Assert.Equal(m * loop, finite.Gains[0][0, 0], 13);
        Assert.Equal(9, finite.Margins[59], 13);
        Assert.Equal(SolveStatus.NoSaddlePoint, ZeroSumSolver.Solve(game with { Gamma = 1.01 }, 60).Status);
        Assert.Throws<ArgumentOutOfRangeException>(() => ZeroSumSolver.Solve(game with { Gamma = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ZeroSumSolver.Solve(game, 0));
    }

    [Fact]
    public void IntegratorUnderDrift_HoldsTheReferenceAndPaysForTheInput()
    {
        // x⁺ = x + u + d + w: standing still takes u = −d, wherever x is, so x = x̂ and the cost is r(d + û)² and that of the noise, p.
        double[,] one = Plants.Diagonal(1);
        const double Drift = 0.3, Target = 5, Input = 0.2;
        AffineSolution solution = AffineSolver.Solve(new AffineProblem
        {
            Regulator = Plants.Of(one, one, one),
            Drift = [Drift],
            StateReference = [Target],
            InputReference = [Input],
        });
        Assert.True(solution.IsOk);
        Assert.Equal(Drift, (solution.Gain[0, 0] * Target) + solution.Offset[0], 13);
        Assert.Equal(((Drift + Input) * (Drift + Input)) + GoldenRatio, solution.Cost, 13);
    }

    [Fact]
    public void NothingToTrack_IsTheRegulator()
    {
        LqrProblem regulator = Plants.Random(4, 2, seed: 51);
        AffineSolution solution = AffineSolver.Solve(new AffineProblem { Regulator = regulator });
        Assert.All(solution.Offset, x => Assert.Equal(0, x));
        Assert.Equal(LqrSolver.Solve(regulator).Cost, solution.Cost);
        Assert.Throws<ArgumentException>(() => AffineSolver.Solve(new AffineProblem { Regulator = regulator, Drift = new double[3] }));
    }

    [Fact]
    public void UnstabilisableRegulator_LeavesNoNumbers()
    {
        LqrProblem regulator = Plants.Of(Plants.Diagonal(2), Plants.Diagonal(0), Plants.Diagonal(1));
        AffineSolution solution = AffineSolver.Solve(new AffineProblem { Regulator = regulator, Drift = [1] });
        Assert.Equal(SolveStatus.NotStabilisable, solution.Status);
        Assert.True(double.IsNaN(solution.Offset[0]) && double.IsNaN(solution.LinearCost[0]) && double.IsNaN(solution.Cost));
    }

    [Fact]
    public void SquareRoots_SquareToTheCostsToGo()
    {
        FiniteHorizonSolution plain = LqrSolver.Solve(TenSteps);
        SquareRootSolution factored = LqrSolver.SolveSquareRoot(TenSteps);
        Assert.True(factored.IsOk);
        for (int t = 0; t <= TenSteps.Horizon; t++)
        {
            double[,] square = Reference.Matrix.multiply(Reference.Matrix.transpose(factored.Factors[t]), factored.Factors[t]);
            Assert.True(Norms.RelativeError(square, plain.CostsToGo[t]) < 1e-14);
            Assert.True(t == TenSteps.Horizon || Norms.RelativeError(factored.Gains[t], plain.Gains[t]) < 1e-14);
        }
    }

    [Fact]
    public void LastP_StartsTheNextSolveAndIsLeftAsItWas()
    {
        LqrProblem problem = Plants.Random(4, 2, seed: 52);
        LqrSolution cold = LqrSolver.Solve(problem);
        double[,] last = (double[,])cold.CostToGo.Clone();
        LqrSolution warm = LqrSolver.Resolve(problem, last);
        Assert.True(warm.IsOk);
        Assert.Equal(0, warm.Iterations);
        Assert.Equal(cold.CostToGo, last);
        Assert.True(Norms.RelativeError(warm.CostToGo, cold.CostToGo) <= warm.ErrorEstimate);
        Assert.Throws<ArgumentException>(() => LqrSolver.Resolve(problem, new double[3, 3]));
    }

    [Fact]
    public void BoundOnTheSteps_IsKept()
    {
        LqrProblem problem = Plants.Random(4, 2, seed: 53);
        LqrSolution cut = LqrSolver.Solve(problem, maxIterations: 2), whole = LqrSolver.Solve(problem);
        Assert.Equal(SolveStatus.NotConverged, cut.Status);
        Assert.InRange(cut.Iterations + cut.Refinements, 1, 2);
        Assert.True(Norms.RelativeError(cut.CostToGo, whole.CostToGo) < 0.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => LqrSolver.Solve(problem, maxIterations: -1));
    }
}
