using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>The solvers allocate nothing and stay inside the memory that they are given.</summary>
public class SolverMemory
{
    private const int Horizon = 5;

    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 2, 1 }, { 3, 2 }, { 4, 4 }, { 8, 3 }, { 12, 4 }, { 2, 4 }, { 3, 7 }, { 10, 2 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EverySolver_AllocatesNothingAndStaysInside(int n, int m)
    {
        var visitor = new RunAll(Plants.Random(n, m, seed: n + (10 * m)));
        ShapeDispatch.Run<RunAll, bool>(n, m, ref visitor);
    }

    [Fact]
    public void FailingSolves_AllocateNothingEither()
    {
        LqrProblem[] failing =
        [
            Plants.Of(Plants.Diagonal(0.5, 2), new double[,] { { 1 }, { 0 } }, Plants.Diagonal(1, 1)),
            Plants.Of(Plants.Diagonal(1, 0.5), new double[,] { { 1 }, { 1 } }, Plants.Diagonal(0, 1)),
            Plants.Of(Plants.Diagonal(0.5, 0.5), new double[,] { { 1 }, { 1 } }, Plants.Diagonal(-1, 1)),
        ];
        Assert.All(failing, problem =>
        {
            var visitor = new RunAll(problem);
            ShapeDispatch.Run<RunAll, bool>(2, 1, ref visitor);
        });
    }

    private readonly struct RunAll(LqrProblem problem) : IShapeVisitor<bool>
    {
        public bool Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            Canaried p = new(n * n), k = new(m * n), sigma = new(n * n), e = new(m * n), gradient = new(m * n), delta = new((n + m) * (n + m));
            Canaried gains = new(Horizon * m * n), costs = new((Horizon + 1) * n * n), first = new(n * n), x = new(n * n);
            Canaried dare = new(Dare.WorkspaceLength(shape)), recursion = new(RiccatiRecursion.WorkspaceLength(shape));
            Canaried lyapunov = new(Lyapunov.WorkspaceLength(shape)), radius = new(SpectralRadius.WorkspaceLength(shape));
            Canaried policy = new(PolicyEvaluation.WorkspaceLength(shape));
            long before = 0;

            // The first round may compile and so allocate; the second must not.
            for (int round = 0; round < 2; round++)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                LqrModel model = problem.AsModel();
                Dare.Solve(shape, model, default, p.Span, k.Span, dare.Span);
                Dare.Solve(shape, model, new DareOptions { Indefinite = true }, p.Span, k.Span, dare.Span);
                Dare.Resolve(shape, model, default, p.Span, k.Span, dare.Span);
                Dare.Resolve(shape, model, new DareOptions { Unchecked = true }, p.Span, k.Span, dare.Span);
                Dare.Solve(shape, model, new DareOptions { MaxIterations = 2 }, p.Span, k.Span, dare.Span);
                RiccatiRecursion.Solve(shape, Horizon, model, model.Q, gains.Span, costs.Span, recursion.Span);
                RiccatiRecursion.Solve(shape, Horizon, model, model.Q, gains.Span, first.Span, recursion.Span);
                Lyapunov.Solve(shape, model.A, model.Q, x.Span, lyapunov.Span);
                SpectralRadius.Compute(shape, model.A, radius.Span);
                PolicyEvaluation.Evaluate(shape, model, default, k.Span, 0.1, p.Span, sigma.Span, e.Span, policy.Span);
                PolicyEvaluation.Gradient(shape, e.Span, sigma.Span, gradient.Span);
                PolicyEvaluation.ActionValue(shape, model, p.Span, delta.Span, policy.Span);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(costs.Span[..(n * n)].ToArray(), first.Span.ToArray());
            foreach (Canaried buffer in new[] { p, k, sigma, e, gradient, delta, gains, costs, first, x, dare, recursion, lyapunov, radius, policy })
            {
                buffer.AssertIntact();
            }

            return true;
        }
    }
}
