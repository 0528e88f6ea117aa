using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>Finds the law of the mean fields that the agents' own responses leave as it is, for one shape of L·m states and m inputs.</summary>
internal readonly struct EquilibriumSearch(GameProblem problem, GameWeights weights, IReadOnlyList<OwnResponse> responses, GameOptions options)
    : IShapeVisitor<FoundEquilibrium>
{
    // A closed form that its own best response contradicts by more than this is not believed.
    private const double AcceptedResidual = 1e-8;

    public FoundEquilibrium Visit<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        ResponseMap<TShape> map = new(shape, responses, weights);
        MeanFieldEvaluation<TShape> evaluation = new(shape, map, responses, weights.Pull());
        bool symmetric = options.Method != EquilibriumMethod.FixedPoint && weights.IsSymmetric;
        if (options.Method == EquilibriumMethod.Riccati && !symmetric)
        {
            return FoundEquilibrium.Failed(EquilibriumStatus.CouplingNotSymmetric);
        }

        if (symmetric && PotentialEquilibrium.Find(problem, weights) is { } closed)
        {
            FoundEquilibrium found = evaluation.Of(closed.F, closed.C, new ConvergenceReport(0, 1, 0)) with { Method = EquilibriumMethod.Riccati };
            double size = Dense.FrobeniusNorm(ref closed.F[0, 0], closed.F.Length) + Dense.FrobeniusNorm(ref closed.C[0], closed.C.Length);
            if (found.Status == EquilibriumStatus.Ok && found.Convergence.Residual <= AcceptedResidual * size)
            {
                return found;
            }
        }

        return options.Method == EquilibriumMethod.Riccati
            ? FoundEquilibrium.Failed(EquilibriumStatus.MeanFieldUnstable)
            : Iterate(shape, map, evaluation);
    }

    /// <summary>Best response and consistency in turn; in the automatic way from where doubling would have them end.</summary>
    private FoundEquilibrium Iterate<TShape>(TShape shape, ResponseMap<TShape> map, MeanFieldEvaluation<TShape> evaluation)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        double[,] f = new double[n, n];
        FoundEquilibrium result = FoundEquilibrium.Failed(EquilibriumStatus.Diverged);
        if (options.Method == EquilibriumMethod.Automatic && TryStart(shape, map, f))
        {
            result = Run(shape, map, evaluation, f);
        }

        if (result.Status != EquilibriumStatus.Ok)
        {
            map.Uncoupled(ref f[0, 0]);
            result = Run(shape, map, evaluation, f);
        }

        return result;
    }

    private FoundEquilibrium Run<TShape>(TShape shape, ResponseMap<TShape> map, MeanFieldEvaluation<TShape> evaluation, double[,] f)
        where TShape : struct, ILqrShape
    {
        FixedPointIteration<TShape> iteration = new(shape, map);
        EquilibriumStatus status = iteration.Run(ref f[0, 0], options.MaxIterations);
        ConvergenceReport report = new(iteration.Iterations, iteration.Damping, double.NaN);
        return status == EquilibriumStatus.Ok ? evaluation.Of((double[,])f.Clone(), null, report) : FoundEquilibrium.Failed(status, report);
    }

    /// <summary>F = (I − VZ)⁻¹(A − BK¹) for the Z that doubling finds.</summary>
    private bool TryStart<TShape>(TShape shape, ResponseMap<TShape> map, double[,] f)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        OwnResponse[] own = responses.ToArray();
        double[,] reach = DenseMatrix.Create(n, n, (i, j) => i / m == j / m ? own[i / m].Reach[i % m, j % m] : 0);
        double[,] z = weights.Stacked(), rest = new double[n, n], closedLoop = new double[n, n];
        int[] pivots = new int[n];
        map.Uncoupled(ref closedLoop[0, 0]);
        if (!new CoupledDoubling<TShape>(shape).TrySolve(ref closedLoop[0, 0], ref reach[0, 0], ref z[0, 0]))
        {
            return false;
        }

        shape.MultiplyAA(ref reach[0, 0], ref z[0, 0], ref rest[0, 0]);
        Dense.Scale(ref rest[0, 0], -1, ref rest[0, 0], n * n);
        Dense.AddDiagonal(ref rest[0, 0], 1, n);
        if (!shape.LuFactorA(ref rest[0, 0], ref rest[0, 0], ref pivots[0]))
        {
            return false;
        }

        shape.LuSolveAA(ref rest[0, 0], ref pivots[0], ref closedLoop[0, 0], ref f[0, 0]);
        double radius = SpectralRadius.Compute(shape, Arrays.Flat(f), new double[SpectralRadius.WorkspaceLength(shape)]);
        return radius < 1;
    }
}
