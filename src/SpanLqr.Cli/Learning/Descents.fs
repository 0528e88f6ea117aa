/// Zero-order descents from settings.
module SpanLqr.Cli.Learning.Descents

open SpanLqr.Cli
open SpanLqr.Learning
open SpanLqr.ZeroOrder

let private rule settings =
    match Settings.text "estimator" settings with
    | "one-point" -> GradientRule.OnePoint
    | "baseline" -> GradientRule.Baseline
    | _ -> GradientRule.TwoPoint

let private smoothing settings =
    match Settings.text "smoothing" settings with
    | "gaussian" -> Smoothing.Gaussian
    | _ -> Smoothing.Sphere

/// How gradients are estimated.
let gradient seed settings =
    GradientOptions(
        Rule = rule settings,
        Smoothing = smoothing settings,
        Radius = Settings.number "radius" settings,
        Batch = Settings.count "batch" settings,
        LeaveOneOut = (Settings.text "leave-one-out" settings = "on"),
        CommonNoise = (Settings.text "noise" settings = "common"),
        Rejection = Settings.number "rejection" settings,
        Seed = seed
    )

let private step settings =
    let kind =
        match Settings.text "step-rule" settings with
        | "backtracking" -> StepKind.Backtracking
        | "constant" -> StepKind.Constant
        | "decaying" -> StepKind.Decaying
        | other ->
            Stop.wrongInput
                $"spanlqr: Option '--step-rule' is '{other}', expected one of backtracking, constant, decaying for zero-order descent."

    StepRule(kind, Settings.number "step" settings, Settings.number "step-delay" settings)

/// The radius of the ball, where there is one.
let ball settings =
    match Settings.number "ball" settings with
    | 0.0 -> infinity
    | radius -> radius

let options seed settings =
    DescentOptions(
        Gradient = gradient seed settings,
        Step = step settings,
        Ball = ball settings,
        Tolerance = Settings.number "tolerance" settings
    )

/// How rollouts run.
let rollouts threads settings =
    let model =
        match Settings.text "rollout" settings with
        | "ergodic" -> RolloutModel.Ergodic
        | _ -> RolloutModel.NoiseInitial

    let steps, burnIn =
        Settings.count "horizon" settings, Settings.count "burn-in" settings

    if model = RolloutModel.NoiseInitial && burnIn > 0 then
        Stop.wrongInput "spanlqr: Option '--burn-in' does not apply to '--rollout noise-init', which starts with the noise."

    if burnIn >= steps then
        Stop.wrongInput $"spanlqr: Option '--burn-in' is '{burnIn}', expected less than the {steps} steps of '--horizon'."

    RolloutCostOptions(Model = model, Steps = steps, BurnIn = burnIn, Threads = threads)
