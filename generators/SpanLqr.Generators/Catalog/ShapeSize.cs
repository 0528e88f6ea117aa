using System;

namespace SpanLqr.Generators.Catalog;

/// <summary>n and m of one shape, and the sizes of the operands that a kernel's name spells.</summary>
/// <param name="N">n, the number of states.</param>
/// <param name="M">m, the number of inputs.</param>
internal sealed record ShapeSize(int N, int M)
{
    /// <summary>The size behind a letter: A n×n, B n×m, K m×n, R m×m, x n, u m.</summary>
    public MatrixSize this[char letter] => letter switch
    {
        'A' => new MatrixSize(N, N),
        'B' => new MatrixSize(N, M),
        'K' => new MatrixSize(M, N),
        'R' => new MatrixSize(M, M),
        'x' => new MatrixSize(N, 1),
        'u' => new MatrixSize(M, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(letter)),
    };
}
