using System;

namespace SpanLqr.Riccati;

/// <summary>The series X = Σ_k H^k·C·F^k by doubling: X ← X + HXF, H ← H², F ← F² (Smith 1968).</summary>
internal static class SteinDoubling
{
    // 2^60 terms; ρ(H)ρ(F) = 1 − 1e-16 has decayed by then.
    private const int MaxDoublings = 60;

    // What the powers still let through when the last term has been added: below the last bit of X.
    private const double Decayed = 1e-17;

    /// <param name="map">The sizes.</param>
    /// <param name="h">H; overwritten by a multiple of a power.</param>
    /// <param name="f">F; overwritten by a multiple of a power.</param>
    /// <param name="x">C on entry; the sum on return.</param>
    /// <param name="square">max(p, q)² entries.</param>
    /// <param name="product">p·q entries.</param>
    /// <param name="term">p·q entries.</param>
    /// <param name="iterations">Doublings taken.</param>
    /// <returns>True where the powers decayed, which proves ρ(H)ρ(F) &lt; 1.</returns>
    public static bool TrySum(
        in SteinMap map,
        ref double h,
        ref double f,
        ref double x,
        ref double square,
        ref double product,
        ref double term,
        out int iterations)
    {
        int hLength = map.Rows * map.Rows, fLength = map.Columns * map.Columns, length = map.Rows * map.Columns;
        for (iterations = 0; iterations < MaxDoublings; iterations++)
        {
            double sizeH = Dense.FrobeniusNorm(ref h, hLength), sizeF = Dense.FrobeniusNorm(ref f, fLength);
            if (sizeH == 0 || sizeF == 0 || sizeH * sizeF <= Decayed)
            {
                return Dense.IsFinite(ref x, length);
            }

            if (!double.IsFinite(sizeH * sizeF))
            {
                return false;
            }

            // Only the product counts: an exact power of two keeps one from overflowing while the other vanishes.
            int shift = (Math.ILogB(sizeF) - Math.ILogB(sizeH)) / 2;
            Dense.Scale(ref h, Math.ScaleB(1, shift), ref h, hLength);
            Dense.Scale(ref f, Math.ScaleB(1, -shift), ref f, fLength);
            map.Apply(ref h, ref x, ref f, ref product, ref term);
            Dense.Add(ref x, ref term, ref x, length);
            map.Square(ref h, ref f, ref square);
        }

        return false;
    }
}
