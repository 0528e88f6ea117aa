using Microsoft.CodeAnalysis;

namespace SpanLqr.Generators.Diagnostics;

/// <summary>One thing that is wrong with a shape.</summary>
/// <param name="Descriptor">Which.</param>
/// <param name="Arguments">What the message names.</param>
internal readonly record struct ShapeViolation(DiagnosticDescriptor Descriptor, params object[] Arguments);
