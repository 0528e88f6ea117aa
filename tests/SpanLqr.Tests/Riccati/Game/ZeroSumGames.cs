using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.Riccati.Game;

/// <summary>ZeroSumGames as the reference writes them, and runs of the solvers under test on them.</summary>
internal static class ZeroSumGames
{
    /// <summary>A stage with random matrices, A of radius about <paramref name="radius"/>, Q ⪰ 0 and R ≻ 0.</summary>
    public static ZeroSum.Stage Random(int n, int m, int p, int seed, double radius = 0.8)
    {
        var random = new Random(seed);
        return new ZeroSum.Stage(
            Plants.Matrix(n, n, random, radius / Math.Sqrt(n)),
            Plants.Matrix(n, m, random, 1),
            Plants.Matrix(n, p, random, 0.5),
            Square(Plants.Matrix(n, Math.Max(1, n - 1), random, 0.5)),
            Matrix.add(Square(Plants.Matrix(m, m, random, 0.5)), Matrix.identity(m)));
    }

    public static double[] Flat(double[,] matrix) => [.. matrix.Cast<double>()];

    public static double[] Flat(IEnumerable<double[,]> matrices) => [.. matrices.SelectMany(Flat)];

    public static double[,] Part(double[] entries, int index, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        Buffer.BlockCopy(entries, index * rows * columns * sizeof(double), matrix, 0, rows * columns * sizeof(double));
        return matrix;
    }

    public static FiniteAnswer Solve(ZeroSum.Stage[] stages, double gamma, double[,] terminal, int? horizon = null)
    {
        var visitor = new Finite(stages, gamma, terminal, horizon ?? stages.Length);
        return ShapeDispatch.Run<Finite, FiniteAnswer>(stages[0].A.GetLength(0), stages[0].B.GetLength(1), ref visitor);
    }

    public static StationaryAnswer Solve(ZeroSum.Stage stage, double gamma)
    {
        var visitor = new Stationary(stage, gamma);
        return ShapeDispatch.Run<Stationary, StationaryAnswer>(stage.A.GetLength(0), stage.B.GetLength(1), ref visitor);
    }

    private static double[,] Square(double[,] root) => Matrix.multiply(root, Matrix.transpose(root));

    internal sealed record FiniteAnswer(GameRecursionResult Result, double[] Gains, double[] AdversaryGains, double[] CostsToGo, double[] Margins);

    internal sealed record StationaryAnswer(GameDareResult Result, double[,] CostToGo, double[,] Gain, double[,] AdversaryGain);

    private readonly struct Finite(ZeroSum.Stage[] stages, double gamma, double[,] terminal, int horizon) : IShapeVisitor<FiniteAnswer>
    {
        public FiniteAnswer Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, p = stages[0].D.GetLength(1);
            var model = new GameModel(
                Flat(stages.Select(s => s.A)),
                Flat(stages.Select(s => s.B)),
                Flat(stages.Select(s => s.D)),
                p,
                Flat(stages.Select(s => s.Q)),
                Flat(stages.Select(s => s.R)));
            double[] gains = new double[horizon * m * n], adversary = new double[horizon * p * n];
            double[] costs = new double[(horizon + 1) * n * n], margins = new double[horizon];
            double[] workspace = new double[GameRecursion.WorkspaceLength(shape, p)];
            GameRecursionResult result = GameRecursion.Solve(shape, horizon, model, gamma, Flat(terminal), gains, adversary, costs, margins, workspace);
            return new FiniteAnswer(result, gains, adversary, costs, margins);
        }
    }

    private readonly struct Stationary(ZeroSum.Stage stage, double gamma) : IShapeVisitor<StationaryAnswer>
    {
        public StationaryAnswer Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, p = stage.D.GetLength(1);
            var model = new GameModel(Flat(stage.A), Flat(stage.B), Flat(stage.D), p, Flat(stage.Q), Flat(stage.R));
            double[] costToGo = new double[n * n], gain = new double[m * n], adversary = new double[p * n];
            double[] workspace = new double[GameDare.WorkspaceLength(shape, p)];
            GameDareResult result = GameDare.Solve(shape, model, gamma, costToGo, gain, adversary, workspace);
            return new StationaryAnswer(result, Part(costToGo, 0, n, n), Part(gain, 0, m, n), Part(adversary, 0, p, n));
        }
    }
}
