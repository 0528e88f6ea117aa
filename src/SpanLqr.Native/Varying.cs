namespace SpanLqr.Native;

/// <summary>The bits of <see cref="NativeModel.VaryingBits"/>, as <c>SPANLQR_VARYING_…</c>.</summary>
internal static class Varying
{
    public const uint A = 1;
    public const uint B = 2;
    public const uint Q = 4;
    public const uint R = 8;
    public const uint S = 16;
    public const uint All = A | B | Q | R | S;
}
