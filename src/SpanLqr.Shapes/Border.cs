using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Shapes;

/// <summary>
/// The checks of the public border, each written once: exact lengths and forbidden overlaps. The caller's own argument
/// expressions become the names in the messages. Everything is checked before anything is written.
/// </summary>
internal static class Border
{
    /// <summary>The first entry of a span that was checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Start<T>(ReadOnlySpan<T> span) => ref MemoryMarshal.GetReference(span);

    /// <summary>The span holds a rows×columns matrix, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length<T>(
        ReadOnlySpan<T> span,
        int rows,
        int columns,
        [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (span.Length != rows * columns)
        {
            ThrowHelper.WrongLength(name, span.Length, rows, columns);
        }
    }

    /// <summary>The span holds a vector of this many entries, or this many pivots, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length<T>(ReadOnlySpan<T> span, int length, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (span.Length != length)
        {
            ThrowHelper.WrongLength(name, span.Length, length);
        }
    }

    /// <summary>The workspace has at least this many entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Workspace<T>(ReadOnlySpan<T> span, int length, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (span.Length < length)
        {
            ThrowHelper.WorkspaceTooShort(name, span.Length, length);
        }
    }

    /// <summary>Pivots as a factorisation leaves them: entry k is a row from k to the last one.</summary>
    public static void Pivots(ReadOnlySpan<int> span, int length, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        Length(span, length, name);
        for (int k = 0; k < span.Length; k++)
        {
            if (span[k] < k || span[k] >= length)
            {
                ThrowHelper.WrongPivot(name, k, span[k], length);
            }
        }
    }

    /// <summary>What is written shares no memory with another operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apart<T>(
        ReadOnlySpan<T> written,
        ReadOnlySpan<T> other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "")
    {
        if (Meet(written, other))
        {
            ThrowHelper.Overlap(writtenName, otherName);
        }
    }

    /// <summary>Pivots share no memory with a matrix, were both cut from one block of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apart<T>(
        ReadOnlySpan<int> pivots,
        ReadOnlySpan<T> other,
        [CallerArgumentExpression(nameof(pivots))] string pivotsName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "")
        where T : struct
    {
        if (MemoryMarshal.AsBytes(pivots).Overlaps(MemoryMarshal.AsBytes(other)))
        {
            ThrowHelper.Overlap(pivotsName, otherName);
        }
    }

    /// <summary>The destination is the other operand itself, or shares no memory with it. Both have been found equally long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameOrApart<T>(
        ReadOnlySpan<T> written,
        ReadOnlySpan<T> other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "")
    {
        if (!Unsafe.AreSame(ref Start(written), ref Start(other)) && Meet(written, other))
        {
            ThrowHelper.PartialOverlap(writtenName, otherName);
        }
    }

    // One subtraction and one comparison a pair, where Span.Overlaps takes four and two branches: with m the bytes of one and
    // n of the other, they meet where the distance of their starts lies strictly between −n and m.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Meet<T>(ReadOnlySpan<T> written, ReadOnlySpan<T> other)
    {
        nint distance = Unsafe.ByteOffset(ref Start(written), ref Start(other));
        nint before = (nint)other.Length * Unsafe.SizeOf<T>(), after = (nint)written.Length * Unsafe.SizeOf<T>();
        return other.Length != 0 && (nuint)(distance + before - 1) < (nuint)(before + after - 1);
    }
}
