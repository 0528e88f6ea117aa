using System;
using System.Text;

namespace SpanLqr.Native;

/// <summary>The sentence that belongs to the last negative code of this thread.</summary>
internal static class LastError
{
    [ThreadStatic]
    private static string? _message;

    /// <summary>Keeps the sentence and returns the code.</summary>
    public static int Set(int code, string message)
    {
        _message = message;
        return code;
    }

    /// <summary>Copies the sentence as UTF-8 with a final zero, cut where the buffer ends; returns the bytes that the whole needs.</summary>
    public static long Copy(Span<byte> buffer)
    {
        byte[] text = Encoding.UTF8.GetBytes(_message ?? string.Empty);
        if (!buffer.IsEmpty)
        {
            int kept = Math.Min(text.Length, buffer.Length - 1);
            text.AsSpan(0, kept).CopyTo(buffer);
            buffer[kept] = 0;
        }

        return text.LongLength + 1;
    }
}
