using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// The language of one vector width in one precision: how loads, stores and arithmetic are written. One lane is a plain number.
/// Entries are addressed as a named reference and a constant offset.
/// </summary>
internal sealed class VectorWidth
{
    /// <summary>One lane.</summary>
    public static readonly VectorWidth OfScalar = new(1, null, null, "");

    private readonly string indexSuffix;

    private VectorWidth(int lanes, string? api, VectorWidth? half, string indexSuffix)
    {
        Lanes = lanes;
        Api = api;
        Half = half;
        this.indexSuffix = indexSuffix;
    }

    public int Lanes { get; }

    /// <summary>The alias of the static class with the operations; null for one lane.</summary>
    public string? Api { get; }

    /// <summary>What a part of this width is made of; the narrowest vector is made of scalars, whatever its lanes.</summary>
    public VectorWidth? Half { get; }

    /// <summary>Whether this is the widest: there are thirty-two registers then, and only one of its operations starts in a cycle.</summary>
    public bool IsWidest => Api == "V512";

    private bool IsNarrowest => Half is { Api: null };

    /// <summary>The width above another one.</summary>
    public static VectorWidth Over(VectorWidth half, int lanes, string api, string indexSuffix) => new(lanes, api, half, indexSuffix);

    /// <summary>The condition under which this width is the right one; the JIT knows its value.</summary>
    public string IsAccelerated => Api + ".IsHardwareAccelerated";

    /// <summary>The entry at an offset, as a variable.</summary>
    /// <remarks>
    /// Type arguments are written out here and below: with them the compiler has a handful of overloads to try and nothing to infer,
    /// which is a good part of its work on a file of ten thousand such calls.
    /// </remarks>
    public static string Entry(string reference, int offset) =>
        offset == 0 ? reference : "Ref.Add<double>(ref " + reference + ", " + Text.Of(offset) + ")";

    /// <summary>The vector at an offset, in code that is written over the type of the vector.</summary>
    public static string Place(string reference, int offset) =>
        offset == 0 ? reference : "Ref.Add(ref " + reference + ", " + Text.Of(offset) + ")";

    public string Broadcast(string scalar) => Api is null ? scalar : Api + ".Create<double>(" + scalar + ")";

    public string FusedMultiplyAdd(string left, string right, string addend) =>
        (Api ?? "double") + ".FusedMultiplyAdd(" + left + ", " + right + ", " + addend + ")";

    /// <summary>A load of the first <paramref name="count"/> lanes; the other lanes are zero, and their memory is not touched.</summary>
    public string Load(string reference, int offset, int count)
    {
        if (Api is null)
        {
            return Entry(reference, offset);
        }

        if (count == Lanes)
        {
            return offset == 0
                ? Api + ".LoadUnsafe<double>(ref " + reference + ")"
                : Api + ".LoadUnsafe<double>(ref " + reference + ", " + Text.Of(offset) + ")";
        }

        if (count == 0)
        {
            return Broadcast("0.0");
        }

        if (IsNarrowest)
        {
            return count == 1
                ? Api + ".CreateScalar(" + Entry(reference, offset) + ")"
                : "Lanes.Load" + Text.Of(count) + "(ref " + Entry(reference, offset) + ")";
        }

        int low = System.Math.Min(count, Half!.Lanes);
        return Api + ".Create(" + Half.Load(reference, offset, low) + ", " + Half.Load(reference, offset + Half.Lanes, count - low) + ")";
    }

    /// <summary>
    /// A load of which only the first <paramref name="count"/> lanes matter: a whole vector where that stays inside a matrix
    /// of <paramref name="length"/> entries, since reading into the next row is cheaper than putting a part together.
    /// </summary>
    public string LoadPadded(string reference, int offset, int count, int length) =>
        Load(reference, offset, offset + Lanes <= length ? Lanes : count);

    /// <summary>Lanes from entries <paramref name="stride"/> apart: a column of a row-major matrix. Missing lanes are zero.</summary>
    public string Gather(string reference, int offset, int stride, int count)
    {
        if (Api is null)
        {
            return Entry(reference, offset);
        }

        string[] lanes = new string[Lanes];
        for (int lane = 0; lane < Lanes; lane++)
        {
            lanes[lane] = lane < count ? Entry(reference, offset + (lane * stride)) : "0.0";
        }

        return Api + ".Create(" + string.Join(", ", lanes) + ")";
    }

    /// <summary>The lanes of a vector in another order.</summary>
    public string Shuffle(string vector, IEnumerable<int> lanes) =>
        Api + ".Shuffle(" + vector + ", " + Api + ".Create(" + string.Join(", ", lanes.Select(lane => Text.Of(lane) + indexSuffix)) + "))";

    /// <summary>Whether a whole vector at this offset stays inside a matrix of <paramref name="length"/> entries.</summary>
    public bool Fits(int offset, int length) => offset + Lanes <= length;

    /// <summary>Stores the first <paramref name="count"/> lanes and touches no other memory.</summary>
    public void Store(SourceWriter writer, string value, string reference, int offset, int count)
    {
        if (Api is null)
        {
            writer.Line(Entry(reference, offset) + " = " + value + ";");
        }
        else if (count == Lanes)
        {
            writer.Line(Api + ".StoreUnsafe<double>(" + value + ", ref " + reference + (offset == 0 ? "" : ", " + Text.Of(offset)) + ");");
        }
        else if (IsNarrowest)
        {
            writer.Line(count == 1
                ? Entry(reference, offset) + " = " + Api + ".ToScalar(" + value + ");"
                : "Lanes.Store" + Text.Of(count) + "(" + value + ", ref " + Entry(reference, offset) + ");");
        }
        else
        {
            int low = System.Math.Min(count, Half!.Lanes);
            Half.Store(writer, Api + ".GetLower(" + value + ")", reference, offset, low);
            if (count > low)
            {
                Half.Store(writer, Api + ".GetUpper(" + value + ")", reference, offset + low, count - low);
            }
        }
    }
}
