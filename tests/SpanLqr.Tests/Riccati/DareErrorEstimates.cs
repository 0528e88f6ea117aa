using System;
using System.Linq;
using System.Text.Json;
using SpanLqr.Linear;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>The estimated forward error is above the true one, and not so far above that it says nothing.</summary>
public class DareErrorEstimates
{
    // A first-order bound may be short by second-order terms and by the roundings it does not count.
    private const double Shortfall = 10;

    // The bound adds norms where errors cancel; up to three digits of that are the price of one Stein equation.
    private const double Excess = 1e3;

    private const double UnitRoundoff = 2.2204460492503131e-16;

    [Fact]
    public void Estimate_BracketsTheTrueErrorOfEveryPublicCase()
    {
        JsonElement[] cases = [.. CaseFiles.Read("research/dare-cases.json").GetProperty("cases").EnumerateArray()
            .Where(c => c.GetProperty("expect").GetString() == "stabilizing")];
        Assert.NotEmpty(cases);
        Assert.All(cases, json =>
        {
            LqrSolution solution = LqrSolver.Solve(json.ToProblem(indefinite: true));
            double[,] exact = json.GetProperty("expected").GetProperty("computed").GetProperty("X").ToMatrix();
            double error = Norms.RelativeError(solution.CostToGo, exact);
            string figures = $"{json.GetProperty("name")}: error {error:E2}, estimate {solution.ErrorEstimate:E2}, radius {solution.SpectralRadius}";
            Assert.True(error <= Shortfall * solution.ErrorEstimate, figures);

            // Of the zero solution to weights that are not zero no digit is certain, whatever came out.
            Assert.True(Norms.Frobenius(exact) == 0 || solution.ErrorEstimate <= Excess * (error + UnitRoundoff), figures);
        });
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-5)]
    [InlineData(1e-8)]
    public void Estimate_GrowsAsTheLoopNearsTheCircle(double distance)
    {
        // An uncontrolled mode: p = 1/(1 − a²) exactly, in which a double a says everything.
        double a = 1 - distance;
        DareRuns.Answer answer = DareRuns.Solve(Plants.Of(Plants.Diagonal(a), Plants.Diagonal(0), Plants.Diagonal(1)), default);
        double exact = (double)(1 / (1 - ((decimal)a * (decimal)a)));
        Assert.True(Norms.RelativeError(answer.P[0, 0], exact) <= Shortfall * answer.Result.ErrorEstimate);
        Assert.InRange(answer.Result.ErrorEstimate, UnitRoundoff / (2 * distance), 100 * UnitRoundoff / distance);
    }

    [Fact]
    public void CutOffIterate_KnowsHowFarItIs()
    {
        LqrProblem problem = Plants.Random(5, 2, seed: 31);
        double[,] exact = DareRuns.Solve(problem, default).P;
        int near = 0;
        for (int k = 1; k <= 8; k++)
        {
            DareRuns.Answer answer = DareRuns.Solve(problem, new DareOptions { MaxIterations = k });
            double error = Norms.RelativeError(answer.P, exact);

            // The estimate is of first order, so a far iterate proves nothing.
            if (answer.Result.ErrorEstimate < 0.01)
            {
                near++;
                Assert.True(error <= Shortfall * answer.Result.ErrorEstimate, $"{k}: {error} against {answer.Result}");
            }
        }

        Assert.True(near > 2);
    }

    [Fact]
    public void WhereThereIsNothingToEstimate_ItIsNaN()
    {
        LqrProblem good = Plants.Random(3, 2, seed: 32);
        Assert.True(double.IsNaN(DareRuns.Solve(good, new DareOptions { Unchecked = true }).Result.ErrorEstimate));
        Assert.True(double.IsNaN(DareRuns.Solve(good with { R = Plants.Diagonal(-1, 1) }, default).Result.ErrorEstimate));
        LqrProblem critical = Plants.Of(Plants.Diagonal(1, 0.5), Plants.Diagonal(1, 1), Plants.Diagonal(0, 1));
        Assert.True(double.IsNaN(DareRuns.Solve(critical, default).Result.ErrorEstimate));
    }

    [Fact]
    public void NothingToWeigh_IsSolvedExactly() =>
        Assert.Equal(0, DareRuns.Solve(Plants.Of(Plants.Diagonal(0.5), Plants.Diagonal(1), Plants.Diagonal(0)), default).Result.ErrorEstimate);

    [Fact]
    public void EstimateNotAskedFor_IsNaNAndTheAnswerTheSame()
    {
        LqrProblem problem = Plants.Random(4, 2, seed: 33);
        var shape = new DynamicShape(4, 2);
        double[] p = new double[16], k = new double[8];
        DareResult result = Dare.Solve(shape, problem.AsModel(), default, p, k, new double[Dare.WorkspaceLength(shape)]);
        Assert.True(result.IsOk);
        Assert.True(double.IsNaN(result.ErrorEstimate));
        Assert.Equal(Arrays.Flat(DareRuns.Solve(problem, default).P).ToArray(), p);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NoDigit_IsNoAnswerWhetherTheEstimateIsAskedForOrNot(bool asked)
    {
        // A mode of 1 along (1, 1), so cheap and so hard to move that its loop stays at 1 − 2⁻⁴⁹: eight roundings from the circle.
        double reach = Math.ScaleB(1, -25), cost = reach * reach;
        LqrProblem problem = Plants.Of(
            new[,] { { 0.75, 0.25 }, { 0.25, 0.75 } },
            new[,] { { reach, 1 }, { reach, -1 } },
            new[,] { { 0.5 + cost, cost - 0.5 }, { cost - 0.5, 0.5 + cost } });
        var shape = new DynamicShape(2, 2);
        double[] p = new double[4], k = new double[4];
        DareResult result = Dare.Solve(
            shape, problem.AsModel(), new DareOptions { EstimateError = asked }, p, k, new double[Dare.WorkspaceLength(shape)]);
        Assert.False(result.IsOk, $"{result}");
    }

    [Fact]
    public void WeightsThatCancelExactly_AreAnAnswerThoughZeroHasNoDigits()
    {
        // Q = S = R = I: the cost is |x + u|², so u = −x and P = 0, if A − B is stable.
        LqrProblem problem = Plants.Of(Plants.Diagonal(1.2, 0.7), Plants.Diagonal(1, 1), Plants.Diagonal(1, 1)) with { S = Plants.Diagonal(1, 1) };
        DareRuns.Answer answer = DareRuns.Solve(problem, default);
        Assert.True(answer.Result.IsOk);
        Assert.Equal(0, Norms.Frobenius(answer.P));
        Assert.Equal(double.PositiveInfinity, answer.Result.ErrorEstimate);
    }
}
