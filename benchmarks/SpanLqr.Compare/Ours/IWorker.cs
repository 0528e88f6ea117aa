using System;
using SpanLqr.Compare.Data;

namespace SpanLqr.Compare.Ours;

/// <summary>Our code for one size.</summary>
internal interface IWorker
{
    /// <summary>The loop that does this work, or null: a loop takes the data and a number of calls and returns seconds.</summary>
    Func<ProblemData, long, double>? Find(string op, Tier tier);
}
