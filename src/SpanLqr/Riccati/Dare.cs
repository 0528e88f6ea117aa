using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The discrete algebraic Riccati equation P = Q + A'PA − (A'PB + S)(R + B'PB)⁻¹(B'PA + S'): its stabilising solution, or a
/// status that names the hypothesis that failed.
/// </summary>
public static class Dare
{
    /// <summary>The entries of workspace that <see cref="Solve"/> and <see cref="Resolve"/> need: about 15n² + 8nm + 5m².</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => SpanLength.Of((long)ModelBorder.RoomLength(shape) + DareSearch<TShape>.WorkspaceLength(shape), nameof(shape));

    /// <summary>Finds P and K = (R + B'PB)⁻¹(B'PA + S') with ρ(A − BK) &lt; 1.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="model">A, B, Q, R and perhaps S, time-invariant.</param>
    /// <param name="options">What may be assumed, and what may be spent.</param>
    /// <param name="costToGo">P, n×n, exactly symmetric. May not overlap an input.</param>
    /// <param name="gain">K, m×n. May not overlap an input.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>
    /// Ok only for a finite, symmetric, stabilising solution whose residual was computed and whose error, by its estimate, leaves a
    /// digit. NonFinite also where numbers overflow that no units make smaller. For NotDetectable and UnitCircleEigenvalue the outputs hold the limit, whose closed loop has an eigenvalue on the unit circle. For NotConverged and IllConditioned they
    /// hold the best iterate, a stabilising one where there is one, and the residual is its residual; both are NaN where no attempt got
    /// as far as an iterate. For every other failure they are NaN.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A span has the wrong length; Q or R is not symmetric; an output or the workspace overlaps another span; or the shape has no size.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="DareOptions.MaxIterations"/> is negative.</exception>
    /// <remarks>
    /// Structured doubling, corrected by Newton–Kleinman steps where the residual asks for it; then the branch is checked, since
    /// a small residual alone proves nothing. Where doubling breaks down or finds another branch it is repeated with shifts
    /// X = Y + γI, and at last Newton's method runs from a stabilising gain of the problem with unit weights, which also tells
    /// whether (A, B) is stabilisable at all. About 15n³ flops a doubling step; 5 to 13 steps on most of the public collections.
    /// Where units of states or inputs are thousands apart all of this is done in balanced ones, powers of two away from those given, so
    /// that problems which differ in bad units only have answers of the same bits. A look at every entry tells whether they are;
    /// <see cref="DareOptions.Unchecked"/> does not look. Q and R are symmetric to 1e-9 of their largest entry, and their symmetric parts
    /// count; with <see cref="DareOptions.Unchecked"/> they are taken as they are. Allocates nothing.
    /// </remarks>
    public static DareResult Solve<TShape>(
        TShape shape,
        in LqrModel model,
        DareOptions options,
        Span<double> costToGo,
        Span<double> gain,
        Span<double> workspace)
        where TShape : struct, ILqrShape => Search(shape, model, options, costToGo, gain, workspace, isWarm: false);

    /// <summary>
    /// Solves again after a small change of the problem, from the P of the last solve: the same answer to rounding, the same checks and
    /// statuses as <see cref="Solve"/>.
    /// </summary>
    /// <param name="shape">The shape.</param>
    /// <param name="model">A, B, Q, R and perhaps S, time-invariant.</param>
    /// <param name="options">What may be assumed, and what may be spent.</param>
    /// <param name="costToGo">The last P on entry, any matrix in fact; the new one on return. May not overlap an input.</param>
    /// <param name="gain">K, m×n; not read. May not overlap an input.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>As of <see cref="Solve"/>; <see cref="DareResult.Iterations"/> is 0 where the last P was good enough a start.</returns>
    /// <exception cref="ArgumentException">
    /// A span has the wrong length; Q or R is not symmetric; an output or the workspace overlaps another span; or the shape has no size.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="DareOptions.MaxIterations"/> is negative.</exception>
    /// <remarks>
    /// Newton–Kleinman from the gain that the last P asks for in the new problem. Where that gain does not stabilise, or P is not
    /// finite, as after a failed solve, or its residual in the new problem promises more than two steps, or the steps do not shrink as
    /// they must near a solution, the ordinary search follows; with <see cref="DareOptions.MaxIterations"/> a large residual is no reason.
    /// A step solves a Stein equation, 5n³ flops for each of about as many doublings as a solve from nothing takes steps of 15n³. So it
    /// pays for changes of P below about 1e-9, which take one step: half to three quarters of the time of the ordinary search, but little
    /// less than all of it for the smallest shapes, where the checks that both make are most of the time; below 1e-5, two steps, it pays for large n and breaks even for small; above, an evaluation of the residual is lost.
    /// Near the optimum one bounded step a sample follows a plant that drifts. Allocates nothing.
    /// Source: Kleinman, IEEE Trans. Automatic Control 13 (1968); Hewer, ibid. 16 (1971).
    /// </remarks>
    public static DareResult Resolve<TShape>(
        TShape shape,
        in LqrModel model,
        DareOptions options,
        Span<double> costToGo,
        Span<double> gain,
        Span<double> workspace)
        where TShape : struct, ILqrShape => Search(shape, model, options, costToGo, gain, workspace, isWarm: true);

    private static DareResult Search<TShape>(
        TShape shape,
        in LqrModel model,
        DareOptions options,
        Span<double> costToGo,
        Span<double> gain,
        Span<double> workspace,
        bool isWarm)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxIterations);
        Guard guard = Guard.Of(shape);
        guard.Reads(shape, model, takesWeightsAsTheyAre: options.Unchecked);
        guard.Writes(costToGo, n, n);
        guard.Writes(gain, m, n);
        guard.Scratch(workspace, WorkspaceLength(shape));
        var memory = new Workspace(workspace);
        LqrModel symmetric = ModelBorder.Symmetrised(shape, model, ref memory);
        var search = new DareSearch<TShape>(
            shape, new Stage(options.Unchecked ? model : symmetric), options, ref costToGo[0], ref gain[0], memory);
        DareResult result = search.Run(isWarm);
        if (!result.HasOutputs)
        {
            costToGo.Fill(double.NaN);
            gain.Fill(double.NaN);
        }

        return result;
    }
}
