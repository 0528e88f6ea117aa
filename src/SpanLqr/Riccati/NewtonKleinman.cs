using System.Runtime.CompilerServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// Newton's method on the DARE (Kleinman 1968, Hewer 1971): evaluate the gain, then improve it. From a stabilising gain it
/// falls monotonically to the largest solution, which is the stabilising one where there is one.
/// </summary>
internal static class NewtonKleinman
{
    // Quadratic from a stabilising start, but it may first halve a far start 2^-k times; linear only at the unit circle.
    private const int MaxSteps = 100;

    private const double RelativeStep = 1e-13;

    // The iterates fall, so late steps that grow are rounding, if they are no larger than an answer with any digits allows.
    private const double RoundingStep = 1e-3;

    // So many steps in a row that each halve the one before are linear convergence: a double root, on the unit circle.
    private const int LinearRun = 8;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape =>
        SpanLength.Of((2L * shape.StateDim * shape.StateDim) + Policy.WorkspaceLength(shape) + StableSeries.WorkspaceLength(shape), nameof(shape));

    /// <summary>One correction of P: ΔP solves ΔP = Acl'ΔP Acl + residual, Acl of the gain of P; both P and K move.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="p">P; corrected.</param>
    /// <param name="gain">The gain of P; corrected.</param>
    /// <param name="closedLoop">A − BK, overwritten.</param>
    /// <param name="residual">The residual at P; overwritten.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    /// <returns>False where the closed loop is not stable or R + B'PB became singular.</returns>
    public static bool TryCorrect<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        ref double closedLoop,
        ref double residual,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        ref double scratch = ref memory.Take(Policy.WorkspaceLength(shape));
        ref double series = ref memory.Take(StableSeries.WorkspaceLength(shape));
        if (StableSeries.Sum(shape, ref closedLoop, ref residual, ref series, out _) != SolveStatus.Ok)
        {
            return false;
        }

        Dense.Add(ref p, ref residual, ref p, shape.StateDim * shape.StateDim);
        return Policy.TryGain(shape, stage, ref p, ref gain, ref scratch);
    }

    /// <summary>Policy iteration from a stabilising gain.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="p">Receives P.</param>
    /// <param name="gain">A stabilising gain on entry; the optimal one on return.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    /// <param name="steps">Counts up by the steps taken.</param>
    /// <param name="budget">The most steps.</param>
    /// <returns>
    /// Ok; InputWeightSingular; Unstable where a gain lost stability; NotConverged for linear convergence, where the limit is on the
    /// unit circle, and for the end of the budget: P, K hold the last iterate.
    /// </returns>
    public static SolveStatus Solve<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        Workspace memory,
        ref int steps,
        int budget)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, nn = n * n;
        ref double closedLoop = ref memory.Take(nn);
        ref double next = ref memory.Take(nn);
        ref double scratch = ref memory.Take(Policy.WorkspaceLength(shape));
        ref double series = ref memory.Take(StableSeries.WorkspaceLength(shape));
        double previousStep = double.PositiveInfinity;
        int halvings = 0;
        int most = int.Min(MaxSteps, budget);
        for (int k = 0; k < most; k++)
        {
            Policy.ClosedLoop(shape, stage, ref gain, ref closedLoop);
            Policy.StageCost(shape, stage, ref gain, ref next, ref scratch);
            SolveStatus evaluated = StableSeries.Sum(shape, ref closedLoop, ref next, ref series, out _);
            if (evaluated != SolveStatus.Ok)
            {
                // Late in a linearly converging run the closed loop reaches the circle: that is the limit, not a failure of the start.
                return k > 1 ? SolveStatus.NotConverged : SolveStatus.Unstable;
            }

            ref double change = ref closedLoop;
            double step = double.PositiveInfinity;
            bool settled = false;
            if (k > 0)
            {
                Dense.Subtract(ref next, ref p, ref change, nn);
                step = Dense.FrobeniusNorm(ref change, nn);
                settled = Convergence.IsSettled(ref change, ref next, n, RelativeStep);
            }

            Dense.Copy(ref next, ref p, nn);
            steps++;
            if (!Policy.TryGain(shape, stage, ref p, ref gain, ref scratch))
            {
                return SolveStatus.InputWeightSingular;
            }

            halvings = step / previousStep is > 0.35 and < 0.65 ? halvings + 1 : 0;
            if (settled)
            {
                return halvings < LinearRun ? SolveStatus.Ok : SolveStatus.NotConverged;
            }

            // Rounding ends the descent of an ill-conditioned problem before it settles.
            if (k > 2 && step >= previousStep && step <= RoundingStep * Dense.FrobeniusNorm(ref p, nn))
            {
                return SolveStatus.Ok;
            }

            previousStep = step;
        }

        return SolveStatus.NotConverged;
    }
}
