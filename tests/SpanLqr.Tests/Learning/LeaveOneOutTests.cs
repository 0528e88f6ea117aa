using System;
using SpanLqr.Learning.Lqr;
using SpanLqr.RandomNumbers;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>The estimate of an error from gains with one trajectory left out.</summary>
public sealed class LeaveOneOutTests
{
    private const int Groups = 16;

    /// <summary>
    /// Errors drawn from the law that the estimate assumes: K off by N(0, V), K without trajectory g off by a further N(0, V)/(G − 1). The
    /// estimate is the mean gap at least, and the gap exceeds five times the estimate in about as few draws as the risk says.
    /// </summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    public void TheGap_IsBeyondFiveTimesTheEstimate_AsSeldomAsPromised(int inputs, int states)
    {
        const int Draws = 20_000;
        NormalStream normals = new(7, 0, (ulong)((10 * inputs) + states));
        double[,] curvature = Identity(inputs), moment = Identity(states);
        int beyond = 0;
        double gaps = 0, estimates = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double gap = 0;
            var changes = new double[,]?[Groups];
            for (int g = -1; g < Groups; g++)
            {
                double[,] error = new double[inputs, states];
                for (int i = 0; i < inputs; i++)
                {
                    for (int j = 0; j < states; j++)
                    {
                        double entry = normals.Next() / (1 + (2 * j));
                        error[i, j] = g < 0 ? entry : entry / Math.Sqrt(Groups - 1.0);
                        gap += g < 0 ? entry * entry : 0;
                    }
                }

                if (g >= 0)
                {
                    changes[g] = error;
                }
            }

            double estimate = LeaveOneOut.Estimate(changes, curvature, moment, 1);
            beyond += gap > LeaveOneOut.Margin * estimate ? 1 : 0;
            gaps += gap;
            estimates += estimate;
        }

        Assert.True(beyond <= 20, $"{beyond} of {Draws} gaps are beyond five times the estimate, expected at most one in a thousand.");
        Assert.InRange(estimates, gaps, 8 * gaps);
    }

    [Fact]
    public void EffectiveDirections_OfOneDirectionAreOne_OfManyAlikeTheirNumber()
    {
        // With ν degrees of freedom E tr V² = (1 + 1/ν)·d + d²/ν and E (tr V)² = d² + 2d/ν where V = I of order d.
        const double Freedom = Groups - 1, Order = 8;
        double squareTrace = ((1 + (1 / Freedom)) * Order) + (Order * Order / Freedom), traceSquared = (Order * Order) + (2 * Order / Freedom);
        Assert.Equal(1, LeaveOneOut.Directions(1, 1, Freedom, 100), 12);
        Assert.Equal(Order, LeaveOneOut.Directions(traceSquared, squareTrace, Freedom, 100), 12);
    }

    [Fact]
    public void ATrajectoryWithoutWhichThereIsNoGain_LeavesNoEstimate()
    {
        var changes = new double[,]?[Groups];
        Array.Fill(changes, new[,] { { 0.1 } });
        changes[3] = null;
        Assert.Equal(double.PositiveInfinity, LeaveOneOut.Estimate(changes, Identity(1), Identity(1), 1));
    }

    private static double[,] Identity(int order)
    {
        double[,] identity = new double[order, order];
        for (int i = 0; i < order; i++)
        {
            identity[i, i] = 1;
        }

        return identity;
    }
}
