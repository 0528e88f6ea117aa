using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SpanLqr.Generators.Diagnostics;

/// <summary>Says why a type marked <c>[LqrShape]</c> gets no kernels.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LqrShapeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        ShapeDiagnostics.NotPartial,
        ShapeDiagnostics.NotStruct,
        ShapeDiagnostics.DimensionOutOfRange,
        ShapeDiagnostics.GenericOrFileLocal,
        ShapeDiagnostics.DuplicateAttribute,
        ShapeDiagnostics.LanguageVersionTooLow,
        ShapeDiagnostics.UnknownPrecision);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ShapeLimits.AttributeName) is { } marker)
            {
                start.RegisterSymbolAction(symbol => Check(symbol, marker), SymbolKind.NamedType);
            }
        });
    }

    private static void Check(SymbolAnalysisContext context, INamedTypeSymbol marker)
    {
        var shape = (INamedTypeSymbol)context.Symbol;
        AttributeData? attribute = shape.GetAttributes()
            .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.AttributeClass, marker));
        if (attribute is null)
        {
            return;
        }

        SyntaxTree? tree = attribute.ApplicationSyntaxReference?.SyntaxTree;
        LanguageVersion version = (tree?.Options as CSharpParseOptions)?.LanguageVersion ?? LanguageVersion.Latest;
        Location location = shape.Locations.FirstOrDefault(place => place.SourceTree == tree) ?? shape.Locations[0];
        foreach (ShapeViolation violation in ShapeRules.Violations(shape, attribute, version, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(violation.Descriptor, location, violation.Arguments));
        }
    }
}
