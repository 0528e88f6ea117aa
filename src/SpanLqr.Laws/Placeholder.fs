module internal SpanLqr.Laws.Placeholder
let placeholder = 0
