/// Reads `"kind": "robust"`.
module SpanLqr.Cli.Problems.RobustReader

open System.Text.Json
open SpanLqr.Cli
open SpanLqr.Robust

/// Every key such a file may have.
let keys =
    [
        "kind"
        "horizon"
        "A"
        "Abar"
        "B"
        "Bbar"
        "D"
        "Dbar"
        "Q"
        "Qbar"
        "Qf"
        "Qbarf"
        "R"
        "Rbar"
        "Sigma"
        "SigmaBar"
        "Sigma0"
        "Sigma0Bar"
        "gamma"
        "agents"
    ]

/// More entries than this in all gains and costs to go together is a slip of the keyboard, or a result of gigabytes.
let private largestResult = 100_000_000L

let private isText wanted (node: Node) =
    node.Value.ValueKind = JsonValueKind.String && node.Value.GetString() = wanted

/// The number of steps; nothing for infinitely many.
let private steps node =
    if isText "infinite" node then
        None
    elif node.Value.ValueKind = JsonValueKind.String then
        Node.expected "a whole number or \"infinite\"" node
    else
        Some(Scalars.count node)

/// The level; nothing for the least viable one.
let private level (node: Node) =
    if isText "min" node then
        None
    elif node.Value.ValueKind <> JsonValueKind.Number then
        Node.expected "a positive number or \"min\"" node
    else
        let value = Scalars.number node

        // Its square is what counts.
        if value > 0.0 && System.Double.IsNormal(value * value) then
            Some value
        else
            Node.expected "a positive number whose square is one too" node

let private located members key read =
    Members.optional key members
    |> Option.map (fun node -> { Node = node; Matrix = read node })

let private requireSemidefinite (weights: Series) =
    weights
    |> Array.iter (fun weight -> Weights.requireSemidefinite weight.Node weight.Matrix)

let private requireDefinite (weights: Series) =
    weights
    |> Array.iter (fun weight -> Weights.requireDefinite weight.Node weight.Matrix)

let private orNull (series: Series option) =
    series |> Option.map Series.matrices |> Option.toObj

let private matrixOrNull (located: Located option) =
    located |> Option.map _.Matrix |> Option.toObj

/// A weight of the states over time: T + 1 of them, or one for all steps and perhaps another for the end.
let private stateWeights members horizon n likeA key finalKey =
    let readMatrix = Matrices.symmetric n likeA

    let weights =
        Members.required key $"the n×n weight {key} of the states" members
        |> Series.readTo (Option.map ((+) 1) horizon) "the horizon and one for the end" readMatrix

    let final = located members finalKey readMatrix

    match final with
    | Some final when horizon.IsNone -> Node.fail final.Node "a final weight, expected only together with a horizon"
    | Some final when weights.Length > 1 -> Node.fail final.Node $"a final weight, expected only where {key} is one matrix"
    | _ -> ()

    requireSemidefinite weights
    final |> Option.iter (Array.singleton >> requireSemidefinite)
    weights, final

/// The problem, and the level it asks for, if that is not the least viable one.
let read (node: Node) =
    let members = Members.ofNode keys node

    let horizonNode =
        Members.required "horizon" "a number of steps or \"infinite\"" members

    let horizon = steps horizonNode
    let series readMatrix = Series.read horizon readMatrix

    let optional key readMatrix =
        Members.optional key members |> Option.map (series readMatrix)

    let a =
        Members.required "A" "the n×n matrix of the dynamics" members
        |> series Matrices.square

    let n = Array2D.length1 a[0].Matrix
    let likeA = $"A is {n}×{n}"

    a
    |> Array.iter (fun item -> Matrices.requireSize n n likeA item.Node item.Matrix)

    let b =
        Members.required "B" "the n×m matrix of the inputs" members
        |> series (Matrices.withRows n likeA)

    let m = Array2D.length2 b[0].Matrix
    let likeB = $"B is {n}×{m}"

    b
    |> Array.iter (fun item -> Matrices.requireSize n m likeB item.Node item.Matrix)

    let d = optional "D" (Matrices.withRows n likeA)

    let p =
        d |> Option.map (fun d -> Array2D.length2 d[0].Matrix) |> Option.defaultValue n

    let likeD =
        if d.IsSome then
            $"D is {n}×{p}"
        else
            $"D is the identity, {n}×{n}"

    d
    |> Option.iter (Array.iter (fun item -> Matrices.requireSize n p likeD item.Node item.Matrix))

    let entries = int64 n * int64 (2 * n + 2 * m + 2 * p)

    match horizon with
    | Some steps when (int64 steps + 1L) * entries > largestResult ->
        Node.fail horizonNode $"{steps} steps of {n} states, expected a result of at most {largestResult} numbers"
    | _ -> ()

    let q, qf = stateWeights members horizon n likeA "Q" "Qf"
    let qbar, qbarf = stateWeights members horizon n likeA "Qbar" "Qbarf"
    let r = optional "R" (Matrices.symmetric m likeB)
    let rbar = optional "Rbar" (Matrices.symmetric m likeB)
    Option.iter requireDefinite r
    Option.iter requireDefinite rbar

    let covariance node =
        let matrix = Matrices.symmetric n likeA node
        Weights.requireSemidefinite node matrix
        matrix

    let problem =
        RobustProblem(
            Horizon = Option.toNullable horizon,
            A = Series.matrices a,
            Abar = orNull (optional "Abar" (Matrices.sized n n likeA)),
            B = Series.matrices b,
            Bbar = orNull (optional "Bbar" (Matrices.sized n m likeB)),
            D = orNull d,
            Dbar = orNull (optional "Dbar" (Matrices.sized n p likeD)),
            R = orNull r,
            Rbar = orNull rbar,
            Q = Series.matrices q,
            Qbar = Series.matrices qbar,
            Qf = matrixOrNull qf,
            Qbarf = matrixOrNull qbarf,
            Sigma =
                (Members.required "Sigma" "the n×n covariance of each agent's own noise" members
                 |> covariance),
            SigmaBar =
                (Members.required "SigmaBar" "the n×n covariance of the common noise" members
                 |> covariance),
            Sigma0 = matrixOrNull (located members "Sigma0" covariance),
            Sigma0Bar = matrixOrNull (located members "Sigma0Bar" covariance),
            Agents =
                (Members.optional "agents" members
                 |> Option.map Scalars.count
                 |> Option.toNullable)
        )

    problem, level (Members.required "gamma" "a positive number or \"min\"" members)
