using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Riccati.Game;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.SteinEquation;

/// <summary>The Stein and direct Lyapunov solvers allocate nothing, stay inside their memory, and refuse what does not fit.</summary>
public class SteinMemory
{
    [Theory]
    [InlineData(1, 1, 0.3)]
    [InlineData(5, 3, 0.3)]
    [InlineData(5, 3, 3)]
    [InlineData(2, 17, 1.5)]
    public void SolvedOrNot_AllocateNothingAndStayInside(int p, int q, double scale)
    {
        var random = new Random(p);
        double[] h = ZeroSumGames.Flat(Plants.Matrix(p, p, random, scale)), f = ZeroSumGames.Flat(Plants.Matrix(q, q, random, scale)), c = ZeroSumGames.Flat(Plants.Matrix(p, q, random, 1));
        Canaried x = new(p * q), workspace = new(Stein.WorkspaceLength(p, q)), y = new(p * p);
        Canaried direct = new(Lyapunov.DirectWorkspaceLength(new DynamicShape(p, 1)));
        long before = 0;

        // The first round may compile and so allocate; the second must not.
        for (int round = 0; round < 2; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            Stein.Solve(p, q, h, f, c, x.Span, workspace.Span);
            Stein.SolveDirect(p, q, h, f, c, x.Span, workspace.Span);
            Lyapunov.SolveDirect(new DynamicShape(p, 1), h, h, y.Span, direct.Span);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        x.AssertIntact();
        y.AssertIntact();
        workspace.AssertIntact();
        direct.AssertIntact();
    }

    [Theory]
    [InlineData("h", 8, 4, 6, 6, 0)]
    [InlineData("f", 9, 9, 6, 6, 0)]
    [InlineData("c", 9, 4, 9, 6, 0)]
    [InlineData("destination", 9, 4, 6, 5, 0)]
    [InlineData("workspace", 9, 4, 6, 6, -1)]
    public void WrongLength_IsNamed(string name, int h, int f, int c, int x, int extra)
    {
        double[] workspace = new double[Stein.WorkspaceLength(3, 2) + extra];
        Assert.Equal(name, Assert.Throws<ArgumentException>(() => Stein.Solve(
            3, 2, new double[h], new double[f], new double[c], new double[x], workspace)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => Stein.Solve(0, 2, [], new double[4], [], [], new double[99]));
    }

    [Fact]
    public void Destination_MayNotOverlapAnInput()
    {
        double[] memory = [0.5, 0.5, 1];
        Assert.Throws<ArgumentException>(() => Stein.Solve(
            1, 1, memory.AsSpan(0, 1), memory.AsSpan(1, 1), memory.AsSpan(2, 1), memory.AsSpan(2, 1), new double[99]));
        Assert.Throws<ArgumentException>(() => Lyapunov.SolveDirect(
            new DynamicShape(1, 1), memory.AsSpan(0, 1), memory.AsSpan(1, 1), memory.AsSpan(0, 1), new double[99]));
        Assert.Equal([0.5, 0.5, 1], memory);
    }
}
