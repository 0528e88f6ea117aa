module SpanLqr.Laws.Tests.Tests

let placeholder = 0
