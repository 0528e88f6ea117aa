namespace SpanLqr.Generators.Emit;

/// <summary>Which factorisation a solve goes back through.</summary>
internal enum SolveKind
{
    /// <summary>L·L'.</summary>
    Cholesky,

    /// <summary>L·D·L', unit L.</summary>
    Ldl,

    /// <summary>P·L·U, unit L.</summary>
    Lu,
}
