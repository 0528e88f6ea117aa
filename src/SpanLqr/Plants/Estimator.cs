namespace SpanLqr.Plants;

/// <summary>Whether the input of a step may use the measurement of that step.</summary>
public enum Estimator
{
    /// <summary>u_t may use y_t.</summary>
    Current = 0,

    /// <summary>u_t uses the measurements up to y_{t−1}: the computation may take a whole step.</summary>
    Predictor,
}
