using System;
using System.Runtime.InteropServices;

namespace SpanLqr.Compare.Data;

/// <summary>Doubles that start on a cache line, so that no side is charged for where the collector put an array.</summary>
internal sealed unsafe class AlignedMemory
{
    private const int CacheLine = 64;
    private readonly double* _start;
    private readonly int _length;

    public AlignedMemory(int length)
    {
        _length = length;
        _start = (double*)NativeMemory.AlignedAlloc((nuint)length * sizeof(double), CacheLine);
        Span.Clear();
    }

    ~AlignedMemory() => NativeMemory.AlignedFree(_start);

    public double* Pointer => _start;

    public Span<double> Span => new(_start, _length);
}
