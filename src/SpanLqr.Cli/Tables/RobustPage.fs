/// The result of a robust problem as people read it.
module SpanLqr.Cli.Tables.RobustPage

open SpanLqr.Files.Results
open SpanLqr.Cli.Tables.Page

let private yesOrNo =
    function
    | Some true -> "yes"
    | Some false -> "no"
    | None -> "–"

let private gains suffix t (result: RobustResult) =
    [
        matrix $"K1{suffix}" result.K1[t]
        matrix $"L1{suffix}" result.L1[t]
        matrix $"K2{suffix}" result.K2[t]
        matrix $"L2{suffix}" result.L2[t]
    ]

let private finiteRow (finite: FiniteResult) =
    [
        $"{finite.Agents} agents"
        numberOrDash finite.Value
        numberOrDash finite.ViabilityMargin
        yesOrNo finite.Viable
        numberOrDash finite.MinGamma
        numberOrDash finite.PaperMargin
    ]
    |> List.map text

let private limitRow (result: RobustResult) =
    [
        "infinitely many"
        numberOrDash result.Value
        numberOrDash result.ViabilityMargin
        yesOrNo result.Viable
        numberOrDash result.MinGamma
        "–"
    ]
    |> List.map text

/// Value, viability and, where there is none, the reason.
let worstCaseFacts (worst: WorstCaseResult) =
    [
        "value against its own worst adversary",
        worst.Evidence
        |> Option.map SpanLqr.Cli.Solving.RobustSolving.describe
        |> Option.defaultValue (numberOrDash worst.Value)
        "viability margin against it", numberOrDash worst.ViabilityMargin
        "viable", yesOrNo worst.Viable
    ]

/// The page of a robust problem.
let ofRobust (result: RobustResult) : Page =
    let last = result.K1.Length - 1

    [
        if result.IsStationary then
            heading $"robust: γ = {number result.Gamma}, infinitely many steps"
        else
            heading $"robust: γ = {number result.Gamma}, {result.K1.Length} steps"
        text "u = −K1 (x − x̄) − L1 x̄ against the worst v = K2 (x − x̄) + L2 x̄, x̄ the mean of all agents"
        yield! gains (if result.IsStationary then "" else "_0") 0 result
        if last > 0 then
            yield! gains $"_{last}" last result
        table
            [
                "population"
                "value"
                "viability margin (≤ 0)"
                "viable"
                "least γ"
                "paper's condition"
            ]
            [
                limitRow result
                match result.Finite with
                | Some finite -> finiteRow finite
                | None -> ()
            ]
        facts
            [
                "least eigenvalue of γ²I − D'MD over all steps", result.Margins |> Option.map Array.min |> numberOrDash
                yield! result.WorstCase |> Option.map worstCaseFacts |> Option.defaultValue []
            ]
    ]
