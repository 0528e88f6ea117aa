namespace SpanLqr.Riccati;

/// <summary>placeholder</summary>
public static class Dare
{
    /// <summary>placeholder</summary>
    public static void Solve() { }
}
