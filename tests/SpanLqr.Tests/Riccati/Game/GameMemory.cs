using System;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.Game;

/// <summary>The game solvers allocate nothing, stay inside the memory that they are given, and refuse what does not fit.</summary>
public class GameMemory
{
    private const int Horizon = 6;

    [Theory]
    [InlineData(1, 1, 1, 3)]
    [InlineData(4, 1, 4, 5)]
    [InlineData(3, 2, 5, 0.3)]
    [InlineData(8, 3, 2, 1e6)]
    [InlineData(9, 2, 9, 0.01)]
    public void SolvedOrNot_AllocateNothingAndStayInside(int n, int m, int p, double gamma)
    {
        var visitor = new RunAll(ZeroSumGames.Random(n, m, p, seed: n), gamma);
        ShapeDispatch.Run<RunAll, bool>(n, m, ref visitor);
    }

    [Theory]
    [InlineData("model.A", 8, 6, 6, 9, 4)]
    [InlineData("model.B", 9, 5, 6, 9, 4)]
    [InlineData("model.D", 9, 6, 9, 9, 4)]
    [InlineData("model.Q", 9, 6, 6, 8, 4)]
    [InlineData("model.R", 9, 6, 6, 9, 9)]
    public void WrongLength_IsNamed(string name, int a, int b, int d, int q, int r)
    {
        var shape = new DynamicShape(3, 2);
        double[] memory = new double[GameDare.WorkspaceLength(shape, 2)];
        Assert.Equal(name, Assert.Throws<ArgumentException>(() => GameDare.Solve(
            shape, Model(), 1, new double[9], new double[6], new double[6], memory)).ParamName);
        Assert.Equal(name, Assert.Throws<ArgumentException>(() => GameRecursion.Solve(
            shape, 2, Model(), 1, new double[9], new double[12], new double[12], new double[27], new double[2], memory)).ParamName);

        GameModel Model() => new(new double[a], new double[b], new double[d], 2, new double[q], new double[r]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    public void GammaWithoutASquare_IsOutOfRange(double gamma)
    {
        Assert.Equal("gamma", Assert.Throws<ArgumentOutOfRangeException>(() => GameDare.Solve(
            new DynamicShape(1, 1), One(), gamma, new double[1], new double[1], new double[1], new double[999])).ParamName);
        Assert.Equal("gamma", Assert.Throws<ArgumentOutOfRangeException>(() => GameRecursion.Solve(
            new DynamicShape(1, 1), 1, One(), gamma, new double[1], new double[1], new double[1], new double[2], new double[1], new double[999])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GameModel([1], [1], [1], 0, [1], [1]));
    }

    [Fact]
    public void Outputs_MayNotOverlap()
    {
        double[] shared = new double[9], terminal = new double[1];
        Assert.Equal("margins", Assert.Throws<ArgumentException>(() => GameRecursion.Solve(
            new DynamicShape(1, 1), 1, One(), 1, terminal, new double[1], new double[1], shared.AsSpan(0, 2), shared.AsSpan(1, 1), new double[999])).ParamName);
        Assert.Equal("adversaryGain", Assert.Throws<ArgumentException>(() => GameDare.Solve(
            new DynamicShape(1, 1), One(), 1, shared.AsSpan(0, 1), shared.AsSpan(1, 1), shared.AsSpan(1, 1), new double[999])).ParamName);
        Assert.Equal(new double[9], shared);
    }

    private static GameModel One() => new([1.0], [1.0], [1.0], 1, [1.0], [1.0]);

    private readonly struct RunAll(ZeroSum.Stage stage, double gamma) : IShapeVisitor<bool>
    {
        public bool Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, p = stage.D.GetLength(1);
            double[] a = ZeroSumGames.Flat(stage.A), b = ZeroSumGames.Flat(stage.B), d = ZeroSumGames.Flat(stage.D), q = ZeroSumGames.Flat(stage.Q), r = ZeroSumGames.Flat(stage.R);
            Canaried gains = new(Horizon * m * n), adversary = new(Horizon * p * n), costs = new((Horizon + 1) * n * n), margins = new(Horizon);
            Canaried first = new(n * n), gain = new(m * n), reply = new(p * n), limit = new(n * n);
            Canaried recursion = new(GameRecursion.WorkspaceLength(shape, p)), dare = new(GameDare.WorkspaceLength(shape, p));
            long before = 0;

            // The first round may compile and so allocate; the second must not.
            for (int round = 0; round < 2; round++)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                var model = new GameModel(a, b, d, p, q, r);
                GameRecursion.Solve(shape, Horizon, model, gamma, q, gains.Span, adversary.Span, first.Span, margins.Span, recursion.Span);
                GameRecursion.Solve(shape, Horizon, model, gamma, q, gains.Span, adversary.Span, costs.Span, margins.Span, recursion.Span);
                GameDare.Solve(shape, model, gamma, limit.Span, gain.Span, reply.Span, dare.Span);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(costs.Span[..(n * n)].ToArray(), first.Span.ToArray());
            Assert.All(new[] { gains, adversary, costs, margins, first, gain, reply, limit, recursion, dare }, buffer => buffer.AssertIntact());
            return true;
        }
    }
}
