using System;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Lqr;

/// <summary>
/// What data say of every policy at once: E[svec(x⁺x⁺') | w] = T'svec(ww') + t and c = q'φ, by least squares on φ = [1, svec(ww')],
/// w = (x̃, z̃) in the whitened coordinates of a phase.
/// </summary>
/// <remarks>
/// In these coordinates a policy is z̃ = −kx̃. Its cost to go solves svec P = svec(E'CE) + svec(E'·smat(T svec P)·E), E = [I; −k], a linear
/// system of n(n+1)/2 unknowns, and M = C + smat(T svec P) is its action value. The constant feature takes up the noise, and x⁺ stands for
/// the next state of whichever policy is evaluated, so that neither exploration nor a start away from the mean biases anything.
/// Cost: p³/3 once, about n⁴(n+m)²/8 an evaluation. Source: Bradtke, Ydstie and Barto (1994); Lagoudakis and Parr (2003).
/// </remarks>
internal sealed class PolicyOperator
{
    private const double Ridge = 1e-13;
    private const double Settled = 1e-9;
    private const int MostNewtonSteps = 60;
    private const int MostGradientSteps = 400;

    private readonly int _n;
    private readonly int _m;
    private readonly double[,] _transition;
    private readonly double[,] _cost;
    private readonly double[] _noise;
    private readonly double _constant;

    private PolicyOperator(int n, int m, double[,] transition, double[,] cost, double[] noise, double constant) =>
        (_n, _m, _transition, _cost, _noise, _constant) = (n, m, transition, cost, noise, constant);

    /// <summary>The entries of one sample: [1, svec(ww')], svec(x̃⁺x̃⁺'), c.</summary>
    public static int Width(int n, int m) => Features(n, m) + Svec.Length(n) + 1;

    /// <summary>The entries of φ.</summary>
    public static int Features(int n, int m) => 1 + Svec.Length(n + m);

    /// <summary>Least squares on some data; null where they are too few.</summary>
    public static PolicyOperator? Of(Moments data, int n, int m)
    {
        int count = Features(n, m), next = Svec.Length(n);
        double samples = data.Count;
        double[,] left = DenseMatrix.Create(count, count, (i, j) => data.At(i, j) / samples);
        double[,] right = DenseMatrix.Create(count, next + 1, (i, j) => data.At(i, count + j) / samples);
        if (data.Count <= count || MatrixAlgebra.SolvePositive(left, right, Ridge) is not { } fit)
        {
            return null;
        }

        double[,] cost = new double[n + m, n + m];
        double[] weights = new double[count - 1], noise = new double[next];
        for (int i = 1; i < count; i++)
        {
            weights[i - 1] = fit[i, next];
        }

        for (int j = 0; j < next; j++)
        {
            noise[j] = fit[0, j];
        }

        Svec.Unpack(weights, n + m, Arrays.Flat(cost));
        return new PolicyOperator(n, m, MatrixAlgebra.Block(fit, 1, 0, count - 1, next), cost, noise, fit[0, next]);
    }

    /// <summary>The value of z̃ = −kx̃; null where M₂₂ is not positive definite.</summary>
    public PolicyEstimate? Evaluate(double[,] gain)
    {
        int states = Svec.Length(_n);
        double[,] closing = Closing(gain);
        double[,] loop = MatrixAlgebra.Product(closing, _transition);
        double[,] right = MatrixAlgebra.Product(closing, Packed(_cost));
        double[,] system = DenseMatrix.Map(loop, (i, j, entry) => (i == j ? 1 : 0) - entry);
        if (MatrixAlgebra.Solve(system, right) is not { } value)
        {
            return null;
        }

        double[,] shift = MatrixAlgebra.Product(_transition, value), action = new double[_n + _m, _n + _m];
        Svec.Unpack(Arrays.Flat(shift), _n + _m, Arrays.Flat(action));
        action = MatrixAlgebra.Sum(action, _cost);
        double[,] curvature = MatrixAlgebra.Symmetric(MatrixAlgebra.Block(action, _n, _n, _m, _m));
        double cost = _constant;
        for (int i = 0; i < states; i++)
        {
            cost += _noise[i] * value[i, 0];
        }

        return MatrixAlgebra.IsFinite(action) && MatrixAlgebra.Cholesky(curvature) is not null ? new PolicyEstimate(action, curvature, cost) : null;
    }

    /// <summary>ρ̂, the square root of the spectral radius of P ↦ E'·smat(T svec P)·E.</summary>
    public double SpectralRadius(double[,] gain)
    {
        double[,] loop = MatrixAlgebra.Product(Closing(gain), _transition);
        var shape = new SpanLqr.Shapes.DynamicShape(loop.GetLength(0), 1);
        double[] workspace = new double[Riccati.SpectralRadius.WorkspaceLength(shape)];
        return Math.Sqrt(Riccati.SpectralRadius.Compute(shape, Arrays.Flat(loop), workspace));
    }

    /// <summary>Policy iteration by Gauss–Newton steps, k ← M₂₂⁻¹M₂₁, until k no longer moves.</summary>
    /// <param name="start">k.</param>
    /// <param name="steps">Steps at most; 0 for as many as it takes.</param>
    /// <returns>The gain and the value of the one before it; null where a value has no positive definite M₂₂.</returns>
    public (double[,] Gain, PolicyEstimate Value)? Improve(double[,] start, int steps = 0)
    {
        double[,] gain = start;
        PolicyEstimate? value = null;
        for (int step = 0; step < (steps > 0 ? steps : MostNewtonSteps); step++)
        {
            value = Evaluate(gain);
            if (value is null || MatrixAlgebra.SolvePositive(value.Curvature, Cross(value)) is not { } next)
            {
                return null;
            }

            double moved = Distance(next, gain);
            gain = next;
            if (steps == 0 && step > 0 && moved < Settled * (1 + DenseMatrix.LargestEntry(next)))
            {
                break;
            }
        }

        return (gain, value!);
    }

    /// <summary>Policy iteration by natural gradient steps K ← K − E_K/λ_max(M₂₂), in the plant's own inputs u = Lz̃.</summary>
    /// <param name="start">k.</param>
    /// <param name="input">L.</param>
    public (double[,] Gain, PolicyEstimate Value)? ImproveByGradient(double[,] start, double[,] input)
    {
        double[,] inverse = MatrixAlgebra.InverseLower(input), metric = MatrixAlgebra.Product(inverse, MatrixAlgebra.Transpose(inverse)), gain = start;
        double[] eigenvalues = new double[_m], workspace = new double[Riccati.SymmetricEigenvalues.WorkspaceLength(_m)];
        PolicyEstimate? value = null;
        for (int step = 0; step < MostGradientSteps; step++)
        {
            value = Evaluate(gain);
            if (value is null)
            {
                return null;
            }

            // The curvature in the plant's inputs, and the direction E = M₂₂k − M₂₁ taken there and back: L⁻¹L⁻ᵀE.
            double[,] curvature = MatrixAlgebra.Symmetric(MatrixAlgebra.Congruence(value.Curvature, inverse));
            Riccati.SymmetricEigenvalues.Compute(_m, Arrays.Flat(curvature), eigenvalues, workspace);
            double[,] direction = MatrixAlgebra.Sum(MatrixAlgebra.Product(value.Curvature, gain), Cross(value), -1);
            double[,] change = MatrixAlgebra.Scale(MatrixAlgebra.Product(metric, direction), -1 / eigenvalues[_m - 1]);
            gain = MatrixAlgebra.Sum(gain, change);
            if (DenseMatrix.LargestEntry(change) < Settled * (1 + DenseMatrix.LargestEntry(gain)))
            {
                break;
            }
        }

        return (gain, value!);
    }

    private double[,] Cross(PolicyEstimate value) => MatrixAlgebra.Block(value.ActionValue, _n, 0, _m, _n);

    private static double Distance(double[,] x, double[,] y) => DenseMatrix.LargestEntry(MatrixAlgebra.Sum(x, y, -1));

    private static double[,] Packed(double[,] matrix) => MatrixAlgebra.Of(Svec.Pack(MatrixAlgebra.Symmetric(matrix)), Svec.Length(matrix.GetLength(0)), 1);

    /// <summary>The matrix of svec M ↦ svec(E'ME).</summary>
    private double[,] Closing(double[,] gain)
    {
        int d = _n + _m;
        double root2 = Math.Sqrt(2);
        double[,] e = DenseMatrix.Create(d, _n, (i, j) => i < _n ? (i == j ? 1 : 0) : -gain[i - _n, j]);
        double[,] closing = new double[Svec.Length(_n), Svec.Length(d)];
        for (int a = 0, row = 0; a < _n; a++)
        {
            for (int b = a; b < _n; b++, row++)
            {
                double scale = a == b ? 1 : root2;
                for (int i = 0, column = 0; i < d; i++)
                {
                    closing[row, column++] = scale * e[i, a] * e[i, b];
                    for (int j = i + 1; j < d; j++)
                    {
                        closing[row, column++] = scale / root2 * ((e[i, a] * e[j, b]) + (e[j, a] * e[i, b]));
                    }
                }
            }
        }

        return closing;
    }
}
