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
        int n = problem.StateDim, own = step.A.Rows;
        var joint = JointLoop.Measured(measurement, step, piece, gain, innovationGain, predictorGain, combination, plan.Step);
        LyapunovSolution covariance = LyapunovSolver.Solve(joint.Loop.Entries, joint.Noise.Entries);
        if (!covariance.IsOk)
        {
            return double.NaN;
        }

        Matrix all = Matrix.Stack(Matrix.Join(Matrix.Identity(own), Matrix.Zero(own, n)), joint.Input);
        return step.Weight.Along(all).TraceOfProduct(new Matrix(covariance.X))
            + step.R.Along(joint.InputNoise).TraceOfProduct(new Matrix(measurement.V)) + piece.NoiseCost;
    }

    private static Matrix Rows(Matrix x, List<int> rows) => Matrix.Create(rows.Count, x.Columns, (i, j) => x[rows[i], j]);
}
