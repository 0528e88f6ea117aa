using System;
using SpanLqr.Lqr;
using SpanLqr.Plants;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Support;
using Xunit;
using ReferenceMatrix = SpanLqr.Reference.Matrix;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>The filter that is not steady, against the Gaussian law of all states and measurements together, conditioned at once.</summary>
public class KalmanRecursionTests
{
    private const int Steps = 6;

    private static readonly double[,] A = { { 0.9, 0.4, 0 }, { -0.1, 0.8, 0.2 }, { 0, 0, 1 } };
    private static readonly double[,] C = { { 1, 0, 0 }, { 0, 1, 1 } };
    private static readonly double[,] W = { { 0.1, 0.02, 0 }, { 0.02, 0.2, 0 }, { 0, 0, 0 } };
    private static readonly double[,] V = { { 0.3, 0.1 }, { 0.1, 0.5 } };
    private static readonly double[,] Initial = { { 2, 0.5, 0 }, { 0.5, 1, 0 }, { 0, 0, 4 } };

    // A slow second sensor, and one step without any.
    private static readonly double[][] Measurements =
    [
        [0.7, double.NaN], [1.1, double.NaN], [double.NaN, double.NaN], [0.2, 2.5], [-0.4, double.NaN], [0.1, 1.9],
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Agrees_with_conditioning_at_once(bool isSquareRoot)
    {
        double[] estimate = new double[3];
        double likelihood = Run(isSquareRoot, Measurements, estimate, out double[,] covariance);
        (double[,] mean, double[,] expected, double expectedLikelihood) = Batch();
        Assert.InRange(Norms.RelativeError(Column(estimate), mean), 0, 1e-12);
        Assert.InRange(Norms.RelativeError(covariance, expected), 0, 1e-12);
        Assert.InRange(Norms.RelativeError(likelihood, expectedLikelihood), 0, 1e-12);
    }

    [Fact]
    public void Becomes_the_steady_filter()
    {
        double[,] driven = { { 0.1, 0.02, 0 }, { 0.02, 0.2, 0 }, { 0, 0, 0.05 } };
        KalmanSolution steady = KalmanSolver.Solve(new KalmanProblem { A = A, C = C, ProcessNoise = driven, MeasurementNoise = V });
        var shape = new DynamicShape(3, 2);
        double[,] covariance = (double[,])Initial.Clone();
        double[] workspace = new double[KalmanRecursion.WorkspaceLength(shape)], estimate = new double[3], innovation = new double[2];
        for (int t = 0; t < 400; t++)
        {
            Assert.True(KalmanRecursion.Update(shape, Flat(C), Flat(V), [0.0, 0.0], estimate, Flat(covariance), innovation, workspace).IsOk);
            KalmanRecursion.Predict(shape, Flat(A), Flat(driven), Flat(covariance), workspace);
        }

        Assert.InRange(Norms.RelativeError(covariance, steady.PredictedCovariance), 0, 1e-12);
    }

    [Fact]
    public void Sensors_with_independent_noises_may_come_one_after_the_other()
    {
        double[,] independent = { { 0.3, 0 }, { 0, 0.5 } };
        var both = new DynamicShape(3, 2);
        var one = new DynamicShape(3, 1);
        double[,] together = (double[,])Initial.Clone(), apart = (double[,])Initial.Clone();
        double[] x = [1, 2, 3], z = [1, 2, 3];
        KalmanStepResult joint = KalmanRecursion.Update(
            both, Flat(C), Flat(independent), [0.7, 2.5], x, Flat(together), new double[2], new double[KalmanRecursion.WorkspaceLength(both)]);
        double[] workspace = new double[KalmanRecursion.WorkspaceLength(one)];
        KalmanStepResult first = KalmanRecursion.Update(one, [1, 0, 0], [0.3], [0.7], z, Flat(apart), new double[1], workspace);
        KalmanStepResult second = KalmanRecursion.Update(one, [0, 1, 1], [0.5], [2.5], z, Flat(apart), new double[1], workspace);
        Assert.InRange(Norms.RelativeError(Column(z), Column(x)), 0, 1e-13);
        Assert.InRange(Norms.RelativeError(apart, together), 0, 1e-13);
        Assert.InRange(Norms.RelativeError(first.LogLikelihood + second.LogLikelihood, joint.LogLikelihood), 0, 1e-13);
    }

    [Fact]
    public void The_root_keeps_variances_that_the_covariance_loses()
    {
        // Two nearly exact measurements of one direction of an enormous prior: CΣC' + V is 1e16 to rounding, and 1 is gone.
        var shape = new DynamicShape(2, 1);
        double[] workspace = new double[SquareRootKalmanRecursion.WorkspaceLength(shape)], estimate = [0, 0], innovation = new double[1];
        double[] root = [1e8, 0, 0, 1e8];
        SquareRootKalmanRecursion.Update(shape, [1, 1], [1.0], [0], estimate, root, innovation, workspace);
        double along = (root[0] * 1) + (root[1] * 1), below = root[3];

        // The posterior variance of x₁ + x₂ is 1/(1/2e16 + 1), 1 to rounding.
        Assert.Equal(1, Math.Sqrt((along * along) + (below * below)), 6);
    }

    [Fact]
    public void A_measurement_without_noise_of_what_is_known_is_refused()
    {
        var shape = new DynamicShape(2, 1);
        double[] estimate = [1, 2], covariance = [0, 0, 0, 1], before = [0, 0, 0, 1];
        KalmanStepResult result = KalmanRecursion.Update(
            shape, [1, 0], [0], [3], estimate, covariance, new double[1], new double[KalmanRecursion.WorkspaceLength(shape)]);
        Assert.Equal(SolveStatus.Singular, result.Status);
        Assert.Equal(before, covariance);
        Assert.Equal([1, 2], estimate);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var shape = new DynamicShape(3, 2);
        double[] covariance = Flat(Initial).ToArray(), root = new double[9], noiseRoot = new double[4], processRoot = new double[9];
        double[] estimate = new double[3], innovation = new double[2], measurement = [0.1, double.NaN];
        Assert.True(SquareRootKalmanRecursion.TryRoot(3, Flat(Initial), root, new double[12]));
        Assert.True(SquareRootKalmanRecursion.TryRoot(2, Flat(V), noiseRoot, new double[6]));
        Assert.True(SquareRootKalmanRecursion.TryRoot(3, Flat(W), processRoot, new double[12]));
        double[] a = Flat(A).ToArray(), c = Flat(C).ToArray(), v = Flat(V).ToArray(), w = Flat(W).ToArray();
        double[] plain = new double[KalmanRecursion.WorkspaceLength(shape)], squareRoot = new double[SquareRootKalmanRecursion.WorkspaceLength(shape)];
        long before = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            KalmanRecursion.Update(shape, c, v, measurement, estimate, covariance, innovation, plain);
            KalmanRecursion.Predict(shape, a, w, covariance, plain);
            SquareRootKalmanRecursion.Update(shape, c, noiseRoot, measurement, estimate, root, innovation, squareRoot);
            SquareRootKalmanRecursion.Predict(shape, a, processRoot, root, squareRoot);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Run(bool isSquareRoot, double[][] measurements, double[] estimate, out double[,] covariance)
    {
        var shape = new DynamicShape(3, 2);
        double[,] sigma = (double[,])Initial.Clone(), moved = new double[3, 1];
        double[] root = new double[9], noiseRoot = new double[4], processRoot = new double[9], innovation = new double[2];
        Assert.True(SquareRootKalmanRecursion.TryRoot(3, Flat(Initial), root, new double[12]));
        Assert.True(SquareRootKalmanRecursion.TryRoot(2, Flat(V), noiseRoot, new double[6]));
        Assert.True(SquareRootKalmanRecursion.TryRoot(3, Flat(W), processRoot, new double[12]));
        double[] plain = new double[KalmanRecursion.WorkspaceLength(shape)], squareRoot = new double[SquareRootKalmanRecursion.WorkspaceLength(shape)];
        double likelihood = 0;
        foreach (double[] measurement in measurements)
        {
            moved = ReferenceMatrix.multiply(A, Column(estimate));
            Flat(moved).CopyTo(estimate);
            if (isSquareRoot)
            {
                SquareRootKalmanRecursion.Predict(shape, Flat(A), processRoot, root, squareRoot);
                likelihood += SquareRootKalmanRecursion.Update(shape, Flat(C), noiseRoot, measurement, estimate, root, innovation, squareRoot).LogLikelihood;
            }
            else
            {
                KalmanRecursion.Predict(shape, Flat(A), Flat(W), Flat(sigma), plain);
                likelihood += KalmanRecursion.Update(shape, Flat(C), Flat(V), measurement, estimate, Flat(sigma), innovation, plain).LogLikelihood;
            }
        }

        double[,] triangle = new double[3, 3];
        root.CopyTo(Flat(triangle));
        covariance = isSquareRoot ? ReferenceMatrix.multiply(ReferenceMatrix.transpose(triangle), triangle) : sigma;
        return likelihood;
    }

    /// <summary>x_6 given all measurements that were there, from the covariance of everything.</summary>
    private static (double[,] Mean, double[,] Covariance, double LogLikelihood) Batch()
    {
        double[][,] covariances = new double[Steps + 1][,];
        covariances[0] = Initial;
        for (int t = 0; t < Steps; t++)
        {
            covariances[t + 1] = ReferenceMatrix.add(
                ReferenceMatrix.multiply(ReferenceMatrix.multiply(A, covariances[t]), ReferenceMatrix.transpose(A)), W);
        }

        // Cov(x_s, x_t) = Σ_s A'^{t−s} for s ≤ t.
        double[,] Between(int s, int t)
        {
            double[,] result = covariances[Math.Min(s, t)];
            for (int i = Math.Min(s, t); i < Math.Max(s, t); i++)
            {
                result = ReferenceMatrix.multiply(result, ReferenceMatrix.transpose(A));
            }

            return s <= t ? result : ReferenceMatrix.transpose(result);
        }

        var present = new System.Collections.Generic.List<(int Time, int Sensor)>();
        for (int t = 0; t < Steps; t++)
        {
            for (int i = 0; i < 2; i++)
            {
                if (!double.IsNaN(Measurements[t][i]))
                {
                    present.Add((t + 1, i));
                }
            }
        }

        int count = present.Count;
        double[,] joint = new double[count, count], toState = new double[3, count], y = new double[count, 1];
        for (int i = 0; i < count; i++)
        {
            (int time, int sensor) = present[i];
            y[i, 0] = Measurements[time - 1][sensor];
            for (int j = 0; j < count; j++)
            {
                (int otherTime, int otherSensor) = present[j];
                double[,] seen = ReferenceMatrix.multiply(
                    ReferenceMatrix.multiply(C, Between(time, otherTime)), ReferenceMatrix.transpose(C));
                joint[i, j] = seen[sensor, otherSensor] + (time == otherTime ? V[sensor, otherSensor] : 0);
            }

            double[,] reach = ReferenceMatrix.multiply(Between(Steps, time), ReferenceMatrix.transpose(C));
            for (int k = 0; k < 3; k++)
            {
                toState[k, i] = reach[k, sensor];
            }
        }

        double[,] weighted = ReferenceMatrix.solve(joint, y), gain = ReferenceMatrix.solve(joint, ReferenceMatrix.transpose(toState));
        double[,] mean = ReferenceMatrix.multiply(toState, weighted);
        double[,] covariance = ReferenceMatrix.subtract(covariances[Steps], ReferenceMatrix.multiply(toState, gain));
        double square = ReferenceMatrix.multiply(ReferenceMatrix.transpose(y), weighted)[0, 0];
        return (mean, covariance, -0.5 * ((count * Math.Log(2 * Math.PI)) + LogDeterminant(joint) + square));
    }

    private static double LogDeterminant(double[,] x)
    {
        double[,] l = (double[,])x.Clone();
        int n = l.GetLength(0);
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            sum += Math.Log(l[k, k]);
            for (int i = k + 1; i < n; i++)
            {
                for (int j = k + 1; j < n; j++)
                {
                    l[i, j] -= l[i, k] * l[k, j] / l[k, k];
                }
            }
        }

        return sum;
    }

    private static double[,] Column(double[] entries)
    {
        double[,] column = new double[entries.Length, 1];
        entries.CopyTo(Flat(column));
        return column;
    }

    private static Span<double> Flat(double[,] matrix) =>
        System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);
}
