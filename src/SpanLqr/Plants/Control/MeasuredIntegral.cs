using System;
using System.Collections.Generic;
using SpanLqr.Lqr;

namespace SpanLqr.Plants;

/// <summary>
/// Integral action on what is measured: ξ integrates Ty, E = TC, whose noise drives it and is correlated with the innovation. The gain
/// stays that of the known state; the cost of this very controller is exact.
/// </summary>
internal static class MeasuredIntegral
{
    // Outputs written with ten digits are still a combination of measurements.
    private const double Tolerance = 1e-9;

    /// <summary>T with TC = E, zero for rows of C that depend on those before them.</summary>
    /// <returns>The first row of E that is no combination of the rows of C, or −1.</returns>
    public static int TryFind(Matrix outputs, Matrix c, out Matrix combination)
    {
        var independent = new List<int>();
        for (int i = 0; i < c.Rows; i++)
        {
            independent.Add(i);
            if (!PlantModes.HasFullRowRank(Rows(c, independent)))
            {
                independent.Remove(i);
            }
        }

        combination = Matrix.Zero(outputs.Rows, c.Rows);
        Matrix kept = Rows(c, independent);
        if (independent.Count == 0 || !(kept * kept.T).TrySolve(kept * outputs.T, out Matrix weights))
        {
            return 0;
        }

        Matrix rest = outputs - (weights.T * kept);
        for (int i = 0; i < outputs.Rows; i++)
        {
            if (!(DenseMatrix.LargestEntry(rest.Block(i, 0, 1, rest.Columns).Entries)
                <= Tolerance * DenseMatrix.LargestEntry(outputs.Block(i, 0, 1, rest.Columns).Entries)))
            {
                return i;
            }

            for (int j = 0; j < independent.Count; j++)
            {
                combination.Entries[i, independent[j]] = weights[j, i];
            }
        }

        return -1;
    }

    /// <summary>The average cost of a step from the stationary covariance of (s, x̂⁻); NaN where there is none.</summary>
    public static double Cost(
        PlantProblem problem, PlantPlan plan, StepModel step, PlantPiece piece, Matrix gain, Matrix innovationGain, Matrix predictorGain, Matrix combination)
    {
        PlantMeasurement measurement = problem.Measurement!;
        int n = problem.StateDim, own = step.A.Rows, q = plan.Integrals, m = problem.InputDim;
        Matrix c = new(measurement.C), v = new(measurement.V);

        // u = −K(x̂⁻, rest) − G(Cx + v − Cx̂⁻) on z = (s, x̂⁻).
        Matrix onState = Matrix.Create(m, own, (i, j) => j < n ? 0 : -gain[i, j]);
        Matrix onEstimate = -1 * gain.Block(0, 0, m, n);
        Matrix seen = innovationGain * c;
        Matrix input = Matrix.Join(onState - Matrix.Join(seen, Matrix.Zero(m, own - n)), onEstimate + seen);
        Matrix inputNoise = -1 * innovationGain;

        // What reaches x reaches x̂⁻ too, but for A itself.
        Matrix held = Matrix.Create(n, own, (i, j) => j < n ? 0 : step.A[i, j]);
        Matrix reach = step.B.Block(0, 0, n, m);
        Matrix corrected = Matrix.Join(predictorGain * c, Matrix.Zero(n, own - n));
        Matrix loop = Matrix.Stack(
            Matrix.Join(step.A, Matrix.Zero(own, n)) + (step.B * input),
            Matrix.Join(held + corrected, piece.A - (predictorGain * c)) + (reach * input));
        Matrix toState = (step.B * inputNoise) + Matrix.Create(own, v.Rows, (i, j) => i >= own - q ? plan.Step * combination[i - own + q, j] : 0);
        Matrix measured = Matrix.Stack(toState, predictorGain + (reach * inputNoise));
        Matrix process = Matrix.Create(own + n, n, (i, j) => i == j ? 1 : 0);
        Matrix noise = (process * piece.Noise * process.T) + (measured * v * measured.T);
        if (measurement.N is not null)
        {
            Matrix both = process * new Matrix(measurement.N) * measured.T;
            noise += both + both.T;
        }

        LyapunovSolution covariance = LyapunovSolver.Solve(loop.Entries, noise.Symmetric().Entries);
        if (!covariance.IsOk)
        {
            return double.NaN;
        }

        Matrix joint = Matrix.Stack(Matrix.Join(Matrix.Identity(own), Matrix.Zero(own, n)), input);
        Matrix weight = Matrix.Stack(Matrix.Join(step.Q, step.S), Matrix.Join(step.S.T, step.R)).Along(joint);
        return weight.TraceOfProduct(new Matrix(covariance.X)) + step.R.Along(inputNoise).TraceOfProduct(v) + piece.NoiseCost;
    }

    private static Matrix Rows(Matrix x, List<int> rows) => Matrix.Create(rows.Count, x.Columns, (i, j) => x[rows[i], j]);
}
