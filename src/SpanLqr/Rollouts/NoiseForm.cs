namespace SpanLqr.Rollouts;

/// <summary>The form of a noise factor, which decides how much work a step is.</summary>
internal enum NoiseForm
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Independent components.</summary>
    Diagonal,

    /// <summary>A lower triangle.</summary>
    Triangular,
}
