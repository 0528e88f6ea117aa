namespace SpanLqr.Native.Tests;

/// <summary>How a program ended and what it printed.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error);
