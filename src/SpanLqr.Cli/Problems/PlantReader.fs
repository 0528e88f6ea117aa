/// Reads `"kind": "lqr"` with members that say the plant as it is.
module SpanLqr.Cli.Problems.PlantReader

open System.Collections.Generic
open SpanLqr.Cli
open SpanLqr.Plants
open SpanLqr.Reference

/// The most numbers that a controller may have to remember.
let private largestState = 1000

let private isGiven key members = Members.has key members

/// A file is of this sort once it has one of these.
let isPlant (node: Node) =
    LqrReader.plantKeys |> List.exists (fun key -> (Members.peek key node).IsSome)

let private choice options key members =
    let names = options |> List.map (fun (name, _) -> $"\"{name}\"")
    let wanted = String.concat " or " names

    Members.optional key members
    |> Option.map (fun node ->
        let text = Scalars.text wanted node

        match options |> List.tryFind (fun (name, _) -> name = text) with
        | Some(_, value) -> value
        | None -> Node.fail node $"\"{text}\", expected {wanted}")

let private numberThat holds wanted node =
    let value = Scalars.number node

    if holds value then value else Node.expected wanted node

let private only condition message key members =
    match Members.optional key members with
    | Some node when not condition -> Node.fail node message
    | _ -> ()

let private plural count noun =
    if count = 1 then $"{count} {noun}" else $"{count} {noun}s"

let private vector length because node =
    let entries = Node.items "a vector (an array of numbers)" node

    if entries.Length <> length then
        Node.fail node $"""{plural entries.Length "number"}, expected {length} ({because})"""

    Array.map Scalars.number entries

type private Clock =
    {
        Time: PlantTime
        Step: float
        Weights: StepWeights
        Delay: float
        Discount: float
    }

/// Sizes that the matrices of the plant have settled.
type private Sizes =
    {
        States: int
        Inputs: int
        LikeA: string
        IsVarying: bool
        HasHorizon: bool
    }

let private readClock members =
    let time =
        choice [ "discrete", PlantTime.Discrete; "continuous", PlantTime.Continuous ] "time" members
        |> Option.defaultValue PlantTime.Discrete

    let isContinuous = time = PlantTime.Continuous
    let onlyContinuous = "expected only with \"time\": \"continuous\""
    only isContinuous onlyContinuous "step" members
    only isContinuous onlyContinuous "weights" members

    {
        Time = time
        Step =
            if isContinuous then
                Members.required "step" "the sampling step in seconds (time is continuous)" members
                |> numberThat (fun step -> step > 0.0) "a number > 0"
            else
                1.0
        Weights =
            choice [ "integrated", StepWeights.Integrated; "sampled", StepWeights.Sampled ] "weights" members
            |> Option.defaultValue StepWeights.Integrated
        Delay =
            Members.optional "delay" members
            |> Option.map (fun node ->
                let delay = numberThat (fun delay -> delay >= 0.0) "a number >= 0" node

                if not isContinuous && delay <> floor delay then
                    Node.fail node $"{delay}, expected a whole number of steps (time is discrete)"

                delay)
            |> Option.defaultValue 0.0
        Discount =
            Members.optional "discount" members
            |> Option.map (numberThat (fun beta -> beta > 0.0 && beta <= 1.0) "a number in (0, 1]")
            |> Option.defaultValue 1.0
    }

let private requireModestDelay clock sizes members =
    let steps = ceil (clock.Delay / clock.Step)

    match Members.optional "delay" members with
    | Some node when float sizes.States + steps * float sizes.Inputs > float largestState ->
        let inputs = plural sizes.Inputs "input"
        Node.fail node $"{steps} steps of {inputs}, expected a state of at most {largestState} numbers with them"
    | Some node when sizes.IsVarying && clock.Delay > 0.0 -> Node.fail node "expected one A, B, Q, R and S for all steps"
    | _ -> ()

let private requireCovariance n (w: float[,]) (v: float[,]) (node: Node) (cross: float[,]) =
    let size = n + Array2D.length1 v

    let joint =
        Array2D.init size size (fun i j ->
            if i < n && j < n then w[i, j]
            elif i >= n && j >= n then v[i - n, j - n]
            elif i < n then cross[i, j - n]
            else cross[j, i - n])

    if not (Definiteness.isSemidefinite joint) then
        Node.fail node $"[[W, N], [N', V]] has an eigenvalue of {Definiteness.leastEigenvalue joint:G6}, expected a covariance"

let private readMeasurement clock sizes noise members : PlantMeasurement option =
    let n = sizes.States

    for key in [ "V"; "N"; "estimator" ] do
        only (isGiven "C" members) "expected only with C" key members

    Members.optional "C" members
    |> Option.map (fun node ->
        if sizes.HasHorizon then
            Node.fail node "measurements over a horizon, expected no horizon"

        let c = Matrices.any node
        let p = Array2D.length1 c
        Matrices.requireSize p n sizes.LikeA node c
        let vNode = Members.required "V" "the covariance of one measurement's noise" members
        let v = Matrices.symmetric p $"C has {p} rows" vNode
        Weights.requireSemidefinite vNode v

        let cross =
            Members.optional "N" members
            |> Option.map (fun node ->
                if clock.Time = PlantTime.Continuous then
                    Node.fail node "expected only in discrete time"

                if clock.Delay > 0.0 then
                    Node.fail node "expected only without a delay"

                let cross = Matrices.sized n p $"C is {p}×{n}" node
                requireCovariance n noise v node cross
                cross)

        PlantMeasurement(
            C = c,
            V = v,
            N = Option.toObj cross,
            Estimator =
                (choice [ "current", Estimator.Current; "predictor", Estimator.Predictor ] "estimator" members
                 |> Option.defaultValue Estimator.Current)
        ))

/// The rows of E that are no combination of the rows of C, to the tolerance at which numbers of ten digits are equal.
let private unmeasured (c: float[,]) (outputs: float[,]) =
    let c, outputs = Dense.ofArray c, Dense.ofArray outputs
    let rest = outputs - outputs * c.PseudoInverse() * c

    [ 0 .. outputs.RowCount - 1 ]
    |> List.filter (fun i -> not (rest.Row(i).L2Norm() <= 1e-9 * outputs.Row(i).L2Norm()))

let private readTracking clock sizes (measurement: PlantMeasurement option) members : PlantTracking option =
    let isIntegral =
        Members.optional "integral" members
        |> Option.map Scalars.switch
        |> Option.defaultValue false

    only isIntegral "expected only with \"integral\": true" "integralWeight" members

    let outputs =
        match Members.optional "outputs" members, measurement with
        | Some node, _ ->
            let outputs = Matrices.any node
            Matrices.requireSize (Array2D.length1 outputs) sizes.States sizes.LikeA node outputs
            Some(node, outputs)
        | None, Some measurement when isGiven "reference" members || isIntegral ->
            Some(Members.required "C" "the outputs" members, measurement.C)
        | None, _ ->
            for key in [ "reference"; "integral" ] do
                only (key = "integral" && not isIntegral) "expected outputs (or C) that say what follows it" key members

            None

    outputs
    |> Option.map (fun (node, outputs) ->
        let q = Array2D.length1 outputs

        if q > sizes.Inputs then
            Node.fail node $"""{plural q "row"}, expected at most {sizes.Inputs} (as many outputs as inputs can be held)"""

        if sizes.IsVarying then
            Node.fail node "expected one A and B for all steps"

        let integralWeight =
            if isIntegral then
                let node =
                    Members.required "integralWeight" $"the {q}×{q} weight of the integrals" members

                let weight = Matrices.symmetric q $"there are {q} outputs" node
                Weights.requireDefinite node weight
                Some weight
            else
                None

        match measurement with
        | Some measurement when isIntegral ->
            match unmeasured measurement.C outputs with
            | row :: _ -> Node.fail node $"row {row} is no combination of the rows of C (only what is measured can be integrated)"
            | [] -> ()

            if clock.Discount < 1.0 then
                let node = Members.required "integral" "integral action" members
                Node.fail node "integral action on measurements with a discount, expected a discount of 1"
        | _ -> ()

        PlantTracking(
            Outputs = outputs,
            Reference =
                (Members.optional "reference" members
                 |> Option.map (vector q "one for each output")
                 |> Option.toObj),
            IntegralWeight = Option.toObj integralWeight
        ))

let private readRate sizes members =
    Members.optional "rateWeight" members
    |> Option.map (fun node ->
        let m = sizes.Inputs
        let weight = Matrices.any node

        if Array2D.length1 weight <> m || Array2D.length2 weight <> m then
            Node.fail node $"{Matrices.shape weight}, expected {m}×{m}"

        let weight = Weights.symmetric node weight
        Weights.requireSemidefinite node weight
        weight)

let private horizonOf steps (parts: LqrReader.Parts) =
    let varying (series: Series) : IReadOnlyList<float[,]> | null =
        if series.Length > 1 then Series.matrices series else null

    PlantHorizon(
        Steps = steps,
        Qf = (parts.Final |> Option.map _.Matrix |> Option.toObj),
        A = varying parts.A,
        B = varying parts.B,
        Q = varying parts.Q,
        R = varying parts.R,
        S =
            (match parts.S with
             | Some series -> varying series
             | None -> null)
    )

/// The problem, every member of the right size and in a combination that has a meaning.
let read (node: Node) =
    let members = Members.ofNode LqrReader.keys node
    let steps = Members.optional "horizon" members |> Option.map Scalars.count
    let parts = LqrReader.readParts members steps
    LqrReader.requireWellPosed parts
    let a, b = parts.A[0].Matrix, parts.B[0].Matrix
    let n, m = Array2D.length1 a, Array2D.length2 b

    let sizes =
        {
            States = n
            Inputs = m
            LikeA = $"A is {n}×{n}"
            IsVarying =
                [ parts.A; parts.B; parts.Q; parts.R; Option.defaultValue [||] parts.S ]
                |> List.exists (fun series -> series.Length > 1)
            HasHorizon = steps.IsSome
        }

    let clock = readClock members
    requireModestDelay clock sizes members

    match parts.Final, steps with
    | Some final, None -> Node.fail final.Node "a final weight, expected only together with `horizon`"
    | _ -> ()

    let noise =
        parts.W
        |> Option.map _.Matrix
        |> Option.defaultWith (fun () -> Array2D.init n n (fun i j -> if i = j then 1.0 else 0.0))

    let measurement = readMeasurement clock sizes noise members
    let tracking = readTracking clock sizes measurement members

    match parts.S with
    | Some cross when clock.Weights = StepWeights.Sampled ->
        let steps = clock.Delay / clock.Step

        if abs (steps - round steps) > 1e-9 then
            Node.fail cross[0].Node "a cross weight with sampled weights and a fraction of a step of delay, expected whole steps"
    | _ -> ()

    let problem =
        PlantProblem(
            A = a,
            B = b,
            Q = parts.Q[0].Matrix,
            R = parts.R[0].Matrix,
            S = (parts.S |> Option.map (Array.head >> _.Matrix) |> Option.toObj),
            W = (parts.W |> Option.map _.Matrix |> Option.toObj),
            Indefinite = parts.Indefinite,
            Time = clock.Time,
            Step = clock.Step,
            Weights = clock.Weights,
            Delay = clock.Delay,
            Discount = clock.Discount,
            Drift =
                (Members.optional "drift" members
                 |> Option.map (vector n sizes.LikeA)
                 |> Option.toObj),
            RateWeight = Option.toObj (readRate sizes members),
            Measurement = Option.toObj measurement,
            Tracking = Option.toObj tracking
        )

    Plant(problem, steps |> Option.map (fun steps -> horizonOf steps parts))
