namespace SpanLqr.Shapes;

/// <summary>The kernels of <see cref="ILqrShape{T}"/> on spans of either precision, checked once at this border.</summary>
/// <remarks>
/// <para>Matrices are dense and row-major, n×n for A, n×m for B, m×n for K and m×m for R; the letters of a name say which
/// operands it takes, and <c>t</c> transposes the letter before it. Inputs come in the order of the formula, what is written
/// comes last.</para>
/// <para>Lengths must be exact. What is written may not share memory with any other operand, except where the text of a
/// parameter says it may <em>be</em> that operand (the same start); a partial overlap always throws. Every check comes
/// before the first write. Inputs may overlap each other freely.</para>
/// <para>No kernel allocates. The result of an operation depends on the order of its roundings, and that order is fixed:
/// see the contract of <see cref="ILqrShape{T}"/>. A NaN in an operand that the formula reads is a NaN in the result or a
/// false status, never a number.</para>
/// </remarks>
public static partial class Kernels;
