namespace SpanLqr.Generators.Model;

/// <summary>All that the emitted file depends on; strings and numbers only, so that the pipeline can compare and keep it.</summary>
/// <param name="Namespace">The namespace as written in code; empty for the global one.</param>
/// <param name="ContainingTypes">The types around the shape, outermost first.</param>
/// <param name="Keyword"><c>struct</c> or <c>record struct</c>.</param>
/// <param name="Name">The name of the struct as written in code.</param>
/// <param name="States">n, the number of states.</param>
/// <param name="Inputs">m, the number of inputs.</param>
/// <param name="IsSingle">Whether matrices are of <c>float</c>.</param>
internal sealed record ShapeSpec(
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Keyword,
    string Name,
    int States,
    int Inputs,
    bool IsSingle);
