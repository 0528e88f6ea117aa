/// The controller of a plant with its filter, its memory of the inputs under way, its integrators and its set-point: the same sums in the
/// same order as `SpanLqr.Plants.PlantController`.
module SpanLqr.Cli.Export.PlantControl

open SpanLqr.Cli
open SpanLqr.Cli.Export.Policies
open SpanLqr.Files.Results
open SpanLqr.Plants

/// The matrices of one policy, or of one a step.
type private Policy =
    {
        K: float[,][]
        Feedforward: float[,][] option
        Offset: float[][] option
        Filter: PlantFilterResult option
    }

/// The vectors of a controller, and how s = (x or x̂, inputs under way, ξ) lies in K.
type private Parts =
    {
        Inputs: int
        State: Variable
        Past: Variable
        Integrals: Variable
        Measured: Variable option
        Reference: Variable option
        Input: Variable
    }

let private partsOf (problem: PlantProblem) (policy: Policy) =
    let own = Array2D.length2 policy.K[0]
    let n, m = problem.StateDim, problem.InputDim

    let outputs, integrals =
        match problem.Tracking with
        | null -> 0, 0
        | tracking ->
            let q = Array2D.length1 tracking.Outputs
            q, (if isNull tracking.IntegralWeight then 0 else q)

    {
        Inputs = m
        State =
            (if isNull problem.Measurement then
                 variable "x" n "the state"
             else
                 variable "xhat" n "the estimate of the state, before the measurement of this step")
        Past = variable "past" (own - n - integrals) "the last inputs, the newest first"
        Integrals = variable "xi" integrals "the integrals of the errors of the outputs"
        Measured =
            problem.Measurement
            |> Option.ofObj
            |> Option.map (fun measurement -> variable "y" (Array2D.length1 measurement.C) "the measurements")
        Reference =
            // References that change over a horizon are in the offsets.
            if outputs = 0 || policy.Feedforward.IsNone && integrals = 0 then
                None
            else
                Some(variable "r" outputs "the reference of the outputs")
        Input = variable "u" m "the input that acts from now on"
    }

/// The products of s with the columns of a matrix that belong to its parts; those that are zero are left out.
let private alongState parts name about (matrices: float[,][]) =
    let piece suffix first (vector: Variable) words =
        let values = matrices |> Array.map (columns first vector.Length)

        if vector.Length = 0 then
            None
        else
            let constant = constantOf $"{name}{suffix}" $"{about}{words}" values

            if isZero constant then
                None
            else
                Some(product constant vector)

    let n = parts.State.Length

    [
        piece "" 0 parts.State ""
        piece "_past" n parts.Past ", on the last inputs"
        piece "_xi" (n + parts.Past.Length) parts.Integrals ", on the integrals"
    ]
    |> List.choose id

let private chain sign products =
    match products with
    | [] -> []
    | products -> [ sign, Chain(None, products) ]

let private wantedInput parts (policy: Policy) innovation target =
    let correction =
        match policy.Filter, innovation with
        | Some filter, Some e ->
            let g = constant "G" "gain of the innovation" filter.InnovationGain
            if isZero g then [] else chain Minus [ product g e ]
        | _ -> []

    let forward =
        match policy.Feedforward, parts.Reference with
        | Some feedforward, Some r -> chain Plus [ product (constantOf "F" "feedforward of the reference" feedforward) r ]
        | _ -> []

    let offset =
        policy.Offset
        |> Option.map (fun offsets -> Minus, Column(constantOf "kappa" "constant part of the input" (Array.map column offsets)))
        |> Option.toList

    let terms =
        chain Minus (alongState parts "K" "feedback gain" policy.K)
        @ correction
        @ forward
        @ offset

    // A gain of nothing but zeros is a controller all the same.
    Sum(
        target,
        (if terms.IsEmpty then
             [
                 Minus, Column(constant "kappa" "constant part of the input" (Array2D.zeroCreate parts.Inputs 1))
             ]
         else
             terms)
    )

/// e = y − Cx̂.
let private innovationOf (problem: PlantProblem) parts =
    match problem.Measurement, parts.Measured with
    | null, _
    | _, None -> None
    | measurement, Some y ->
        let e = variable "e" y.Length "the innovation"
        let c = constant "C" "what is measured of the state" measurement.C
        Some(e, Sum(e, [ Plus, Entries y; Minus, Chain(None, [ product c parts.State ]) ]))

/// ξ ← ξ + h(Ex − r), from the measurements where there are any.
let private integration (problem: PlantProblem) parts limits (policy: Policy) (wanted: Variable) =
    match problem.Tracking, parts.Reference with
    | null, _
    | _, None -> [], []
    | tracking, Some r ->
        let error = variable "err" parts.Integrals.Length "the errors of the outputs"

        let source = parts.Measured |> Option.defaultValue parts.State

        let outputs =
            constant "E" $"the outputs that are held, from {source.Name}" (tracking.IntegratedFrom problem.Measurement)

        let step =
            if problem.Time = PlantTime.Continuous then
                problem.Step
            else
                1.0

        let first = parts.State.Length + parts.Past.Length

        let guard =
            limits
            |> Option.map (fun (_: Limits) ->
                {
                    Gain =
                        constantOf "K_xi" "feedback gain, on the integrals" (policy.K |> Array.map (columns first parts.Integrals.Length))
                    Wanted = wanted
                    Applied = parts.Input
                })

        [ error ],
        [
            Sum(error, [ Plus, Chain(None, [ product outputs source ]); Minus, Entries r ])
            Integrate(parts.Integrals, error, step, guard)
        ]

/// x̂⁺ = Ax̂ + Bu + drift + L_p e, with the inputs that act.
let private prediction (problem: PlantProblem) (plant: AugmentedPlant) parts (policy: Policy) (e: Variable) =
    let n, m = parts.State.Length, parts.Inputs

    match policy.Filter, plant.Problem with
    | None, _
    | _, null -> Stop.noAnswer $"the plant cannot be sampled: {plant.Status}"
    | Some filter, problemOnState ->
        let next = variable "next" n "the estimate of the next step"
        let rows (matrix: float[,]) = matrix[0 .. n - 1, *]

        let reach =
            constant "B" "how the new input moves the state within a step" (columns 0 m (rows problemOnState.B))

        let drift =
            constant "drift" "constant part of the motion" (column plant.Drift[.. n - 1])

        let gain = constant "L" "gain of the filter" filter.PredictorGain

        [ next ],
        [
            Sum(
                next,
                (if isZero drift then [] else [ Plus, Column drift ])
                @ chain Plus (alongState parts "A" "how the state moves in a step" [| rows problemOnState.A |])
                @ (if isZero reach then
                       []
                   else
                       chain Plus [ product reach parts.Input ])
                @ chain Plus [ product gain e ]
            )
            Copy(parts.State, next)
        ]

let private formulas (problem: PlantProblem) parts (policy: Policy) (limits: Limits option) =
    let source = parts.Measured |> Option.defaultValue parts.State
    let drift = if isNull problem.Drift then "" else " + drift"

    let s =
        [
            parts.State.Name
            if parts.Past.Length > 0 then
                parts.Past.Name
            if parts.Integrals.Length > 0 then
                parts.Integrals.Name
        ]

    let state =
        if s.Length = 1 then
            s.Head
        else
            $"""({String.concat ", " s})"""

    let index = if policy.K.Length > 1 then "[t]" else ""

    let input =
        $"u = -K{index} {state}"
        + (if policy.Filter.IsSome then " - G e" else "")
        + (if policy.Feedforward.IsSome then $" + F{index} r" else "")
        + (if policy.Offset.IsSome then $" - kappa{index}" else "")
        + (if limits.IsSome then ", within the limits" else "")

    [
        if policy.Filter.IsSome then
            "e = y - C xhat"
        input
        if policy.Filter.IsSome then
            $"then xhat <- A xhat + B u{drift} + L e with the inputs that act"
        if parts.Past.Length > 0 then
            $"past holds the last {parts.Past.Length / parts.Inputs} inputs, the newest first"
        if parts.Integrals.Length > 0 then
            if limits.IsSome then
                $"xi <- xi + h (E {source.Name} - r), but an integrator waits that would push an input further beyond its limit"
            else
                $"xi <- xi + h (E {source.Name} - r)"
    ]

let private controller (problem: PlantProblem) (limits: LimitsOf) (policy: Policy) certificates =
    let limits = limits problem.InputDim
    let plant = PlantSolver.Augment problem
    let parts = partsOf problem policy
    let innovation = innovationOf problem parts
    let isIntegrating = parts.Integrals.Length > 0

    // What was wanted must still be known when the integrators are asked to wait.
    let wanted =
        match limits with
        | Some _ when isIntegrating -> variable "wanted" parts.Inputs "the input before its limits"
        | _ -> parts.Input

    let integrated, integrate =
        if isIntegrating then
            integration problem parts limits policy wanted
        else
            [], []

    let predicted, predict =
        match innovation with
        | Some(e, _) -> prediction problem plant parts policy e
        | None -> [], []

    let stored (variable: Variable) =
        if variable.Length = 0 then
            None
        else
            Some
                {
                    Variable = variable
                    Initial = Array.zeroCreate variable.Length
                }

    {
        Formulas = formulas problem parts policy limits
        State =
            [
                if parts.Measured.IsSome then
                    stored parts.State
                stored parts.Past
                stored parts.Integrals
            ]
            |> List.choose id
        Horizon = if policy.K.Length > 1 then Some policy.K.Length else None
        Steps =
            [
                {
                    Name = ""
                    About = "One step of the controller."
                    Arguments =
                        (parts.Measured |> Option.defaultValue parts.State)
                        :: Option.toList parts.Reference
                    Output = parts.Input
                    Locals =
                        (innovation |> Option.map fst |> Option.toList)
                        @ (if wanted = parts.Input then [] else [ wanted ])
                        @ integrated
                        @ predicted
                    Body =
                        (innovation |> Option.map snd |> Option.toList)
                        @ [ wantedInput parts policy (Option.map fst innovation) wanted ]
                        @ (limits
                           |> Option.map (fun limits -> Clamp(parts.Input, wanted, limits))
                           |> Option.toList)
                        @ integrate
                        @ predict
                        @ (if parts.Past.Length = 0 then
                               []
                           else
                               [ Push(parts.Past, parts.Input) ])
                }
            ]
        Certificates = certificates
    }

let stationary limits (problem: PlantProblem) (result: PlantResult) =
    controller
        problem
        limits
        {
            K = [| result.K |]
            Feedforward = result.Feedforward |> Option.map Array.singleton
            Offset = result.Offset |> Option.map Array.singleton
            Filter = result.Filter
        }
        (number "spectral radius of the loop" result.SpectralRadius
         @ number "spectral radius of the filter" (result.Filter |> Option.bind _.SpectralRadius)
         @ number "cost" result.Cost
         @ number "residual of the Riccati equation" result.Residual)

let horizon limits (problem: PlantProblem) (result: PlantHorizonResult) =
    controller
        problem
        limits
        {
            K = result.K
            Feedforward = result.Feedforward
            Offset = result.Offset
            Filter = None
        }
        (number "cost over the horizon" result.Cost)
