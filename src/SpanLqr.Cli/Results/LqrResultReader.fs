/// Reads the result of an `lqr` problem.
module SpanLqr.Cli.Results.LqrResultReader

open System.Numerics
open SpanLqr.Files
open SpanLqr.Lqr

let private stationaryKeys =
    [ "kind"; "K"; "P"; "spectralRadius"; "eigenvalues"; "cost"; "residual" ]

let private horizonKeys = [ "kind"; "K"; "P"; "cost" ]

/// A complex number as two real ones.
let complexNumber node =
    let wanted = "[real part, imaginary part]"

    match Node.items wanted node with
    | [| re; im |] -> Complex(Scalars.number re, Scalars.number im)
    | _ -> Node.expected wanted node

let private eigenvalues n members =
    if Members.has "eigenvalues" members then
        Fields.entries n "eigenvalues" "eigenvalues" members
        |> Array.map complexNumber
        |> Some
    else
        None

/// The result of a stationary problem.
let stationary (problem: LqrProblem) node : StationaryResult =
    let members = Fields.ofKind "lqr" (stationaryKeys @ Fields.learnedKeys) node
    let n, m = problem.StateDim, problem.InputDim

    {
        K = Fields.sized m n "K" members
        P = Fields.sized n n "P" members
        SpectralRadius = Fields.number "spectralRadius" members
        Eigenvalues = eigenvalues n members
        Cost = Fields.number "cost" members
        Residual = Fields.number "residual" members
        ErrorEstimate = None
    }

/// The result of a problem over a horizon.
let horizon (problem: FiniteHorizonProblem) node : HorizonResult =
    let members = Fields.ofKind "lqr" (horizonKeys @ Fields.learnedKeys) node
    let n, m, steps = problem.StateDim, problem.InputDim, problem.Horizon

    let matrices length rows columns key =
        Fields.entries length "matrices" key members
        |> Array.map (Matrices.sized rows columns "as the problem has it")

    {
        K = matrices steps m n "K"
        P = matrices (steps + 1) n n "P"
        Cost = Fields.number "cost" members
    }
