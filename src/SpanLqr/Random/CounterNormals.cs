using System;
using System.Runtime.Intrinsics;
using SpanLqr.Shapes;

namespace SpanLqr.RandomNumbers;

/// <summary>
/// Standard normals by index: component i of step t of rollout r is a pure function of (seed, stream, r, t, i) and costs the same
/// wherever it lies, which a sequence does not offer. About twice the time of <see cref="NormalStream"/> per number.
/// </summary>
public static class CounterNormals
{
    /// <summary>The components of one step of one rollout.</summary>
    /// <param name="seed">The seed of the experiment.</param>
    /// <param name="stream">What the numbers are for.</param>
    /// <param name="rollout">r.</param>
    /// <param name="step">t.</param>
    /// <param name="components">Receives them; a longer vector begins with the same numbers.</param>
    public static void Fill(ulong seed, ulong stream, ulong rollout, ulong step, Span<double> components)
    {
        ulong key = SplitMix64.Combine(SplitMix64.Combine(seed, stream), rollout);
        for (int i = 0; i < components.Length; i += 2)
        {
            UInt128 bits = Philox4x32.Block(new UInt128(step, (ulong)(i / 2)), key);
            BoxMuller.Pair<Lanes128<double>, Vector128<double>, Lanes128<ulong>, Vector128<ulong>>(
                Vector128.Create((ulong)bits), Vector128.Create((ulong)(bits >> 64)), out Vector128<double> z0, out Vector128<double> z1);
            components[i] = z0.ToScalar();
            if (i + 1 < components.Length)
            {
                components[i + 1] = z1.ToScalar();
            }
        }
    }
}
