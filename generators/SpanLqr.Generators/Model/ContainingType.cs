namespace SpanLqr.Generators.Model;

/// <summary>One type that the shape is nested in, as its partial declaration must be opened again.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The name as written in code, escaped where it is a keyword.</param>
internal sealed record ContainingType(string Keyword, string Name);
