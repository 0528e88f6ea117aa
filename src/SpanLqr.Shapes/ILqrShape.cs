using System.ComponentModel;

namespace SpanLqr.Shapes;

/// <summary>
/// The matrix work of one problem size: n states, m inputs. Algorithms are written once over
/// <c>TShape : struct, ILqrShape</c>; the JIT compiles a copy per shape and folds the dimensions.
/// </summary>
/// <remarks>
/// <para>These members are the inner, <b>unchecked</b> tier: every argument is a reference to the first entry of a dense
/// row-major matrix (or vector) of the stated size, and nothing checks that so much memory is there. Call
/// <c>Kernels</c>, or the static members of a generated shape, from outside: they check lengths and overlap once.</para>
/// <para>The letters in a name say the sizes of the operands: <c>A</c> n×n, <c>B</c> n×m, <c>K</c> m×n, <c>R</c> m×m, <c>x</c> n,
/// <c>u</c> m; <c>t</c> transposes the letter before it. So <c>MultiplyBtA</c> is B'·A, an m×n matrix.</para>
/// <para>Arithmetic contract, the same for every implementation and every vector width, so that results agree to the bit:
/// an entry Σ_k a_k·b_k is the product of k = 0 followed by fused multiply-adds in ascending k, in one accumulator;
/// an addend joins last, as fma(α, Σ, c). Symmetric results are computed on and below the diagonal and mirrored.
/// Matrix–vector products, control and plant steps and quadratic forms, which wait for latency, have four accumulators: term k
/// goes to the one of k mod 4, and the sum is (s₀ + s₁) + (s₂ + s₃), with those that there are.</para>
/// <para>Destinations never overlap an input, except where a member says so.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ILqrShape
{
    /// <summary>n, the number of states.</summary>
    int StateDim { get; }

    /// <summary>m, the number of inputs.</summary>
    int InputDim { get; }

    /// <summary>D ← A·Â; n×n by n×n gives n×n. About 2·n·n·n flops.</summary>
    void MultiplyAA(ref double a, ref double a2, ref double destination);

    /// <summary>D ← A·B; n×n by n×m gives n×m. About 2·n·m·n flops.</summary>
    void MultiplyAB(ref double a, ref double b, ref double destination);

    /// <summary>D ← B·K; n×m by m×n gives n×n. About 2·n·n·m flops.</summary>
    void MultiplyBK(ref double b, ref double k, ref double destination);

    /// <summary>D ← K·A; m×n by n×n gives m×n. About 2·m·n·n flops.</summary>
    void MultiplyKA(ref double k, ref double a, ref double destination);

    /// <summary>D ← K·B; m×n by n×m gives m×m. About 2·m·m·n flops.</summary>
    void MultiplyKB(ref double k, ref double b, ref double destination);

    /// <summary>D ← R·K; m×m by m×n gives m×n. About 2·m·n·m flops.</summary>
    void MultiplyRK(ref double r, ref double k, ref double destination);

    /// <summary>D ← A'·Â; n×n by n×n gives n×n. About 2·n·n·n flops.</summary>
    void MultiplyAtA(ref double a, ref double a2, ref double destination);

    /// <summary>D ← A'·B; n×n by n×m gives n×m. About 2·n·m·n flops.</summary>
    void MultiplyAtB(ref double a, ref double b, ref double destination);

    /// <summary>D ← B'·A; n×m by n×n gives m×n. About 2·m·n·n flops.</summary>
    void MultiplyBtA(ref double b, ref double a, ref double destination);

    /// <summary>D ← B'·B̂; n×m by n×m gives m×m. About 2·m·m·n flops.</summary>
    void MultiplyBtB(ref double b, ref double b2, ref double destination);

    /// <summary>D ← K'·K̂; m×n by m×n gives n×n. About 2·n·n·m flops.</summary>
    void MultiplyKtK(ref double k, ref double k2, ref double destination);

    /// <summary>D ← A·Â'; n×n by n×n gives n×n. About 2·n·n·n flops.</summary>
    void MultiplyAAt(ref double a, ref double a2, ref double destination);

    /// <summary>D ← B·B̂'; n×m by n×m gives n×n. About 2·n·n·m flops.</summary>
    void MultiplyBBt(ref double b, ref double b2, ref double destination);

    /// <summary>D ← C + α·A·Â (n×n). D may be C.</summary>
    void MultiplyAddAA(ref double a, ref double a2, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·A·B (n×m). D may be C.</summary>
    void MultiplyAddAB(ref double a, ref double b, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·B·K (n×n). D may be C.</summary>
    void MultiplyAddBK(ref double b, ref double k, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·K·A (m×n). D may be C.</summary>
    void MultiplyAddKA(ref double k, ref double a, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·K·B (m×m). D may be C.</summary>
    void MultiplyAddKB(ref double k, ref double b, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·R·K (m×n). D may be C.</summary>
    void MultiplyAddRK(ref double r, ref double k, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·A'·Â (n×n). D may be C.</summary>
    void MultiplyAddAtA(ref double a, ref double a2, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·A'·B (n×m). D may be C.</summary>
    void MultiplyAddAtB(ref double a, ref double b, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·B'·A (m×n). D may be C.</summary>
    void MultiplyAddBtA(ref double b, ref double a, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·B'·B̂ (m×m). D may be C.</summary>
    void MultiplyAddBtB(ref double b, ref double b2, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·K'·K̂ (n×n). D may be C.</summary>
    void MultiplyAddKtK(ref double k, ref double k2, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·A·Â' (n×n). D may be C.</summary>
    void MultiplyAddAAt(ref double a, ref double a2, double alpha, ref double addend, ref double destination);

    /// <summary>D ← C + α·B·B̂' (n×n). D may be C.</summary>
    void MultiplyAddBBt(ref double b, ref double b2, double alpha, ref double addend, ref double destination);

    /// <summary>D ← A·x (n).</summary>
    void MultiplyAx(ref double a, ref double x, ref double destination);

    /// <summary>D ← A'·x (n).</summary>
    void MultiplyAtx(ref double a, ref double x, ref double destination);

    /// <summary>D ← B·u (n).</summary>
    void MultiplyBu(ref double b, ref double u, ref double destination);

    /// <summary>D ← K·x (m).</summary>
    void MultiplyKx(ref double k, ref double x, ref double destination);

    /// <summary>The control step u ← −K·x (m).</summary>
    void Feedback(ref double k, ref double x, ref double destination);

    /// <summary>The control step with offset u ← −K·x − κ (m).</summary>
    void FeedbackOffset(ref double k, ref double x, ref double offset, ref double destination);

    /// <summary>The plant step x⁺ ← A·x + B·u (n): the sums A·x and B·u are formed apart and added.</summary>
    void Advance(ref double a, ref double b, ref double x, ref double u, ref double destination);

    /// <summary>x'·A·x: y = A·x, then Σ_i x_i·y_i.</summary>
    double QuadraticFormA(ref double a, ref double x);

    /// <summary>u'·R·u: y = R·u, then Σ_i u_i·y_i.</summary>
    double QuadraticFormR(ref double r, ref double u);

    /// <summary>D ← A'·P·A (n×n), P symmetric, D exactly symmetric; workspace n×n receives P·A.</summary>
    void CongruenceA(ref double a, ref double p, ref double workspace, ref double destination);

    /// <summary>D ← B'·P·B (m×m), P symmetric, D exactly symmetric; workspace n×m receives P·B.</summary>
    void CongruenceB(ref double b, ref double p, ref double workspace, ref double destination);

    /// <summary>D ← K'·R·K (n×n), R symmetric, D exactly symmetric; workspace m×n receives R·K.</summary>
    void CongruenceK(ref double k, ref double r, ref double workspace, ref double destination);

    /// <summary>D ← C + α·B·B' (n×n), C symmetric, D exactly symmetric. D may be C.</summary>
    void SymmetricRankUpdate(ref double b, double alpha, ref double addend, ref double destination);

    /// <summary>A ← (A + A')/2 in place (n×n).</summary>
    void SymmetrizeA(ref double a);

    /// <summary>R ← (R + R')/2 in place (m×m).</summary>
    void SymmetrizeR(ref double r);

    /// <summary>D ← A' (n×n).</summary>
    void TransposeA(ref double a, ref double destination);

    /// <summary>D ← B' (n×m in, m×n out).</summary>
    void TransposeB(ref double b, ref double destination);

    /// <summary>D ← K' (m×n in, n×m out).</summary>
    void TransposeK(ref double k, ref double destination);

    /// <summary>Cholesky L·L' = A (n×n, lower triangle read): L below and on the diagonal, zeros above. D may be A.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not a positive number; the destination is then unspecified.</returns>
    bool CholeskyFactorA(ref double a, ref double destination);

    /// <summary>L·D·L' = A (n×n, lower triangle read, no pivoting): unit L strictly below, D on the diagonal, zeros above. D may be A.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    bool LdlFactorA(ref double a, ref double destination);

    /// <summary>P·A = L·U (n×n) with row exchanges: unit L strictly below, U on and above; pivots[k] is the row exchanged with row k. D may be A.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    bool LuFactorA(ref double a, ref double destination, ref int pivots);

    /// <summary>Cholesky L·L' = R (m×m, lower triangle read): L below and on the diagonal, zeros above. D may be R.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not a positive number; the destination is then unspecified.</returns>
    bool CholeskyFactorR(ref double r, ref double destination);

    /// <summary>L·D·L' = R (m×m, lower triangle read, no pivoting): unit L strictly below, D on the diagonal, zeros above. D may be R.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    bool LdlFactorR(ref double r, ref double destination);

    /// <summary>P·R = L·U (m×m) with row exchanges: unit L strictly below, U on and above; pivots[k] is the row exchanged with row k. D may be R.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    bool LuFactorR(ref double r, ref double destination, ref int pivots);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorA; right side n×n. D may be the right side.</summary>
    void CholeskySolveAA(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorA; right side n×m. D may be the right side.</summary>
    void CholeskySolveAB(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorA; right side n. D may be the right side.</summary>
    void CholeskySolveAx(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorR; right side m×n. D may be the right side.</summary>
    void CholeskySolveRK(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorR; right side m. D may be the right side.</summary>
    void CholeskySolveRu(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorA; right side n×n. D may be the right side.</summary>
    void LdlSolveAA(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorA; right side n×m. D may be the right side.</summary>
    void LdlSolveAB(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorA; right side n. D may be the right side.</summary>
    void LdlSolveAx(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorR; right side m×n. D may be the right side.</summary>
    void LdlSolveRK(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorR; right side m. D may be the right side.</summary>
    void LdlSolveRu(ref double factor, ref double rhs, ref double destination);

    /// <summary>Solves A·X = rhs from LuFactorA; right side n×n. D may be the right side.</summary>
    void LuSolveAA(ref double factor, ref int pivots, ref double rhs, ref double destination);

    /// <summary>Solves A·X = rhs from LuFactorA; right side n×m. D may be the right side.</summary>
    void LuSolveAB(ref double factor, ref int pivots, ref double rhs, ref double destination);

    /// <summary>Solves A·X = rhs from LuFactorA; right side n. D may be the right side.</summary>
    void LuSolveAx(ref double factor, ref int pivots, ref double rhs, ref double destination);

    /// <summary>Solves A·X = rhs from LuFactorR; right side m×n. D may be the right side.</summary>
    void LuSolveRK(ref double factor, ref int pivots, ref double rhs, ref double destination);

    /// <summary>Solves A·X = rhs from LuFactorR; right side m. D may be the right side.</summary>
    void LuSolveRu(ref double factor, ref int pivots, ref double rhs, ref double destination);

    /// <summary>The entries of workspace that <see cref="RiccatiStep"/> needs.</summary>
    int RiccatiStepWorkspaceLength { get; }

    /// <summary>
    /// One stage of the Riccati recursion: K = (R + B'PB)⁻¹(B'PA + S'), P⁻ = Q + A'PA − (A'PB + S)K, exactly symmetric.
    /// </summary>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="q">Q, n×n, symmetric.</param>
    /// <param name="r">R, m×m, symmetric.</param>
    /// <param name="s">S, n×m; not read unless <paramref name="hasCross"/>.</param>
    /// <param name="hasCross">Whether S takes part.</param>
    /// <param name="p">P of the next stage, n×n, symmetric.</param>
    /// <param name="gain">K, m×n.</param>
    /// <param name="destination">P of this stage, n×n. May be <paramref name="p"/>.</param>
    /// <param name="workspace">At least <see cref="RiccatiStepWorkspaceLength"/> entries.</param>
    /// <returns>False where R + B'PB is not positive definite (or not finite); the outputs are then unspecified.</returns>
    bool RiccatiStep(
        ref double a,
        ref double b,
        ref double q,
        ref double r,
        ref double s,
        bool hasCross,
        ref double p,
        ref double gain,
        ref double destination,
        ref double workspace);

    /// <summary>The entries of workspace that the doubling members need.</summary>
    int DoublingWorkspaceLength { get; }

    /// <summary>
    /// The first half of a doubling step: V = (I + GH)⁻¹A, Y = (I + GH)⁻¹G, Δ = A'(HV), H ← H + Δ, with elimination without
    /// row exchanges. About 10·n·n·n flops.
    /// </summary>
    /// <param name="a">A, n×n.</param>
    /// <param name="g">G, n×n, symmetric.</param>
    /// <param name="h">H, n×n, symmetric; updated.</param>
    /// <param name="v">V, n×n.</param>
    /// <param name="y">Y, n×n.</param>
    /// <param name="step">Δ, n×n, symmetric.</param>
    /// <param name="workspace"><see cref="DoublingWorkspaceLength"/> entries.</param>
    /// <returns>False where a pivot cancels to less than 1/1024 of what it was: rows must be exchanged. H is then untouched.</returns>
    bool DoublingCost(ref double a, ref double g, ref double h, ref double v, ref double y, ref double step, ref double workspace);

    /// <summary>Δ = A'(HV), H ← H + Δ: the first half of a doubling step for a V that is known. About 3·n·n·n flops.</summary>
    void DoublingUpdate(ref double a, ref double h, ref double v, ref double step, ref double workspace);

    /// <summary>The second half of a doubling step: G ← G + (AY)A', D ← AV, the next A. About 5·n·n·n flops.</summary>
    void DoublingDynamics(ref double a, ref double v, ref double y, ref double g, ref double destination, ref double workspace);

    /// <summary>
    /// W rollouts side by side, one in each lane: <paramref name="steps"/> times sum ← sum + x'Mx + 2g'x, x ← Fx + c + Lz.
    /// </summary>
    /// <param name="steps">The number of steps.</param>
    /// <param name="loop">F, c, M, g and L as <see cref="LoopLayout"/> has them.</param>
    /// <param name="noise">z: for each step n vectors of standard normals; not read where there is no noise.</param>
    /// <param name="state">x, n vectors, followed by n vectors of scratch.</param>
    /// <param name="sum">The summed costs.</param>
    /// <remarks>
    /// About 3n² + 7n flops a step and lane, n² more with a triangular factor. In every lane and at every width: 2g first, then
    /// M ascending, and c first, then L ascending, then F ascending, all in one accumulator of fused multiply-adds.
    /// </remarks>
    void AdvanceRollouts<TLanes, TVector, T, TEntries, TNoise>(int steps, ref T loop, ref T noise, ref TVector state, ref TVector sum)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
        where TEntries : struct, ILaneEntries<TVector, T>
        where TNoise : struct, INoiseFactor;
}
