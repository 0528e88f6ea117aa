using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>Finds who can be exchanged with whom.</summary>
/// <remarks>
/// <para>Agents i and j are exchangeable (Luo, Yang, Wang and Kolar, Definition 1) where they have equal dimensions and exchanging them, the permutation
/// τ_ij, leaves A, B, Q, R and W as they are. The permutations that leave a matrix as it is are a group; τ_ii is the identity,
/// τ_ij = τ_ji and τ_ik = τ_ij·τ_jk·τ_ij, so this is an equivalence relation and the coarsest partition is that into its classes.</para>
/// <para>With a tolerance t it is no longer transitive. Each agent is therefore compared with the first agent r of a class only, and joins
/// the first class that fits. Since permuting does not change the largest entry, τ_ij = τ_ir·τ_jr·τ_ir then moves no entry by more than
/// 3t: any two agents of a class are exchangeable to 3t, and no entry is further than 6t from the average that replaces it (two exchanges
/// lead from any block to any other of its kind). <see cref="TeamPartition.AveragingError"/> is what it really is.
/// Where no exchange moves an entry by something between t and 3t, the relation is transitive after all, and the classes do not depend
/// on the order of the agents.</para>
/// </remarks>
public static class ExchangeablePartition
{
    /// <summary>The most agents of which every pair is compared to find out what would join them.</summary>
    public const int MaxCompared = 300;

    /// <summary>The largest tolerance that is worth suggesting: agents that differ by more are not nearly alike.</summary>
    public const double LargestSuggestion = 0.1;

    /// <summary>The coarsest partition of the agents in which every pair of a class is exchangeable.</summary>
    /// <remarks>Cost: at most a comparison of 4·d·n entries a matrix for each agent and class, n the whole state.</remarks>
    /// <param name="team">The whole system.</param>
    /// <param name="tolerance">How far an exchange may move an entry, relative to the largest entry of its matrix; 0 asks for equality to the bit.</param>
    /// <returns>The classes, and the team they make, its populations named "class 1", "class 2", ….</returns>
    /// <exception cref="ArgumentException">
    /// The team is malformed: no agents; an agent without states or inputs; a matrix of the wrong size; a weight or covariance that is not symmetric.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not a number.</exception>
    public static TeamPartition Find(MonolithicTeam team, double tolerance = 1e-9)
    {
        MonolithicChecks.Check(team);
        if (!(tolerance >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance must be at least 0.");
        }

        return Average(team, Views(team), tolerance);
    }

    /// <summary>The tolerance at which agents that are nearly exchangeable would share classes: the answer to many agents that end alone.</summary>
    /// <remarks>
    /// Agents are joined in the order in which their exchange moves the matrices least, up to the largest leap in that order, at most
    /// <see cref="LargestSuggestion"/>. The tolerance is what brings every agent into the class of the first one it was joined with, rounded up
    /// to one digit, but no more than that largest one; the classes are those that are found at it.
    /// Cost: as many comparisons as there are pairs of agents, so more than <see cref="MaxCompared"/> agents are not looked at.
    /// </remarks>
    /// <param name="team">The whole system.</param>
    /// <param name="tolerance">The tolerance at which too few of them share a class.</param>
    /// <returns>A larger tolerance with fewer classes; null where there is none.</returns>
    /// <exception cref="ArgumentException">The team is malformed, as in <see cref="Find"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not a number.</exception>
    public static CoarserPartition? Coarser(MonolithicTeam team, double tolerance = 1e-9)
    {
        TeamPartition found = Find(team, tolerance);
        if (team.Agents.Count > MaxCompared)
        {
            return null;
        }

        BlockView[] views = Views(team);
        Join[] joins = Joins(team, views).Where(join => join.Distance <= LargestSuggestion).OrderBy(join => join.Distance).ToArray();
        int taken = 0;
        double leap = 1;
        for (int k = 0; k < joins.Length; k++)
        {
            // Beyond the last of them agents differ as a matter of course.
            double next = k + 1 < joins.Length ? joins[k + 1].Distance : 1;
            if (joins[k].Distance > tolerance && next / joins[k].Distance > leap)
            {
                (taken, leap) = (k + 1, next / joins[k].Distance);
            }
        }

        if (taken == 0)
        {
            return null;
        }

        int[] first = FirstOfEach(team.Agents.Count, joins[..taken]);
        double needed = first.Select((home, agent) => home == agent ? 0 : Distance(views, home, agent)).Max();
        double digit = Math.Pow(10, Math.Floor(Math.Log10(needed))), suggested = Math.Min(Math.Ceiling(needed / digit) * digit, LargestSuggestion);
        int classes = Average(team, views, suggested).Classes.Count;
        return classes < found.Classes.Count ? new CoarserPartition(suggested, classes) : null;
    }

    /// <summary>For each agent the first one that joins connect it with.</summary>
    private static int[] FirstOfEach(int agents, Join[] joins)
    {
        int[] first = Enumerable.Range(0, agents).ToArray();
        foreach (Join join in joins)
        {
            int kept = Math.Min(first[join.I], first[join.J]), dropped = Math.Max(first[join.I], first[join.J]);
            for (int i = 0; i < agents; i++)
            {
                first[i] = first[i] == dropped ? kept : first[i];
            }
        }

        return first;
    }

    /// <summary>The least joins that connect all agents, by Prim's method; agents of different dimensions are infinitely far apart.</summary>
    private static List<Join> Joins(MonolithicTeam team, BlockView[] views)
    {
        int count = team.Agents.Count;
        Join[] nearest = Enumerable.Range(0, count).Select(i => new Join(0, i, double.PositiveInfinity)).ToArray();
        bool[] joined = new bool[count];
        List<Join> joins = [];
        for (int last = 0; joins.Count < count - 1;)
        {
            joined[last] = true;
            int next = -1;
            for (int i = 0; i < count; i++)
            {
                if (joined[i])
                {
                    continue;
                }

                double distance = team.Agents[i] == team.Agents[last] ? Distance(views, last, i) : double.PositiveInfinity;
                nearest[i] = distance < nearest[i].Distance ? new Join(last, i, distance) : nearest[i];
                next = next < 0 || nearest[i].Distance < nearest[next].Distance ? i : next;
            }

            joins.Add(nearest[next]);
            last = next;
        }

        return joins;
    }

    private static double Distance(BlockView[] views, int i, int j) => views.Max(view => view.ExchangeDistance(i, j));

    private static BlockView[] Views(MonolithicTeam team)
    {
        Stacking states = new(team.Agents.Select(a => a.States).ToArray());
        Stacking inputs = new(team.Agents.Select(a => a.Inputs).ToArray());
        BlockView a = new(team.A, states, states);
        BlockView b = new(team.B, states, inputs);
        BlockView q = new(DenseMatrix.HalfSum(team.Q, team.Q), states, states);
        BlockView r = new(DenseMatrix.HalfSum(team.R, team.R), inputs, inputs);
        BlockView? w = team.W is null ? null : new(DenseMatrix.HalfSum(team.W, team.W), states, states);
        return w is null ? [a, b, q, r] : [a, b, q, r, w];
    }

    private static TeamPartition Average(MonolithicTeam team, BlockView[] views, double tolerance)
    {
        List<List<int>> classes = [];
        for (int i = 0; i < team.Agents.Count; i++)
        {
            List<int>? home = classes.Find(c => team.Agents[c[0]] == team.Agents[i] && views.All(m => m.IsInvariant(c[0], i, tolerance)));
            if (home is null)
            {
                classes.Add([i]);
            }
            else
            {
                home.Add(i);
            }
        }

        double error = 0;
        ClassBlocks ofA = new(views[0], classes, ref error), ofB = new(views[1], classes, ref error), ofQ = new(views[2], classes, ref error);
        ClassBlocks ofR = new(views[3], classes, ref error);
        ClassBlocks? ofW = views.Length > 4 ? new(views[4], classes, ref error) : null;
        Population[] populations = classes.Select((agents, l) => new Population
        {
            Name = $"class {l + 1}",
            Size = agents.Count,
            A = ofA.Own[l],
            B = ofB.Own[l],
            Q = ofQ.Own[l],
            R = ofR.Own[l],
            W = ofW?.Own[l],
        }).ToArray();
        TeamCoupling coupling = new() { A = ofA.Between, B = ofB.Between, Q = ofQ.Between, R = ofR.Between, W = ofW?.Between };
        return new TeamPartition(new TeamProblem { Populations = populations, Coupling = coupling }, classes, error);
    }

    /// <summary>How far an exchange of two agents moves an entry, relative to the largest of its matrix.</summary>
    private readonly record struct Join(int I, int J, double Distance);
}
