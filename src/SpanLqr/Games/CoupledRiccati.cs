using System;
using System.Collections.Generic;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>
/// The equation of an equilibrium in its sum alone: Z = C_Z + HZF with F = (I − VZ)⁻¹(A − BK¹), and what it says next to a solution.
/// </summary>
/// <remarks>
/// With the costate y of the mean fields, z̄⁺ = (A − BK¹)z̄ + Vy⁺ and y = C_Z z̄ + Hy⁺. For y = Zz̄ + e this is z̄⁺ = Fz̄ + … and e = Ne⁺ with
/// N = H(I − ZV)⁻¹. So the 2n eigenvalues of the game are those of F and the reciprocals of those of N, whichever solution Z is; and the
/// derivative of the equation is dZ ↦ N·dZ·F − dZ. Where C_Z is symmetric, N = F'. Source: our derivation.
/// </remarks>
internal sealed class CoupledRiccati<TShape>
    where TShape : struct, ILqrShape
{
    // Newton's steps double the digits; from a subspace of 1e-6 two are enough.
    private const int MaxSteps = 8;

    // A step that moves Z by no more than this is rounding.
    private const double RelativeStep = 1e-14;

    private readonly TShape _shape;
    private readonly double[] _rest;
    private readonly double[] _lever;
    private readonly double[] _product;
    private readonly int[] _pivots;

    public CoupledRiccati(TShape shape, ResponseMap<TShape> map, IReadOnlyList<OwnResponse> responses, GameWeights weights)
    {
        int n = shape.StateDim, m = shape.InputDim;
        _shape = shape;
        ClosedLoop = new double[n, n];
        map.Uncoupled(ref ClosedLoop[0, 0]);
        Reach = DenseMatrix.Create(n, n, (i, j) => i / m == j / m ? responses[i / m].Reach[i % m, j % m] : 0);
        Weights = weights.Stacked();
        (_rest, _lever, _product, _pivots) = (new double[n * n], new double[n * n], new double[n * n], new int[n]);
    }

    /// <summary>A − BK¹ of all populations, block-diagonal; its transpose is H.</summary>
    public double[,] ClosedLoop { get; }

    /// <summary>V, block-diagonal.</summary>
    public double[,] Reach { get; }

    /// <summary>C_Z.</summary>
    public double[,] Weights { get; }

    /// <summary>F = (I − VZ)⁻¹(A − BK¹); false where I − VZ is singular. About 5n³ flops.</summary>
    public bool TryLaw(double[,] z, double[,] f)
    {
        if (!TryFactor(z))
        {
            return false;
        }

        _shape.LuSolveAA(ref _rest[0], ref _pivots[0], ref ClosedLoop[0, 0], ref f[0, 0]);
        return Dense.IsFinite(ref f[0, 0], f.Length);
    }

    /// <summary>N = H(I − ZV)⁻¹ = H + HZ(I − VZ)⁻¹V; false where I − VZ is singular. About 9n³ flops.</summary>
    public bool TryDual(double[,] z, double[,] dual)
    {
        int n = _shape.StateDim;
        if (!TryFactor(z))
        {
            return false;
        }

        _shape.LuSolveAA(ref _rest[0], ref _pivots[0], ref Reach[0, 0], ref _lever[0]);
        _shape.MultiplyAA(ref z[0, 0], ref _lever[0], ref _product[0]);
        Dense.AddDiagonal(ref _product[0], 1, n);
        _shape.MultiplyAtA(ref ClosedLoop[0, 0], ref _product[0], ref dual[0, 0]);
        return Dense.IsFinite(ref dual[0, 0], dual.Length);
    }

    /// <summary>Newton's method on Z; false where it does not end at a solution. About 100n³ flops a step.</summary>
    /// <remarks>Each step is a Stein equation for the dense N and F, by their Schur forms: N need not be stable.</remarks>
    public bool TryRefine(double[,] z)
    {
        int n = _shape.StateDim, nn = n * n;
        double[,] f = new double[n, n], dual = new double[n, n];
        double[] residual = new double[nn], step = new double[nn], workspace = new double[Stein.WorkspaceLength(n, n)];
        double previous = double.PositiveInfinity;
        for (int k = 0; k < MaxSteps; k++)
        {
            if (!TryDual(z, dual) || !TryLaw(z, f))
            {
                return false;
            }

            // C + HZF − Z.
            _shape.MultiplyAA(ref z[0, 0], ref f[0, 0], ref _product[0]);
            _shape.MultiplyAtA(ref ClosedLoop[0, 0], ref _product[0], ref residual[0]);
            Dense.Add(ref residual[0], ref Weights[0, 0], ref residual[0], nn);
            Dense.Subtract(ref residual[0], ref z[0, 0], ref residual[0], nn);
            if (!Stein.SolveDirect(n, n, Arrays.Flat(dual), Arrays.Flat(f), residual, step, workspace).IsOk)
            {
                return false;
            }

            double length = Dense.FrobeniusNorm(ref step[0], nn), size = Dense.FrobeniusNorm(ref z[0, 0], nn);
            if (!double.IsFinite(length))
            {
                return false;
            }

            Dense.Add(ref z[0, 0], ref step[0], ref z[0, 0], nn);
            if (length <= RelativeStep * size || (length >= previous && previous <= Math.Sqrt(RelativeStep) * size))
            {
                return true;
            }

            previous = length;
        }

        return previous <= Math.Sqrt(RelativeStep) * Dense.FrobeniusNorm(ref z[0, 0], nn);
    }

    private bool TryFactor(double[,] z)
    {
        int n = _shape.StateDim;
        _shape.MultiplyAA(ref Reach[0, 0], ref z[0, 0], ref _rest[0]);
        Dense.Scale(ref _rest[0], -1, ref _rest[0], n * n);
        Dense.AddDiagonal(ref _rest[0], 1, n);
        return _shape.LuFactorA(ref _rest[0], ref _rest[0], ref _pivots[0]);
    }
}
