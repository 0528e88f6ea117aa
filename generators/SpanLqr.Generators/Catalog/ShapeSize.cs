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
        'x' => new MatrixSize(N, 1),
        'u' => new MatrixSize(M, 1),
        _ => new MatrixSize(Of(Dimension(letter, 0)), Of(Dimension(letter, 1))),
    };

    /// <summary>The dimension of a letter along its rows (0) or columns (1): <c>n</c> or <c>m</c>.</summary>
    public static char Dimension(char letter, int axis) => letter switch
    {
        'A' => 'n',
        'B' => axis == 0 ? 'n' : 'm',
        'K' => axis == 0 ? 'm' : 'n',
        'R' => 'm',
        'x' when axis == 0 => 'n',
        'u' when axis == 0 => 'm',
        _ => throw new ArgumentOutOfRangeException(nameof(letter)),
    };

    /// <summary>The letter of a matrix of so many rows and columns.</summary>
    public static char Letter(char rows, char cols) => (rows, cols) switch
    {
        ('n', 'n') => 'A',
        ('n', 'm') => 'B',
        ('m', 'n') => 'K',
        _ => 'R',
    };

    /// <summary>The letter of a vector of so many entries.</summary>
    public static char Vector(char length) => length == 'n' ? 'x' : 'u';

    /// <summary>Whether a letter is that of a vector.</summary>
    public static bool IsVector(char letter) => letter is 'x' or 'u';

    private int Of(char dimension) => dimension == 'n' ? N : M;
}
