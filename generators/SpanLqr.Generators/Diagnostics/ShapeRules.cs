using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SpanLqr.Generators.Diagnostics;

/// <summary>What a marked type must satisfy. The generator skips what the analyzer reports because both ask here.</summary>
internal static class ShapeRules
{
    /// <summary>All that is wrong with <paramref name="shape"/>; empty for a shape that will be generated.</summary>
    public static IEnumerable<ShapeViolation> Violations(
        INamedTypeSymbol shape,
        AttributeData attribute,
        LanguageVersion version,
        CancellationToken cancellation)
    {
        if (shape.TypeKind != TypeKind.Struct || shape.IsRefLikeType)
        {
            yield return new ShapeViolation(ShapeDiagnostics.NotStruct, shape.Name, KindName(shape));
        }

        for (INamedTypeSymbol? type = shape; type is not null; type = type.ContainingType)
        {
            if (!IsPartial(type, cancellation))
            {
                yield return new ShapeViolation(ShapeDiagnostics.NotPartial, type.Name, shape.Name);
            }

            if (type.Arity > 0)
            {
                yield return new ShapeViolation(ShapeDiagnostics.GenericOrFileLocal, shape.Name, type.Name, "generic");
            }

            if (IsFileLocal(type, cancellation))
            {
                yield return new ShapeViolation(ShapeDiagnostics.GenericOrFileLocal, shape.Name, type.Name, "file-local");
            }
        }

        if (Dimensions(attribute) is (int states, int inputs))
        {
            if (states is < 1 or > ShapeLimits.MaxDimension)
            {
                yield return OutOfRange("states", states);
            }

            if (inputs is < 1 or > ShapeLimits.MaxDimension)
            {
                yield return OutOfRange("inputs", inputs);
            }
        }

        int count = shape.GetAttributes().Count(
            other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass));
        if (count > 1)
        {
            yield return new ShapeViolation(ShapeDiagnostics.DuplicateAttribute, shape.Name, count);
        }

        if (version < ShapeLimits.MinLanguageVersion)
        {
            yield return new ShapeViolation(
                ShapeDiagnostics.LanguageVersionTooLow,
                shape.Name,
                ShapeLimits.MinLanguageVersion.ToDisplayString(),
                version.ToDisplayString());
        }

        int precision = Precision(attribute);
        if (precision is not (ShapeLimits.Double or ShapeLimits.Single))
        {
            yield return new ShapeViolation(ShapeDiagnostics.UnknownPrecision, shape.Name, precision);
        }

        ShapeViolation OutOfRange(string what, int value) =>
            new(ShapeDiagnostics.DimensionOutOfRange, what, shape.Name, value, ShapeLimits.MaxDimension);
    }

    /// <summary>n and m as given; null while the attribute's arguments do not compile, which the compiler reports.</summary>
    public static (int States, int Inputs)? Dimensions(AttributeData attribute)
    {
        ImmutableArray<TypedConstant> arguments = attribute.ConstructorArguments;
        return arguments.Length == 2 && arguments[0].Value is int states && arguments[1].Value is int inputs ? (states, inputs) : null;
    }

    /// <summary>The value of <c>LqrPrecision</c> that was given, or the default.</summary>
    public static int Precision(AttributeData attribute)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == "Precision" && argument.Value.Value is int precision)
            {
                return precision;
            }
        }

        return ShapeLimits.Double;
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => HasModifier(type, "partial", cancellation);

    // By its text: the Roslyn floor knows neither INamedTypeSymbol.IsFileLocal nor the keyword's kind.
    private static bool IsFileLocal(INamedTypeSymbol type, CancellationToken cancellation) => HasModifier(type, "file", cancellation);

    private static bool HasModifier(INamedTypeSymbol type, string modifier, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(
            reference => reference.GetSyntax(cancellation) is MemberDeclarationSyntax declaration
                && declaration.Modifiers.Any(token => token.ValueText == modifier));

    private static string KindName(INamedTypeSymbol type) => type switch
    {
        { IsRefLikeType: true } => "ref struct",
        { TypeKind: TypeKind.Class, IsRecord: true } => "record class",
        _ => type.TypeKind.ToString().ToLowerInvariant(),
    };
}
