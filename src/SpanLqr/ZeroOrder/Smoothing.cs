namespace SpanLqr.ZeroOrder;

/// <summary>The law of the directions U.</summary>
public enum Smoothing
{
    /// <summary>Uniform on the unit sphere; the factor of the estimate is D/r.</summary>
    Sphere = 0,

    /// <summary>Standard normal; the factor of the estimate is 1/r.</summary>
    Gaussian,
}
