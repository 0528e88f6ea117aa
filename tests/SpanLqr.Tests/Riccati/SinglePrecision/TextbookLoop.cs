using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Reference;
using Problem = SpanLqr.Reference.Lqr.Problem;

namespace SpanLqr.Tests.Riccati.SinglePrecision;

/// <summary>The same loop by the reference, in double precision, with gains that were rounded to single.</summary>
internal sealed class TextbookLoop
{
    private double[] estimate = new double[4];

    public TextbookLoop()
    {
        LqrProblem plant = SinglePlants.Random(4, 1, seed: 12, cross: false), noise = SinglePlants.Random(4, 2, seed: 5, cross: false);
        A = plant.A;
        B = plant.B;
        C = Matrix.transpose(noise.B);
        Problem regulator = Reference.Lqr.problem(A, B, plant.Q, plant.R);
        Gain = SinglePlants.Round(Reference.Lqr.gain(regulator, Reference.Lqr.dare(regulator)));

        // By duality: L = ΣC'(V + CΣC')⁻¹.
        double[,] sigma = Reference.Lqr.dare(Reference.Lqr.problem(Matrix.transpose(A), noise.B, noise.Q, noise.R));
        double[,] cross = Matrix.multiply(sigma, noise.B);
        FilterGain = SinglePlants.Round(Matrix.multiply(cross, Matrix.inverse(Matrix.add(noise.R, Matrix.multiply(C, cross)))));
    }

    public double[,] A { get; }

    public double[,] B { get; }

    public double[,] C { get; }

    public double[,] Gain { get; }

    public double[,] FilterGain { get; }

    public double Offset => 0.25;

    public double[] Estimate => estimate;

    public double[] Input { get; private set; } = [0];

    public double[] Innovation { get; private set; } = [0, 0];

    public void Step(double[] measurement)
    {
        Innovation = [.. measurement.Zip(Matrix.multiplyVector(C, estimate), static (y, predicted) => y - predicted)];
        estimate = Sum(estimate, Matrix.multiplyVector(FilterGain, Innovation));
        Input = [-Matrix.multiplyVector(Gain, estimate)[0] - Offset];
        estimate = Sum(Matrix.multiplyVector(A, estimate), Matrix.multiplyVector(B, Input));
    }

    private static double[] Sum(double[] x, double[] y) => [.. x.Zip(y, static (left, right) => left + right)];
}
