namespace SpanLqr.Plants;

/// <summary>How a <see cref="PlantSolver"/> ended. Everything but <see cref="Ok"/> names what failed; <see cref="PlantEvidence"/> says where.</summary>
public enum PlantStatus
{
    /// <summary>The answer can be used.</summary>
    Ok = 0,

    /// <summary>An input holds a NaN or an infinity.</summary>
    NonFinite,

    /// <summary>The weights are not as the problem requires them; <see cref="PlantEvidence.Solver"/> says which.</summary>
    Weights,

    /// <summary>W, V or [[W, N], [N', V]] is no covariance.</summary>
    Noise,

    /// <summary>The plant grows so fast that its numbers overflow within one step.</summary>
    Overflow,

    /// <summary>(A, B), with a discount (√β A, √β B), is not stabilisable; the mode that no input reaches is given where it could be told.</summary>
    NotStabilisable,

    /// <summary>(A, B) is stabilisable, but not sampled with this step: two modes look alike at the sampling instants.</summary>
    NotStabilisableSampled,

    /// <summary>(A, C) is not detectable: the mode that does not decay is not seen by the measurements.</summary>
    NotDetectable,

    /// <summary>(A, C) is detectable, but not sampled with this step: two modes look alike at the sampling instants.</summary>
    NotDetectableSampled,

    /// <summary>The filter has no stabilising gain: a mode on the unit circle is not moved by the noise.</summary>
    NotDriven,

    /// <summary>The filter's equation was not solved for another reason: <see cref="PlantEvidence.Solver"/>.</summary>
    Filter,

    /// <summary>The regulator's equation was not solved for another reason: <see cref="PlantEvidence.Solver"/>.</summary>
    Regulator,

    /// <summary>No steady state holds the outputs at every reference: the plant has a zero at 1 (continuous: 0) from its inputs to them.</summary>
    NoSteadyState,

    /// <summary>The outputs to be integrated are no combination of the measurements.</summary>
    OutputsNotMeasured,
}
