using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;

namespace SpanLqr.Learning.Games;

/// <summary>The entries of a policy in a row, K¹, then K², then κ, as learners move and store them.</summary>
internal static class PolicyEntries
{
    /// <summary>The entries.</summary>
    public static IEnumerable<double> Of(AffinePolicy policy) =>
        policy.OwnGain.Cast<double>().Concat(policy.MeanFieldGain.Cast<double>()).Concat(policy.Offset);

    /// <summary>The policies that a learner of this kind saved, with so many numbers of its own after them.</summary>
    public static AffinePolicy[] Restore(LearnerState state, string kind, IReadOnlyList<AffinePolicy> like, int more = 0)
    {
        state.Require(kind, like.Sum(policy => Of(policy).Count()) + more, 0);
        int next = 0;
        return like.Select(policy => Take(state.Values, policy, ref next)).ToArray();
    }

    /// <summary>old + share·(next − old); next itself where the share is 1.</summary>
    public static AffinePolicy Between(AffinePolicy old, AffinePolicy next, double share)
    {
        if (share == 1)
        {
            return next;
        }

        double[] entries = Of(old).Zip(Of(next), (a, b) => a + (share * (b - a))).ToArray();
        int first = 0;
        return Take(entries, old, ref first);
    }

    /// <summary>
    /// How far two policies are from each other in what they do at starts of the given sizes, relative to the most that the second does: in units of
    /// inputs, so that gains on states of any unit and offsets have one scale.
    /// </summary>
    public static double Distance(AffinePolicy one, AffinePolicy other, IReadOnlyList<double> scales)
    {
        double distance = 0, size = 0;
        int m = one.OwnGain.GetLength(1);
        for (int i = 0; i < one.Offset.Length; i++)
        {
            for (int j = 0; j <= scales.Count; j++)
            {
                (double here, double there) = j == scales.Count ? (one.Offset[i], other.Offset[i])
                    : j < m ? (one.OwnGain[i, j] * scales[j], other.OwnGain[i, j] * scales[j])
                    : (one.MeanFieldGain[i, j - m] * scales[j], other.MeanFieldGain[i, j - m] * scales[j]);
                distance = Math.Max(distance, Math.Abs(here - there));
                size = Math.Max(size, Math.Abs(there));
            }
        }

        return distance == 0 ? 0 : distance / size;
    }

    private static AffinePolicy Take(IReadOnlyList<double> values, AffinePolicy like, ref int next)
    {
        double[,] own = Take(values, like.OwnGain, ref next), field = Take(values, like.MeanFieldGain, ref next);
        double[] offset = new double[like.Offset.Length];
        for (int i = 0; i < offset.Length; i++)
        {
            offset[i] = values[next++];
        }

        return new AffinePolicy(own, field, offset);
    }

    private static double[,] Take(IReadOnlyList<double> values, double[,] like, ref int next)
    {
        double[,] matrix = new double[like.GetLength(0), like.GetLength(1)];
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                matrix[i, j] = values[next++];
            }
        }

        return matrix;
    }
}
