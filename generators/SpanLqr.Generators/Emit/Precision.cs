using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// What the entries of a shape are: how many fill a vector, and how they are spelled. Emitters write the language of
/// <c>double</c>; the writer of a shape in single precision spells it in <c>float</c>.
/// </summary>
internal sealed class Precision
{
    // A number with a point that is not part of a name or of a version.
    private static readonly Regex DoubleWords = new(@"\bdouble\b|(?<![\w.])\d+\.\d+(?![\w.])", RegexOptions.CultureInvariant);

    public static readonly Precision Double = new(lanesOf128: 2, indexSuffix: "L");
    public static readonly Precision Single = new(lanesOf128: 4, indexSuffix: "");

    private Precision(int lanesOf128, string indexSuffix)
    {
        Scalar = VectorWidth.OfScalar;
        VectorWidth narrow = VectorWidth.Over(Scalar, lanesOf128, "V128", indexSuffix);
        VectorWidth middle = VectorWidth.Over(narrow, 2 * lanesOf128, "V256", indexSuffix);
        Vectors = [VectorWidth.Over(middle, 4 * lanesOf128, "V512", indexSuffix), middle, narrow];
    }

    /// <summary>One entry by itself.</summary>
    public VectorWidth Scalar { get; }

    /// <summary>The vectors, widest first.</summary>
    public IReadOnlyList<VectorWidth> Vectors { get; }

    /// <summary>Four lanes, which a transposition or four chains take.</summary>
    public VectorWidth Four => Vectors.Single(static width => width.Lanes == 4);

    /// <summary>Whether entries are of <c>float</c>.</summary>
    public bool IsSingle => this == Single;

    /// <summary>The narrowest vector for so many entries; the widest where none is enough.</summary>
    public VectorWidth Holding(int entries) => Vectors.LastOrDefault(width => width.Lanes >= entries) ?? Vectors[0];

    /// <summary>A line as this precision has it.</summary>
    public string Spell(string line) => IsSingle
        ? DoubleWords.Replace(line, static word => word.Value == "double" ? "float" : word.Value + "f")
        : line;
}
