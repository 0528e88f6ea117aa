namespace SpanLqr.Generators.Catalog;

/// <summary>What a parameter is to its kernel, hence how the border and the inner member declare it.</summary>
internal enum ParameterRole
{
    /// <summary>Read only.</summary>
    Input,

    /// <summary>Written, or read and written.</summary>
    Output,

    /// <summary>Written, of at least a length that the shape says.</summary>
    Workspace,

    /// <summary>A number.</summary>
    Scalar,

    /// <summary>The row exchanges, written.</summary>
    PivotsOut,

    /// <summary>The row exchanges, read.</summary>
    PivotsIn,

    /// <summary>The cross weight: a flag and a reference inside, a span that may be empty at the border.</summary>
    OptionalInput,
}

/// <summary>One operand of a kernel.</summary>
/// <param name="Name">Its name, as in <c>ILqrShape</c>.</param>
/// <param name="Size">The letter of its size, see <see cref="ShapeSize"/>; a vector's for pivots, a blank where it has none.</param>
/// <param name="Text">What it is, in words or a letter of the formula.</param>
/// <param name="Role">How it is used.</param>
internal sealed record KernelParameter(string Name, char Size, string Text, ParameterRole Role = ParameterRole.Input)
{
    /// <summary>What its documentation adds to its size: <c>, symmetric</c>.</summary>
    public string Note { get; init; } = "";

    /// <summary>The input that a result may be the same memory as; null where it may share none.</summary>
    public string? MayBe { get; init; }

    /// <summary>Whether the kernel writes it.</summary>
    public bool IsWritten => Role is ParameterRole.Output or ParameterRole.Workspace or ParameterRole.PivotsOut;

    /// <summary>Whether it holds row numbers.</summary>
    public bool IsPivots => Role is ParameterRole.PivotsIn or ParameterRole.PivotsOut;

    /// <summary>Its declaration at a border of spans of <paramref name="entry"/>.</summary>
    /// <param name="entry">The type of an entry.</param>
    /// <param name="prefix">What qualifies the names of span types.</param>
    public string Span(string entry, string prefix) => Role == ParameterRole.Scalar
        ? entry + " " + Name
        : prefix + (IsWritten ? "Span<" : "ReadOnlySpan<") + (IsPivots ? "int" : entry) + "> " + Name;

    /// <summary>Its declaration in the unchecked member.</summary>
    /// <param name="entry">The type of an entry.</param>
    public string Reference(string entry) => Role switch
    {
        ParameterRole.Scalar => entry + " " + Name,
        ParameterRole.OptionalInput => "ref " + entry + " " + Name + ", bool hasCross",
        _ => "ref " + (IsPivots ? "int" : entry) + " " + Name,
    };

    /// <summary>How one unchecked member hands it to another.</summary>
    public string Forward => Role switch
    {
        ParameterRole.Scalar => Name,
        ParameterRole.OptionalInput => "ref " + Name + ", hasCross",
        _ => "ref " + Name,
    };
}
