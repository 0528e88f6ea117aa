using SpanLqr.Compare.Measuring;

namespace SpanLqr.Compare.Peers;

/// <summary>One problem by one Python library: nanoseconds of a unit of work, and its answer.</summary>
internal sealed record PythonRow(string Problem, string Library, Sample Time, double[] Answer);
