using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>Takes the subspaces of a pencil in turn, those with a smaller ρ(F) first, and keeps what a best response confirms.</summary>
internal sealed class PencilSearch<TShape>(
    CoupledRiccati<TShape> equation, MeanFieldEvaluation<TShape> evaluation, EquilibriumPencil pencil, int order)
    where TShape : struct, ILqrShape
{
    // Laws this near to each other, relative to their size, are one that two subspaces led to.
    private const double SameLaw = 1e-7;

    /// <summary>Equilibria found.</summary>
    public int Count { get; private set; }

    /// <summary>Whether every subspace was looked at.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether an equilibrium takes a part of a repeated eigenvalue: if its eigenvectors are independent, others take other parts of it.</summary>
    public bool SplitsRepeated { get; private set; }

    /// <summary>Why a law with a regular upper block was no equilibrium; null where there was none.</summary>
    public EquilibriumStatus? Refusal { get; private set; }

    /// <summary>Finds at most so many.</summary>
    public List<FoundEquilibrium> Run(Func<FoundEquilibrium, bool> isConfirmed, int most)
    {
        List<FoundEquilibrium> found = [];
        SubspaceSelection selection = new(pencil.Units, order);
        foreach (int[] units in selection.All())
        {
            if (found.Count == most)
            {
                (Count, IsComplete) = (found.Count, false);
                return found;
            }

            double[,] f = new double[order, order];
            if (pencil.SumOf(units) is not { } z || !equation.TryRefine(z) || !equation.TryLaw(z, f))
            {
                continue;
            }

            FoundEquilibrium one = evaluation.Of(f, null, new ConvergenceReport(0, 1, 0)) with { Method = EquilibriumMethod.Pencil };
            if (!isConfirmed(one))
            {
                Refusal ??= one.Status is EquilibriumStatus.Ok ? null : one.Status;
            }
            else if (!found.Any(other => IsSame(other.Law!.F, f)))
            {
                found.Add(one);
                SplitsRepeated |= Splits(units);
            }
        }

        (Count, IsComplete) = (found.Count, !selection.GaveUp);
        return found;
    }

    private bool Splits(int[] units) =>
        pencil.Units.Where((unit, index) => !unit.IsAlone && !units.Contains(index)).Any(unit =>
            units.Any(index => pencil.Units[index].Cluster == unit.Cluster));

    private static bool IsSame(double[,] first, double[,] second)
    {
        double distance = 0, size = 0;
        foreach ((double x, double y) in first.Cast<double>().Zip(second.Cast<double>()))
        {
            distance = Math.Max(distance, Math.Abs(x - y));
            size = Math.Max(size, Math.Max(Math.Abs(x), Math.Abs(y)));
        }

        return distance <= SameLaw * size;
    }
}
