using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Robust;

/// <summary>The covariances of noise and initial states, and what costs to go make of them for infinitely many or for N agents.</summary>
/// <remarks>
/// With N agents each deviation y has (1 − 1/N) of the private covariances, and the mean z gains 1/N of them; gains and costs to go
/// are the same. So both values come from the same four traces for each part.
/// </remarks>
internal sealed class NoiseLaw
{
    private readonly double[] _sigma;
    private readonly double[] _sigmaBar;
    private readonly double[] _sigma0;
    private readonly double[] _sigma0Bar;

    public NoiseLaw(RobustProblem problem)
    {
        _sigma = Flat(problem.Sigma);
        _sigmaBar = Flat(problem.SigmaBar);
        _sigma0 = Flat(problem.Sigma0 ?? problem.Sigma);
        _sigma0Bar = Flat(problem.Sigma0Bar ?? problem.SigmaBar);
        Energy = Trace(problem.Sigma) + Trace(problem.SigmaBar);
    }

    /// <summary>tr Σ + tr Σ̄: the noise that one step puts in.</summary>
    public double Energy { get; }

    /// <summary>‖Σ‖_F, the paper's σ.</summary>
    public double PrivateNorm => Dense.FrobeniusNorm(ref _sigma[0], _sigma.Length);

    /// <summary>
    /// tr(M_0Σ0) + tr(M̄_0Σ̄0) + tr(SΣ) + tr(S̄Σ̄) for infinitely many agents (<paramref name="agents"/> null) or for N, S the sum of
    /// costs to go that noise meets.
    /// </summary>
    public double Value(int? agents, ReadOnlySpan<double> start, ReadOnlySpan<double> sum, ReadOnlySpan<double> meanStart, ReadOnlySpan<double> meanSum)
    {
        double share = agents is { } count ? 1.0 / count : 0;

        // One agent has no deviations, whose costs to go need not exist then.
        double own = agents == 1 ? 0 : (1 - share) * (Dot(start, _sigma0) + Dot(sum, _sigma));
        return own
            + Dot(meanStart, _sigma0Bar) + Dot(meanSum, _sigmaBar)
            + (share * (Dot(meanStart, _sigma0) + Dot(meanSum, _sigma)));
    }

    // An empty span of costs to go is zero: the stationary game has no beginning.
    private static double Dot(ReadOnlySpan<double> x, double[] y) =>
        x.IsEmpty ? 0 : Dense.Dot(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(x), ref y[0], y.Length);

    private static double[] Flat(double[,] covariance) => Arrays.Flat(DenseMatrix.HalfSum(covariance, covariance)).ToArray();

    private static double Trace(double[,] covariance) => Arrays.TraceOfProduct(covariance, null);
}
