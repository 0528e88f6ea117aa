using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>Sampling of plants in arrays; the allocating counterpart of <see cref="Sampling"/>.</summary>
public static class PlantSampler
{
    /// <summary>The plant at its sampling instants, without its delay: A, B, c, Q, S, R and W of one step.</summary>
    /// <param name="problem">A continuous problem. With sampled weights Q, S and R of the answer are those given and the constant is zero.</param>
    /// <returns>The sampled plant, or a status.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or the problem is in discrete time.</exception>
    public static SampledPlant Sample(PlantProblem problem)
    {
        PlantChecks.Check(problem);
        if (problem.Time != PlantTime.Continuous)
        {
            throw new ArgumentException("The problem is in discrete time, expected a continuous plant.", nameof(problem));
        }

        SamplingStatus status = TryPiece(problem, new PlantPlan(problem), problem.Step, out PlantPiece piece);
        return FromPiece(problem, status, piece);
    }

    /// <summary>What a piece says of a sampled plant.</summary>
    internal static SampledPlant FromPiece(PlantProblem problem, SamplingStatus status, PlantPiece piece)
    {
        int n = problem.StateDim, m = problem.InputDim;
        bool isIntegrated = problem.Weights == StepWeights.Integrated;
        return new SampledPlant(
            status,
            piece.A.Entries,
            piece.B.Entries,
            piece.Drift.ToVector(),
            isIntegrated ? piece.Weight.Block(0, 0, n, n).Entries : problem.Q,
            isIntegrated ? piece.Weight.Block(0, n, n, m).Entries : problem.S ?? new double[n, m],
            isIntegrated ? piece.Weight.Block(n, n, m, m).Entries : problem.R,
            piece.Noise.Entries,
            piece.NoiseCost);
    }

    /// <summary>What the plant does under an input that is held for so long.</summary>
    internal static SamplingStatus TryPiece(PlantProblem problem, PlantPlan plan, double length, out PlantPiece piece)
    {
        bool hasDrift = problem.Drift is not null;
        var visitor = new Visitor(problem, plan, length, hasDrift);
        (SamplingStatus status, piece) = ShapeDispatch.Run<Visitor, (SamplingStatus, PlantPiece)>(
            problem.StateDim + (hasDrift ? 1 : 0), problem.InputDim, ref visitor);
        return status;
    }

    /// <summary>A drift is the pull of one more state, which never moves.</summary>
    private readonly struct Visitor(PlantProblem problem, PlantPlan plan, double length, bool hasDrift) : IShapeVisitor<(SamplingStatus, PlantPiece)>
    {
        public (SamplingStatus, PlantPiece) Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = problem.StateDim, m = problem.InputDim, extended = shape.StateDim;
            double unit = hasDrift ? Unit() : 1;
            bool isPlain = !plan.IsIntegrated;
            Matrix a = Extended(problem.A, extended, extended);
            for (int i = 0; i < n && hasDrift; i++)
            {
                a.Entries[i, n] = problem.Drift![i] / unit;
            }

            double[,] q = isPlain ? new double[extended, extended] : Extended(problem.Q, extended, extended).Entries;
            double[,] r = isPlain ? new double[m, m] : problem.R;
            double[,] s = isPlain || problem.S is null ? new double[extended, m] : Extended(problem.S, extended, m).Entries;
            double[,] w = Extended(problem.W ?? DenseMatrix.Identity(n), extended, extended).Entries;
            double[,] phi = new double[extended, extended], gamma = new double[extended, m], noise = new double[extended, extended];
            double[,] qd = new double[extended, extended], sd = new double[extended, m], rd = new double[m, m];
            var destination = new SampledSpans
            {
                A = Arrays.Flat(phi),
                B = Arrays.Flat(gamma),
                Q = Arrays.Flat(qd),
                S = Arrays.Flat(sd),
                R = Arrays.Flat(rd),
                W = Arrays.Flat(noise),
            };
            SamplingResult result = Sampling.Sample(
                shape,
                new LqrModel(Arrays.Flat(a.Entries), Arrays.Flat(Extended(problem.B, extended, m).Entries), Arrays.Flat(q), Arrays.Flat(r), Arrays.Flat(s)),
                Arrays.Flat(w),
                length,
                new SamplingOptions { DiscountRate = plan.DiscountRate, Indefinite = problem.Indefinite },
                destination,
                new double[Sampling.WorkspaceLength(shape)]);
            bool drifts = hasDrift;

            // (x, κ, u) becomes (x, u, 1).
            (int Index, double Unit) Place(int i) => i < n ? (i, 1) : i < n + m ? (i + extended - n, 1) : (n, unit);
            double Entry(int i, int j) =>
                i < extended && j < extended ? qd[i, j]
                : i >= extended && j >= extended ? rd[i - extended, j - extended]
                : i < extended ? sd[i, j - extended] : sd[j, i - extended];
            Matrix weight = Matrix.Create(n + m + 1, n + m + 1, (i, j) =>
            {
                (int row, double rowUnit) = Place(i);
                (int column, double columnUnit) = Place(j);
                return !drifts && (i == n + m || j == n + m) ? 0 : rowUnit * columnUnit * Entry(row, column);
            });
            var piece = new PlantPiece(
                new Matrix(phi).Block(0, 0, n, n),
                new Matrix(gamma).Block(0, 0, n, m),
                Matrix.Create(n, 1, (i, _) => drifts ? unit * phi[i, n] : 0),
                weight,
                new Matrix(noise).Block(0, 0, n, n),
                result.Constant,
                plan.DiscountRate == 0 ? 1 : Math.Exp(-plan.DiscountRate * length));
            return (result.Status, piece);
        }

        private static Matrix Extended(double[,] block, int rows, int columns) =>
            Matrix.Create(rows, columns, (i, j) => i < block.GetLength(0) && j < block.GetLength(1) ? block[i, j] : 0);

        /// <summary>A power of two that makes the drift no larger than A, so that it asks for no shorter step.</summary>
        private double Unit()
        {
            double drift = DenseMatrix.LargestEntry(Matrix.Column(problem.Drift!).Entries);
            double size = Math.Max(DenseMatrix.LargestEntry(problem.A), 1 / length);
            double ratio = drift / size;
            return ratio > 0 && double.IsFinite(ratio) ? Math.ScaleB(1, Math.ILogB(ratio) + 1) : 1;
        }
    }
}
