namespace SpanLqr.Generators.Catalog;

/// <summary>What a parameter is to its kernel, hence how the border and the inner member declare it.</summary>
internal enum ParameterRole
{
    /// <summary>Read only.</summary>
    Input,

    /// <summary>Written, or read and written.</summary>
    Output,

    /// <summary>A number.</summary>
    Scalar,

    /// <summary>The row exchanges, written.</summary>
    PivotsOut,

    /// <summary>The row exchanges, read.</summary>
    PivotsIn,

    /// <summary>The cross weight: a flag and a reference inside, a span that may be empty at the border.</summary>
    OptionalInput,
}

/// <summary>One parameter of a kernel.</summary>
/// <param name="Name">Its name, as in <c>ILqrShape</c>.</param>
/// <param name="Role">How it is used.</param>
internal sealed record KernelParameter(string Name, ParameterRole Role = ParameterRole.Input)
{
    /// <summary>The declaration at the public border.</summary>
    public string Span => Role switch
    {
        ParameterRole.Output => "global::System.Span<double> " + Name,
        ParameterRole.Scalar => "double " + Name,
        ParameterRole.PivotsOut => "global::System.Span<int> " + Name,
        ParameterRole.PivotsIn => "global::System.ReadOnlySpan<int> " + Name,
        _ => "global::System.ReadOnlySpan<double> " + Name,
    };

    /// <summary>The declaration of the unchecked member.</summary>
    public string Reference => Role switch
    {
        ParameterRole.Scalar => "double " + Name,
        ParameterRole.PivotsOut or ParameterRole.PivotsIn => "ref int " + Name,
        ParameterRole.OptionalInput => "ref double " + Name + ", bool hasCross",
        _ => "ref double " + Name,
    };
}
