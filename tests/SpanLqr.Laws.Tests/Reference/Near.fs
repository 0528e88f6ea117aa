/// Comparison of matrices in the reference's own tests.
module SpanLqr.Laws.Tests.Near

open SpanLqr.Reference.Matrix
open Xunit

/// Every entry within the tolerance of the expected one.
let near tolerance expected actual =
    let distance = maxAbs (subtract actual expected)
    Assert.True(distance <= tolerance, $"off by {distance:E2}, allowed {tolerance:E2}: %A{actual} should be %A{expected}")
