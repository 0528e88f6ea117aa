using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Riccati.Game;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.Filter;

/// <summary>The filter against the covariance recursion and the information form, a closed form, and its broken hypotheses.</summary>
public class KalmanTests
{
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(4, 2, false)]
    [InlineData(4, 2, true)]
    [InlineData(2, 4, true)]
    [InlineData(9, 3, false)]
    public void Solve_IsTheLimitOfTheCovarianceRecursion(int n, int m, bool cross)
    {
        LqrProblem dual = Plants.Random(n, m, seed: n, cross);
        double[,] a = Matrix.transpose(dual.A), c = Matrix.transpose(dual.B), s = dual.S ?? new double[n, m];
        double[,] sigma = dual.Q;
        for (int t = 0; t < 2000; t++)
        {
            sigma = Matrix.symmetrise(Matrix.subtract(
                Matrix.add(dual.Q, Product(a, sigma, Matrix.transpose(a))),
                Product(Cross(sigma), Matrix.inverse(Innovation(sigma)), Matrix.transpose(Cross(sigma)))));
        }

        Answer answer = Solve(a, c, dual.Q, dual.R, dual.S);
        double[,] predictor = Matrix.multiply(Cross(sigma), Matrix.inverse(Innovation(sigma)));
        double[,] filter = Product(sigma, Matrix.transpose(c), Matrix.inverse(Innovation(sigma)));
        double[,] information = Matrix.add(Matrix.inverse(sigma), Product(Matrix.transpose(c), Matrix.inverse(dual.R), c));
        Assert.Equal(SolveStatus.Ok, answer.Result.Status);
        Assert.True(Norms.RelativeError(answer.Predicted, sigma) < 1e-10);
        Assert.True(Norms.RelativeError(answer.PredictorGain, predictor) < 1e-10);
        Assert.True(Norms.RelativeError(answer.FilterGain, filter) < 1e-10);
        Assert.True(Norms.RelativeError(answer.Filtered, Matrix.inverse(information)) < 1e-9);
        Assert.Equal(answer.Filtered, Matrix.transpose(answer.Filtered));
        Assert.Equal(Matrix.spectralRadius(Matrix.subtract(a, Matrix.multiply(predictor, c))), answer.Result.SpectralRadius, 8);

        double[,] Innovation(double[,] x) => Matrix.add(dual.R, Product(c, x, Matrix.transpose(c)));
        double[,] Cross(double[,] x) => Matrix.add(Product(a, x, Matrix.transpose(c)), s);
    }

    [Fact]
    public void RandomWalk_HasTheGoldenRatio()
    {
        // A = C = W = V = 1: Σ = 1 + Σ/(1 + Σ), the golden ratio; after the measurement one less.
        double golden = (1 + Math.Sqrt(5)) / 2;
        Answer answer = Solve(Plants.Diagonal(1), Plants.Diagonal(1), Plants.Diagonal(1), Plants.Diagonal(1));
        Assert.Equal(golden, answer.Predicted[0, 0], 14);
        Assert.Equal(golden - 1, answer.Filtered[0, 0], 14);
        Assert.Equal(golden - 1, answer.FilterGain[0, 0], 14);
        Assert.Equal(golden - 1, answer.PredictorGain[0, 0], 14);
    }

    [Fact]
    public void Hypotheses_AreNamedInTheWordsOfTheFilter()
    {
        double[,] unseen = Plants.Diagonal(0.5, 2), undriven = Plants.Diagonal(1, 0.5), both = { { 1, 1 } };
        Assert.Equal(SolveStatus.NotDetectable, Solve(unseen, new double[,] { { 1, 0 } }, Matrix.identity(2), Plants.Diagonal(1)).Result.Status);
        Assert.Equal(SolveStatus.NotStabilisable, Solve(undriven, both, Plants.Diagonal(0, 1), Plants.Diagonal(1)).Result.Status);
        Assert.Equal(SolveStatus.InputWeightNotPositiveDefinite, Solve(undriven, both, Matrix.identity(2), Plants.Diagonal(-1)).Result.Status);
        Answer broken = Solve(Plants.Diagonal(0.5, double.NaN), both, Matrix.identity(2), Plants.Diagonal(1));
        Assert.Equal(SolveStatus.NonFinite, broken.Result.Status);
        Assert.All(ZeroSumGames.Flat([broken.Predicted, broken.Filtered, broken.PredictorGain, broken.FilterGain]), x => Assert.Equal(double.NaN, x));
    }

    [Fact]
    public void Update_FollowedByTheTimeStep_IsThePredictor()
    {
        LqrProblem dual = Plants.Random(3, 2, seed: 5, cross: false);
        double[,] a = Matrix.transpose(dual.A), c = Matrix.transpose(dual.B);
        Answer answer = Solve(a, c, dual.Q, dual.R);
        double[] before = [1, -2, 3], y = [0.5, 0.25], estimate = [.. before], innovation = new double[2];
        Kalman.Update(new DynamicShape(3, 2), ZeroSumGames.Flat(c), ZeroSumGames.Flat(answer.FilterGain), y, estimate, innovation);
        double[] expectedInnovation = [.. y.Zip(Matrix.multiplyVector(c, before), (measured, predicted) => measured - predicted)];
        double[] ahead = Matrix.multiplyVector(a, estimate);
        double[] predictor = [.. Matrix.multiplyVector(a, before).Zip(Matrix.multiplyVector(answer.PredictorGain, expectedInnovation), (x, k) => x + k)];
        Assert.All(expectedInnovation.Zip(innovation), pair => Assert.Equal(pair.First, pair.Second, 14));
        Assert.All(predictor.Zip(ahead), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Fact]
    public void FilterOnASimulatedPlant_HasTheErrorItPromises()
    {
        // The mean square error over 200 000 steps is within 2 % of tr(filtered covariance): some ten standard errors.
        var random = new Random(20);
        double[,] a = { { 0.9, 0.3 }, { -0.2, 0.8 } }, c = { { 1, 0 } };
        Answer answer = Solve(a, c, Plants.Diagonal(0.2, 0.1), Plants.Diagonal(0.5));
        double[] x = new double[2], estimate = new double[2], innovation = new double[1];
        double sum = 0;
        for (int t = 0; t < 200_000; t++)
        {
            x = [.. Matrix.multiplyVector(a, x).Zip([Math.Sqrt(0.2) * Normal(), Math.Sqrt(0.1) * Normal()], (mean, w) => mean + w)];
            estimate = Matrix.multiplyVector(a, estimate);
            Kalman.Update(new DynamicShape(2, 1), ZeroSumGames.Flat(c), ZeroSumGames.Flat(answer.FilterGain), [x[0] + (Math.Sqrt(0.5) * Normal())], estimate, innovation);
            sum += Math.Pow(x[0] - estimate[0], 2) + Math.Pow(x[1] - estimate[1], 2);
        }

        Assert.True(Norms.RelativeError(sum / 200_000, Matrix.trace(answer.Filtered)) < 0.02);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    [Fact]
    public void WrongLengthsAndOverlaps_AreNamed()
    {
        var shape = new DynamicShape(3, 2);
        double[] memory = new double[Kalman.WorkspaceLength(shape)];
        Assert.Equal("model.C", Fails(c: 9).ParamName);
        Assert.Equal("model.MeasurementNoise", Fails(v: 9).ParamName);
        Assert.Equal("filterGain", Fails(l: 9).ParamName);
        Assert.Equal("estimate", Assert.Throws<ArgumentException>(() => Kalman.Update(
            shape, new double[6], new double[6], memory.AsSpan(0, 2), memory.AsSpan(1, 3), new double[2])).ParamName);

        ArgumentException Fails(int c = 6, int v = 4, int l = 6) => Assert.Throws<ArgumentException>(() => Kalman.Solve(
            shape,
            new KalmanModel(new double[9], new double[c], new double[9], new double[v]),
            default,
            new double[9],
            new double[9],
            new double[6],
            new double[l],
            memory));
    }

    [Fact]
    public void Nothing_IsAllocatedOrWrittenOutside()
    {
        var visitor = new Visitor(Plants.Random(4, 2, seed: 3));
        Assert.Equal(0, visitor.Visit(new DynamicShape(4, 2)));
        Assert.Equal(0, ShapeDispatch.Run<Visitor, long>(4, 2, ref visitor));
    }

    private static double[,] Product(double[,] a, double[,] b, double[,] c) => Matrix.multiply(Matrix.multiply(a, b), c);

    private static Answer Solve(double[,] a, double[,] c, double[,] w, double[,] v, double[,]? s = null)
    {
        int n = a.GetLength(0), m = c.GetLength(0);
        var shape = new DynamicShape(n, m);
        var model = new KalmanModel(ZeroSumGames.Flat(a), ZeroSumGames.Flat(c), ZeroSumGames.Flat(w), ZeroSumGames.Flat(v), s is null ? default : ZeroSumGames.Flat(s));
        double[] flatPredicted = new double[n * n], flatFiltered = new double[n * n], flatK = new double[n * m], flatL = new double[n * m];
        KalmanResult result = Kalman.Solve(shape, model, default, flatPredicted, flatFiltered, flatK, flatL, new double[Kalman.WorkspaceLength(shape)]);
        return new Answer(result, ZeroSumGames.Part(flatPredicted, 0, n, n), ZeroSumGames.Part(flatFiltered, 0, n, n), ZeroSumGames.Part(flatK, 0, n, m), ZeroSumGames.Part(flatL, 0, n, m));
    }

    private sealed record Answer(KalmanResult Result, double[,] Predicted, double[,] Filtered, double[,] PredictorGain, double[,] FilterGain);

    /// <summary>The bytes that a solve and an update allocate.</summary>
    private readonly struct Visitor(LqrProblem dual) : IShapeVisitor<long>
    {
        public long Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            double[] c = ZeroSumGames.Flat(Matrix.transpose(dual.B)), a = ZeroSumGames.Flat(Matrix.transpose(dual.A)), y = new double[m];
            Canaried predicted = new(n * n), filtered = new(n * n), k = new(n * m), l = new(n * m), workspace = new(Kalman.WorkspaceLength(shape));
            Canaried estimate = new(n), innovation = new(m);
            estimate.Span.Clear();
            long before = 0;

            // The first round may compile and so allocate; the second must not.
            for (int round = 0; round < 2; round++)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                LqrModel weights = dual.AsModel();
                var model = new KalmanModel(a, c, weights.Q, weights.R, weights.S);
                Kalman.Solve(shape, model, default, predicted.Span, filtered.Span, k.Span, l.Span, workspace.Span);
                Kalman.Update(shape, c, l.Span, y, estimate.Span, innovation.Span);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.All(new[] { predicted, filtered, k, l, workspace, estimate, innovation }, buffer => buffer.AssertIntact());
            return allocated;
        }
    }
}
