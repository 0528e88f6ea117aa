using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>
/// The discrete algebraic Riccati equation P = Q + A'PA − (A'PB + S)(R + B'PB)⁻¹(B'PA + S'): its stabilising solution, or a
/// status that names the hypothesis that failed.
/// </summary>
public static class Dare
{
    /// <summary>The entries of workspace that <see cref="Solve"/> needs: about 10n² + 5nm + 3m².</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => DareSearch<TShape>.WorkspaceLength(shape);

    /// <summary>Finds P and K = (R + B'PB)⁻¹(B'PA + S') with ρ(A − BK) &lt; 1.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="model">A, B, Q, R and perhaps S, time-invariant.</param>
    /// <param name="options">What may be assumed.</param>
    /// <param name="costToGo">P, n×n, exactly symmetric. May not overlap an input.</param>
    /// <param name="gain">K, m×n. May not overlap an input.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>
    /// Ok only for a finite, symmetric, stabilising solution whose residual was computed. For NotDetectable and
    /// UnitCircleEigenvalue the outputs hold the limit, whose closed loop has an eigenvalue on the unit circle; for every
    /// other failure they are NaN.
    /// </returns>
    /// <exception cref="ArgumentException">A span has the wrong length; or an output or the workspace overlaps another span.</exception>
    /// <remarks>
    /// Structured doubling, corrected by Newton–Kleinman steps where the residual asks for it; then the branch is checked, since
    /// a small residual alone proves nothing. Where doubling breaks down or finds another branch it is repeated with shifts
    /// X = Y + γI, and at last Newton's method runs from a stabilising gain of the problem with unit weights, which also tells
    /// whether (A, B) is stabilisable at all. About 17n³ flops a doubling step; 5 to 13 steps on most of the public collections. Allocates nothing.
    /// </remarks>
    public static DareResult Solve<TShape>(
        TShape shape,
        in LqrModel model,
        DareOptions options,
        Span<double> costToGo,
        Span<double> gain,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        ModelBorder.Check(shape, model);
        Border.Length(costToGo, n, n);
        Border.Length(gain, m, n);
        Border.Workspace(workspace, WorkspaceLength(shape));
        ModelBorder.Apart(costToGo, model);
        ModelBorder.Apart(gain, model);
        ModelBorder.Apart(workspace, model);
        Border.Apart(gain, costToGo);
        Border.Apart(workspace, costToGo);
        Border.Apart(workspace, gain);
        var search = new DareSearch<TShape>(shape, new Stage(model), options, ref costToGo[0], ref gain[0], new Workspace(workspace));
        DareResult result = search.Run();
        if (result.Status is not (SolveStatus.Ok or SolveStatus.NotDetectable or SolveStatus.UnitCircleEigenvalue))
        {
            costToGo.Fill(double.NaN);
            gain.Fill(double.NaN);
        }

        return result;
    }
}
