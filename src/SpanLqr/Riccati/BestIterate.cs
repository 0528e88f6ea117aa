using System.Runtime.CompilerServices;
using SpanLqr.Linear;

namespace SpanLqr.Riccati;

/// <summary>The best P and K that a search has seen: a stabilising one before any other, then the least residual.</summary>
internal ref struct BestIterate
{
    private readonly ref double _p;
    private readonly ref double _gain;
    private readonly ref double _bestP;
    private readonly ref double _bestGain;
    private readonly int _pLength;
    private readonly int _gainLength;
    private bool _isStable;
    private double _residual = double.PositiveInfinity;

    /// <param name="p">Where the search keeps its P.</param>
    /// <param name="pLength">n².</param>
    /// <param name="gain">Where the search keeps its K.</param>
    /// <param name="gainLength">mn.</param>
    /// <param name="own"><see cref="OwnLength"/> entries, kept.</param>
    public BestIterate(ref double p, int pLength, ref double gain, int gainLength, ref double own)
    {
        _p = ref p;
        _gain = ref gain;
        _bestP = ref own;
        _bestGain = ref Unsafe.Add(ref own, pLength);
        _pLength = pLength;
        _gainLength = gainLength;
    }

    public static int OwnLength(int pLength, int gainLength) => SpanLength.Of((long)pLength + gainLength, "shape");

    /// <summary>Keeps the search's P and K if they are better than what is kept; a residual that is no number is not.</summary>
    public void Offer(bool isStable, double residual)
    {
        if (!Dense.IsFinite(ref _gain, _gainLength) || !(isStable == _isStable ? residual < _residual : isStable && double.IsFinite(residual)))
        {
            return;
        }

        _isStable = isStable;
        _residual = residual;
        Dense.Copy(ref _p, ref _bestP, _pLength);
        Dense.Copy(ref _gain, ref _bestGain, _gainLength);
    }

    /// <summary>Starts anew.</summary>
    public void Forget()
    {
        _isStable = false;
        _residual = double.PositiveInfinity;
    }

    /// <summary>Puts the best P and K back; false where there were none.</summary>
    public readonly bool TryRestore()
    {
        if (!double.IsFinite(_residual))
        {
            return false;
        }

        Dense.Copy(ref _bestP, ref _p, _pLength);
        Dense.Copy(ref _bestGain, ref _gain, _gainLength);
        return true;
    }
}
