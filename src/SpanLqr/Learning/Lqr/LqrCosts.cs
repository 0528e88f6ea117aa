using System;
using SpanLqr.Lqr;
using SpanLqr.Rollouts;

namespace SpanLqr.Learning.Lqr;

/// <summary>The cost of gains of a simulated plant.</summary>
public static class LqrCosts
{
    /// <summary>The oracle of C(K); the parameters are K, row by row.</summary>
    /// <param name="problem">The plant.</param>
    /// <param name="options">How rollouts run.</param>
    /// <exception cref="ArgumentException">A matrix has the wrong size, W is not semidefinite, or a setting is out of range.</exception>
    public static RolloutCosts Of(LqrProblem problem, RolloutCostOptions options)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        return new RolloutCosts(new Gains(new Feedback(problem)), problem.W ?? DenseMatrix.Identity(problem.StateDim), options);
    }

    private sealed class Gains(Feedback feedback) : ILoopFamily
    {
        public int StateDim => feedback.StateDim;

        public int ParameterCount => feedback.InputDim * feedback.StateDim;

        public void Close(ReadOnlySpan<double> parameters, LoopEntries loop) => feedback.Close(parameters, loop);
    }
}
