using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SpanLqr.Generators.Diagnostics;
using SpanLqr.Generators.Model;

namespace SpanLqr.Generators;

public sealed partial class ShapeGenerator
{
    /// <summary>From symbols to a model that holds none of them.</summary>
    private static class Parser
    {
        private static readonly SymbolDisplayFormat NamespaceFormat = SymbolDisplayFormat.FullyQualifiedFormat
            .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

        private static readonly SymbolDisplayFormat NameFormat = new(
            miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

        public static ShapeSpec? Parse(GeneratorAttributeSyntaxContext target, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            var shape = (INamedTypeSymbol)target.TargetSymbol;
            LanguageVersion version = ((CSharpParseOptions)target.TargetNode.SyntaxTree.Options).LanguageVersion;
            if (ShapeRules.Dimensions(target.Attributes[0]) is not (int states, int inputs)
                || ShapeRules.Violations(shape, target.Attributes[0], version, cancellation).Any())
            {
                return null;
            }

            return new ShapeSpec(
                shape.ContainingNamespace.IsGlobalNamespace ? "" : shape.ContainingNamespace.ToDisplayString(NamespaceFormat),
                new EquatableArray<ContainingType>([.. Around(shape)]),
                Keyword(shape),
                shape.ToDisplayString(NameFormat),
                states,
                inputs,
                ShapeRules.Precision(target.Attributes[0]) == ShapeLimits.Single);
        }

        private static IEnumerable<ContainingType> Around(INamedTypeSymbol shape)
        {
            var outward = new List<ContainingType>();
            for (INamedTypeSymbol? type = shape.ContainingType; type is not null; type = type.ContainingType)
            {
                outward.Add(new ContainingType(Keyword(type), type.ToDisplayString(NameFormat)));
            }

            outward.Reverse();
            return outward;
        }

        private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Struct, true) => "record struct",
            (TypeKind.Struct, false) => "struct",
            (TypeKind.Interface, _) => "interface",
            (_, true) => "record",
            _ => "class",
        };
    }
}
