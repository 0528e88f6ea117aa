/// A game with all its agents written out, and behind them the mean field that is announced (math.md 3).
module internal SpanLqr.Laws.WholeGame

open SpanLqr.Games
open SpanLqr.Laws.Dense
open SpanLqr.Laws.WholeSystem

let private orElse (fallback: 'a) (value: 'a | null) =
    match value with
    | null -> fallback
    | value -> value

/// Where everything is in the state.
type private Layout =
    {
        Dim: int
        /// The first agent of each population, counted over all.
        First: int[]
        Sizes: int[]
    }

    member this.Agents = Array.sum this.Sizes
    member this.Order = this.Dim * (this.Agents + this.Sizes.Length)
    member this.Agent i = pick (this.Dim * i) this.Dim this.Order

    member this.Announced =
        pick (this.Dim * this.Agents) (this.Dim * this.Sizes.Length) this.Order

    member this.Members l =
        [ this.First[l] .. this.First[l] + this.Sizes[l] - 1 ]

    member this.MeanOf(agents: int list) =
        agents
        |> List.map this.Agent
        |> List.reduce (+.)
        |> scale (1.0 / float agents.Length)

/// What agent i of population l pays for its state, its input and its distances.
let private payingFor (problem: GameProblem) (layout: Layout) l (policy: AffinePolicy) i cost =
    let population = problem.Populations[l]
    let nothing: float[] = Array.zeroCreate layout.Dim

    let input =
        policy.OwnGain *. layout.Agent i +. policy.MeanFieldGain *. layout.Announced

    let toOthers cost =
        match population.Own, layout.Members l |> List.except [ i ] with
        | null, _
        | _, [] -> cost
        | own, others -> cost |> paying own (layout.Agent i -. layout.MeanOf others) nothing

    let toPopulation cost (coupling: GameCoupling) =
        let away = layout.Agent i -. layout.MeanOf(layout.Members coupling.To)

        cost
        |> paying coupling.Weight away (coupling.Offset |> orElse nothing |> Array.map (~-))

    problem.Couplings
    |> Seq.filter (fun coupling -> coupling.Of = l)
    |> Seq.fold toPopulation (cost |> toOthers)
    |> paying population.Q (layout.Agent i) nothing
    |> paying population.R input policy.Offset

let private writtenOut isPaying (problem: GameProblem) (policies: AffinePolicy[]) (announced: MeanFieldLaw) =
    let populations = Array.ofSeq problem.Populations
    let sizes = populations |> Array.map _.Size.Value

    let layout =
        {
            Dim = problem.StateDim
            First = Array.scan (+) 0 sizes
            Sizes = sizes
        }

    let each f =
        [|
            for l in 0 .. populations.Length - 1 do
                for i in layout.Members l -> f l i
        |]

    let noise l =
        populations[l].W |> orElse (identity layout.Dim)

    let moving l i =
        let p, policy = populations[l], policies[l]

        p.A *. layout.Agent i
        -. p.B
           *. (policy.OwnGain *. layout.Agent i +. policy.MeanFieldGain *. layout.Announced)

    let pushed l _ =
        apply (scale -1.0 populations[l].B) policies[l].Offset

    let start l _ =
        populations[l].Mean0 |> orElse (Array.zeroCreate layout.Dim)

    let cost =
        each (fun l i -> l, i)
        |> Array.filter (fun (l, i) -> isPaying l (i - layout.First[l]))
        |> Array.fold (fun cost (l, i) -> payingFor problem layout l policies[l] i cost) (free layout.Order)

    let dynamics =
        Array.append (each moving) [| announced.F *. layout.Announced |]
        |> Array.map Array.singleton
        |> ofBlocks

    let still = zeros (rows announced.F) (rows announced.F)

    {
        Dynamics = fun _ -> dynamics
        Offset = Array.append (Array.concat (each pushed)) announced.C
        Noise = blockDiagonal (Array.append (each (fun l _ -> noise l)) [| still |])
        StartMean =
            Seq.init populations.Length (fun l -> start l 0)
            |> Array.concat
            |> Array.append (Array.concat (each start))
        StartCovariance = blockDiagonal (Array.append (each (fun l _ -> populations[l].Cov0 |> orElse (noise l))) [| still |])
        Cost = fun _ -> cost
        FinalCost = None
        Populations =
            [
                for l in 0 .. populations.Length - 1 ->
                    {
                        Start = layout.Dim * layout.First[l]
                        Size = sizes[l]
                        Dim = layout.Dim
                    }
            ]
    }

/// The game under these policies and this announcement; every population has a size.
let ofGame problem policies announced =
    writtenOut (fun _ _ -> true) problem policies announced

/// The same where only the first agent of one population pays.
let ofAgent population problem policies announced =
    writtenOut (fun l i -> l = population && i = 0) problem policies announced
