/// Reads the result of a `game` problem.
module SpanLqr.Cli.Results.GameResultReader

open SpanLqr.Files
open SpanLqr.Games

let private keys =
    [
        "kind"
        "populations"
        "F"
        "c"
        "fixedPoint"
        "spectralRadius"
        "contraction"
        "method"
        "residual"
        "stableEigenvalues"
        "unique"
        "equilibria"
        "trajectory"
    ]

let private populationKeys =
    [
        "name"
        "K1"
        "K2"
        "offset"
        "P"
        "spectralRadius"
        "cost"
        "epsilon"
        "finiteCost"
        "exploitability"
    ]

let private contractionKeys = [ "T1"; "T2" ]

let private because = "as the problem has it"

let private vector length key members =
    Members.required key $"a vector of {length} numbers" members
    |> Vectors.sized length because

let private population order (expected: GamePopulation) node =
    let members = Members.ofNode populationKeys node
    let m, k = expected.StateDim, expected.InputDim
    let nameNode = Members.required "name" "the population's name" members

    if Scalars.text "the population's name" nameNode <> expected.Name then
        Node.expected $"\"{expected.Name}\", as the problem has it" nameNode

    {
        Name = expected.Name
        K1 = Fields.sized k m "K1" members
        K2 = Fields.sized k order "K2" members
        Offset = vector k "offset" members
        P = Fields.sized m m "P" members
        SpectralRadius = Fields.number "spectralRadius" members
        Cost = Fields.number "cost" members
        Epsilon = Fields.numberOrNull "epsilon" members
        FiniteCost = Fields.numberOrNull "finiteCost" members
        Exploitability = Fields.numberOrNull "exploitability" members
    }

/// The result of a game.
let read (problem: GameProblem) node : GameResult =
    let members = Fields.ofKind "game" (keys @ Fields.learnedKeys) node
    let count = problem.Populations.Count
    let order = count * problem.StateDim

    let contraction =
        Members.optional "contraction" members
        |> Option.map (Members.ofNode contractionKeys)

    let inContraction key =
        contraction |> Option.bind (Fields.numberOrNull key)

    let methodOf node =
        match Scalars.text "a method" node with
        | "riccati"
        | "fixed-point"
        | "pencil"
        | "fid"
        | "zso" as name -> name
        | _ -> Node.expected "\"riccati\", \"fixed-point\", \"pencil\", \"fid\" or \"zso\"" node

    {
        Populations =
            Fields.entries count "populations" "populations" members
            |> Seq.map2 (population order) problem.Populations
            |> List.ofSeq
        F = Fields.sized order order "F" members
        C = vector order "c" members
        FixedPoint =
            Members.optional "fixedPoint" members
            |> Option.map (Vectors.sized order because)
        SpectralRadius = Fields.number "spectralRadius" members
        T1 = inContraction "T1"
        T2 = inContraction "T2"
        Method = Members.optional "method" members |> Option.map methodOf
        Residual = Fields.number "residual" members
        StableEigenvalues = Members.optional "stableEigenvalues" members |> Option.map Scalars.count
        Unique = Members.optional "unique" members |> Option.map Scalars.switch
        Equilibria = Members.optional "equilibria" members |> Option.map Scalars.count
        Trajectory =
            Members.optional "trajectory" members
            |> Option.map (Node.items "an array of mean fields" >> Array.map (Vectors.sized order because))
    }
