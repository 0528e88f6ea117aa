using System;
using System.Collections.Generic;
using SpanLqr.Plants;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>A small plant in every combination of time, weights, delay, rate, integral action, discount and drift that has a meaning.</summary>
internal static class PlantCombinations
{
    /// <summary>One combination; its text names it in the test's output.</summary>
    public sealed record Choice(string Time, double Delay, bool HasRate, bool HasIntegral, double Discount, bool HasDrift)
    {
        public PlantProblem ToProblem()
        {
            bool isContinuous = Time != "discrete", isSampled = Time == "sampled";
            bool isSplit = Delay != Math.Floor(Delay);
            return new PlantProblem
            {
                A = isContinuous ? new double[,] { { -0.4, 1.1 }, { 0.6, 0.2 } } : new double[,] { { 0.9, 0.3 }, { 0.2, 1.05 } },
                B = new double[,] { { 0.1 }, { 0.8 } },
                Q = new double[,] { { 1, 0.2 }, { 0.2, 0.5 } },
                R = new double[,] { { 0.3 } },
                S = isSampled && isSplit ? null : new double[,] { { 0.1 }, { -0.05 } },
                W = new double[,] { { 0.3, 0.1 }, { 0.1, 0.2 } },
                Time = isContinuous ? PlantTime.Continuous : PlantTime.Discrete,
                Step = Step,
                Weights = isSampled ? StepWeights.Sampled : StepWeights.Integrated,
                Delay = Delay * Step,
                Discount = Discount,
                RateWeight = HasRate ? new double[,] { { 0.2 } } : null,
                Drift = HasDrift ? [0.3, -0.2] : null,
                Tracking = HasIntegral
                    ? new PlantTracking { Outputs = new double[,] { { 1, 0 } }, Reference = [0.5], IntegralWeight = new double[,] { { 0.7 } } }
                    : null,
            };
        }

        /// <summary>h; 1 in discrete time.</summary>
        public double Step => Time == "discrete" ? 1 : 0.3;

        /// <summary>The discount of a step.</summary>
        public double StepDiscount => Math.Pow(Discount, Step);
    }

    public static IEnumerable<Choice> All()
    {
        foreach (string time in new[] { "discrete", "integrated", "sampled" })
        {
            foreach (double delay in time == "discrete" ? new double[] { 0, 1, 3 } : [0, 1, 2, 0.4, 1.7])
            {
                foreach (double discount in new[] { 1, 0.9 })
                {
                    for (int flags = 0; flags < 4; flags++)
                    {
                        yield return new Choice(time, delay, (flags & 1) != 0, (flags & 2) != 0, discount, false);
                    }
                }
            }
        }
    }
}
