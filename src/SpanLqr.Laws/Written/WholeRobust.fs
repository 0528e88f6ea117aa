/// A robust problem with all its agents written out (math.md 4).
module internal SpanLqr.Laws.WholeRobust

open SpanLqr.Laws.Dense
open SpanLqr.Laws.RobustParts
open SpanLqr.Laws.WholeSystem
open SpanLqr.Robust

/// The agents against the adversary; nothing but the gains varies with time.
let ofRobust (problem: RobustProblem) gamma (own: RobustPolicyPart) (means: RobustPolicyPart) =
    let agents, n = problem.Agents.Value, problem.StateDim
    let order = agents * n
    let all = [| 0 .. agents - 1 |]
    let y, z = deviations problem, meanField problem

    let average rows =
        rows |> Array.reduce (+.) |> scale (1.0 / float agents)

    let agent = all |> Array.map (fun i -> pick (n * i) n order)
    let mean = average agent

    /// Gx^i + Ḡx̄ for every agent.
    let signal (onOwn: float[,]) (onMean: float[,]) =
        agent |> Array.map (fun x -> onOwn *. (x -. mean) +. onMean *. mean)

    let inputs t =
        signal (scale -1.0 own.Gains[t]) (scale -1.0 means.Gains[t])

    let disturbances t =
        signal own.AdversaryGains[t] means.AdversaryGains[t]

    let dynamics t =
        let u, v = inputs t, disturbances t
        let ubar, vbar = average u, average v

        ofBlocks
            [|
                for i in all ->
                    [|
                        y.A *. agent[i]
                        +. (z.A -. y.A) *. mean
                        +. y.B *. u[i]
                        +. (z.B -. y.B) *. ubar
                        +. y.D *. v[i]
                        +. (z.D -. y.D) *. vbar
                    |]
            |]

    /// The mean over agents of ‖s^i − s̄‖² under one weight, and ‖s̄‖² under another.
    let payingBoth (onOwn: float[,]) onMean (signal: float[,][]) cost =
        let mean = average signal
        let nothing: float[] = Array.zeroCreate (rows mean)

        signal
        |> Array.fold (fun cost s -> cost |> paying (scale (1.0 / float agents) onOwn) (s -. mean) nothing) cost
        |> paying onMean mean nothing

    let hostile = scale (-gamma * gamma) (identity (columns y.D))

    let cost t =
        free order
        |> payingBoth y.Q z.Q agent
        |> payingBoth y.R z.R (inputs t)
        |> payingBoth hostile hostile (disturbances t)

    let correlated (own: float[,]) common =
        ofBlocks
            [|
                for i in all -> [| for j in all -> if i = j then own +. common else common |]
            |]

    {
        Dynamics = dynamics
        Offset = Array.zeroCreate order
        Noise = correlated y.Noise z.Noise
        StartMean = Array.zeroCreate order
        StartCovariance = correlated y.Start z.Start
        Cost = cost
        FinalCost = Some(free order |> payingBoth y.Final z.Final agent)
        Populations = [ { Start = 0; Size = agents; Dim = n } ]
    }
