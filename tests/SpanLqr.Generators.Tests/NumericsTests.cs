using System;
using System.Linq;
using SpanLqr.Generators.Tests.Harness;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Generators.Tests;

/// <summary>
/// A first look at the emitted numbers, against the textbook loops below. The full comparison, every kernel of every
/// built-in size, lives beside the kernels.
/// </summary>
public class NumericsTests
{
    // Sums of at most 12 products of numbers below 1: a dozen roundings of 1e-16, and room.
    private const double Tolerance = 1e-13;

    [Theory]
    [InlineData(3, 2)]
    [InlineData(12, 4)]
    public void ProductsAreTheTextbooks(int n, int m)
    {
        ILqrShape shape = Load(n, m);
        var random = new Random(7);
        double[] a = Random(random, n * n);
        double[] b = Random(random, n * m);
        double[] c = Random(random, n * m);
        double[] product = new double[n * m];
        double[] sum = new double[n * m];
        double[] outer = new double[n * n];

        shape.MultiplyAB(ref a[0], ref b[0], ref product[0]);
        shape.MultiplyAddAtB(ref a[0], ref b[0], -0.5, ref c[0], ref sum[0]);
        shape.MultiplyBBt(ref b[0], ref c[0], ref outer[0]);

        Close(Multiply(a, b, n, n, m), product);
        Close([.. Multiply(Transpose(a, n, n), b, n, n, m).Zip(c, static (x, y) => y - (0.5 * x))], sum);
        Close(Multiply(b, Transpose(c, n, m), n, m, n), outer);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(12, 4)]
    public void ASolveUndoesAProduct(int n, int m)
    {
        ILqrShape shape = Load(n, m);
        var random = new Random(11);
        double[] root = Random(random, n * n);
        double[] definite = Multiply(root, Transpose(root, n, n), n, n, n);
        double[] x = Random(random, n * m);
        for (int i = 0; i < n; i++)
        {
            definite[(i * n) + i] += n;
        }

        double[] rhs = Multiply(definite, x, n, n, m);
        double[] factor = new double[n * n];
        double[] solution = new double[n * m];
        int[] pivots = new int[n];

        Assert.True(shape.CholeskyFactorA(ref definite[0], ref factor[0]));
        shape.CholeskySolveAB(ref factor[0], ref rhs[0], ref solution[0]);
        Close(x, solution);

        Assert.True(shape.LdlFactorA(ref definite[0], ref factor[0]));
        shape.LdlSolveAB(ref factor[0], ref rhs[0], ref solution[0]);
        Close(x, solution);

        Assert.True(shape.LuFactorA(ref definite[0], ref factor[0], ref pivots[0]));
        shape.LuSolveAB(ref factor[0], ref pivots[0], ref rhs[0], ref solution[0]);
        Close(x, solution);
    }

    [Theory]
    [InlineData(3, 2, false)]
    [InlineData(3, 2, true)]
    [InlineData(12, 4, false)]
    [InlineData(12, 4, true)]
    public void ARiccatiStepSatisfiesItsEquations(int n, int m, bool hasCross)
    {
        ILqrShape shape = Load(n, m);
        var random = new Random(13);
        double[] a = Random(random, n * n);
        double[] b = Random(random, n * m);
        double[] s = [.. Random(random, n * m).Select(value => hasCross ? 0.1 * value : 0)];
        double[] q = Diagonal(n, 2);
        double[] r = Diagonal(m, 3);
        double[] p = Diagonal(n, 1);
        double[] gain = new double[m * n];
        double[] before = new double[n * n];
        double[] workspace = new double[shape.RiccatiStepWorkspaceLength];

        Assert.True(shape.RiccatiStep(
            ref a[0], ref b[0], ref q[0], ref r[0], ref s[0], hasCross, ref p[0], ref gain[0], ref before[0], ref workspace[0]));

        // With P = I: (R + B'B)·K = B'A + S' and P⁻ = Q + A'A − (A'B + S)·K.
        double[] weight = Add(r, Multiply(Transpose(b, n, m), b, m, n, m));
        double[] linear = Add(Multiply(Transpose(b, n, m), a, m, n, n), Transpose(s, n, m));
        Close(linear, Multiply(weight, gain, m, m, n));
        double[] expected = Add(q, Multiply(Transpose(a, n, n), a, n, n, n));
        double[] reduction = Multiply(Transpose(linear, m, n), gain, n, m, n);
        Close([.. expected.Zip(reduction, static (x, y) => x - y)], before);
        Assert.Equal(before, Transpose(before, n, n));
    }

    private static ILqrShape Load(int n, int m) => (ILqrShape)Activator.CreateInstance(
        Consumer.Load($"[SpanLqr.LqrShape({n}, {m})] public readonly partial struct Shape {{ }}").GetType("Shape")!)!;

    private static void Close(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, Tolerance * (1 + Math.Abs(pair.First))));

    private static double[] Random(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1)];

    private static double[] Diagonal(int dimension, double value) =>
        [.. Enumerable.Range(0, dimension * dimension).Select(index => index % (dimension + 1) == 0 ? value : 0)];

    private static double[] Add(double[] x, double[] y) => [.. x.Zip(y, static (left, right) => left + right)];

    private static double[] Transpose(double[] x, int rows, int cols) =>
        [.. Enumerable.Range(0, rows * cols).Select(index => x[(index % rows * cols) + (index / rows)])];

    private static double[] Multiply(double[] x, double[] y, int rows, int inner, int cols) =>
        [.. Enumerable.Range(0, rows * cols).Select(index => Enumerable.Range(0, inner).Sum(k => x[(index / cols * inner) + k] * y[(k * cols) + (index % cols)]))];
}
