using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Lqr;
using SpanLqr.Shapes;

namespace SpanLqr.Rollouts;

/// <summary>Where rollouts begin: x₀ = μ + L₀z, z the first normals of each rollout, ⌈n/2⌉ pairs; without L₀ none are drawn.</summary>
internal sealed class RolloutStart<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly int _n;
    private readonly T[] _mean;
    private readonly T[]? _factor;

    public RolloutStart(int stateDim, double[]? mean, double[,]? covariance)
    {
        _n = stateDim;
        if (mean is not null && mean.Length != stateDim)
        {
            throw new ArgumentException($"The initial mean has {mean.Length} entries, expected {stateDim}.", nameof(mean));
        }

        _mean = mean is null ? new T[stateDim] : Array.ConvertAll(mean, T.CreateTruncating);
        if (covariance is not null)
        {
            double[,] factor = CovarianceFactor.Of(Arrays.Weight(covariance, stateDim, nameof(covariance)), nameof(covariance));
            _factor = new T[stateDim * stateDim];
            for (int k = 0; k < _factor.Length; k++)
            {
                _factor[k] = T.CreateTruncating(factor[k / stateDim, k % stateDim]);
            }
        }
    }

    /// <summary>The pairs of normals that the start takes.</summary>
    public int Pairs => _factor is null ? 0 : (_n + 1) / 2;

    /// <summary>x₀ in every lane, from the normals that were drawn for it.</summary>
    public void Set<TLanes, TVector>(ref T noise, ref TVector state)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        for (int i = 0; i < _n; i++)
        {
            TVector x = TLanes.Broadcast(_mean[i]);
            for (int j = 0; _factor is not null && j <= i; j++)
            {
                x = TLanes.FusedMultiplyAdd(TLanes.Broadcast(_factor[(i * _n) + j]), TLanes.Load(ref Unsafe.Add(ref noise, j * TLanes.Count)), x);
            }

            Unsafe.Add(ref state, i) = x;
        }
    }
}
