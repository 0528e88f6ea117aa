using Microsoft.CodeAnalysis;

namespace SpanLqr.Generators.Diagnostics;

/// <summary>The descriptors of everything that can be wrong with a shape; one page each under <c>docs/diagnostics</c>.</summary>
internal static class ShapeDiagnostics
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "SLQ0001",
        "A shape must be partial",
        "'{0}' must be partial, because the kernels of shape '{1}' are generated into it");

    public static readonly DiagnosticDescriptor NotStruct = Error(
        "SLQ0002",
        "A shape must be a struct",
        "'{0}' is declared as {1}; a shape must be a struct (a record struct will do, a ref struct will not)");

    public static readonly DiagnosticDescriptor DimensionOutOfRange = Error(
        "SLQ0003",
        "A dimension of a shape is out of range",
        "The number of {0} of shape '{1}' is {2}; it must be from 1 to {3}. Larger problems are served by the dynamic shape.");

    public static readonly DiagnosticDescriptor GenericOrFileLocal = Error(
        "SLQ0004",
        "A shape must not be generic or file-local",
        "Shape '{0}' cannot be generated, because '{1}' is {2}");

    public static readonly DiagnosticDescriptor DuplicateAttribute = Error(
        "SLQ0005",
        "A shape must have one size",
        "Shape '{0}' carries LqrShape {1} times; it can have only one size");

    public static readonly DiagnosticDescriptor LanguageVersionTooLow = Error(
        "SLQ0006",
        "The C# version is too low for a shape",
        "The kernels of shape '{0}' need C# {1}; this project compiles as C# {2}");

    public static readonly DiagnosticDescriptor UnknownPrecision = Error(
        "SLQ0007",
        "A shape must be of double or of float",
        "The precision of shape '{0}' is {1}; it must be LqrPrecision.Double or LqrPrecision.Single");

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id,
        title,
        message,
        "SpanLqr.Usage",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        // The page travels with the sources; there is no site to link to.
        helpLinkUri: "https://github.com/spanlqr/spanlqr/blob/main/docs/diagnostics/" + id + ".md");
}
