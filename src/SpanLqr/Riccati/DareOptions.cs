namespace SpanLqr.Riccati;

/// <summary>What <see cref="Dare.Solve"/> may assume and must check.</summary>
public readonly record struct DareOptions
{
    /// <summary>R ≻ 0 and [[Q,S],[S',R]] ⪰ 0 are required; everything is checked.</summary>
    public static DareOptions Default => default;

    /// <summary>Any symmetric Q and R, R singular or zero included; the answer is the stabilising solution if there is one.</summary>
    public bool Indefinite { get; init; }
}
