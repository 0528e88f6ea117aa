/// From what a file of kind `lqr` says of the plant as it is to a problem, every member in a combination that has a meaning, and back.
module SpanLqr.Files.PlantParts

open System.Collections.Generic
open SpanLqr.Plants
open SpanLqr.Reference

/// The most numbers that a controller may have to remember.
let private largestState = 1000

/// Ends with an error that points at a member given where it has no meaning.
let private only condition message (located: Located<'a> option) =
    match located with
    | Some located when not condition -> Node.fail located.Node message
    | _ -> ()

let private orNull (located: Located<'a> option) =
    located |> Option.map _.Value |> Option.toObj

/// Sizes that the matrices of the plant have settled.
type private Sizes =
    {
        States: int
        Inputs: int
        LikeA: string
        IsVarying: bool
        HasHorizon: bool
    }

type private Clock =
    {
        Time: PlantTime
        Step: float
        Weights: StepWeights
        Delay: float
        Discount: float
    }

let private sizesOf (file: LqrParts) =
    let n = Array2D.length1 (Series.first file.A)

    {
        States = n
        Inputs = Array2D.length2 (Series.first file.B)
        LikeA = $"A is {n}×{n}"
        IsVarying =
            [ file.A; file.B; file.Q; file.R ] @ Option.toList file.S
            |> List.exists (fun series -> Series.length series > 1)
        HasHorizon = file.Horizon.IsSome
    }

let private toClock owner (plant: PlantFile) =
    let time = plant.Time |> Option.defaultValue PlantTime.Discrete
    let isContinuous = time = PlantTime.Continuous
    let onlyContinuous = "expected only with \"time\": \"continuous\""
    only isContinuous onlyContinuous plant.Step
    only isContinuous onlyContinuous plant.Weights

    match plant.Delay with
    | Some delay when not isContinuous && delay.Value <> floor delay.Value ->
        Node.fail delay.Node $"{delay.Value}, expected a whole number of steps (time is discrete)"
    | _ -> ()

    {
        Time = time
        Step =
            match plant.Step with
            | Some step -> step.Value
            | None when isContinuous -> Node.missing "step" "the sampling step in seconds (time is continuous)" owner
            | None -> 1.0
        Weights =
            plant.Weights
            |> Option.map _.Value
            |> Option.defaultValue StepWeights.Integrated
        Delay = plant.Delay |> Option.map _.Value |> Option.defaultValue 0.0
        Discount = plant.Discount |> Option.defaultValue 1.0
    }

let private requireModestDelay clock sizes (delay: Located<float> option) =
    let steps = ceil (clock.Delay / clock.Step)

    match delay with
    | Some delay when float sizes.States + steps * float sizes.Inputs > float largestState ->
        let inputs = Scalars.plural sizes.Inputs "input"
        Node.fail delay.Node $"{steps} steps of {inputs}, expected a state of at most {largestState} numbers with them"
    | Some delay when sizes.IsVarying && clock.Delay > 0.0 -> Node.fail delay.Node "expected one A, B, Q, R and S for all steps"
    | _ -> ()

let private requireCovariance (w: float[,]) (v: float[,]) (node: Node) (cross: float[,]) =
    let joint = LqrWeights.joint w v cross

    if not (Definiteness.isSemidefinite joint) then
        Node.fail node $"[[W, N], [N', V]] has an eigenvalue of {Definiteness.leastEigenvalue joint:G6}, expected a covariance"

let private toMeasurement owner clock sizes noise (plant: PlantFile) : PlantMeasurement option =
    let n = sizes.States
    only plant.C.IsSome "expected only with C" plant.V
    only plant.C.IsSome "expected only with C" plant.N
    only plant.C.IsSome "expected only with C" plant.Estimator

    plant.C
    |> Option.map (fun c ->
        if sizes.HasHorizon then
            Node.fail c.Node "measurements over a horizon, expected no horizon"

        let p = Array2D.length1 c.Value
        Located.check (Matrices.requireSize p n sizes.LikeA) c

        let v =
            match plant.V with
            | Some v -> Located.check (Matrices.semidefinite p $"C has {p} rows") v
            | None -> Node.missing "V" "the covariance of one measurement's noise" owner

        only (clock.Time = PlantTime.Discrete) "expected only in discrete time" plant.N
        only (clock.Delay = 0.0) "expected only without a delay" plant.N

        plant.N
        |> Option.iter (fun cross ->
            Located.check (Matrices.requireSize n p $"C is {p}×{n}") cross
            Located.check (requireCovariance noise v) cross)

        PlantMeasurement(
            C = c.Value,
            V = v,
            N = orNull plant.N,
            Estimator = (plant.Estimator |> Option.map _.Value |> Option.defaultValue Estimator.Current)
        ))

/// The rows of E that are no combination of the rows of C, to the tolerance at which numbers of ten digits are equal.
let private unmeasured (c: float[,]) (outputs: float[,]) =
    let c, outputs = Dense.ofArray c, Dense.ofArray outputs
    let rest = outputs - outputs * c.PseudoInverse() * c

    [ 0 .. outputs.RowCount - 1 ]
    |> List.filter (fun i -> not (rest.Row(i).L2Norm() <= 1e-9 * outputs.Row(i).L2Norm()))

/// What is measured is all that can be integrated.
let private requireIntegrable clock (integral: Located<bool>) (c: float[,]) (outputs: LocatedMatrix) =
    match unmeasured c outputs.Value with
    | row :: _ -> Node.fail outputs.Node $"row {row} is no combination of the rows of C (only what is measured can be integrated)"
    | [] -> ()

    if clock.Discount < 1.0 then
        Node.fail integral.Node "integral action on measurements with a discount, expected a discount of 1"

/// The outputs that are held: those given, or those measured where a set-point or integral action asks for them.
let private outputsOf sizes isIntegral (plant: PlantFile) =
    match plant.Outputs, plant.C with
    | Some outputs, _ ->
        Located.check (Matrices.requireSize (Array2D.length1 outputs.Value) sizes.States sizes.LikeA) outputs
        Some outputs
    | None, Some c when plant.Reference.IsSome || isIntegral -> Some c
    | None, _ ->
        only false "expected outputs (or C) that say what follows it" plant.Reference
        only (not isIntegral) "expected outputs (or C) that say what follows it" plant.Integral
        None

let private toTracking owner clock sizes (plant: PlantFile) : PlantTracking option =
    let integral = plant.Integral |> Option.filter _.Value
    only integral.IsSome "expected only with \"integral\": true" plant.IntegralWeight

    outputsOf sizes integral.IsSome plant
    |> Option.map (fun outputs ->
        let q = Array2D.length1 outputs.Value

        if q > sizes.Inputs then
            let rows = Scalars.plural q "row"
            Node.fail outputs.Node $"{rows}, expected at most {sizes.Inputs} (as many outputs as inputs can be held)"

        if sizes.IsVarying then
            Node.fail outputs.Node "expected one A and B for all steps"

        let weight =
            match integral, plant.IntegralWeight with
            | None, _ -> None
            | Some _, Some weight -> Some(Located.check (Matrices.definite q $"there are {q} outputs") weight)
            | Some _, None -> Node.missing "integralWeight" $"the {q}×{q} weight of the integrals" owner

        match integral, plant.C with
        | Some integral, Some c -> requireIntegrable clock integral c.Value outputs
        | _ -> ()

        PlantTracking(
            Outputs = outputs.Value,
            Reference =
                (plant.Reference
                 |> Option.map (Located.check (Vectors.ofLength q "one for each output"))
                 |> Option.toObj),
            IntegralWeight = Option.toObj weight
        ))

let private toRateWeight sizes (weight: LocatedMatrix) =
    let m = sizes.Inputs

    if Array2D.length1 weight.Value <> m || Array2D.length2 weight.Value <> m then
        Node.fail weight.Node $"{Matrices.shape weight.Value}, expected {m}×{m}"

    Located.check (Matrices.semidefinite m $"there are {m} inputs") weight

/// What a fraction of a step of delay leaves no meaning for.
let private requireWholeCross clock (cross: Series option) =
    match cross with
    | Some cross when clock.Weights = StepWeights.Sampled ->
        let steps = clock.Delay / clock.Step

        if abs (steps - round steps) > 1e-9 then
            Node.fail cross.Items[0].Node "a cross weight with sampled weights and a fraction of a step of delay, expected whole steps"
    | _ -> ()

/// What the references of a horizon cannot go with.
let private requireFollowable clock (plant: PlantFile) (tracking: PlantTracking option) =
    only plant.References.IsSome "expected only with references" plant.InputReferences
    only tracking.IsNone "expected only with references of states (the outputs settle the input)" plant.InputReferences
    let steps = clock.Delay / clock.Step

    if plant.References.IsSome then
        only plant.Reference.IsNone "expected reference or references, not both" plant.References
        let isIntegral = plant.Integral |> Option.exists _.Value
        only (not isIntegral) "expected no integral action with references" plant.References

        only
            (clock.Weights = StepWeights.Integrated || abs (steps - round steps) <= 1e-9)
            "references with sampled weights and a fraction of a step of delay, expected whole steps"
            plant.References

let private toHorizon sizes (tracking: PlantTracking option) (file: LqrParts) (plant: PlantFile) (steps: Located<int>) =
    let length, like =
        match tracking with
        | Some tracking -> Array2D.length1 tracking.Outputs, "one for each output"
        | None -> sizes.States, sizes.LikeA

    let vectors count because length like (series: VectorSeries option) : IReadOnlyList<float[]> | null =
        match series with
        | Some series -> VectorSeries.sized count because length like series
        | None -> null

    let varying series : IReadOnlyList<float[,]> | null =
        if Series.length series > 1 then
            Series.matrices series
        else
            null

    PlantHorizon(
        Steps = steps.Value,
        Qf = orNull file.Final,
        A = varying file.A,
        B = varying file.B,
        Q = varying file.Q,
        R = varying file.R,
        S =
            (match file.S with
             | Some series -> varying series
             | None -> null),
        References = vectors (steps.Value + 1) "one a step and one for the end" length like plant.References,
        InputReferences = vectors steps.Value "one a step" sizes.Inputs $"B has {sizes.Inputs} columns" plant.InputReferences
    )

let private identity n =
    Array2D.init n n (fun i j -> if i = j then 1.0 else 0.0)

/// The plant of a file with sized matrices; `owner` is where the file's object stands.
let toProblem owner (file: LqrParts) (plant: PlantFile) =
    LqrParts.requireWellPosed file
    let sizes = sizesOf file
    let clock = toClock owner plant
    requireModestDelay clock sizes plant.Delay
    only sizes.HasHorizon "a final weight, expected only together with `horizon`" file.Final

    let noise =
        match file.W with
        | Some w -> w.Value
        | None -> identity sizes.States

    let measurement = toMeasurement owner clock sizes noise plant
    let tracking = toTracking owner clock sizes plant
    requireWholeCross clock file.S
    only sizes.HasHorizon "expected only together with `horizon`" plant.References
    requireFollowable clock plant tracking

    let problem =
        PlantProblem(
            A = Series.first file.A,
            B = Series.first file.B,
            Q = Series.first file.Q,
            R = Series.first file.R,
            S = (file.S |> Option.map Series.first |> Option.toObj),
            W = orNull file.W,
            Indefinite = LqrParts.isIndefinite file,
            Time = clock.Time,
            Step = clock.Step,
            Weights = clock.Weights,
            Delay = clock.Delay,
            Discount = clock.Discount,
            Drift =
                (plant.Drift
                 |> Option.map (Located.check (Vectors.ofLength sizes.States sizes.LikeA))
                 |> Option.toObj),
            RateWeight = (plant.RateWeight |> Option.map (toRateWeight sizes) |> Option.toObj),
            Measurement = Option.toObj measurement,
            Tracking = Option.toObj tracking,
            InitialState =
                (plant.InitialState
                 |> Option.map (Located.check (Vectors.ofLength sizes.States sizes.LikeA))
                 |> Option.toObj)
        )

    Plant(problem, file.Horizon |> Option.map (toHorizon sizes tracking file plant))

let ofProblem (problem: PlantProblem) (horizon: PlantHorizon option) : LqrParts =
    let series (varying: PlantHorizon -> IReadOnlyList<float[,]> | null) (constant: float[,]) =
        match horizon |> Option.bind (varying >> Option.ofObj) with
        | Some matrices -> Series.ofMatrices matrices
        | None -> Series.ofMatrix constant

    {
        Horizon = horizon |> Option.map (_.Steps >> Located.ofValue)
        A = series _.A problem.A
        B = series _.B problem.B
        Q = series _.Q problem.Q
        R = series _.R problem.R
        S = problem.S |> Option.ofObj |> Option.map (series _.S)
        W = Located.ofNullable problem.W
        Final = horizon |> Option.bind (fun horizon -> Located.ofNullable horizon.Qf)
        Indefinite = if problem.Indefinite then Some true else None
        Plant = Some(PlantFile.ofProblem problem horizon)
    }
