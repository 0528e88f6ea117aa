module SpanLqr.Cli.Tests.Tests

let placeholder = 0
