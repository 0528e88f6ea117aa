using System;
using System.Collections.Generic;
using SpanLqr.Compare.Data;

namespace SpanLqr.Compare.Measuring;

/// <summary>One piece of work at one size, with everybody who can do it.</summary>
/// <param name="Label">The row of the table.</param>
/// <param name="Data">The operands.</param>
/// <param name="Outputs">How many entries of the output are the answer.</param>
/// <param name="Divisor">What a time is divided by: the stages of a horizon, or 1.</param>
internal sealed record Match(string Label, ProblemData Data, int Outputs, int Divisor)
{
    public List<Contender> Contenders { get; } = [];

    /// <summary>What each answered, for those who are timed.</summary>
    public Dictionary<Contender, Sample> Times { get; } = [];

    /// <summary>Why somebody is not timed.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>The answer of our checked door; empty for work without an answer.</summary>
    public double[] Answer { get; private set; } = [];

    /// <summary>Bytes that our loops allocated while they were timed.</summary>
    public long AllocatedBytes { get; set; }

    /// <summary>Lets everybody solve the problem once and strikes out whoever disagrees with our answer.</summary>
    public void Verify(double tolerance)
    {
        if (Outputs == 0)
        {
            return;
        }

        Contender? ours = Contenders.Find(contender => contender.Team == Contender.Ours);
        double[]? answer = ours is null ? null : Solve(ours);
        if (answer is null)
        {
            Refusals.Add($"{Label}: our own solver failed");
            Contenders.Clear();
            return;
        }

        Answer = answer;
        Contenders.RemoveAll(contender => !Agrees(contender, tolerance));
    }

    private bool Agrees(Contender contender, double tolerance)
    {
        double[]? answer = Solve(contender);
        if (answer is null)
        {
            Refusals.Add($"{Label}: {contender.Team} ({contender.Variant}) failed");
            return false;
        }

        double difference = Difference(answer, Answer);
        bool agrees = difference <= tolerance;
        if (!agrees)
        {
            Refusals.Add($"{Label}: {contender.Team} ({contender.Variant}) differs by {difference:0.0e+0}");
        }

        return agrees;
    }

    /// <summary>max |x − y| / max |y|; NaN, which agrees with nothing, where an entry is no number.</summary>
    public static double Difference(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double largest = 0, scale = 0;
        for (int i = 0; i < y.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(x[i] - y[i]));
            scale = Math.Max(scale, Math.Abs(y[i]));
        }

        return scale > 0 ? largest / scale : largest;
    }

    private double[]? Solve(Contender contender)
    {
        Data.Output.Fill(double.NaN);
        return contender.Run(1) < 0 ? null : Data.Output[..Outputs].ToArray();
    }
}
