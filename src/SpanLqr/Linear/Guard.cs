using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Linear;

/// <summary>
/// The public border of a solver on spans, written like its signature: what it reads, what it writes, its workspace. Each span must have
/// its length; what is written must share no memory with any span named before it. The caller's own expressions become the names in
/// the messages.
/// </summary>
/// <remarks>
/// Everything is checked before anything is written. Lengths are compared in 64 bits. Kernels and single steps, where a nanosecond
/// counts, use <see cref="Border"/>.
/// </remarks>
internal ref struct Guard
{
    private Operand _0;
    private Operand _1;
    private Operand _2;
    private Operand _3;
    private Operand _4;
    private Operand _5;
    private Operand _6;
    private Operand _7;
    private Operand _8;
    private Operand _9;
    private Operand _10;
    private Operand _11;
    private Operand _12;
    private Operand _13;
    private Operand _14;
    private Operand _15;
    private int _count;

    /// <summary>The border of a solver for a shape, which must have a size.</summary>
    /// <exception cref="ArgumentException">The shape has no states or no inputs, as <c>default(DynamicShape)</c>.</exception>
    public static Guard Of<TShape>(TShape shape)
        where TShape : struct, IShapeSize
    {
        if (shape.StateDim < 1 || shape.InputDim < 1)
        {
            ThrowNoSize(typeof(TShape).Name, shape.StateDim, shape.InputDim);
        }

        return default;
    }

    /// <summary>A rows×columns matrix that is read.</summary>
    public void Reads<T>(ReadOnlySpan<T> span, int rows, int columns, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        CheckLength(span.Length, 1, rows, columns, name);
        Add(Operand.Of(span, name));
    }

    /// <summary>A span of any length that is not read but must not be written over either.</summary>
    public void Names<T>(ReadOnlySpan<T> span, [CallerArgumentExpression(nameof(span))] string name = "") => Add(Operand.Of(span, name));

    /// <summary>A matrix that is read where it is there; an empty span stands for none.</summary>
    public void ReadsOptional<T>(ReadOnlySpan<T> span, int rows, int columns, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (!span.IsEmpty)
        {
            Reads(span, rows, columns, name);
        }
    }

    /// <summary>Matrices that are read, one for each of <paramref name="count"/> places.</summary>
    public void ReadsAll<T>(ReadOnlySpan<T> span, long count, int rows, int columns, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        CheckLength(span.Length, count, rows, columns, name);
        Add(Operand.Of(span, name));
    }

    /// <summary>Matrices that are read: one for all steps, or one for each.</summary>
    public void ReadsSeries<T>(ReadOnlySpan<T> span, int rows, int columns, int count, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        long one = (long)rows * columns;
        if (span.Length != one && span.Length != (Int128)one * count)
        {
            ThrowSeries(name, span.Length, rows, columns, count);
        }

        Add(Operand.Of(span, name));
    }

    /// <summary>A series that is read where it is there; an empty span stands for none.</summary>
    public void ReadsOptionalSeries<T>(ReadOnlySpan<T> span, int rows, int columns, int count, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (!span.IsEmpty)
        {
            ReadsSeries(span, rows, columns, count, name);
        }
    }

    /// <summary>A weight or covariance that is read: <see cref="Symmetric"/>.</summary>
    public void ReadsSymmetric<T>(ReadOnlySpan<T> span, int order, [CallerArgumentExpression(nameof(span))] string name = "")
        where T : INumberBase<T>
    {
        Reads(span, order, order, name);
        Symmetric.Require(span, order, name);
    }

    /// <summary>A covariance that is read where it is there; an empty span stands for none.</summary>
    public void ReadsOptionalSymmetric<T>(ReadOnlySpan<T> span, int order, [CallerArgumentExpression(nameof(span))] string name = "")
        where T : INumberBase<T>
    {
        if (!span.IsEmpty)
        {
            ReadsSymmetric(span, order, name);
        }
    }

    /// <summary>Weights that are read: one for all steps, or one for each.</summary>
    public void ReadsSymmetricSeries<T>(ReadOnlySpan<T> span, int order, int count, [CallerArgumentExpression(nameof(span))] string name = "")
        where T : INumberBase<T>
    {
        ReadsSeries(span, order, order, count, name);
        int length = order * order;
        for (int t = 0; t < span.Length / length; t++)
        {
            ReadOnlySpan<T> matrix = span.Slice(t * length, length);
            if (!Symmetric.IsExact(matrix, order))
            {
                Symmetric.Require(matrix, order, span.Length == length ? name : $"{name}, matrix {t},", name);
            }
        }
    }

    /// <summary>A rows×columns matrix that is written.</summary>
    public void Writes<T>(ReadOnlySpan<T> span, int rows, int columns, [CallerArgumentExpression(nameof(span))] string name = "") =>
        WritesAll(span, 1, rows, columns, name);

    /// <summary>A matrix that is written where the caller wants it; an empty span stands for none.</summary>
    public void WritesOptional<T>(ReadOnlySpan<T> span, int rows, int columns, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (!span.IsEmpty)
        {
            Writes(span, rows, columns, name);
        }
    }

    /// <summary>Matrices that are written, one for each of <paramref name="count"/> places.</summary>
    public void WritesAll<T>(ReadOnlySpan<T> span, long count, int rows, int columns, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        CheckLength(span.Length, count, rows, columns, name);
        AddApart(Operand.Of(span, name));
    }

    /// <summary>Matrices that are written: one for each of <paramref name="count"/> places, or the first one alone.</summary>
    public void WritesAllOrFirst<T>(ReadOnlySpan<T> span, long count, int rows, int columns, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (span.Length != (long)rows * columns)
        {
            CheckLength(span.Length, count, rows, columns, name);
        }

        AddApart(Operand.Of(span, name));
    }

    /// <summary>The workspace, which may be longer than need be.</summary>
    public void Scratch<T>(ReadOnlySpan<T> span, int least, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        Border.Workspace(span, least, name);
        AddApart(Operand.Of(span, name));
    }

    private static void CheckLength(int length, long count, int rows, int columns, string name)
    {
        if (length != (Int128)count * rows * columns)
        {
            ThrowLength(name, length, count, rows, columns);
        }
    }

    private void AddApart(Operand written)
    {
        written.RequireApart(_0);
        written.RequireApart(_1);
        written.RequireApart(_2);
        written.RequireApart(_3);
        written.RequireApart(_4);
        written.RequireApart(_5);
        written.RequireApart(_6);
        written.RequireApart(_7);
        written.RequireApart(_8);
        written.RequireApart(_9);
        written.RequireApart(_10);
        written.RequireApart(_11);
        written.RequireApart(_12);
        written.RequireApart(_13);
        written.RequireApart(_14);
        written.RequireApart(_15);
        Add(written);
    }

    private void Add(Operand operand)
    {
        switch (_count++)
        {
            case 0: _0 = operand; break;
            case 1: _1 = operand; break;
            case 2: _2 = operand; break;
            case 3: _3 = operand; break;
            case 4: _4 = operand; break;
            case 5: _5 = operand; break;
            case 6: _6 = operand; break;
            case 7: _7 = operand; break;
            case 8: _8 = operand; break;
            case 9: _9 = operand; break;
            case 10: _10 = operand; break;
            case 11: _11 = operand; break;
            case 12: _12 = operand; break;
            case 13: _13 = operand; break;
            case 14: _14 = operand; break;
            case 15: _15 = operand; break;
            default: throw new InvalidOperationException("A solver has more than sixteen operands: give the guard more fields.");
        }
    }

    [DoesNotReturn]
    private static void ThrowNoSize(string shape, int states, int inputs) =>
        throw new ArgumentException($"The {shape} has {states} states and {inputs} inputs, expected at least one of each.", nameof(shape));

    [DoesNotReturn]
    private static void ThrowLength(string name, int actual, long count, int rows, int columns)
    {
        string sizes = (count, columns) switch
        {
            (1, 1) => $"{rows} are",
            (1, _) => $"{rows}×{columns} = {(long)rows * columns} are",
            _ => $"{count} times {rows}×{columns} = {(Int128)count * rows * columns} are",
        };
        throw new ArgumentException($"{name} has {actual} entries; {sizes} expected.", name);
    }

    [DoesNotReturn]
    private static void ThrowSeries(string name, int length, int rows, int columns, int count) =>
        throw new ArgumentException(
            $"{name} has {length} entries; {rows}×{columns} = {(long)rows * columns}, or {count} times that, one matrix a step, are expected.",
            name);

    /// <summary>The memory of one span, whatever its entries are. Bytes in 64 bits: those of the longest spans exceed an int.</summary>
    private readonly ref struct Operand
    {
        private readonly ref byte _start;
        private readonly nint _bytes;
        private readonly string _name;

        private Operand(ref byte start, nint bytes, string name)
        {
            _start = ref start;
            _bytes = bytes;
            _name = name;
        }

        public static Operand Of<T>(ReadOnlySpan<T> span, string name) =>
            new(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(span)), (nint)span.Length * Unsafe.SizeOf<T>(), name);

        // With m the bytes of one and n of the other, they meet where the distance of their starts lies strictly between −n and m.
        public void RequireApart(Operand other)
        {
            nint distance = Unsafe.ByteOffset(ref _start, ref other._start);
            if (other._bytes != 0 && (nuint)(distance + other._bytes - 1) < (nuint)(other._bytes + _bytes - 1))
            {
                ThrowHelper.Overlap(_name, other._name);
            }
        }
    }
}
