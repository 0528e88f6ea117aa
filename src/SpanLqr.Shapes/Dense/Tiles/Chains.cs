using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>Σ_k l_k·r_k.</summary>
internal readonly struct SumOfProducts : IChain
{
    public static bool Subtracts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }
}

/// <summary>d − Σ_k l_k·r_k, term by term.</summary>
internal readonly struct LessProducts : IChain
{
    public static bool Subtracts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }
}
