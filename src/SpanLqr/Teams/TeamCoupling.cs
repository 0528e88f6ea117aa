namespace SpanLqr.Teams;

/// <summary>
/// What two different agents are to each other: entry [l, k] of each table is the block between an agent of population l
/// and another one of population k (l = k allowed). A null block, or a null table, is zero.
/// </summary>
/// <remarks>
/// The tables are L×L for L populations. Weights and covariances are symmetric as a whole, so entry [k, l] of
/// <see cref="Q"/>, <see cref="R"/> and <see cref="W"/> is the transpose of entry [l, k]; both must be given.
/// </remarks>
public sealed record TeamCoupling
{
    /// <summary>ă^{lk}, d_l×d_k: how the state of an agent of k moves one of l.</summary>
    public double[,]?[,]? A { get; init; }

    /// <summary>b̆^{lk}, d_l×k_k: how the input of an agent of k moves one of l.</summary>
    public double[,]?[,]? B { get; init; }

    /// <summary>q̆^{lk}, d_l×d_k: the weight between two agents' states.</summary>
    public double[,]?[,]? Q { get; init; }

    /// <summary>r̆^{lk}, k_l×k_k: the weight between two agents' inputs.</summary>
    public double[,]?[,]? R { get; init; }

    /// <summary>ω̆^{lk}, d_l×d_k: the covariance between two agents' noises.</summary>
    public double[,]?[,]? W { get; init; }
}
