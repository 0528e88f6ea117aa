using SpanLqr.Compare.Measuring;

namespace SpanLqr.Compare.Peers;

/// <summary>One problem by scipy: nanoseconds of a call, and its P.</summary>
internal sealed record ScipyRow(Sample Time, double[] Solution);
