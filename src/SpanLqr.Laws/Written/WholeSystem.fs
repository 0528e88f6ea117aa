/// A system of agents as one: x⁺ = Fx + f + w with the states of all agents in x, and a cost that is quadratic in it. The expectations of
/// what rollouts of it come to follow from two recursions, which know nothing of populations.
module internal SpanLqr.Laws.WholeSystem

open SpanLqr.Laws.Dense

/// x'Mx + 2g'x + h.
type Cost =
    {
        Weight: float[,]
        Linear: float[]
        Constant: float
    }

/// A population's agents, which lie one after the other.
type Members = { Start: int; Size: int; Dim: int }

type WholeSystem =
    {
        /// F_t.
        Dynamics: int -> float[,]
        /// f.
        Offset: float[]
        /// The covariance of w.
        Noise: float[,]
        StartMean: float[]
        StartCovariance: float[,]
        Cost: int -> Cost
        /// The cost of the state after the last step; where there is one, costs are totals and not averages.
        FinalCost: Cost option
        Populations: Members list
    }

/// The rows of the state from there on.
let pick start height order : float[,] =
    Array2D.init height order (fun i j -> if j = start + i then 1.0 else 0.0)

/// A matrix of blocks on the diagonal.
let blockDiagonal (blocks: float[,][]) =
    ofBlocks
        [|
            for i, row in Array.indexed blocks ->
                [|
                    for j, column in Array.indexed blocks -> if i = j then row else zeros (rows row) (columns column)
                |]
        |]

let free order =
    {
        Weight = zeros order order
        Linear = Array.zeroCreate order
        Constant = 0.0
    }

let private plus = Array.map2 (+)

/// The cost and (Gx + b)'C(Gx + b).
let paying (c: float[,]) (g: float[,]) (b: float[]) cost =
    {
        Weight = cost.Weight +. transpose g *. c *. g
        Linear = plus cost.Linear (apply (transpose g *. c) b)
        Constant = cost.Constant + quadraticForm c b
    }

/// The state's mean and covariance at steps 0, 1, …
let moments system =
    // Nothing is asked of a step before somebody asks for the state behind it: dynamics may end with the horizon.
    let rec from t mean covariance =
        seq {
            mean, covariance
            let f = system.Dynamics t
            yield! from (t + 1) (plus (apply f mean) system.Offset) (f *. covariance *. transpose f +. system.Noise)
        }

    from 0 system.StartMean system.StartCovariance

let private costOf cost (mean: float[], covariance) =
    trace (cost.Weight *. covariance)
    + quadraticForm cost.Weight mean
    + 2.0 * dot cost.Linear mean
    + cost.Constant

/// The expected average cost of so many steps, or the expected total.
let expectedCost steps system =
    let passed = moments system |> Seq.take (steps + 1) |> Array.ofSeq

    let running =
        Seq.sumBy (fun t -> costOf (system.Cost t) passed[t]) (seq { 0 .. steps - 1 })

    match system.FinalCost with
    | Some final -> running + costOf final passed[steps]
    | None -> running / float steps

/// The expected cost of a step in the long run, of a system that forgets where it started.
let settledCost system =
    let unsettled (before: float, now: float) =
        abs (now - before) > 1e-12 * (1.0 + abs now)

    moments system
    |> Seq.map (costOf (system.Cost 0))
    |> Seq.pairwise
    // A cost may stand still for a step and move on; not for so many.
    |> Seq.chunkBySize 50
    |> Seq.skipWhile (Array.exists unsettled)
    |> Seq.head
    |> Array.last
    |> snd

/// The expected mean of each population and the expected trace of its second moment after so many steps.
let expectedFinals steps system =
    let mean, covariance = moments system |> Seq.item steps

    let average
        {
            Size = size
            Dim = dim
            Start = start
        }
        f
        =
        Seq.averageBy (fun agent -> f (start + agent * dim)) (seq { 0 .. size - 1 })

    [
        for population in system.Populations ->
            Array.init population.Dim (fun i -> average population (fun at -> mean[at + i])),
            average population (fun at -> Seq.sumBy (fun i -> covariance[i, i] + mean[i] * mean[i]) (seq { at .. at + population.Dim - 1 }))
    ]
