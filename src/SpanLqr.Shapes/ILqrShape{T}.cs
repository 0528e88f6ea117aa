using System.ComponentModel;
using System.Numerics;

namespace SpanLqr.Shapes;

/// <summary>
/// The matrix work of one problem size, n states and m inputs, in one precision. Algorithms are written once over
/// <c>TShape : struct, ILqrShape&lt;T&gt;</c>; the JIT compiles a copy per shape and folds the dimensions.
/// </summary>
/// <typeparam name="T">The entry of every matrix: <see cref="double"/> or <see cref="float"/>.</typeparam>
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
public interface ILqrShape<T> : IShapeSize
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>D ← A·Â; n×n by n×n gives n×n. About 2·n·n·n flops.</summary>
    void MultiplyAA(ref T a, ref T a2, ref T destination);

    /// <summary>D ← A·B; n×n by n×m gives n×m. About 2·n·m·n flops.</summary>
    void MultiplyAB(ref T a, ref T b, ref T destination);

    /// <summary>D ← B·K; n×m by m×n gives n×n. About 2·n·n·m flops.</summary>
    void MultiplyBK(ref T b, ref T k, ref T destination);

    /// <summary>D ← K·A; m×n by n×n gives m×n. About 2·m·n·n flops.</summary>
    void MultiplyKA(ref T k, ref T a, ref T destination);

    /// <summary>D ← K·B; m×n by n×m gives m×m. About 2·m·m·n flops.</summary>
    void MultiplyKB(ref T k, ref T b, ref T destination);

    /// <summary>D ← R·K; m×m by m×n gives m×n. About 2·m·n·m flops.</summary>
    void MultiplyRK(ref T r, ref T k, ref T destination);

    /// <summary>D ← A'·Â; n×n by n×n gives n×n. About 2·n·n·n flops.</summary>
    void MultiplyAtA(ref T a, ref T a2, ref T destination);

    /// <summary>D ← A'·B; n×n by n×m gives n×m. About 2·n·m·n flops.</summary>
    void MultiplyAtB(ref T a, ref T b, ref T destination);

    /// <summary>D ← B'·A; n×m by n×n gives m×n. About 2·m·n·n flops.</summary>
    void MultiplyBtA(ref T b, ref T a, ref T destination);

    /// <summary>D ← B'·B̂; n×m by n×m gives m×m. About 2·m·m·n flops.</summary>
    void MultiplyBtB(ref T b, ref T b2, ref T destination);

    /// <summary>D ← K'·K̂; m×n by m×n gives n×n. About 2·n·n·m flops.</summary>
    void MultiplyKtK(ref T k, ref T k2, ref T destination);

    /// <summary>D ← A·Â'; n×n by n×n gives n×n. About 2·n·n·n flops.</summary>
    void MultiplyAAt(ref T a, ref T a2, ref T destination);

    /// <summary>D ← B·B̂'; n×m by n×m gives n×n. About 2·n·n·m flops.</summary>
    void MultiplyBBt(ref T b, ref T b2, ref T destination);

    /// <summary>D ← C + α·A·Â (n×n). D may be C.</summary>
    void MultiplyAddAA(ref T a, ref T a2, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·A·B (n×m). D may be C.</summary>
    void MultiplyAddAB(ref T a, ref T b, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·B·K (n×n). D may be C.</summary>
    void MultiplyAddBK(ref T b, ref T k, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·K·A (m×n). D may be C.</summary>
    void MultiplyAddKA(ref T k, ref T a, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·K·B (m×m). D may be C.</summary>
    void MultiplyAddKB(ref T k, ref T b, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·R·K (m×n). D may be C.</summary>
    void MultiplyAddRK(ref T r, ref T k, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·A'·Â (n×n). D may be C.</summary>
    void MultiplyAddAtA(ref T a, ref T a2, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·A'·B (n×m). D may be C.</summary>
    void MultiplyAddAtB(ref T a, ref T b, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·B'·A (m×n). D may be C.</summary>
    void MultiplyAddBtA(ref T b, ref T a, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·B'·B̂ (m×m). D may be C.</summary>
    void MultiplyAddBtB(ref T b, ref T b2, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·K'·K̂ (n×n). D may be C.</summary>
    void MultiplyAddKtK(ref T k, ref T k2, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·A·Â' (n×n). D may be C.</summary>
    void MultiplyAddAAt(ref T a, ref T a2, T alpha, ref T addend, ref T destination);

    /// <summary>D ← C + α·B·B̂' (n×n). D may be C.</summary>
    void MultiplyAddBBt(ref T b, ref T b2, T alpha, ref T addend, ref T destination);

    /// <summary>D ← A·x (n).</summary>
    void MultiplyAx(ref T a, ref T x, ref T destination);

    /// <summary>D ← A'·x (n).</summary>
    void MultiplyAtx(ref T a, ref T x, ref T destination);

    /// <summary>D ← B·u (n).</summary>
    void MultiplyBu(ref T b, ref T u, ref T destination);

    /// <summary>D ← K·x (m).</summary>
    void MultiplyKx(ref T k, ref T x, ref T destination);

    /// <summary>The control step u ← −K·x (m).</summary>
    void Feedback(ref T k, ref T x, ref T destination);

    /// <summary>The control step with offset u ← −K·x − κ (m).</summary>
    void FeedbackOffset(ref T k, ref T x, ref T offset, ref T destination);

    /// <summary>The plant step x⁺ ← A·x + B·u (n): the sums A·x and B·u are formed apart and added.</summary>
    void Advance(ref T a, ref T b, ref T x, ref T u, ref T destination);

    /// <summary>x'·A·x: y = A·x, then Σ_i x_i·y_i.</summary>
    T QuadraticFormA(ref T a, ref T x);

    /// <summary>u'·R·u: y = R·u, then Σ_i u_i·y_i.</summary>
    T QuadraticFormR(ref T r, ref T u);

    /// <summary>D ← A'·P·A (n×n), P symmetric, D exactly symmetric; workspace n×n receives P·A.</summary>
    void CongruenceA(ref T a, ref T p, ref T workspace, ref T destination);

    /// <summary>D ← B'·P·B (m×m), P symmetric, D exactly symmetric; workspace n×m receives P·B.</summary>
    void CongruenceB(ref T b, ref T p, ref T workspace, ref T destination);

    /// <summary>D ← K'·R·K (n×n), R symmetric, D exactly symmetric; workspace m×n receives R·K.</summary>
    void CongruenceK(ref T k, ref T r, ref T workspace, ref T destination);

    /// <summary>D ← C + α·B·B' (n×n), C symmetric, D exactly symmetric. D may be C.</summary>
    void SymmetricRankUpdate(ref T b, T alpha, ref T addend, ref T destination);

    /// <summary>A ← (A + A')/2 in place (n×n).</summary>
    void SymmetrizeA(ref T a);

    /// <summary>R ← (R + R')/2 in place (m×m).</summary>
    void SymmetrizeR(ref T r);

    /// <summary>D ← A' (n×n).</summary>
    void TransposeA(ref T a, ref T destination);

    /// <summary>D ← B' (n×m in, m×n out).</summary>
    void TransposeB(ref T b, ref T destination);

    /// <summary>D ← K' (m×n in, n×m out).</summary>
    void TransposeK(ref T k, ref T destination);

    /// <summary>Cholesky L·L' = A (n×n, lower triangle read): L below and on the diagonal, zeros above. D may be A.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not a positive number; the destination is then unspecified.</returns>
    bool CholeskyFactorA(ref T a, ref T destination);

    /// <summary>L·D·L' = A (n×n, lower triangle read, no pivoting): unit L strictly below, D on the diagonal, zeros above. D may be A.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    bool LdlFactorA(ref T a, ref T destination);

    /// <summary>P·A = L·U (n×n) with row exchanges: unit L strictly below, U on and above; pivots[k] is the row exchanged with row k. D may be A.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    bool LuFactorA(ref T a, ref T destination, ref int pivots);

    /// <summary>Cholesky L·L' = R (m×m, lower triangle read): L below and on the diagonal, zeros above. D may be R.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not a positive number; the destination is then unspecified.</returns>
    bool CholeskyFactorR(ref T r, ref T destination);

    /// <summary>L·D·L' = R (m×m, lower triangle read, no pivoting): unit L strictly below, D on the diagonal, zeros above. D may be R.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    bool LdlFactorR(ref T r, ref T destination);

    /// <summary>P·R = L·U (m×m) with row exchanges: unit L strictly below, U on and above; pivots[k] is the row exchanged with row k. D may be R.</summary>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    bool LuFactorR(ref T r, ref T destination, ref int pivots);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorA; right side n×n. D may be the right side.</summary>
    void CholeskySolveAA(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorA; right side n×m. D may be the right side.</summary>
    void CholeskySolveAB(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorA; right side n. D may be the right side.</summary>
    void CholeskySolveAx(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorR; right side m×n. D may be the right side.</summary>
    void CholeskySolveRK(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves L·L'·X = rhs from CholeskyFactorR; right side m. D may be the right side.</summary>
    void CholeskySolveRu(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorA; right side n×n. D may be the right side.</summary>
    void LdlSolveAA(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorA; right side n×m. D may be the right side.</summary>
    void LdlSolveAB(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorA; right side n. D may be the right side.</summary>
    void LdlSolveAx(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorR; right side m×n. D may be the right side.</summary>
    void LdlSolveRK(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves L·D·L'·X = rhs from LdlFactorR; right side m. D may be the right side.</summary>
    void LdlSolveRu(ref T factor, ref T rhs, ref T destination);

    /// <summary>Solves A·X = rhs from LuFactorA; right side n×n. D may be the right side.</summary>
    void LuSolveAA(ref T factor, ref int pivots, ref T rhs, ref T destination);

    /// <summary>Solves A·X = rhs from LuFactorA; right side n×m. D may be the right side.</summary>
    void LuSolveAB(ref T factor, ref int pivots, ref T rhs, ref T destination);

    /// <summary>Solves A·X = rhs from LuFactorA; right side n. D may be the right side.</summary>
    void LuSolveAx(ref T factor, ref int pivots, ref T rhs, ref T destination);

    /// <summary>Solves A·X = rhs from LuFactorR; right side m×n. D may be the right side.</summary>
    void LuSolveRK(ref T factor, ref int pivots, ref T rhs, ref T destination);

    /// <summary>Solves A·X = rhs from LuFactorR; right side m. D may be the right side.</summary>
    void LuSolveRu(ref T factor, ref int pivots, ref T rhs, ref T destination);

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
    /// <param name="workspace">At least <see cref="IShapeSize.RiccatiStepWorkspaceLength"/> entries.</param>
    /// <returns>False where R + B'PB is not positive definite (or not finite); the outputs are then unspecified.</returns>
    bool RiccatiStep(
        ref T a,
        ref T b,
        ref T q,
        ref T r,
        ref T s,
        bool hasCross,
        ref T p,
        ref T gain,
        ref T destination,
        ref T workspace);
}
