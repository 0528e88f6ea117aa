using System.Text;

namespace SpanLqr.Generators.Emit;

/// <summary>Indented lines that end in <c>\n</c> on every machine, in the precision of the shape.</summary>
internal sealed class SourceWriter(Precision precision)
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder text = new();
    private int level;

    /// <summary>What entries are; <see cref="Line(string)"/> spells them accordingly.</summary>
    public Precision Precision => precision;

    public void Line(string line)
    {
        // A body written as one raw string comes with its own line breaks.
        foreach (string part in precision.Spell(line).Split('\n'))
        {
            if (part.Length > 0)
            {
                text.Append(' ', level * SpacesPerLevel).Append(part);
            }

            text.Append('\n');
        }
    }

    public void Line() => text.Append('\n');

    /// <summary>Opens a block; without a head it is a bare scope.</summary>
    public void Open(string head = "")
    {
        if (head.Length > 0)
        {
            Line(head);
        }

        Line("{");
        level++;
    }

    public void Close()
    {
        level--;
        Line("}");
    }

    public override string ToString() => text.ToString();
}
