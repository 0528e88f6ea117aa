using System;

namespace SpanLqr.Plants;

/// <summary>Outputs Ex that are to be held at a reference r.</summary>
public sealed record PlantTracking
{
    /// <summary>E, q×n, q ≤ m.</summary>
    public required double[,] Outputs { get; init; }

    /// <summary>r, q entries, or null for zero.</summary>
    public double[]? Reference { get; init; }

    /// <summary>Q_i, q×q, positive definite: integral action ξ⁺ = ξ + h(Ex − r) (h = 1 in discrete time); null for none.</summary>
    public double[,]? IntegralWeight { get; init; }

    /// <summary>What ξ is integrated from: E, of a known state; with measurements T, of y, with TC = E.</summary>
    /// <param name="measurement">What is measured, or null where the state is known.</param>
    /// <exception cref="ArgumentException">A row of E is no combination of the rows of C.</exception>
    public double[,] IntegratedFrom(PlantMeasurement? measurement)
    {
        if (measurement is null)
        {
            return Outputs;
        }

        int missing = MeasuredIntegral.TryFind(new Matrix(Outputs), new Matrix(measurement.C), out Matrix combination);
        return missing < 0
            ? combination.Entries
            : throw new ArgumentException($"Row {missing} of the outputs is no combination of the measurements.", nameof(measurement));
    }
}
