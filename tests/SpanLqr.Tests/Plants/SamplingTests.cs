using System;
using System.Collections.Generic;
using SpanLqr.Lqr;
using SpanLqr.Plants;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>Sampled plants against a block exponential in double-double arithmetic, which can afford the digits that it loses.</summary>
public class SamplingTests
{
    // Normwise; the worst of stiff plants and long steps that the method's own document gives is 1e-14.
    private const double Tolerance = 3e-13;

    public static IEnumerable<object[]> Plants()
    {
        double[,] missile = { { -0.876, 1, -0.1209, 0 }, { 8.9117, 0, -130.75, 0 }, { 0, 0, -150, 0 }, { -1, 0, 0, -0.05 } };
        double[,] missileInput = { { 0 }, { 0 }, { 150 }, { 0 } };
        yield return ["missile", missile, missileInput, 0.01];
        yield return ["missile", missile, missileInput, 0.5];
        yield return ["missile", missile, missileInput, 5.0];
        yield return ["oscillator", new double[,] { { 0, 120 }, { -120, -0.1 } }, new double[,] { { 0 }, { 1 } }, 0.7];
        yield return ["three integrators", new double[,] { { 0, 1, 0 }, { 0, 0, 1 }, { 0, 0, 0 } }, new double[,] { { 0 }, { 0 }, { 1 } }, 0.05];
        yield return ["rod", Rod(6), new double[,] { { 3 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 } }, 20.0];
        yield return ["units", new double[,] { { -1, 1e6 }, { -1e-6, -2 } }, new double[,] { { 0 }, { 1e-5 } }, 0.2];
    }

    [Theory]
    [MemberData(nameof(Plants))]
    public void Agrees_with_twice_the_digits(string name, double[,] a, double[,] b, double step)
    {
        Assert.NotEmpty(name);
        int n = a.GetLength(0);
        PlantProblem problem = new()
        {
            A = a,
            B = b,
            Q = DenseIdentity(n),
            R = new double[,] { { 0.5 } },
            W = DenseIdentity(n),
            Time = PlantTime.Continuous,
            Step = step,
        };
        SampledPlant found = PlantSampler.Sample(problem);
        Assert.Equal(SamplingStatus.Ok, found.Status);
        (double[,] transition, double[,] reach, double[,] weight, double[,] noise) = Precise(problem);
        Assert.InRange(Norms.RelativeError(found.A, transition), 0, Tolerance);
        Assert.InRange(Norms.RelativeError(found.B, reach), 0, Tolerance);
        Assert.InRange(Norms.RelativeError(found.W, noise), 0, Tolerance);
        double[,] joint = new double[n + 1, n + 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                joint[i, j] = found.Q[i, j];
            }

            joint[i, n] = joint[n, i] = found.S[i, 0];
        }

        joint[n, n] = found.R[0, 0];
        Assert.InRange(Norms.RelativeError(joint, weight), 0, Tolerance);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 4)]
    [InlineData(10, 3)]
    public void Factors_are_factors_and_nothing_is_allocated(int n, int m)
    {
        var visitor = new Memory(n, m);
        ShapeDispatch.Run<Memory, bool>(n, m, ref visitor);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(36)]
    [InlineData(40)]
    [InlineData(50)]
    [InlineData(60)]
    [InlineData(400)]
    public void A_motion_that_has_decayed_below_rounding_still_meets_the_input(double step)
    {
        // ẋ = −x + u, so that x = e^{−s}x₀ + (1 − e^{−s})u: e^{−h} is far below the rounding of 1, its integral with the input is not.
        SampledPlant sampled = PlantSampler.Sample(new PlantProblem
        {
            A = new double[,] { { -1 } },
            B = new double[,] { { 1 } },
            Q = new double[,] { { 1 } },
            R = new double[,] { { 1e-3 } },
            Time = PlantTime.Continuous,
            Step = step,
        });
        double once = -Math.Exp(-step) + 1, twice = -(Math.Exp(-2 * step) - 1) / 2;
        Assert.InRange(Norms.RelativeError(sampled.Q[0, 0], twice), 0, 1e-14);
        Assert.InRange(Norms.RelativeError(sampled.S[0, 0], once - twice), 0, 1e-14);
        Assert.InRange(Norms.RelativeError(sampled.R[0, 0], step - (2 * once) + twice + (1e-3 * step)), 0, 1e-14);
    }

    [Fact]
    public void Indefinite_weights_that_are_definite_give_the_same()
    {
        PlantProblem problem = new PlantCombinations.Choice("integrated", 0, false, false, 0.8, false).ToProblem();
        SampledPlant factored = PlantSampler.Sample(problem), plain = PlantSampler.Sample(problem with { Indefinite = true });
        Assert.InRange(Norms.RelativeError(plain.Q, factored.Q), 0, 1e-13);
        Assert.InRange(Norms.RelativeError(plain.S, factored.S), 0, 1e-13);
        Assert.InRange(Norms.RelativeError(plain.R, factored.R), 0, 1e-13);
        Assert.InRange(Norms.RelativeError(plain.Constant, factored.Constant), 0, 1e-13);
    }

    [Fact]
    public void Weights_that_are_not_semidefinite_are_refused_unless_declared()
    {
        PlantProblem problem = new PlantCombinations.Choice("integrated", 0, false, false, 1, false).ToProblem() with
        {
            Q = new double[,] { { 1, 0 }, { 0, -0.1 } },
            S = null,
        };
        Assert.Equal(SamplingStatus.WeightsNotPositiveSemidefinite, PlantSampler.Sample(problem).Status);
        Assert.Equal(SamplingStatus.Ok, PlantSampler.Sample(problem with { Indefinite = true }).Status);
    }

    [Fact]
    public void A_plant_that_overflows_within_a_step_is_refused()
    {
        PlantProblem problem = new PlantCombinations.Choice("integrated", 0, false, false, 1, false).ToProblem() with { Step = 2000 };
        Assert.Equal(SamplingStatus.Overflow, PlantSampler.Sample(problem).Status);
        Assert.Equal(PlantStatus.Overflow, PlantSolver.Solve(problem).Status);
    }

    private static double[,] Rod(int n)
    {
        double[,] a = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            a[i, i] = -3.6;
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = 1.8;
            }
        }

        return a;
    }

    private static double[,] DenseIdentity(int n) => SpanLqr.Reference.Matrix.identity(n);

    /// <summary>Block exponentials of a short step by Taylor's series, then doubling, all with 32 digits.</summary>
    private static (double[,] Transition, double[,] Reach, double[,] Weight, double[,] Noise) Precise(PlantProblem problem)
    {
        int n = problem.StateDim, m = problem.InputDim, both = n + m;
        double norm = 0;
        foreach (double entry in problem.A)
        {
            norm += Math.Abs(entry);
        }

        foreach (double entry in problem.B)
        {
            norm += Math.Abs(entry);
        }

        int doublings = Math.Max(0, (int)Math.Ceiling(Math.Log2(norm * problem.Step * 16)));
        double shortStep = Math.ScaleB(problem.Step, -doublings);
        double[,] joint = new double[both, both], motion = new double[both, both];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                joint[i, j] = problem.Q[i, j];
                motion[i, j] = problem.A[i, j];
            }

            for (int j = 0; j < m; j++)
            {
                motion[i, n + j] = problem.B[i, j];
            }
        }

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                joint[n + i, n + j] = problem.R[i, j];
            }
        }

        (DoubleDouble[,] step, DoubleDouble[,] weight) = Pair(motion, joint, shortStep);
        (DoubleDouble[,] turned, DoubleDouble[,] noise) = Pair(SpanLqr.Reference.Matrix.transpose(problem.A), problem.W!, shortStep);
        for (int k = 0; k < doublings; k++)
        {
            weight = PreciseMatrix.add(weight, Along(step, weight));
            noise = PreciseMatrix.add(noise, Along(turned, noise));
            step = PreciseMatrix.multiply(step, step);
            turned = PreciseMatrix.multiply(turned, turned);
        }

        double[,] whole = PreciseMatrix.toFloats(step);
        double[,] transition = new double[n, n], reach = new double[n, m];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < both; j++)
            {
                (j < n ? transition : reach)[i, j < n ? j : j - n] = whole[i, j];
            }
        }

        return (transition, reach, PreciseMatrix.toFloats(weight), PreciseMatrix.toFloats(noise));
    }

    private static DoubleDouble[,] Along(DoubleDouble[,] step, DoubleDouble[,] weight) =>
        PreciseMatrix.multiply(PreciseMatrix.transpose(step), PreciseMatrix.multiply(weight, step));

    /// <summary>e^{Ms} and ∫e^{M'v}Ne^{Mv}dv from exp [[−M', N], [0, M]]s.</summary>
    private static (DoubleDouble[,] Step, DoubleDouble[,] Weight) Pair(double[,] motion, double[,] weight, double step)
    {
        int k = motion.GetLength(0);
        DoubleDouble h = DoubleDouble.Of(step);
        DoubleDouble[,] x = new DoubleDouble[2 * k, 2 * k], term = new DoubleDouble[2 * k, 2 * k];
        for (int i = 0; i < 2 * k; i++)
        {
            for (int j = 0; j < 2 * k; j++)
            {
                double entry = i < k && j < k ? -motion[j, i] : i < k ? weight[i, j - k] : j < k ? 0 : motion[i - k, j - k];
                x[i, j] = DoubleDouble.Of(entry) * h;
                term[i, j] = i == j ? DoubleDouble.One : DoubleDouble.Zero;
            }
        }

        DoubleDouble[,] sum = term;
        for (int order = 1; order < 40; order++)
        {
            term = PreciseMatrix.multiply(term, x);
            for (int i = 0; i < 2 * k; i++)
            {
                for (int j = 0; j < 2 * k; j++)
                {
                    term[i, j] /= DoubleDouble.Of(order);
                }
            }

            sum = PreciseMatrix.add(sum, term);
        }

        DoubleDouble[,] forward = new DoubleDouble[k, k], corner = new DoubleDouble[k, k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                forward[i, j] = sum[k + i, k + j];
                corner[i, j] = sum[i, k + j];
            }
        }

        return (forward, PreciseMatrix.multiply(PreciseMatrix.transpose(forward), corner));
    }

    private readonly struct Memory(int n, int m) : IShapeVisitor<bool>
    {
        public bool Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int both = n + m;
            double[] a = new double[n * n], b = new double[n * m], q = new double[n * n], r = new double[m * m], w = new double[n * n];
            for (int i = 0; i < n; i++)
            {
                a[(i * n) + i] = -1 - i;
                a[(i * n) + ((i + 1) % n)] += 0.5;
                q[(i * n) + i] = w[(i * n) + i] = 1 + i;
                b[(i * m) + (i % m)] = 1;
            }

            for (int i = 0; i < m; i++)
            {
                r[(i * m) + i] = 1;
            }

            double[] phi = new double[n * n], gamma = new double[n * m], qd = new double[n * n], sd = new double[n * m], rd = new double[m * m];
            double[] wd = new double[n * n], g = new double[both * both], y = new double[n * n], workspace = new double[Sampling.WorkspaceLength(shape)];
            SamplingResult Run() => Sampling.Sample(
                shape,
                new LqrModel(a, b, q, r),
                w,
                0.7,
                SamplingOptions.Default,
                new SampledSpans { A = phi, B = gamma, Q = qd, S = sd, R = rd, W = wd, WeightFactor = g, NoiseFactor = y },
                workspace);
            Assert.True(Run().IsOk);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double weight = 0, noise = 0;
                    for (int k = 0; k < both; k++)
                    {
                        weight += g[(k * both) + i] * g[(k * both) + j];
                        noise += k < n ? y[(k * n) + i] * y[(k * n) + j] : 0;
                    }

                    Assert.InRange(Math.Abs(weight - qd[(i * n) + j]), 0, 1e-13);
                    Assert.InRange(Math.Abs(noise - wd[(i * n) + j]), 0, 1e-13);
                    Assert.True(i <= j || g[(i * both) + j] == 0);
                }
            }

            return true;
        }
    }
}
