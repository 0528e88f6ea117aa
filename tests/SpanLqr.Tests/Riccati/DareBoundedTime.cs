using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>A bound on the iterations is kept, and what there is when it strikes is handed over.</summary>
public class DareBoundedTime
{
    private const int MostIterations = 40;

    [Fact]
    public void CutOffAfterKSteps_HoldsTheOptimalCostOverTwoToTheKStages()
    {
        LqrProblem problem = Plants.Random(4, 2, seed: 21, scale: 1.6);
        for (int k = 1; k <= 3; k++)
        {
            DareRuns.Answer answer = DareRuns.Solve(problem, new DareOptions { MaxIterations = k });
            Assert.Equal(SolveStatus.NotConverged, answer.Result.Status);
            Assert.Equal(k, answer.Result.Iterations);
            Reference.Lqr.Problem stage = Textbook(problem);

            // One stage without terminal cost leaves Q − SR⁻¹S'; the recursion does the same from P = 0.
            double[,] p = new double[4, 4];
            for (int t = 0; t < 1 << k; t++)
            {
                p = Reference.Lqr.riccatiStep(stage, p);
            }

            Assert.True(Norms.RelativeError(answer.P, p) < 1e-11, $"{k}");
            Assert.True(Norms.RelativeError(answer.K, Reference.Lqr.gain(stage, p)) < 1e-11);
            double[,] residual = Reference.Matrix.subtract(Reference.Lqr.riccatiStep(stage, p), p);
            Assert.Equal(Norms.Frobenius(residual) / (1 + Norms.Frobenius(p)), answer.Result.Residual, 10);
            Assert.Equal(Reference.Matrix.spectralRadius(Reference.Lqr.closedLoop(stage, answer.K)), answer.Result.SpectralRadius, 8);
        }
    }

    [Fact]
    public void BoundThatIsNotReached_ChangesNothing()
    {
        LqrProblem problem = Plants.Random(5, 2, seed: 22);
        DareRuns.Answer free = DareRuns.Solve(problem, default);
        int spent = free.Result.Iterations + free.Result.Refinements;
        DareRuns.Answer bounded = DareRuns.Solve(problem, new DareOptions { MaxIterations = spent + 1 });
        Assert.Equal(free.Result, bounded.Result);
        Assert.Equal(free.P, bounded.P);
        Assert.Equal(free.K, bounded.K);
    }

    [Fact]
    public void EveryBoundOnEveryKindOfProblem_IsKeptAndEndsInNumbersOrAStatus()
    {
        LqrProblem[] problems =
        [
            Plants.Random(3, 2, seed: 1),
            Plants.Of(Plants.Diagonal(0.5, 2), new double[,] { { 1 }, { 0 } }, Plants.Diagonal(1, 1)),
            Plants.Of(Plants.Diagonal(1, 0.5), Plants.Diagonal(1, 1), Plants.Diagonal(0, 1)),
            Plants.Of(Plants.Diagonal(2), Plants.Diagonal(1), Plants.Diagonal(0)),
            Plants.Of(Plants.Diagonal(2), Plants.Diagonal(1), Plants.Diagonal(-0.5), indefinite: true),
            Plants.Random(3, 3, seed: 2, cross: false) with { R = new double[3, 3], Indefinite = true },
            Plants.Of(Plants.Diagonal(1 - 1e-9, 1.1), Plants.Diagonal(1, 1), Plants.Diagonal(1e-18, 1)),
        ];
        Assert.All(problems, problem =>
        {
            SolveStatus free = DareRuns.Solve(problem, default).Result.Status;
            for (int k = 1; k <= MostIterations; k++)
            {
                foreach (bool isUnchecked in new[] { false, true })
                {
                    DareRuns.Answer answer = DareRuns.Solve(problem, new DareOptions { MaxIterations = k, Unchecked = isUnchecked });
                    Assert.InRange(answer.Result.Iterations + answer.Result.Refinements, 1, k);
                    Assert.True(isUnchecked || answer.Result.Status == free || answer.Result.Status == SolveStatus.NotConverged, $"{k}: {answer.Result}");
                    if (answer.Result.Status == SolveStatus.NotConverged)
                    {
                        Assert.Equal(double.IsNaN(answer.Result.Residual), answer.P.Cast<double>().Concat(answer.K.Cast<double>()).Any(double.IsNaN));
                        Assert.True(answer.Result.ErrorEstimate >= 0 || !(answer.Result.SpectralRadius < 1 - 1e-12), $"{answer.Result}");
                    }
                }
            }
        });
    }

    [Fact]
    public void OneNewtonStepASample_IsABoundedWarmStart()
    {
        LqrProblem before = Plants.Random(4, 2, seed: 23), after = before with { A = Reference.Matrix.scale(1.001, before.A) };
        double[,] p = DareRuns.Solve(before, default).P, exact = DareRuns.Solve(after, default).P;
        DareRuns.Answer step = DareRuns.Resolve(after, new DareOptions { MaxIterations = 1 }, p);
        Assert.Equal(SolveStatus.NotConverged, step.Result.Status);
        Assert.Equal((0, 1), (step.Result.Iterations, step.Result.Refinements));
        double error = Norms.RelativeError(step.P, exact), start = Norms.RelativeError(p, exact);
        Assert.True(error < 0.1 * start, $"{start} to {error}");
        Assert.True(error <= step.Result.ErrorEstimate, $"{error} above {step.Result.ErrorEstimate}");
    }

    [Fact]
    public void NegativeBound_IsTheCallersMistake()
    {
        LqrProblem problem = Plants.Random(2, 1, seed: 1);
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => DareRuns.Solve(problem, new DareOptions { MaxIterations = -1 }));
        Assert.Equal("options.MaxIterations", error.ParamName);
    }

    private static Reference.Lqr.Problem Textbook(LqrProblem p) => new(p.A, p.B, p.Q, p.R, p.S ?? new double[p.StateDim, p.InputDim], Reference.Matrix.identity(p.StateDim));
}
