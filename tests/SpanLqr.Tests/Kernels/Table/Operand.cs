namespace SpanLqr.Tests.KernelFacts;

/// <summary>What an operand is to its kernel: it decides the data it is given and whether it may change.</summary>
internal enum Role
{
    Input,
    Symmetric,
    PositiveDefinite,
    Nonsingular,
    CholeskyFactor,
    LdlFactor,
    LuFactor,
    Pivots,
    OptionalInput,
    InPlace,
    Workspace,
    LongWorkspace,
    Destination,
    PivotsDestination,
}

/// <summary>One span argument of a kernel at one shape.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="MayBe">The index of the operand that this one may be (the same memory), or −1.</param>
internal sealed record Operand(Role Role, int Rows, int Columns, int MayBe = -1)
{
    public int Length => Rows * Columns;

    public bool HoldsPivots => Role is Role.Pivots or Role.PivotsDestination;

    public bool IsWritten => Role is Role.InPlace or Role.Workspace or Role.LongWorkspace or Role.Destination or Role.PivotsDestination;

    /// <summary>Whether its final content is part of what the kernel promises.</summary>
    public bool IsResult => IsWritten && Role != Role.LongWorkspace;
}
