namespace SpanLqr.Plants;

/// <summary>
/// One plant as people have it, in arrays: continuous or discrete, with a delay of its inputs, noisy measurements, a set-point, integral
/// action, a drift, a discount, weights of the rate of the inputs, over an infinite horizon or a finite one.
/// </summary>
public sealed record PlantProblem
{
    /// <summary>A, n×n.</summary>
    public required double[,] A { get; init; }

    /// <summary>B, n×m.</summary>
    public required double[,] B { get; init; }

    /// <summary>Q, n×n, symmetric.</summary>
    public required double[,] Q { get; init; }

    /// <summary>R, m×m, symmetric.</summary>
    public required double[,] R { get; init; }

    /// <summary>S, n×m, or null for no cross weight.</summary>
    public double[,]? S { get; init; }

    /// <summary>W, n×n: the covariance of w, in continuous time its intensity; null for the identity.</summary>
    public double[,]? W { get; init; }

    /// <summary>Accepts any symmetric Q and R.</summary>
    public bool Indefinite { get; init; }

    /// <summary>Whether the matrices describe steps or rates.</summary>
    public PlantTime Time { get; init; }

    /// <summary>h, the sampling step of a continuous plant; without meaning for a discrete one.</summary>
    public double Step { get; init; } = 1;

    /// <summary>What the weights of a continuous plant weigh.</summary>
    public StepWeights Weights { get; init; }

    /// <summary>τ ≥ 0, the delay of the inputs: whole steps, or, continuous, any time. Q, S and R weigh the input that acts.</summary>
    public double Delay { get; init; }

    /// <summary>β in (0, 1]: per step, or, continuous, per unit of time.</summary>
    public double Discount { get; init; } = 1;

    /// <summary>c, n entries, the known constant term of x⁺ or ẋ; null for none.</summary>
    public double[]? Drift { get; init; }

    /// <summary>R_r, m×m, semidefinite, the weight of u_t − u_{t−1}, with integrated weights of that over h; null for none.</summary>
    public double[,]? RateWeight { get; init; }

    /// <summary>What is measured; null where the state is known.</summary>
    public PlantMeasurement? Measurement { get; init; }

    /// <summary>What is to be held at a reference; null for the origin.</summary>
    public PlantTracking? Tracking { get; init; }

    /// <summary>x_0, n entries, where a run starts; the cost over a horizon is that from here. Null for zero.</summary>
    public double[]? InitialState { get; init; }

    /// <summary>n.</summary>
    public int StateDim => A.GetLength(0);

    /// <summary>m.</summary>
    public int InputDim => B.GetLength(1);

    /// <summary>The same from another initial state.</summary>
    /// <param name="initialState">x_0, n entries.</param>
    public PlantProblem StartingAt(double[] initialState) => this with { InitialState = initialState };

    /// <summary>The same without its drift.</summary>
    public PlantProblem WithoutDrift() => this with { Drift = null };
}
