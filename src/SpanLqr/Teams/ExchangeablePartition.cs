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

        Stacking states = new(team.Agents.Select(a => a.States).ToArray());
        Stacking inputs = new(team.Agents.Select(a => a.Inputs).ToArray());
        BlockView a = new(team.A, states, states);
        BlockView b = new(team.B, states, inputs);
        BlockView q = new(DenseMatrix.HalfSum(team.Q, team.Q), states, states);
        BlockView r = new(DenseMatrix.HalfSum(team.R, team.R), inputs, inputs);
        BlockView? w = team.W is null ? null : new(DenseMatrix.HalfSum(team.W, team.W), states, states);
        BlockView[] all = w is null ? [a, b, q, r] : [a, b, q, r, w];

        List<List<int>> classes = [];
        for (int i = 0; i < team.Agents.Count; i++)
        {
            List<int>? home = classes.Find(c => team.Agents[c[0]] == team.Agents[i] && all.All(m => m.IsInvariant(c[0], i, tolerance)));
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
        ClassBlocks ofA = new(a, classes, ref error), ofB = new(b, classes, ref error), ofQ = new(q, classes, ref error);
        ClassBlocks ofR = new(r, classes, ref error);
        ClassBlocks? ofW = w is null ? null : new(w, classes, ref error);
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
}
