using System;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>The inputs under way, (u_{t−1}, …, u_{t−k}), newest first as in s: a controller's memory of a delay.</summary>
public static class DelayLine
{
    /// <summary>Takes in the newest input and drops the oldest.</summary>
    /// <param name="line">k·m entries, k of one input each.</param>
    /// <param name="input">u_t, m entries.</param>
    /// <exception cref="ArgumentException">The line holds no whole number of inputs; or the two overlap.</exception>
    /// <remarks>Moves k·m numbers. Allocates nothing.</remarks>
    public static void Push(Span<double> line, ReadOnlySpan<double> input)
    {
        RequireWhole(line, input.Length);
        Border.Apart(line, input);
        if (line.IsEmpty)
        {
            return;
        }

        line[..^input.Length].CopyTo(line[input.Length..]);
        input.CopyTo(line);
    }

    /// <summary>u_{t−i}.</summary>
    /// <param name="line">k·m entries.</param>
    /// <param name="inputs">m.</param>
    /// <param name="age">i, from 1 to k.</param>
    /// <returns>The entries of that input in the line itself.</returns>
    /// <exception cref="ArgumentException">The line holds no whole number of inputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no input of that age.</exception>
    public static ReadOnlySpan<double> At(ReadOnlySpan<double> line, int inputs, int age)
    {
        RequireWhole(line, inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(age, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(age, line.Length / inputs);
        return line.Slice((age - 1) * inputs, inputs);
    }

    private static void RequireWhole(ReadOnlySpan<double> line, int inputs)
    {
        if (inputs < 1 || line.Length % inputs != 0)
        {
            throw new ArgumentException($"The line has {line.Length} entries, expected a multiple of the {inputs} of one input.", nameof(line));
        }
    }
}
