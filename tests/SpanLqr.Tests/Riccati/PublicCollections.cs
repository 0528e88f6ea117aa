using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>The problems of public collections, whose solutions were recomputed to 60 digits.</summary>
public class PublicCollections
{
    // A backward stable solver loses about κ·ε, and κ of a DARE is bounded below by 1/(1 − ρ²); the rest is this factor.
    private const double LostUlps = 256;

    private const double UnitRoundoff = 2.2204460492503131e-16;

    [Fact]
    public void Dare_IsAccurateOnEveryStabilisingCase()
    {
        JsonElement[] cases = Cases("research/dare-cases.json").Where(c => c.GetProperty("expect").GetString() == "stabilizing").ToArray();
        Assert.NotEmpty(cases);
        Assert.All(cases, json =>
        {
            // Q and R may be indefinite or singular in the collections; the file says so only in words.
            LqrSolution solution = LqrSolver.Solve(json.ToProblem(indefinite: true));
            Assert.Equal(SolveStatus.Ok, solution.Status);
            JsonElement expected = json.GetProperty("expected").GetProperty("computed");
            double[,] p = expected.GetProperty("X").ToMatrix();
            double allowed = LostUlps * UnitRoundoff / (1 - (solution.SpectralRadius * solution.SpectralRadius));
            Assert.True(Norms.RelativeError(solution.CostToGo, p) <= allowed, $"{json.GetProperty("name")}: P");
            Assert.True(Norms.RelativeError(solution.Gain, expected.GetProperty("K").ToMatrix()) <= allowed, $"{json.GetProperty("name")}: K");
            Assert.True(solution.SpectralRadius < 1);
        });
    }

    [Fact]
    public void Dare_NamesTheFailedHypothesisOfEveryNegativeCase()
    {
        var expected = new Dictionary<string, SolveStatus>
        {
            ["ABNotStabilizable"] = SolveStatus.NotStabilisable,
            ["ACNotDetectable"] = SolveStatus.NotDetectable,
            ["QNotPositiveSemidefinite"] = SolveStatus.StateWeightNotPositiveSemidefinite,
            ["RNotPositiveDefinite"] = SolveStatus.InputWeightNotPositiveDefinite,
        };
        JsonElement[] cases = Cases("research/dare-cases.json").Where(c => c.GetProperty("expect").GetString() == "error").ToArray();
        Assert.NotEmpty(cases);
        Assert.All(cases, json => Assert.Equal(expected[json.GetProperty("error").GetString()!], LqrSolver.Solve(json.ToProblem()).Status));
    }

    [Fact]
    public void Dare_ReportsTheCircleAndTheLimitOfEveryCriticalCase()
    {
        JsonElement[] cases = Cases("research/dare-cases.json")
            .Where(c => c.GetProperty("expect").GetString()!.StartsWith("almost", System.StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(cases);
        Assert.All(cases, json =>
        {
            LqrSolution solution = LqrSolver.Solve(json.ToProblem());
            Assert.Equal(SolveStatus.NotDetectable, solution.Status);
            Assert.Equal(SolveStatus.UnitCircleEigenvalue, LqrSolver.Solve(json.ToProblem(indefinite: true)).Status);

            // Double roots allow the square root of the working precision, 1.5e-8.
            JsonElement expected = json.GetProperty("expected").GetProperty("computed");
            Assert.True(Norms.RelativeError(solution.CostToGo, expected.GetProperty("X").ToMatrix()) < 1.5e-8);
            Assert.True(Norms.RelativeError(solution.Gain, expected.GetProperty("K").ToMatrix()) < 1.5e-8);
            Assert.Equal(1, solution.SpectralRadius, 8);
        });
    }

    [Fact]
    public void Lyapunov_AgreesOrSaysWhyNot()
    {
        int solved = 0;
        foreach (JsonElement json in Cases("research/lyapunov-cases.json"))
        {
            string equation = json.TryGetProperty("equation", out JsonElement text) ? text.GetString()! : "";
            double[,]? expected = Expected(json);
            switch (equation)
            {
                case "X = A X A' + B B'":
                    double[,] b = json.GetProperty("B").ToMatrix();
                    Check(LyapunovSolver.Solve(json.GetProperty("A").ToMatrix(), Product(b, Transpose(b))), SolveStatus.Ok, expected);
                    break;
                case "X = A X A' + I":
                    Check(LyapunovSolver.Solve(json.GetProperty("A").ToMatrix(), json.GetProperty("B").ToMatrix()), SolveStatus.Ok, expected);
                    break;
                case "X = A X A' + B":
                    // An eigenvalue 1 that B does not excite: the series has a sum, but not the equation one solution.
                    Check(LyapunovSolver.Solve(json.GetProperty("A").ToMatrix(), json.GetProperty("B").ToMatrix()), SolveStatus.Singular, expected);
                    break;
                case "X = A X A' + C":
                    Check(LyapunovSolver.Solve(json.GetProperty("A").ToMatrix(), json.GetProperty("C").ToMatrix()), SolveStatus.Unstable, null);
                    break;
                case "A'XA - X = C":
                    // Unstable A: the unique solution is not the sum of the series, and doubling must say so.
                    Check(LyapunovSolver.Solve(Transpose(json.GetProperty("A").ToMatrix()), Negate(json.GetProperty("C").ToMatrix())), SolveStatus.Unstable, null);
                    break;
                default:
                    continue;
            }

            solved++;
        }

        Assert.Equal(5, solved);
    }

    private static void Check(LyapunovSolution solution, SolveStatus status, double[,]? expected)
    {
        Assert.Equal(status, solution.Status);
        if (expected is not null)
        {
            // Entry by entry: the ill-scaled case spans 30 decades, and each entry is a sum of positive terms.
            for (int i = 0; i < expected.GetLength(0); i++)
            {
                for (int j = 0; j < expected.GetLength(1); j++)
                {
                    Assert.True(Norms.RelativeError(solution.X[i, j], expected[i, j]) < 1e-9, $"X[{i},{j}]");
                }
            }
        }
    }

    private static double[,]? Expected(JsonElement json)
    {
        if (!json.TryGetProperty("expected", out JsonElement expected))
        {
            return null;
        }

        return expected.TryGetProperty("computed", out JsonElement computed) ? computed.ToMatrixOrNull("X") : expected.ToMatrixOrNull("X");
    }

    private static IEnumerable<JsonElement> Cases(string path) =>
        CaseFiles.Read(path).EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.Value.EnumerateArray());

    private static double[,] Transpose(double[,] a) => SpanLqr.Reference.Matrix.transpose(a);

    private static double[,] Product(double[,] a, double[,] b) => SpanLqr.Reference.Matrix.multiply(a, b);

    private static double[,] Negate(double[,] a) => SpanLqr.Reference.Matrix.scale(-1, a);
}
