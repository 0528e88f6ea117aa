using System;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>
/// Whatever bits the inputs hold, the solvers end, throw nothing, and answer Ok only with numbers: NaN, infinities, subnormal and
/// huge entries among ordinary ones.
/// </summary>
public class ArbitraryBits
{
    private const int Trials = 4000;
    private const int N = 3, M = 2, P = 2, Horizon = 3;

    // Far above the doubling and Newton steps of all attempts together, far below a hang.
    private const int Budget = 1000;

    private static readonly DynamicShape Shape = new(N, M);
    private static readonly (int N, int M)[] Sizes = [(1, 1), (2, 1), (3, 2), (2, 5), (9, 3)];

    [Fact]
    public void Dare_IsAnsweredWithNumbersOrAStatus() => Repeat(random =>
    {
        (int n, int m) = Sizes[random.Next(Sizes.Length)];
        var shape = new DynamicShape(n, m);
        double[] a = Entries(random, n, n), b = Entries(random, n, m), s = random.Next(2) == 0 ? Entries(random, n, m) : [];
        double[] q = random.Next(2) == 0 ? Symmetric(random, n) : Semidefinite(random, n), r = random.Next(2) == 0 ? Symmetric(random, m) : Semidefinite(random, m);
        AssertSolved(shape, new LqrModel(a, b, q, r, s), random);
    });

    [Fact]
    public void Dare_OfNothingButArbitraryBits_IsAnsweredWithNumbersOrAStatus() => Repeat(random =>
    {
        (int n, int m) = Sizes[random.Next(Sizes.Length)];
        double[] Any(int rows, int columns) => random.Next(2) == 0 ? Bits(random, rows * columns) : Entries(random, rows, columns);
        AssertSolved(new DynamicShape(n, m), new LqrModel(Any(n, n), Any(n, m), Mirrored(Any(n, n), n), Mirrored(Any(m, m), m), random.Next(2) == 0 ? Any(n, m) : []), random);
    });

    [Fact]
    public void Dare_IsAnsweredWithNumbersOrAStatusFromNothingFromAnyLastPAndInAnyTime() => Repeat(random =>
    {
        double[] a = Entries(random, N, N), b = Entries(random, N, M), q = Semidefinite(random, N), r = Semidefinite(random, M);
        double[] p = Entries(random, N, N), k = new double[M * N], workspace = new double[Dare.WorkspaceLength(Shape)];
        bool indefinite = random.Next(3) == 0;
        if (indefinite)
        {
            q = Symmetric(random, N);
            r = Symmetric(random, M);
        }

        var model = new LqrModel(a, b, q, r);
        var options = new DareOptions { Indefinite = indefinite, EstimateError = true, MaxIterations = random.Next(2) * random.Next(30) };
        DareResult warm = Dare.Resolve(Shape, model, options, p, k, workspace);
        AssertAnnounced(warm, [.. p, .. k]);
        DareResult cold = Dare.Solve(Shape, model, options, p, k, workspace);
        AssertAnnounced(cold, [.. p, .. k]);
        AssertAnnounced(Dare.Resolve(Shape, model, options, p, k, workspace), [.. p, .. k]);
    });

    [Fact]
    public void Game_IsAnsweredWithNumbersOrAStatus() => Repeat(random =>
    {
        double[] a = Entries(random, N, N), b = Entries(random, N, M), d = Entries(random, N, P), q = Symmetric(random, N), r = Symmetric(random, M);
        double gamma = Math.Exp(random.Next(-3, 6));
        var model = new GameModel(a, b, d, P, q, r);
        double[] m = new double[N * N], k1 = new double[M * N], k2 = new double[P * N], workspace = new double[GameDare.WorkspaceLength(Shape, P)];
        GameDareResult stationary = GameDare.Solve(Shape, model, gamma, m, k1, k2, workspace);
        AssertNumbers(stationary.Status, [.. m, .. k1, .. k2, stationary.Margin, stationary.Residual]);

        double[] costs = new double[(Horizon + 1) * N * N], gains = new double[Horizon * M * N], replies = new double[Horizon * P * N], margins = new double[Horizon];
        GameRecursionResult finite = GameRecursion.Solve(Shape, Horizon, model, gamma, q, gains, replies, costs, margins, workspace);
        AssertNumbers(finite.Status, [.. costs, .. gains, .. replies, .. margins]);
    });

    [Fact]
    public void SteinAndDirectLyapunov_AreAnsweredWithNumbersOrAStatus() => Repeat(random =>
    {
        double[] h = Entries(random, N, N), f = Entries(random, M, M), c = Entries(random, N, M), x = new double[N * M];
        SteinResult stein = Stein.Solve(N, M, h, f, c, x, new double[Stein.WorkspaceLength(N, M)]);
        AssertNumbers(stein.Status, [.. x, stein.Residual]);
        double[] q = Symmetric(random, N), y = new double[N * N];
        LyapunovResult lyapunov = Lyapunov.SolveDirect(Shape, h, q, y, new double[Lyapunov.DirectWorkspaceLength(Shape)]);
        AssertNumbers(lyapunov.Status, [.. y, lyapunov.Residual]);
        double[] eigenvalues = new double[N];
        AssertNumbers(SymmetricEigenvalues.Compute(N, q, eigenvalues, new double[SymmetricEigenvalues.WorkspaceLength(N)]), eigenvalues);
    });

    [Fact]
    public void AffineTerms_AreAnsweredWithNumbersOrAStatus() => Repeat(random =>
    {
        double[] a = Entries(random, N, N), b = Entries(random, N, M), r = Symmetric(random, M), p = Symmetric(random, N), k = Entries(random, M, N);
        double[] d = Entries(random, N, 1), q = Entries(random, N, 1), s = Entries(random, M, 1);
        double[] offset = new double[M], linear = new double[N];
        AffineResult stationary = AffineStationary.Solve(
            Shape, new LqrModel(a, b, p, r), new AffineTerms(d, q, s), p, k, offset, linear, new double[AffineStationary.WorkspaceLength(Shape)]);
        AssertNumbers(stationary.Status, [.. offset, .. linear, stationary.Constant]);
        double[] offsets = new double[M], linears = new double[2 * N];
        AffineResult finite = AffineRecursion.Solve(
            Shape, 1, new LqrModel(a, b, p, r), new AffineTerms(d, q, s), q, k, [.. p, .. p], offsets, linears, new double[AffineRecursion.WorkspaceLength(Shape)]);
        AssertNumbers(finite.Status, [.. offsets, .. linears, finite.Constant]);
    });

    [Fact]
    public void SquareRootAndFilter_AreAnsweredWithNumbersOrAStatus() => Repeat(random =>
    {
        double[] a = Entries(random, N, N), b = Entries(random, N, M), q = Semidefinite(random, N), r = Semidefinite(random, M);
        double[] gains = new double[Horizon * M * N], factors = new double[(Horizon + 1) * N * N];
        RecursionResult recursion = SquareRootRecursion.Solve(
            Shape, Horizon, new LqrModel(a, b, q, r), q, gains, factors, new double[SquareRootRecursion.WorkspaceLength(Shape)]);
        AssertNumbers(recursion.Status, [.. gains, .. factors]);
        double[] predicted = new double[N * N], filtered = new double[N * N], k = new double[N * M], l = new double[N * M];
        KalmanResult kalman = Kalman.Solve(
            Shape, new KalmanModel(a, b, q, r), default, predicted, filtered, k, l, new double[Kalman.WorkspaceLength(Shape)]);
        AssertNumbers(kalman.Status, [.. predicted, .. filtered, .. k, .. l, kalman.Residual]);
    });

    private static void AssertSolved(DynamicShape shape, LqrModel model, Random random)
    {
        int n = shape.StateDim, m = shape.InputDim;
        double[] p = Bits(random, n * n), k = Bits(random, m * n), workspace = Bits(random, Dare.WorkspaceLength(shape));
        var options = new DareOptions
        {
            Indefinite = random.Next(2) == 0,
            Unchecked = random.Next(4) == 0,
            EstimateError = random.Next(2) == 0,
            MaxIterations = random.Next(2) * random.Next(30),
        };
        DareResult result = Dare.Solve(shape, model, options, p, k, workspace);
        AssertNumbers(result.Status, options.Unchecked ? [.. p, .. k] : [.. p, .. k, result.Residual, result.SpectralRadius]);
        Assert.InRange(result.Iterations + result.Refinements, 0, Budget);
        if (!result.HasOutputs)
        {
            Assert.All([.. p, .. k], entry => Assert.Equal(double.NaN, entry));
        }
    }

    private static void Repeat(Action<Random> trial)
    {
        for (int seed = 0; seed < Trials; seed++)
        {
            trial(new Random(seed));
        }
    }

    private static void AssertNumbers(SolveStatus status, double[] outputs) =>
        Assert.True(status != SolveStatus.Ok || outputs.All(double.IsFinite), $"Ok with {string.Join(" ", outputs)}");

    private static void AssertAnnounced(DareResult result, double[] outputs)
    {
        AssertNumbers(result.Status, [.. outputs, result.Residual, result.SpectralRadius]);
        Assert.False(result.IsOk && double.IsNaN(result.ErrorEstimate));
        if (result.Status == SolveStatus.NotConverged)
        {
            Assert.Equal(double.IsNaN(result.Residual), !outputs.All(double.IsFinite));
        }
    }

    /// <summary>Ordinary numbers, in most matrices with one entry of arbitrary bits or of an extreme scale.</summary>
    private static double[] Entries(Random random, int rows, int columns)
    {
        double[] entries = [.. Enumerable.Range(0, rows * columns).Select(_ => (2 * random.NextDouble()) - 1)];
        int kind = random.Next(12);
        double scale = kind == 0 ? Math.ScaleB(1, random.Next(-1070, 1020)) : 1;
        entries = [.. entries.Select(x => scale * x)];
        if (kind == 1)
        {
            entries[random.Next(entries.Length)] = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        }

        return entries;
    }

    /// <summary>Any of the 2⁶⁴ doubles each, most of them huge or tiny and one in a thousand no number.</summary>
    private static double[] Bits(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)))];

    private static double[] Symmetric(Random random, int order) => Mirrored(Entries(random, order, order), order);

    private static double[] Mirrored(double[] entries, int order) =>
        [.. entries.Select((x, i) => i / order <= i % order ? x : entries[((i % order) * order) + (i / order)])];

    private static double[] Semidefinite(Random random, int order)
    {
        double[] root = Entries(random, order, order);
        double[] square = new double[order * order];
        for (int i = 0; i < square.Length; i++)
        {
            square[i] = Enumerable.Range(0, order).Sum(k => root[((i / order) * order) + k] * root[((i % order) * order) + k]);
        }

        return square;
    }
}
