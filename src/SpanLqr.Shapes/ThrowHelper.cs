using System;
using System.Diagnostics.CodeAnalysis;

namespace SpanLqr.Shapes;

/// <summary>The throws of the public border, kept out of line so that the checks themselves inline.</summary>
internal static class ThrowHelper
{
    [DoesNotReturn]
    public static void WrongLength(string name, int actual, int rows, int columns) =>
        throw new ArgumentException($"{name} has {actual} entries; {rows}×{columns} = {(long)rows * columns} are expected.", name);

    [DoesNotReturn]
    public static void WrongLength(string name, int actual, int expected) =>
        throw new ArgumentException($"{name} has {actual} entries; {expected} are expected.", name);

    [DoesNotReturn]
    public static void WorkspaceTooShort(string name, int actual, int least) =>
        throw new ArgumentException($"{name} has {actual} entries; at least {least} are needed.", name);

    [DoesNotReturn]
    public static void WrongPivot(string name, int index, int pivot, int length) =>
        throw new ArgumentException($"{name}[{index}] is {pivot}; a row from {index} to {length - 1} is expected.", name);

    [DoesNotReturn]
    public static void Overlap(string name, string other) =>
        throw new ArgumentException($"{name} overlaps {other}; they must not share memory.", name);

    [DoesNotReturn]
    public static void PartialOverlap(string name, string other) =>
        throw new ArgumentException($"{name} overlaps {other} in part; they must be the same memory or share none.", name);
}
