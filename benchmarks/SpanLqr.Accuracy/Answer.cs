namespace SpanLqr.Accuracy;

/// <summary>What one solver said to one problem.</summary>
/// <param name="Solver">The column.</param>
/// <param name="Status">A word for the reader.</param>
/// <param name="CostToGo">P, or null where it refused.</param>
/// <param name="Nanoseconds">Of one call; NaN where it was not timed.</param>
/// <param name="Iterations">Doubling and Newton steps of an iterative solver, or empty.</param>
/// <param name="ErrorEstimate">The solver's own upper estimate of its error, or NaN.</param>
internal sealed record Answer(string Solver, string Status, double[,]? CostToGo, double Nanoseconds, string Iterations = "", double ErrorEstimate = double.NaN);
