namespace SpanLqr.Packages.Tests;

/// <summary>How a command ended and what it printed, both streams together.</summary>
internal sealed record Outcome(int ExitCode, string Output);
