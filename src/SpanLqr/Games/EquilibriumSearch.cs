using System.Collections.Generic;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>Finds the laws of the mean fields that the agents' own responses leave as they are, for one shape of L·m states and m inputs.</summary>
internal readonly struct EquilibriumSearch(GameProblem problem, GameWeights weights, OwnResponse[] responses, GameOptions options)
    : IShapeVisitor<FoundEquilibria>
{
    // A law that its own best response contradicts by more than this is not believed.
    private const double AcceptedResidual = 1e-8;

    // Eigenvalues nearer to the circle than this are left to the test on the pencil itself.
    private const double ClearOfCircle = 1e-6;

    public FoundEquilibria Visit<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        ResponseMap<TShape> map = new(shape, responses, weights);
        CoupledRiccati<TShape> equation = new(shape, map, responses, weights);
        MeanFieldEvaluation<TShape> evaluation = new(shape, map, responses, weights.Pull());
        if (options.Method == EquilibriumMethod.Riccati && !weights.IsSymmetric)
        {
            return Only(FoundEquilibrium.Failed(EquilibriumStatus.CouplingNotSymmetric), Unknown());
        }

        if (options.Method is EquilibriumMethod.Automatic or EquilibriumMethod.Riccati
            && weights.IsSymmetric
            && ClosedForm(evaluation) is { } closed)
        {
            // The pencil is symplectic, so the eigenvalues outside mirror those of F.
            return CircleMode(equation, closed) ?? Only(closed, new EquilibriumCount(weights.Order, weights.Order, true, 1));
        }

        FoundEquilibrium iterated = FoundEquilibrium.Failed(
            options.Method == EquilibriumMethod.Riccati ? EquilibriumStatus.MeanFieldUnstable : EquilibriumStatus.NotConverged);
        if (options.Method == EquilibriumMethod.FixedPoint)
        {
            iterated = Uncoupled(shape, map, evaluation);
        }
        else if (options.Method == EquilibriumMethod.Automatic)
        {
            iterated = FromDoubling(shape, map, equation, evaluation);
        }

        if (iterated.Law is { } law && IsOnlyOne(shape, map, equation, law))
        {
            return Only(iterated, new EquilibriumCount(weights.Order, weights.Order, true, 1));
        }

        if (iterated.Law is not null && CircleMode(equation, iterated) is { } onCircle)
        {
            return onCircle;
        }

        FoundEquilibria? decided = weights.Order <= options.LargestPencil ? FromPencil(equation, evaluation, iterated) : null;
        if (decided is null && iterated.Law is null && options.Method == EquilibriumMethod.Automatic)
        {
            iterated = Uncoupled(shape, map, evaluation);
        }

        return decided ?? Only(iterated, Unknown());
    }

    private static FoundEquilibria Only(FoundEquilibrium found, EquilibriumCount count) => new([found], count);

    private EquilibriumCount Unknown() => new(weights.Order, null, null, null);

    private FoundEquilibrium? ClosedForm<TShape>(MeanFieldEvaluation<TShape> evaluation)
        where TShape : struct, ILqrShape
    {
        if (PotentialEquilibrium.Find(problem, weights) is not { } closed)
        {
            return null;
        }

        FoundEquilibrium found = evaluation.Of(closed.F, closed.C, new ConvergenceReport(0, 1, 0)) with { Method = EquilibriumMethod.Riccati };
        return IsConfirmed(found) ? found : null;
    }

    /// <summary>The refusal where the slowest mode of a mean field that was found is on the circle, to rounding; otherwise null.</summary>
    private FoundEquilibria? CircleMode<TShape>(CoupledRiccati<TShape> equation, FoundEquilibrium found)
        where TShape : struct, ILqrShape =>
        found.SpectralRadius >= 1 - ClearOfCircle
        && weights.Order <= options.LargestPencil
        && Pencil(equation) is { OnCircle: [var mode, ..] } pencil
        && pencil.StableCount < weights.Order
            ? Only(FoundEquilibrium.Failed(EquilibriumStatus.UnitCircleMode), new EquilibriumCount(weights.Order, pencil.StableCount, null, 0, mode))
            : null;

    private EquilibriumPencil? Pencil<TShape>(CoupledRiccati<TShape> equation)
        where TShape : struct, ILqrShape =>
        EquilibriumPencil.Of(equation.ClosedLoop, equation.Reach, equation.Weights, weights.StateDim);

    private static bool IsConfirmed(FoundEquilibrium found)
    {
        if (found.Law is not { } law || found.Status != EquilibriumStatus.Ok)
        {
            return false;
        }

        double size = Dense.FrobeniusNorm(ref law.F[0, 0], law.F.Length) + Dense.FrobeniusNorm(ref law.C[0], law.C.Length);
        return found.Convergence.Residual <= AcceptedResidual * size;
    }

    /// <summary>Every equilibrium that the pencil holds, or the proof that it holds none; null where its eigenvalues leave the question open.</summary>
    private FoundEquilibria? FromPencil<TShape>(CoupledRiccati<TShape> equation, MeanFieldEvaluation<TShape> evaluation, FoundEquilibrium iterated)
        where TShape : struct, ILqrShape
    {
        int n = weights.Order;
        if (Pencil(equation) is not { } pencil)
        {
            return null;
        }

        int stable = pencil.StableCount;
        if (stable < n)
        {
            // What an iteration found all the same outweighs eigenvalues that rounding has moved.
            EquilibriumCount none = new(n, stable, null, 0, stable + pencil.OnCircle.Count >= n ? pencil.OnCircle[0] : null);
            EquilibriumStatus status = none.CircleMode is null ? EquilibriumStatus.NoEquilibrium : EquilibriumStatus.UnitCircleMode;
            return iterated.Law is null ? Only(FoundEquilibrium.Failed(status), none) : null;
        }

        PencilSearch<TShape> search = new(equation, evaluation, pencil, n);
        List<FoundEquilibrium> found = search.Run(IsConfirmed, MostEquilibria());
        if (found.Count == 0)
        {
            EquilibriumStatus status = search.Refusal ?? (search.IsComplete ? EquilibriumStatus.NoEquilibrium : EquilibriumStatus.NotConverged);
            return iterated.Law is null ? Only(FoundEquilibrium.Failed(status), new EquilibriumCount(n, stable, null, search.IsComplete ? 0 : null)) : null;
        }

        // Where another way was asked for, what that came to stands, though it may not be the one of least radius, or none.
        if (options.Method is EquilibriumMethod.FixedPoint or EquilibriumMethod.Riccati)
        {
            found = [iterated];
        }

        bool? unique = search.Count > 1 || search.SplitsRepeated ? false : search.IsComplete ? true : null;
        return new FoundEquilibria(
            found, new EquilibriumCount(n, stable, unique, search.IsComplete && !search.SplitsRepeated ? search.Count : null));
    }

    /// <summary>Where each costs much, two are enough to say that there are several.</summary>
    private int MostEquilibria()
    {
        const int ListedOrder = 48;
        return weights.Order <= ListedOrder || options.ListAll ? options.MaxEquilibria : int.Min(2, options.MaxEquilibria);
    }

    /// <summary>
    /// Whether the n eigenvalues that this law does not use all lie outside the circle: ρ(N) &lt; 1. No other subspace is stable then.
    /// </summary>
    private bool IsOnlyOne<TShape>(TShape shape, ResponseMap<TShape> map, CoupledRiccati<TShape> equation, MeanFieldLaw law)
        where TShape : struct, ILqrShape
    {
        double[,] z = new double[weights.Order, weights.Order], dual = new double[weights.Order, weights.Order];
        return map.TrySum(ref law.F[0, 0], ref z[0, 0]) && equation.TryDual(z, dual) && Radius(shape, dual) < 1 - ClearOfCircle;
    }

    /// <summary>Best response and consistency in turn, from where doubling would have them end.</summary>
    private FoundEquilibrium FromDoubling<TShape>(
        TShape shape, ResponseMap<TShape> map, CoupledRiccati<TShape> equation, MeanFieldEvaluation<TShape> evaluation)
        where TShape : struct, ILqrShape
    {
        double[,] z = weights.Stacked(), f = new double[weights.Order, weights.Order];
        return new CoupledDoubling<TShape>(shape).TrySolve(ref equation.ClosedLoop[0, 0], ref equation.Reach[0, 0], ref z[0, 0])
            && equation.TryLaw(z, f)
            && Radius(shape, f) < 1
            ? Run(shape, map, evaluation, f)
            : FoundEquilibrium.Failed(EquilibriumStatus.Diverged);
    }

    /// <summary>The same from agents that answer to nobody.</summary>
    private FoundEquilibrium Uncoupled<TShape>(TShape shape, ResponseMap<TShape> map, MeanFieldEvaluation<TShape> evaluation)
        where TShape : struct, ILqrShape
    {
        double[,] f = new double[weights.Order, weights.Order];
        map.Uncoupled(ref f[0, 0]);
        return Run(shape, map, evaluation, f);
    }

    private FoundEquilibrium Run<TShape>(TShape shape, ResponseMap<TShape> map, MeanFieldEvaluation<TShape> evaluation, double[,] f)
        where TShape : struct, ILqrShape
    {
        FixedPointIteration<TShape> iteration = new(shape, map);
        EquilibriumStatus status = iteration.Run(ref f[0, 0], options.MaxIterations);
        ConvergenceReport report = new(iteration.Iterations, iteration.Damping, double.NaN);
        return status == EquilibriumStatus.Ok ? evaluation.Of((double[,])f.Clone(), null, report) : FoundEquilibrium.Failed(status, report);
    }

    private static double Radius<TShape>(TShape shape, double[,] matrix)
        where TShape : struct, ILqrShape =>
        SpectralRadius.Compute(shape, Arrays.Flat(matrix), new double[SpectralRadius.WorkspaceLength(shape)]);
}
