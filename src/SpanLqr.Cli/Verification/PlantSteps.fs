/// The plant with its delay, weights of the rate and integrators written out: s = (x, u_{t−1}, …, u_{t−k}, ξ).
module SpanLqr.Cli.Verification.PlantSteps

open MathNet.Numerics.LinearAlgebra
open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Cli.Verification.PlantSampling
open SpanLqr.Plants

/// How the time of a problem is cut.
type Cut =
    {
        Step: float
        Delay: int
        /// For how long the oldest input acts at the start of a step; the whole step where the delay is one of whole steps.
        First: float
        IsSplit: bool
        Memory: int
        Integrals: int
        /// The discount of a step.
        Discount: float
        /// What the cost of a step is to be multiplied by.
        PerCost: float
    }

/// The outputs that are integrated and the weight of their integrals.
let private integralOf (problem: PlantProblem) =
    match problem.Tracking with
    | null -> None
    | tracking ->
        match tracking.IntegralWeight with
        | null -> None
        | weight -> Some(ofArray tracking.Outputs, ofArray weight)

let cut (problem: PlantProblem) =
    let isContinuous = problem.Time = PlantTime.Continuous
    let step = if isContinuous then problem.Step else 1.0
    let steps = problem.Delay / step
    let isWhole = abs (steps - round steps) <= 1e-9
    let delay = int (if isWhole then round steps else ceil steps)
    let rate = rateOf problem

    {
        Step = step
        Delay = delay
        First =
            if isWhole then
                step
            else
                problem.Delay - float (delay - 1) * step
        IsSplit = not isWhole
        Memory = max delay (if isNull problem.RateWeight then 0 else 1)
        Integrals =
            match integralOf problem with
            | Some(outputs, _) -> outputs.RowCount
            | None -> 0
        Discount = exp (-rate * step)
        PerCost =
            if not isContinuous || problem.Weights = StepWeights.Sampled then
                1.0
            elif rate = 0.0 then
                1.0 / step
            else
                rate / (1.0 - exp (-rate * step))
    }

/// Everything that acts in one step: v = (s, 1, u).
type Setting =
    {
        Problem: PlantProblem
        Cut: Cut
        Full: Piece
        First: Piece
        Second: Piece
        /// What is paid at an instant where weights are sampled.
        Instant: Matrix
    }

let setting (problem: PlantProblem) =
    let cut = cut problem
    let full = piece problem cut.Step

    {
        Problem = problem
        Cut = cut
        Full = full
        First = if cut.IsSplit then piece problem cut.First else full
        Second =
            if cut.IsSplit then
                piece problem (cut.Step - cut.First)
            else
                full
        Instant = weight problem
    }

let private sizes setting =
    let n, m = setting.Problem.StateDim, setting.Problem.InputDim
    let own = n + setting.Cut.Memory * m + setting.Cut.Integrals
    n, m, own, own + 1 + m

/// The length of s.
let own setting =
    let _, _, own, _ = sizes setting
    own

let private pick setting first count =
    let _, _, _, all = sizes setting
    Matrix<float>.Build.Dense(count, all, (fun i j -> if j = first + i then 1.0 else 0.0))

let private past setting age =
    let n, m, own, _ = sizes setting
    pick setting (if age = 0 then own + 1 else n + (age - 1) * m) m

/// A plant followed through inputs that are maps of v.
type private Course =
    {
        State: Matrix
        Cost: Matrix
        Worth: float
        Covariance: Matrix
        NoiseCost: float
    }

let private start setting =
    let n, _, _, all = sizes setting

    {
        State = pick setting 0 n
        Cost = zero all all
        Worth = 1.0
        Covariance = zero n n
        NoiseCost = 0.0
    }

let private charge setting (weight: Matrix) (input: Matrix) course =
    let n, _, own, _ = sizes setting
    let joint = course.State.Stack(input).Stack(pick setting own 1)

    { course with
        Cost = course.Cost + course.Worth * joint.TransposeThisAndMultiply(weight * joint)
        NoiseCost =
            course.NoiseCost
            + course.Worth * traceOfProduct (sub 0 n 0 n weight) course.Covariance
    }

let private hold setting (piece: Piece) (input: Matrix) course =
    let _, _, own, _ = sizes setting
    let charged = charge setting piece.Weight input course

    { charged with
        State = piece.A * course.State + piece.B * input + piece.Drift * pick setting own 1
        Covariance = piece.A * course.Covariance * piece.A.Transpose() + piece.Noise
        NoiseCost = charged.NoiseCost + course.Worth * piece.Constant
        Worth = course.Worth * piece.Discount
    }

let private isAtInstants setting =
    setting.Problem.Time = PlantTime.Continuous
    && setting.Problem.Weights = StepWeights.Sampled

/// What acts from the start of a step to its end, or to the end of the delay alone.
let private follow setting age isWhole course =
    let course =
        if isAtInstants setting then
            charge setting setting.Instant (past setting age) course
        else
            course

    if not setting.Cut.IsSplit then
        hold setting setting.Full (past setting age) course
    else
        let first = hold setting setting.First (past setting age) course

        if isWhole then
            hold setting setting.Second (past setting (age - 1)) first
        else
            first

/// s⁺ = As + Bu + c, with the cost of (s, 1, u)'M(s, 1, u).
type Model =
    {
        A: Matrix
        B: Matrix
        Drift: Matrix
        Cost: Matrix
        Constant: float
    }

/// One step of a plant.
let model setting : Model =
    let problem, cut = setting.Problem, setting.Cut
    let n, m, own, all = sizes setting
    let course = follow setting cut.Delay true (start setting)
    let isIntegrated = problem.Time = PlantTime.Continuous && not (isAtInstants setting)

    let rate =
        match problem.RateWeight with
        | null -> zero all all
        | weight ->
            let change = past setting 0 - past setting 1
            let scale = if isIntegrated then 1.0 / cut.Step else 1.0
            change.TransposeThisAndMultiply(ofArray weight * change) * scale

    // Where there is none nothing reads it.
    let integral = pick setting (n + cut.Memory * m) (max 1 cut.Integrals)

    let integralCost =
        match integralOf problem with
        | None -> zero all all
        | Some(_, weight) ->
            integral.TransposeThisAndMultiply(weight * integral)
            * (if isIntegrated then cut.Step else 1.0)

    let next =
        [
            course.State
            for age in 0 .. cut.Memory - 1 do
                past setting age
            match integralOf problem with
            | Some(outputs, _) -> integral + outputs * pick setting 0 n * cut.Step
            | None -> ()
        ]
        |> List.reduce (fun upper lower -> upper.Stack lower)

    let cost = course.Cost + rate + integralCost

    {
        A = sub 0 own 0 own next
        B = sub 0 own (own + 1) m next
        Drift = sub 0 own own 1 next
        Cost = (cost + cost.Transpose()) / 2.0
        Constant = course.NoiseCost
    }

/// Q, S, R of a step without its linear terms; A and B with the root of the discount.
let toRiccati (setting: Setting) (model: Model) : Riccati.Step =
    let own, m, root = model.A.RowCount, model.B.ColumnCount, sqrt setting.Cut.Discount

    {
        A = model.A * root
        B = model.B * root
        Q = sub 0 own 0 own model.Cost
        R = sub (own + 1) m (own + 1) m model.Cost
        S = sub 0 own (own + 1) m model.Cost
    }

/// The same with 1 as the last state, linear terms included.
let toBordered (setting: Setting) (model: Model) : Riccati.Step =
    let own, m, root = model.A.RowCount, model.B.ColumnCount, sqrt setting.Cut.Discount

    {
        A = blocks model.A model.Drift (zero 1 own) (identity 1) * root
        B = model.B.Stack(zero 1 m) * root
        Q = sub 0 (own + 1) 0 (own + 1) model.Cost
        R = sub (own + 1) m (own + 1) m model.Cost
        S = sub 0 (own + 1) (own + 1) m model.Cost
    }

/// The cost of (s, 1) at the end of a horizon, from the inputs under way and the weight of the last state's distance from `target`, and that
/// of the noise; `settingOf` has the steps after the last one.
let terminal (settingOf: int -> Setting) (final: Matrix) (target: Matrix) =
    let setting = settingOf 0
    let _, _, own, _ = sizes setting
    let delay = setting.Cut.Delay

    let course =
        seq { 0 .. delay - 1 }
        |> Seq.fold (fun course i -> follow (settingOf i) (delay - i) (i < delay - 1) course) (start setting)

    let away = course.State - target * pick setting own 1

    let cost = course.Cost + course.Worth * away.TransposeThisAndMultiply(final * away)

    let size = own + 1
    sub 0 size 0 size cost, course.NoiseCost + course.Worth * traceOfProduct final course.Covariance
