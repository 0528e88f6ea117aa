/// Comparisons that a failing law reports with their figures.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.Claim

open FsCheck
open FsCheck.FSharp

/// How far two correct computations of one quantity may lie apart, relative to 1 + its size. Double precision leaves 1e-16; the problems
/// generated here lose up to seven digits of it to condition numbers of 1e3 squared and to closed loops near the unit circle.
[<Literal>]
let Tolerance = 1e-8

/// Holds iff the condition does.
let holds (what: string) (condition: bool) : Property = condition |> Prop.label what

/// Holds iff all of the claims do; the first that fails is the label of the failure.
let all (claims: Property list) : Property =
    match claims with
    | [] -> Prop.ofTestable true
    | some -> List.reduce (.&.) some

/// |actual − expected| ≤ tolerance·(1 + |expected|), which no NaN passes.
let numbersAgree what tolerance (expected: float) (actual: float) =
    holds $"{what}: {actual:R} should be {expected:R}" (abs (actual - expected) <= tolerance * (1.0 + abs expected))

/// ‖actual − expected‖_F ≤ tolerance·(1 + ‖expected‖_F), which no NaN passes; other dimensions fail.
let matricesAgree what tolerance (expected: float[,]) (actual: float[,]) =
    if
        expected.GetLength 0 <> actual.GetLength 0
        || expected.GetLength 1 <> actual.GetLength 1
    then
        let size (a: float[,]) = $"{a.GetLength 0}x{a.GetLength 1}"
        holds $"{what}: is {size actual}, should be {size expected}" false
    else
        let distance = Dense.norm (Dense.(-.) actual expected)
        let size = Dense.norm expected
        holds $"{what}: off by {distance:E2} at size {size:E2}" (distance <= tolerance * (1.0 + size))

/// value ≤ bound, up to rounding of the given scale, which no NaN passes.
let atMost what scale (bound: float) (value: float) =
    holds $"{what}: {value:R} should be at most {bound:R}" (value <= bound + Tolerance * (1.0 + abs scale))
