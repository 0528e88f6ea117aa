namespace SpanLqr.Plants;

/// <summary>What the matrices of a <see cref="PlantProblem"/> say.</summary>
public enum PlantTime
{
    /// <summary>x⁺ = Ax + Bu + c + w.</summary>
    Discrete = 0,

    /// <summary>ẋ = Ax + Bu + c + w, w of intensity W, the input held over each step.</summary>
    Continuous,
}
