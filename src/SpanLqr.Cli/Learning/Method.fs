namespace SpanLqr.Cli.Learning

open System
open SpanLqr.Cli

/// A learner for one kind of problem: its settings with their defaults.
type Method =
    {
        Kind: string
        Name: string
        /// Nothing where the learner ends by its own schedule.
        Iterations: int option
        Defaults: Settings
        /// What a setting, where it has that value, makes of the defaults of others.
        Variants: (string * string * Settings) list
    }

module Method =
    let private critic =
        [
            "critic", "lstd"
            "step-rule", "curvature"
            "step", "1"
            "step-delay", "10"
            "tolerance", "0"
            "horizon", "20000"
            "trajectories", "8"
            "burn-in", "100"
            "exploration", "1"
            "gtd-step", "1"
            "gtd-delay", "10000"
            "gtd-primal", "100"
            "gtd-dual", "100"
        ]

    let private zeroOrder =
        [
            "estimator", "two-point"
            "smoothing", "sphere"
            "radius", "0.02"
            "batch", "64"
            "noise", "common"
            "leave-one-out", "on"
            "rejection", "1000"
            "step-rule", "backtracking"
            "step", "1"
            "step-delay", "100"
            "ball", "0"
            "tolerance", "0"
            "rollout", "noise-init"
            "horizon", "100"
            "burn-in", "0"
        ]

    let private robust step stageIterations =
        [
            "step", step
            "ascent", "scaled"
            "stage-iterations", stageIterations
            "ball", "0"
        ]

    let private game =
        [
            "gain-rounds", "8"
            "gain-iterations", "30"
            "offset-rounds", "8"
            "offset-iterations", "10"
            "offset-radius", "0.1"
            "offset-step", "1"
            "offset-batch", "200"
            "offset-horizon", "200"
            "offset-burn-in", "50"
            "warm-start", "on"
            "simulator", "exact"
            "identification-steps", "100000"
            "simulator-noise", "on"
        ]

    /// A recursion over samples forgets its start slowly, and takes 12p operations a sample where least squares takes p².
    let private gtd = [ "critic", "gtd", [ "horizon", "40000" ] ]

    /// The variance of one-point estimates is D²·Var J/(r²·batch): a wide radius, a large batch, and costs that vary little, which are mean
    /// costs of long rollouts with noise. That rollouts from the noise make differences of pairs vanish is of no use to single points.
    let private onePoint =
        [
            "radius", "0.15"
            "batch", "200"
            "rollout", "ergodic"
            "horizon", "1000"
            "burn-in", "100"
        ]

    /// The cost of a stage is quadratic in its gains, as that of a game in its offsets, which no radius biases; without a search for it,
    /// the step must be short enough to average what noise is left.
    let private onePointStage =
        [ "radius", "1"; "batch", "2000"; "step", "0.01"; "stage-iterations", "500" ]

    /// Every method this version has; the first of a kind is its default.
    let all =
        [
            {
                Kind = "lqr"
                Name = "nac"
                Iterations = Some 30
                Defaults = critic
                Variants = gtd
            }
            {
                Kind = "lqr"
                Name = "zso"
                Iterations = Some 400
                Defaults = zeroOrder
                Variants = [ "estimator", "one-point", onePoint ]
            }
            {
                Kind = "team"
                Name = "nac"
                Iterations = Some 30
                Defaults = critic @ [ "data", "representative" ]
                Variants = gtd
            }
            {
                Kind = "team"
                Name = "zso"
                Iterations = Some 400
                Defaults = zeroOrder
                Variants = [ "estimator", "one-point", onePoint ]
            }
            {
                Kind = "game"
                Name = "zso"
                Iterations = None
                Defaults = game @ zeroOrder
                Variants = [ "estimator", "one-point", ("offset-radius", "0.3") :: onePoint ]
            }
            {
                Kind = "robust"
                Name = "rgda"
                Iterations = None
                Defaults =
                    robust "0.05" "300"
                    @ [
                        "estimator", "two-point"
                        "smoothing", "sphere"
                        "radius", "0.02"
                        "batch", "64"
                        "noise", "common"
                        "leave-one-out", "on"
                        "rejection", "1000"
                        "agents", "1000"
                        "population", "collapsed"
                        "process-noise", "off"
                    ]
                Variants = [ "estimator", "one-point", onePointStage ]
            }
            {
                Kind = "robust"
                Name = "e-rgda"
                Iterations = None
                Defaults = robust "0.02" "1000"
                Variants = []
            }
            {
                Kind = "robust"
                Name = "e-ddpg"
                Iterations = None
                Defaults = ("moments", "unit") :: robust "0.02" "1000"
                Variants = []
            }
        ]

    let ofKind kind =
        all |> List.filter (fun candidate -> candidate.Kind = kind)

    /// The method of that name, the first one where none is named.
    let find kind name =
        let candidates = ofKind kind

        match name with
        | None -> List.head candidates
        | Some name ->
            match candidates |> List.tryFind (fun candidate -> candidate.Name = name) with
            | Some found -> found
            | None ->
                let names = String.Join(", ", candidates |> List.map _.Name)

                Stop.wrongInput
                    $"spanlqr: Option '--method' is '{name}', expected one of {names}, the methods for a problem of kind {kind}."

    /// The defaults, with what was given in their place; what the method does not have is an error.
    let settings method (given: Settings) : Settings =
        for name, text in given do
            Knob.check (Knob.named name) text

            if not (method.Defaults |> List.exists (fst >> (=) name)) then
                Stop.wrongInput $"spanlqr: Option '--{name}' does not apply to the method {method.Name} of a problem of kind {method.Kind}."

        let chosen fallbacks =
            method.Defaults
            |> List.map (fun (name, _) -> given @ fallbacks @ method.Defaults |> List.find (fst >> (=) name))

        let plain = chosen []

        method.Variants
        |> List.filter (fun (name, value, _) -> Settings.text name plain = value)
        |> List.collect (fun (_, _, fallbacks) -> fallbacks)
        |> chosen
