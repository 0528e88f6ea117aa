using Microsoft.CodeAnalysis.CSharp;

namespace SpanLqr.Generators;

/// <summary>What a shape may be; the generator and the analyzer both ask here.</summary>
internal static class ShapeLimits
{
    /// <summary>
    /// The largest n or m. Above it unrolled and tiled code gains nothing over plain loops on large matrices, and the
    /// dynamic shape is the better choice.
    /// </summary>
    public const int MaxDimension = 32;

    /// <summary>The name of the attribute that marks a shape.</summary>
    public const string AttributeName = "SpanLqr.LqrShapeAttribute";

    /// <summary><c>LqrPrecision.Double</c>, which is also what an attribute means that says nothing.</summary>
    public const int Double = 0;

    /// <summary><c>LqrPrecision.Single</c>.</summary>
    public const int Single = 1;

    /// <summary>
    /// C# 11, whose static abstract members the rollouts of the emitted file use; a number, because the oldest compiler that can load
    /// this generator has no name for it.
    /// </summary>
    public const LanguageVersion MinLanguageVersion = (LanguageVersion)1100;
}
