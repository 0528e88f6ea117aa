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
/// <para>Destinations never overlap an input, except where a member says so. The cross weight S of a stage is not read unless
/// <c>hasCross</c>.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public partial interface ILqrShape<T> : IShapeSize
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
