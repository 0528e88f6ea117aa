using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SpanLqr.Generators.Emit;
using SpanLqr.Generators.Model;

namespace SpanLqr.Generators;

/// <summary>
/// Writes the kernels of every struct marked <c>[LqrShape(n, m)]</c>. It reports nothing: what it cannot use it skips,
/// and <see cref="Diagnostics.LqrShapeAnalyzer"/> says why.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class ShapeGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ShapeSpec> specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ShapeLimits.AttributeName,
                static (node, _) => node is TypeDeclarationSyntax,
                static (target, cancellation) => Parser.Parse(target, cancellation))
            .WithTrackingName(TrackingNames.Parse)
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName(TrackingNames.ShapeSpec);

        context.RegisterSourceOutput(
            specs,
            static (output, spec) =>
            {
                output.CancellationToken.ThrowIfCancellationRequested();
                output.AddSource(FileEmitter.HintName(spec), SourceText.From(FileEmitter.Emit(spec), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
            });
    }
}
