using System;
using SpanLqr.Compare.Measuring;

namespace SpanLqr.Compare.Tables;

/// <summary>The part of a comparison that a script of benchmarks/peers does.</summary>
/// <param name="Script">The file's name.</param>
/// <param name="Problem">A row's operands as the script reads them; its name is the row's label.</param>
internal sealed record PythonWork(string Script, Func<Match, object> Problem);
