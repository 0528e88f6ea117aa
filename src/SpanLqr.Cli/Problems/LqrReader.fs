/// Reads `"kind": "lqr"`.
module SpanLqr.Cli.Problems.LqrReader

open SpanLqr.Cli
open SpanLqr.Lqr

/// The keys that say the plant as it is; a file without them is of one discrete problem whose state is known.
let plantKeys =
    [
        "time"
        "step"
        "weights"
        "delay"
        "discount"
        "drift"
        "rateWeight"
        "outputs"
        "reference"
        "integral"
        "integralWeight"
        "C"
        "V"
        "N"
        "estimator"
    ]

/// Every key such a file may have.
let keys =
    [ "kind"; "A"; "B"; "Q"; "R"; "S"; "W"; "horizon"; "Qf"; "indefinite" ]
    @ plantKeys

type Parts =
    {
        A: Series
        B: Series
        Q: Series
        R: Series
        S: Series option
        W: Located option
        Final: Located option
        Indefinite: bool
    }

/// More entries than this in all of K_t and P_t together is a slip of the keyboard, or a result of gigabytes.
let private largestResult = 100_000_000L

let private requireModest (node: Node) steps n m =
    if (int64 steps + 1L) * int64 n * int64 (n + m) > largestResult then
        Node.fail node $"{steps} steps of {n} states, expected a result of at most {largestResult} numbers"

/// The matrices that every such file has.
let readParts members horizon =
    let required key wanted read =
        Members.required key wanted members |> Series.read horizon read

    let optional key read =
        Members.optional key members
        |> Option.map (fun node -> { Node = node; Matrix = read node })

    let a = required "A" "the n×n matrix of the dynamics" Matrices.square
    let n = Array2D.length1 a[0].Matrix
    let likeA = $"A is {n}×{n}"

    a
    |> Array.iter (fun item -> Matrices.requireSize n n likeA item.Node item.Matrix)

    let b = required "B" "the n×m matrix of the inputs" (Matrices.withRows n likeA)

    let m = Array2D.length2 b[0].Matrix
    let likeB = $"B is {n}×{m}"

    b
    |> Array.iter (fun item -> Matrices.requireSize n m likeB item.Node item.Matrix)

    {
        A = a
        B = b
        Q = required "Q" "the n×n weight of the states" (Matrices.symmetric n likeA)
        R = required "R" "the m×m weight of the inputs" (Matrices.symmetric m likeB)
        S =
            Members.optional "S" members
            |> Option.map (Series.read horizon (Matrices.sized n m likeB))
        W = optional "W" (Matrices.symmetric n likeA)
        Final = optional "Qf" (Matrices.symmetric n likeA)
        Indefinite =
            Members.optional "indefinite" members
            |> Option.map Scalars.switch
            |> Option.defaultValue false
    }

/// Weights and covariances as they must be.
let requireWellPosed parts =
    let requireSemidefinite =
        Option.iter (fun (weight: Located) -> Weights.requireSemidefinite weight.Node weight.Matrix)

    requireSemidefinite parts.W

    if not parts.Indefinite then
        LqrWeights.require parts.Q parts.R parts.S
        requireSemidefinite parts.Final

let private orNull (located: Located option) =
    located |> Option.map _.Matrix |> Option.toObj

let private stationary parts =
    LqrProblem(
        A = parts.A[0].Matrix,
        B = parts.B[0].Matrix,
        Q = parts.Q[0].Matrix,
        R = parts.R[0].Matrix,
        S = (parts.S |> Option.map (Array.head >> _.Matrix) |> Option.toObj),
        W = orNull parts.W,
        Indefinite = parts.Indefinite
    )

let private finiteHorizon steps parts =
    FiniteHorizonProblem(
        Horizon = steps,
        A = Series.matrices parts.A,
        B = Series.matrices parts.B,
        Q = Series.matrices parts.Q,
        R = Series.matrices parts.R,
        S = (parts.S |> Option.map Series.matrices |> Option.toObj),
        Qf = orNull parts.Final,
        W = orNull parts.W,
        Indefinite = parts.Indefinite
    )

/// The problem, every matrix of the right size and every weight as it must be.
let read (node: Node) =
    let members = Members.ofNode keys node
    let horizon = Members.optional "horizon" members
    let steps = horizon |> Option.map Scalars.count
    let parts = readParts members steps

    match horizon, steps, parts.Final with
    | Some node, Some steps, _ ->
        requireModest node steps (Array2D.length1 parts.A[0].Matrix) (Array2D.length2 parts.B[0].Matrix)
        requireWellPosed parts
        FiniteHorizon(finiteHorizon steps parts)
    | _, _, Some final -> Node.fail final.Node "a final weight, expected only together with `horizon`"
    | _ ->
        requireWellPosed parts
        Stationary(stationary parts)
