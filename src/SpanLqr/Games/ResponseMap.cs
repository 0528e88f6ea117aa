using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>
/// Best response, then consistency: from the law that all populations believe the mean fields to follow to the one that they then do.
/// </summary>
/// <remarks>
/// <para>With H, V, U block-diagonal and C_Z the stacked weights: Z = C_Z + HZF, then F⁺ = A − BK¹ + VZF and
/// c⁺ = U(Zc + C_Zβ). This is the paper's Proposition 1 (with the signs and the power of F corrected) without its differences and without
/// (I − F)⁻¹: its X is ZF, and [(I − H)⁻¹C_Z − X](I − F)⁻¹ is (I − H)⁻¹Z.</para>
/// <para>Z is <see cref="Stein"/>'s equation for all populations at once, summed here because they share the powers of F, which are what
/// costs, and because H is block-diagonal. Where the series diverges there is no finite best response, so no direct solver follows.</para>
/// <para>The shape has n = L·m states, the stacked mean fields, and m inputs, so that its kernels named R and K work on the block rows
/// of one population. Memory is taken once; no step allocates.</para>
/// </remarks>
internal sealed class ResponseMap<TShape>
    where TShape : struct, ILqrShape
{
    // 2^60 terms: F and H with a product of radii of 1 − 1e-16 have decayed by then.
    private const int MaxDoublings = 60;

    // Quadratic convergence: when one doubling moves Z by less than this, the next moves it below the last bit.
    private const double RelativeStep = 1e-13;

    private readonly TShape _shape;
    private readonly DynamicShape _block;
    private readonly double[] _weights;
    private readonly double[] _closedLoop;
    private readonly double[] _reach;
    private readonly double[] _offsetReach;
    private readonly double[] _powerOfH;
    private readonly double[] _powerOfF;
    private readonly double[] _product;
    private readonly double[] _term;
    private readonly double[] _small;

    public ResponseMap(TShape shape, IReadOnlyList<OwnResponse> responses, GameWeights weights)
    {
        int m = shape.InputDim, n = shape.StateDim;
        _shape = shape;
        _block = new DynamicShape(m, 1);
        _weights = Arrays.Flat(weights.Stacked()).ToArray();
        _closedLoop = new double[n * m];
        _reach = new double[n * m];
        _offsetReach = new double[n * m];
        for (int l = 0; l < responses.Count; l++)
        {
            Arrays.Flat(responses[l].ClosedLoop).CopyTo(Dense.Span(ref Block(_closedLoop, l), m * m));
            Arrays.Flat(responses[l].Reach).CopyTo(Dense.Span(ref Block(_reach, l), m * m));
            Arrays.Flat(responses[l].OffsetReach).CopyTo(Dense.Span(ref Block(_offsetReach, l), m * m));
        }

        _powerOfH = new double[n * m];
        _powerOfF = new double[n * n];
        _product = new double[n * n];
        _term = new double[n * n];
        _small = new double[m * m];
    }

    private int Count => _shape.StateDim / _shape.InputDim;

    /// <summary>Z = Σ_i H^i C_Z F^i by doubling: Z ← Z + HZF, H ← H², F ← F².</summary>
    /// <returns>False where the series does not converge: a mean field that grows as fast as agents forget.</returns>
    /// <remarks>About 4n³ flops a doubling.</remarks>
    public bool TrySum(ref double f, ref double z)
    {
        int m = _shape.InputDim, nn = _shape.StateDim * _shape.StateDim;
        _weights.AsSpan().CopyTo(Dense.Span(ref z, nn));
        Dense.Copy(ref f, ref _powerOfF[0], nn);
        for (int l = 0; l < Count; l++)
        {
            _block.TransposeA(ref Block(_closedLoop, l), ref Block(_powerOfH, l));
        }

        for (int k = 0; k < MaxDoublings; k++)
        {
            _shape.MultiplyAA(ref z, ref _powerOfF[0], ref _product[0]);
            MultiplyBlocks(_powerOfH, ref _product[0], ref _term[0]);
            Dense.Add(ref z, ref _term[0], ref z, nn);
            if (!Dense.IsFinite(ref z, nn))
            {
                return false;
            }

            if (IsSettled(ref z))
            {
                return true;
            }

            _shape.MultiplyAA(ref _powerOfF[0], ref _powerOfF[0], ref _product[0]);
            Dense.Copy(ref _product[0], ref _powerOfF[0], nn);
            for (int l = 0; l < Count; l++)
            {
                _block.MultiplyAA(ref Block(_powerOfH, l), ref Block(_powerOfH, l), ref _small[0]);
                Dense.Copy(ref _small[0], ref Block(_powerOfH, l), m * m);
            }
        }

        return false;
    }

    /// <summary>F⁺ ← A − BK¹ + V(ZF), given Z.</summary>
    public void Next(ref double z, ref double f, ref double next)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        _shape.MultiplyAA(ref z, ref f, ref _product[0]);
        MultiplyBlocks(_reach, ref _product[0], ref next);
        for (int i = 0; i < n; i++)
        {
            int diagonal = i / m * m;
            for (int j = 0; j < m; j++)
            {
                Unsafe.Add(ref next, (i * n) + diagonal + j) += _closedLoop[(i * m) + j];
            }
        }
    }

    /// <summary>N ← UZ, by which an offset of the law moves the offset of the response: c⁺ = Nc + UC_Zβ.</summary>
    public void OffsetMap(ref double z, ref double map) => MultiplyBlocks(_offsetReach, ref z, ref map);

    /// <summary>UC_Z, whose norm is T1.</summary>
    public void OffsetMapOfWeights(ref double map) => MultiplyBlocks(_offsetReach, ref _weights[0], ref map);

    /// <summary>The law of uncoupled populations: diag(A − BK¹).</summary>
    public void Uncoupled(ref double f)
    {
        int nn = _shape.StateDim * _shape.StateDim;
        Dense.Span(ref _term[0], nn).Clear();
        Next(ref _term[0], ref _term[0], ref f);
    }

    private void MultiplyBlocks(double[] blocks, ref double matrix, ref double destination)
    {
        int stride = _shape.InputDim * _shape.StateDim;
        for (int l = 0; l < Count; l++)
        {
            _shape.MultiplyRK(ref Block(blocks, l), ref Unsafe.Add(ref matrix, l * stride), ref Unsafe.Add(ref destination, l * stride));
        }
    }

    // Population by population, so that small weights beside large ones are summed to the end as well.
    private bool IsSettled(ref double z)
    {
        int stride = _shape.InputDim * _shape.StateDim;
        for (int l = 0; l < Count; l++)
        {
            double step = Dense.FrobeniusNorm(ref _term[l * stride], stride);
            if (!(step <= RelativeStep * Dense.FrobeniusNorm(ref Unsafe.Add(ref z, l * stride), stride)))
            {
                return false;
            }
        }

        return true;
    }

    private ref double Block(double[] blocks, int l) => ref blocks[l * _shape.InputDim * _shape.InputDim];
}
