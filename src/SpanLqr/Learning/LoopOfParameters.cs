using System;
using SpanLqr.Rollouts;

namespace SpanLqr.Learning;

/// <summary>The closed loop that a plant is under given parameters of its policy.</summary>
/// <param name="parameters">The parameters.</param>
public delegate ClosedLoop LoopOfParameters(ReadOnlySpan<double> parameters);
