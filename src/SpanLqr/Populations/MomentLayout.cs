using System.Linq;

namespace SpanLqr.Populations;

/// <summary>
/// What one step of all populations leaves behind, in one row: for each, by how much its private noise moved the mean (d), its scatter by rows from
/// the diagonal on (d(d + 1)/2), and Σ‖w‖² of that noise (1).
/// </summary>
internal sealed class MomentLayout
{
    private readonly int[] _offsets;
    private readonly int[] _dims;

    public MomentLayout(MeanFieldLoop loop)
    {
        _dims = loop.Populations.Select(static p => p.StateDim).ToArray();
        _offsets = new int[_dims.Length];
        for (int l = 0; l < _dims.Length; l++)
        {
            _offsets[l] = Length;
            Length += LengthOf(_dims[l]);
        }
    }

    /// <summary>The length of a row.</summary>
    public int Length { get; }

    public int Count => _dims.Length;

    public static int LengthOf(int d) => d + Packed(d) + 1;

    /// <summary>The entries of a symmetric matrix.</summary>
    public static int Packed(int d) => d * (d + 1) / 2;

    public int Dim(int l) => _dims[l];

    public int Shift(int l) => _offsets[l];

    public int Scatter(int l) => _offsets[l] + _dims[l];

    public int Energy(int l) => Scatter(l) + Packed(_dims[l]);
}
