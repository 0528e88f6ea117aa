using System;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Lqr;

/// <summary>The plant x⁺ = Âx + B̂u + w of least squares, and the regulator that would be optimal for it: certainty equivalence.</summary>
/// <param name="A">Â.</param>
/// <param name="B">B̂.</param>
/// <param name="Gain">K.</param>
/// <param name="CostToGo">P̂.</param>
/// <param name="Curvature">Ĝ = R̂ + B̂'P̂B̂.</param>
/// <param name="Moment">Σ̂, the second moment of the state under K.</param>
/// <param name="Cost">tr(P̂Ŵ).</param>
/// <param name="SpectralRadius">ρ(Â − B̂K).</param>
internal sealed record LinearFit(
    double[,] A,
    double[,] B,
    double[,] Gain,
    double[,] CostToGo,
    double[,] Curvature,
    double[,] Moment,
    double Cost,
    double SpectralRadius)
{
    // Directions that the data do not have.
    private const double Ridge = 1e-14;

    /// <summary>Â and B̂ alone; null where the data do not have them.</summary>
    public static (double[,] A, double[,] B)? Plant(Moments moments, int n, int m)
    {
        int d = n + m;
        double[,] vv = DenseMatrix.Create(d, d, (i, j) => moments.At(i, j)), vx = DenseMatrix.Create(d, n, (i, j) => moments.At(i, d + j));
        return moments.Count > 0 && MatrixAlgebra.SolvePositive(vv, vx, Ridge) is { } columns && MatrixAlgebra.IsFinite(columns)
            ? (MatrixAlgebra.Transpose(MatrixAlgebra.Block(columns, 0, 0, n, n)), MatrixAlgebra.Transpose(MatrixAlgebra.Block(columns, n, 0, m, n)))
            : null;
    }

    /// <summary>The fit and its regulator; null where the fitted plant has none.</summary>
    /// <param name="moments">Of the rows (x, u, x⁺).</param>
    /// <param name="weights">Ĉ, the weights of the cost.</param>
    /// <param name="n">The number of states.</param>
    /// <param name="needsNoise">
    /// Whether Σ̂ and the cost are asked for. Where states have grown by orders of magnitude the residuals do not show the noise.
    /// </param>
    public static LinearFit? Of(Moments moments, double[,] weights, int n, bool needsNoise = true)
    {
        int d = weights.GetLength(0), m = d - n;
        double count = moments.Count;
        double[,] vv = DenseMatrix.Create(d, d, (i, j) => moments.At(i, j) / count);
        double[,] vx = DenseMatrix.Create(d, n, (i, j) => moments.At(i, d + j) / count);
        double[,] xx = DenseMatrix.Create(n, n, (i, j) => moments.At(d + i, d + j) / count);
        if (MatrixAlgebra.SolvePositive(vv, vx, Ridge) is not { } columns || !MatrixAlgebra.IsFinite(columns))
        {
            return null;
        }

        double[,] fit = MatrixAlgebra.Transpose(columns), across = MatrixAlgebra.Product(fit, vx);
        double[,] noise = MatrixAlgebra.Sum(MatrixAlgebra.Sum(xx, across, -1), MatrixAlgebra.Transpose(across), -1);
        noise = MatrixAlgebra.Symmetric(MatrixAlgebra.Sum(noise, MatrixAlgebra.Product(fit, MatrixAlgebra.Product(vv, columns))));
        double[,] a = MatrixAlgebra.Block(fit, 0, 0, n, n), b = MatrixAlgebra.Block(fit, 0, n, n, m);
        var problem = new LqrProblem
        {
            A = a,
            B = b,
            Q = MatrixAlgebra.Symmetric(MatrixAlgebra.Block(weights, 0, 0, n, n)),
            R = MatrixAlgebra.Symmetric(MatrixAlgebra.Block(weights, n, n, m, m)),
            S = MatrixAlgebra.Block(weights, 0, n, n, m),
            Indefinite = true,
        };
        LqrSolution solution = LqrSolver.Solve(problem);
        if (!solution.IsOk || !MatrixAlgebra.IsFinite(solution.Gain))
        {
            return null;
        }

        double[,] loop = MatrixAlgebra.Sum(a, MatrixAlgebra.Product(b, solution.Gain), -1);
        if (!needsNoise)
        {
            return new LinearFit(a, b, solution.Gain, solution.CostToGo, problem.R, noise, double.NaN, solution.SpectralRadius);
        }

        LyapunovSolution moment = LyapunovSolver.Solve(loop, noise);
        double[,] curvature = MatrixAlgebra.Symmetric(MatrixAlgebra.Sum(problem.R, MatrixAlgebra.Congruence(solution.CostToGo, b)));
        double cost = MatrixAlgebra.Inner(solution.CostToGo, noise);
        bool isSound = moment.IsOk && cost > 0 && double.IsFinite(cost) && MatrixAlgebra.Cholesky(curvature) is not null;
        return isSound
            ? new LinearFit(a, b, solution.Gain, solution.CostToGo, curvature, moment.X, cost, solution.SpectralRadius)
            : null;
    }
}
