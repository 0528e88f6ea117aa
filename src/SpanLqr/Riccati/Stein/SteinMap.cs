using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The map X ↦ HXF of one Stein equation and its residual, for X of p rows and q columns.</summary>
internal readonly struct SteinMap(int rows, int columns)
{
    // H is the R, F the A and X the K of this shape.
    private readonly DynamicShape _right = new(columns, rows);

    /// <summary>p.</summary>
    public int Rows => rows;

    /// <summary>q.</summary>
    public int Columns => columns;

    /// <summary>D ← HXF.</summary>
    public void Apply(ref double h, ref double x, ref double f, ref double scratch, ref double destination)
    {
        _right.MultiplyRK(ref h, ref x, ref scratch);
        _right.MultiplyKA(ref scratch, ref f, ref destination);
    }

    /// <summary>D ← C + HXF − X.</summary>
    public void Residual(ref double h, ref double f, ref double c, ref double x, ref double scratch, ref double destination)
    {
        int length = rows * columns;
        Apply(ref h, ref x, ref f, ref scratch, ref destination);
        Dense.Subtract(ref destination, ref x, ref destination, length);
        Dense.Add(ref destination, ref c, ref destination, length);
    }

    /// <summary>H ← H², F ← F².</summary>
    public void Square(ref double h, ref double f, ref double scratch)
    {
        new DynamicShape(rows, 1).MultiplyAA(ref h, ref h, ref scratch);
        Dense.Copy(ref scratch, ref h, rows * rows);
        _right.MultiplyAA(ref f, ref f, ref scratch);
        Dense.Copy(ref scratch, ref f, columns * columns);
    }

    /// <summary>X ← U'XV, or UXV' for the way back.</summary>
    public void Rotate(ref double u, ref double v, bool back, ref double x, ref double scratch, ref double product)
    {
        ref double transposed = ref scratch;
        if (back)
        {
            new DynamicShape(columns, 1).TransposeA(ref v, ref transposed);
            Apply(ref u, ref x, ref transposed, ref product, ref x);
        }
        else
        {
            new DynamicShape(rows, 1).TransposeA(ref u, ref transposed);
            Apply(ref transposed, ref x, ref v, ref product, ref x);
        }
    }
}
