using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SpanLqr.Lqr;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Readme;

/// <summary>What the README shows is what compiles and runs.</summary>
public class ReadmeTests
{
    [Fact]
    public void Example_IsTheCodeThatCompilesHere()
    {
        string source = Repository.Read("tests/SpanLqr.Tests/Readme/Example.cs");
        string compiled = source.Split("// README-BEGIN\n")[1].Split("// README-END")[0].Trim();
        Assert.Contains(compiled, Repository.Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Example_ComputesTheOptimalInput()
    {
        LqrSolution solution = LqrSolver.Solve(new LqrProblem
        {
            A = new[,] { { 1, 0.1 }, { 0, 1 } },
            B = new[,] { { 0.005 }, { 0.1 } },
            Q = new[,] { { 1, 0 }, { 0, 0.1 } },
            R = new[,] { { 0.01 } },
        });
        Assert.True(solution.IsOk);
        Assert.Equal(-solution.Gain[0, 0], Example.FirstInput(), 10);
    }

    [Fact]
    public void Readme_IsShortAndItsLinksLead()
    {
        string text = Repository.Read("README.md");
        Assert.True(text.Split('\n').Length < 150);
        string[] links = Regex.Matches(text, @"\]\((?!http)([^)#]+)\)").Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Repository.Root, link)), link));
    }
}
