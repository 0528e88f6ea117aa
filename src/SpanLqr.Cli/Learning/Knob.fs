namespace SpanLqr.Cli.Learning

open System
open System.Globalization
open SpanLqr.Cli

/// What a setting of a learner can be.
type KnobValue =
    | AtLeast of int
    | Positive
    | NotNegative
    | OneOf of string list

/// A setting of some learner, and an option of the command line.
type Knob =
    {
        Name: string
        Value: KnobValue
        Description: string
    }

module Knob =
    let private knob name value description =
        {
            Name = name
            Value = value
            Description = description
        }

    /// Every setting there is; a method has some of them.
    let all =
        [
            knob
                "estimator"
                (OneOf [ "natural"; "fit"; "two-point"; "one-point"; "baseline" ])
                "how gradients are estimated from costs: natural takes differences along fixed directions in which the cost is round, fit fits the quadratic that a stage's cost is, the others take random directions"
            knob "smoothing" (OneOf [ "sphere"; "gaussian" ]) "the law of the directions in which policies are perturbed"
            knob "radius" Positive "r, the smoothing radius"
            knob "batch" (AtLeast 1) "samples in one gradient"
            knob "noise" (OneOf [ "common"; "independent" ]) "whether the rollouts of a pair share their random numbers"
            knob
                "leave-one-out"
                (OneOf [ "on"; "off" ])
                "whether one-point costs are taken relative to the mean of the others of their batch"
            knob "rejection" Positive "a rollout that costs more than this many times the median of its batch is left out, as diverged"
            knob "ball" NotNegative "radius of the ball on which policies are projected; 0 for none"
            knob "rollout" (OneOf [ "noise-init"; "ergodic" ]) "sum of costs from a random start without noise, or mean cost with noise"
            knob
                "exploration-share"
                Positive
                "κ: exploration adds κ times the mean cost; 10 suits a simulator, 1 a plant whose costs are real"
            knob
                "critic"
                (OneOf [ "kept"; "lstd"; "gtd"; "exact" ])
                "how an actor's critic evaluates the policy: on data that are kept and doubled, or of fixed size and new for each step; gtd goes from sample to sample, so that threads help it to its data only"
            knob "step-rule" (OneOf [ "curvature"; "backtracking"; "constant"; "decaying"; "bound" ]) "how long steps are"
            knob "step" Positive "η, the step, or its first trial, or its multiple of 1/curvature"
            knob "agents" (AtLeast 2) "M, the agents that stand for the mean field in a rollout"
            knob
                "population"
                (OneOf [ "collapsed"; "every" ])
                "simulate mean and scatter, which have the law of the M agents', or every agent"
            knob "process-noise" (OneOf [ "off"; "on" ]) "whether noise acts in rollouts after the stage being learned"
            knob
                "moments"
                (OneOf [ "unit"; "loop" ])
                "the second moment of the state that weights slopes: the identity, or that of the current loop"
            knob "ascent" (OneOf [ "scaled"; "plain" ]) "the adversary's step: η/γ², which makes it the controller's equal, or η"
            knob "stage-iterations" (AtLeast 1) "iterations for each stage"
            knob "gain-rounds" (AtLeast 1) "S₁, rounds in which gains are learned"
            knob "gain-iterations" (AtLeast 1) "R₁, iterations of each descent in a round of gains"
            knob "offset-rounds" (AtLeast 0) "S₂, rounds in which offsets are learned"
            knob "offset-iterations" (AtLeast 1) "R₂, iterations of each descent in a round of offsets"
            knob "offset-radius" Positive "r₂, the smoothing radius of offsets"
            knob "offset-step" Positive "η₂, the step of offsets"
            knob "offset-batch" (AtLeast 1) "k₂, samples in one gradient by offsets"
            knob "offset-horizon" (AtLeast 1) "steps of a rollout of offsets"
            knob "offset-burn-in" (AtLeast 0) "steps before the first one that counts for offsets"
            knob "warm-start" (OneOf [ "on"; "off" ]) "whether descents start where those of the round before ended"
            knob
                "simulator"
                (OneOf [ "exact"; "identified" ])
                "the law of the mean field: consistent with the policies, or identified from a trajectory"
            knob "identification-steps" (AtLeast 1) "steps of that trajectory"
            knob "rounds" (AtLeast 1) "rounds at most in which all populations improve their policies and the mean field moves"
            knob "simulator-noise" (OneOf [ "on"; "off" ]) "whether the mean field moves with noise in rollouts of offsets"
            knob "step-delay" Positive "k₀ of steps that decay like 1/√(1 + k/k₀)"
            knob "tolerance" NotNegative "stop where the norm of the estimated gradient falls below this"
            knob
                "data"
                (OneOf [ "representative"; "every" ])
                "whose trajectories a critic sees: one agent's of a population, or every agent's"
            knob "horizon" (AtLeast 1) "steps of a rollout, or of all trajectories of an agent together"
            knob "trajectories" (AtLeast 1) "independent trajectories that share the horizon of a critic's data"
            knob "burn-in" (AtLeast 0) "steps before the first one that counts"
            knob "exploration" Positive "σ of u = −Kx + σz while a critic collects data"
            knob "gtd-step" Positive "η of the steps η/(Φ·√(1 + t/t₀)) of the critic gtd, Φ the largest squared norm of its features"
            knob "gtd-delay" Positive "t₀ of the steps of the critic gtd, in samples"
            knob "gtd-primal" Positive "radius of the critic gtd's primal ball, in mean costs"
            knob "gtd-dual" Positive "radius of the critic gtd's dual ball, in mean costs"
        ]

    let named name =
        all |> List.find (fun knob -> knob.Name = name)

    let private wanted knob =
        match knob.Value with
        | AtLeast least -> $"a whole number of at least {least}"
        | Positive -> "a positive number"
        | NotNegative -> "a number of at least 0"
        | OneOf choices -> "one of " + String.Join(", ", choices)

    let private isFinite (text: string) accept =
        match Double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture) with
        | true, value -> Double.IsFinite value && accept value
        | _ -> false

    /// Whether the setting can have that value.
    let accepts knob (text: string) =
        match knob.Value with
        | AtLeast least ->
            match Int32.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture) with
            | true, value -> value >= least
            | _ -> false
        | Positive -> isFinite text (fun value -> value > 0.0)
        | NotNegative -> isFinite text (fun value -> value >= 0.0)
        | OneOf choices -> List.contains text choices

    /// Ends with what was expected where the text is no value of the setting.
    let check knob text =
        if not (accepts knob text) then
            Stop.wrongInput $"spanlqr: Option '--{knob.Name}' is '{text}', expected {wanted knob}."
