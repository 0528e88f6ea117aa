using System;
using SpanLqr.Teams;

namespace SpanLqr.Tests.Teams;

/// <summary>
/// Two populations of scalar agents solved in 28 decimal digits straight from the definition of the mean-field system, by
/// value iteration: what a double solve is measured against where sizes differ by many powers of ten.
/// </summary>
internal sealed record ExactScalarTeam(int LeaderSize, int FollowerSize)
{
    private const int MaxSteps = 10_000;

    /// <summary>The own block of a leader and of a follower.</summary>
    public required decimal[] OwnA { get; init; }

    /// <summary>The blocks between two different agents.</summary>
    public required decimal[,] BetweenA { get; init; }

    /// <summary>The own inputs.</summary>
    public required decimal[] OwnB { get; init; }

    /// <summary>The own state weights.</summary>
    public required decimal[] OwnQ { get; init; }

    /// <summary>The weights between two different agents.</summary>
    public required decimal[,] BetweenQ { get; init; }

    /// <summary>The own input weights.</summary>
    public required decimal[] OwnR { get; init; }

    /// <summary>P̄ and K̄.</summary>
    public (decimal[,] CostToGo, decimal[,] Gain) MeanField()
    {
        decimal[] size = [LeaderSize, FollowerSize];
        decimal[,] a = new decimal[2, 2], b = new decimal[2, 2], q = new decimal[2, 2], r = new decimal[2, 2];
        for (int l = 0; l < 2; l++)
        {
            b[l, l] = OwnB[l];
            r[l, l] = size[l] * OwnR[l];
            for (int k = 0; k < 2; k++)
            {
                a[l, k] = size[k] * BetweenA[l, k] + (l == k ? OwnA[l] - BetweenA[l, l] : 0);
                q[l, k] = size[l] * size[k] * BetweenQ[l, k] + (l == k ? size[l] * (OwnQ[l] - BetweenQ[l, l]) : 0);
            }
        }

        decimal[,] p = q;
        for (int step = 0; step < MaxSteps; step++)
        {
            decimal[,] gain = Gain(a, b, r, p);
            decimal[,] next = Add(q, Multiply(Transpose(a), Multiply(p, Add(a, Multiply(b, gain), -1))));
            if (Same(next, p))
            {
                return (next, gain);
            }

            p = next;
        }

        throw new InvalidOperationException("Value iteration did not settle.");
    }

    /// <summary>The same team in double precision.</summary>
    public TeamProblem ToProblem() => new()
    {
        Populations = [Population(0, LeaderSize), Population(1, FollowerSize)],
        Coupling = new TeamCoupling { A = Table(BetweenA), Q = Table(BetweenQ) },
    };

    private Population Population(int l, int size) => new()
    {
        Name = l == 0 ? "leaders" : "followers",
        Size = size,
        A = Scalar(OwnA[l]),
        B = Scalar(OwnB[l]),
        Q = Scalar(OwnQ[l]),
        R = Scalar(OwnR[l]),
    };

    private static double[,] Scalar(decimal value) => new[,] { { (double)value } };

    private static double[,]?[,] Table(decimal[,] blocks) => new double[,]?[,]
    {
        { Scalar(blocks[0, 0]), Scalar(blocks[0, 1]) },
        { Scalar(blocks[1, 0]), Scalar(blocks[1, 1]) },
    };

    private static decimal[,] Gain(decimal[,] a, decimal[,] b, decimal[,] r, decimal[,] p)
    {
        decimal[,] bp = Multiply(Transpose(b), p);
        decimal[,] s = Add(r, Multiply(bp, b));
        decimal determinant = s[0, 0] * s[1, 1] - s[0, 1] * s[1, 0];
        decimal[,] adjugate = { { s[1, 1], -s[0, 1] }, { -s[1, 0], s[0, 0] } };
        decimal[,] scaled = Multiply(adjugate, Multiply(bp, a));
        return Create((i, j) => scaled[i, j] / determinant);
    }

    private static bool Same(decimal[,] x, decimal[,] y)
    {
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                if (Math.Abs(x[i, j] - y[i, j]) > 1e-18m * Math.Abs(x[i, j]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static decimal[,] Multiply(decimal[,] x, decimal[,] y) => Create((i, j) => x[i, 0] * y[0, j] + x[i, 1] * y[1, j]);

    private static decimal[,] Add(decimal[,] x, decimal[,] y, decimal factor = 1) => Create((i, j) => x[i, j] + factor * y[i, j]);

    private static decimal[,] Transpose(decimal[,] x) => Create((i, j) => x[j, i]);

    private static decimal[,] Create(Func<int, int, decimal> entry) =>
        new[,] { { entry(0, 0), entry(0, 1) }, { entry(1, 0), entry(1, 1) } };
}
