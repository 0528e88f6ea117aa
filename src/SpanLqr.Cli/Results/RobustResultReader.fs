/// Reads the result of a `robust` problem.
module SpanLqr.Cli.Results.RobustResultReader

open SpanLqr.Files
open SpanLqr.Robust

let private keys =
    [
        "kind"
        "gamma"
        "solvable"
        "viable"
        "viabilityMargin"
        "minGamma"
        "value"
        "K1"
        "K2"
        "L1"
        "L2"
        "M"
        "Mbar"
        "margins"
        "finite"
        "worstCase"
    ]

let private finiteKeys =
    [ "agents"; "value"; "viable"; "viabilityMargin"; "minGamma"; "paperMargin" ]

let private worstCaseKeys =
    [ "solvable"; "viable"; "viabilityMargin"; "value"; "evidence" ]

let private shortfallKeys = [ "part"; "stage"; "margin" ]

let private switch key members =
    Members.optional key members |> Option.map Scalars.switch

let private finite (problem: RobustProblem) node : FiniteResult =
    let members = Members.ofNode finiteKeys node
    let agentsNode = Members.required "agents" "the number of agents" members
    let agents = Scalars.count agentsNode

    if problem.Agents <> System.Nullable agents then
        Node.expected "the number of agents of the problem" agentsNode

    {
        Agents = agents
        Value = Fields.number "value" members
        Viable = switch "viable" members
        ViabilityMargin = Fields.number "viabilityMargin" members
        MinGamma = Fields.numberOrNull "minGamma" members
        PaperMargin = Fields.numberOrNull "paperMargin" members
    }

let private shortfall node : Shortfall =
    let members = Members.ofNode shortfallKeys node

    let stage node =
        let value = Scalars.number node

        if
            System.Double.IsInteger value
            && value >= 0.0
            && value <= float System.Int32.MaxValue
        then
            int value
        else
            Node.expected "a step from 0 on" node

    {
        Part = Members.required "part" "the part" members |> Scalars.text "the part"
        Stage = Members.optional "stage" members |> Option.map stage
        Margin = Fields.numberOrNull "margin" members
    }

let private worstCase node : WorstCaseResult =
    let members = Members.ofNode worstCaseKeys node

    {
        Solvable = switch "solvable" members
        Viable = switch "viable" members
        ViabilityMargin = Fields.numberOrNull "viabilityMargin" members
        Value = Fields.numberOrNull "value" members
        Evidence = Members.optional "evidence" members |> Option.map shortfall
    }

/// The result of a robust problem; for the stationary game one matrix stands where lists do otherwise.
let read (problem: RobustProblem) node : RobustResult =
    let members = Fields.ofKind "robust" (keys @ Fields.learnedKeys) node
    let n, m, p = problem.StateDim, problem.InputDim, problem.AdversaryDim
    let horizon = Option.ofNullable problem.Horizon

    let matrices rows columns more key =
        match horizon with
        | None -> [| Fields.sized rows columns key members |]
        | Some steps ->
            Fields.entries (steps + more) "matrices" key members
            |> Array.map (Matrices.sized rows columns "as the problem has it")

    let margins =
        match horizon with
        | None -> Fields.number "margins" members |> Option.map Array.singleton
        | Some steps when Members.has "margins" members ->
            Fields.entries steps "numbers" "margins" members
            |> Array.map Scalars.number
            |> Some
        | Some _ -> None

    {
        IsStationary = horizon.IsNone
        Gamma = Members.required "gamma" "the level" members |> Scalars.number
        Solvable = switch "solvable" members
        Viable = switch "viable" members
        ViabilityMargin = Fields.numberOrNull "viabilityMargin" members
        MinGamma = Fields.numberOrNull "minGamma" members
        Value = Fields.numberOrNull "value" members
        K1 = matrices m n 0 "K1"
        K2 = matrices p n 0 "K2"
        L1 = matrices m n 0 "L1"
        L2 = matrices p n 0 "L2"
        M = matrices n n 1 "M"
        Mbar = matrices n n 1 "Mbar"
        Margins = margins
        Finite = Members.optional "finite" members |> Option.map (finite problem)
        WorstCase = Members.optional "worstCase" members |> Option.map worstCase
    }
