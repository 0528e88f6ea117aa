using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>The units of states, inputs and cost are the caller's; the answer is that of the plant.</summary>
public class DareUnits
{
    [Theory]
    [InlineData(4, 2, 21)]
    [InlineData(7, 3, 22)]
    [InlineData(12, 1, 23)]
    public void BadUnits_LoseNoDigit(int n, int m, int seed)
    {
        LqrProblem problem = Plants.Random(n, m, seed);
        Units units = Units.Random(n, m, seed);
        LqrSolution good = LqrSolver.Solve(problem), bad = LqrSolver.Solve(units.Of(problem));
        Assert.True(good.IsOk && bad.IsOk, $"{good.Status}, {bad.Status}");
        Assert.True(Norms.RelativeError(units.Back(bad.CostToGo), good.CostToGo) <= good.ErrorEstimate + 1e-14);
        Assert.True(Norms.RelativeError(units.BackGain(bad.Gain), good.Gain) <= 1e-12);
        Assert.Equal(good.SpectralRadius, bad.SpectralRadius, 13);
        Assert.True(bad.ErrorEstimate < 1e-9);
    }

    [Theory]
    [InlineData(4, 2, 31)]
    [InlineData(9, 2, 32)]
    public void TwoBadUnits_GiveTheSameBits(int n, int m, int seed)
    {
        LqrProblem problem = Plants.Random(n, m, seed);
        Units one = Units.Random(n, m, seed), other = Units.Random(n, m, seed + 100);
        LqrSolution first = LqrSolver.Solve(one.Of(problem)), second = LqrSolver.Solve(other.Of(problem));
        Assert.True(first.IsOk);
        Assert.Equal(one.Back(first.CostToGo), other.Back(second.CostToGo));
        Assert.Equal(one.BackGain(first.Gain), other.BackGain(second.Gain));
    }

    [Fact]
    public void LastP_IsAStartInBadUnitsToo()
    {
        Units units = Units.Random(5, 2, 41);
        LqrProblem problem = units.Of(Plants.Random(5, 2, 41));
        DareRuns.Answer cold = DareRuns.Solve(problem, default), warm = DareRuns.Resolve(problem, default, cold.P);
        Assert.True(warm.Result.IsOk);
        Assert.Equal(0, warm.Result.Iterations);
        Assert.True(Norms.RelativeError(units.Back(warm.P), units.Back(cold.P)) < 1e-13);
    }

    [Fact]
    public void CutOffInBadUnits_TheIterateIsInThoseOfTheCaller()
    {
        Units units = Units.Random(5, 2, 42);
        LqrProblem problem = Plants.Random(5, 2, 42);
        DareOptions bounded = new() { MaxIterations = 2 };
        DareRuns.Answer natural = DareRuns.Solve(problem, bounded), cut = DareRuns.Solve(units.Of(problem), bounded);
        Assert.Equal(SolveStatus.NotConverged, cut.Result.Status);
        Assert.True(Norms.RelativeError(units.Back(cut.P), natural.P) < 1e-13);
        Assert.True(Norms.RelativeError(units.BackGain(cut.K), natural.K) < 1e-13);
    }

    [Theory]
    [InlineData(450)]
    [InlineData(-450)]
    public void CouplingThatOnlyUnitsMakeHuge_IsSolved(int exponent)
    {
        // The double integrator, its position in units so that A₁₂ and B₂ are 2^±450.
        double unit = Math.ScaleB(1, exponent);
        LqrProblem natural = Plants.Of(new double[,] { { 1, 1 }, { 0, 1 } }, new double[,] { { 0 }, { 1 } }, Plants.Diagonal(1, 1));
        LqrProblem problem = natural with
        {
            A = new[,] { { 1, unit }, { 0, 1 } },
            B = new[,] { { 0 }, { 1 / unit } },
            Q = Plants.Diagonal(1, 0),
        };
        LqrSolution expected = LqrSolver.Solve(natural with { Q = Plants.Diagonal(1, 0) }), solution = LqrSolver.Solve(problem);
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.True(Norms.RelativeError(solution.CostToGo[0, 0], expected.CostToGo[0, 0]) < 1e-14);
        Assert.True(Norms.RelativeError(solution.CostToGo[0, 1] / unit, expected.CostToGo[0, 1]) < 1e-14);
    }

    [Fact]
    public void PlantSoLargeThatItsCostIsNoNumber_IsNonFinite()
    {
        // p ≈ a²r/b² = 1e400.
        Assert.Equal(SolveStatus.NonFinite, LqrSolver.Solve(Plants.Of(Plants.Diagonal(1e200), Plants.Diagonal(1), Plants.Diagonal(1))).Status);
        Assert.Equal(
            SolveStatus.NonFinite,
            LqrSolver.Solve(Plants.Of(Plants.Diagonal(1e200, 0.5), new double[,] { { 1 }, { 1 } }, Plants.Diagonal(1, 1))).Status);
    }

    /// <summary>Powers of two, so that the change rounds nothing.</summary>
    private sealed record Units(double[] States, double[] Inputs, double Cost)
    {
        public static Units Random(int n, int m, int seed)
        {
            var random = new Random(seed);
            double[] Scales(int count) => [.. Enumerable.Range(0, count).Select(_ => Math.ScaleB(1, random.Next(-30, 31)))];
            double[] states = Scales(n);
            states[0] = Math.ScaleB(states[1], 30);
            return new Units(states, Scales(m), Math.ScaleB(1, random.Next(-30, 31)));
        }

        /// <summary>x̃ = x/d, ũ = u/e.</summary>
        public LqrProblem Of(LqrProblem p) => p with
        {
            A = Map(p.A, (i, j) => States[j] / States[i]),
            B = Map(p.B, (i, j) => Inputs[j] / States[i]),
            Q = Map(p.Q, (i, j) => Cost * States[i] * States[j]),
            R = Map(p.R, (i, j) => Cost * Inputs[i] * Inputs[j]),
            S = p.S is null ? null : Map(p.S, (i, j) => Cost * States[i] * Inputs[j]),
        };

        public double[,] Back(double[,] p) => Map(p, (i, j) => 1 / Cost / States[i] / States[j]);

        public double[,] BackGain(double[,] gain) => Map(gain, (i, j) => Inputs[i] / States[j]);

        private static double[,] Map(double[,] matrix, Func<int, int, double> factor)
        {
            double[,] result = new double[matrix.GetLength(0), matrix.GetLength(1)];
            for (int i = 0; i < matrix.GetLength(0); i++)
            {
                for (int j = 0; j < matrix.GetLength(1); j++)
                {
                    result[i, j] = matrix[i, j] * factor(i, j);
                }
            }

            return result;
        }
    }
}
