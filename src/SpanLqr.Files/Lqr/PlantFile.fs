namespace SpanLqr.Files

open SpanLqr.Plants

/// What a file of kind `lqr` says of the plant as it is: its time, delay, set-point and measurements.
type PlantFile =
    {
        Time: PlantTime option
        Step: Located<float> option
        Weights: Located<StepWeights> option
        Delay: Located<float> option
        Discount: float option
        Drift: Located<float[]> option
        RateWeight: LocatedMatrix option
        Outputs: LocatedMatrix option
        Reference: Located<float[]> option
        Integral: Located<bool> option
        IntegralWeight: LocatedMatrix option
        C: LocatedMatrix option
        V: LocatedMatrix option
        N: LocatedMatrix option
        Estimator: Located<Estimator> option
        InitialState: Located<float[]> option
        References: VectorSeries option
        InputReferences: VectorSeries option
    }

/// The members of an `lqr` file that say so. A file without any of them is of a discrete problem whose state is known.
module PlantFile =
    let private field = Field<PlantFile>()

    let private matrix = Codec.located Value.matrix
    let private vector = Codec.located Value.vector

    let private withDefault value codec =
        Codec.extended [ "default", value ] codec

    let private time =
        Value.choice [ "discrete", PlantTime.Discrete; "continuous", PlantTime.Continuous ]
        |> withDefault (Word "discrete")

    let private step =
        Value.numberThat "a number > 0" [ "exclusiveMinimum", Number 0.0 ] (fun step -> step > 0.0)

    let private stepWeights =
        Value.choice [ "integrated", StepWeights.Integrated; "sampled", StepWeights.Sampled ]
        |> withDefault (Word "integrated")

    let private delay =
        Value.numberThat "a number >= 0" [ "minimum", Number 0.0; "default", Number 0.0 ] (fun delay -> delay >= 0.0)

    let private discount =
        Value.numberThat "a number in (0, 1]" [ "exclusiveMinimum", Number 0.0; "maximum", Number 1.0; "default", Number 1.0 ] (fun beta ->
            beta > 0.0 && beta <= 1.0)

    let private estimator =
        Value.choice [ "current", Estimator.Current; "predictor", Estimator.Predictor ]
        |> withDefault (Word "current")

    let members =
        ObjectBuilder<PlantFile>() {
            let! time =
                field.Optional("time", time, "continuous: A, B, W are rates, and the input is held over each step", _.Time)

            and! step =
                field.Optional("step", Codec.located step, "h, the sampling step in seconds of a continuous plant", _.Step)

            and! weights =
                field.Optional(
                    "weights",
                    Codec.located stepWeights,
                    "whether Q, S, R of a continuous plant weigh the integral or the samples",
                    _.Weights
                )

            and! delay =
                field.Optional("delay", Codec.located delay, "of the inputs: whole steps, or seconds of a continuous plant", _.Delay)

            and! discount =
                field.Optional("discount", discount, "per step, or per second of a continuous plant", _.Discount)

            and! drift =
                field.Optional("drift", vector, "n numbers, the known constant term; default 0", _.Drift)

            and! rateWeight =
                field.Optional("rateWeight", matrix, "m×m, symmetric, ⪰ 0, weighs the change of the input; default 0", _.RateWeight)

            and! outputs =
                field.Optional("outputs", matrix, "E, q×n, q ≤ m, what is held at the reference; default C", _.Outputs)

            and! reference =
                field.Optional("reference", vector, "q numbers, where the outputs are held; default 0", _.Reference)

            and! integral =
                field.Optional(
                    "integral",
                    Codec.located (withDefault (Switch false) Value.switch),
                    "integral action on the tracked outputs",
                    _.Integral
                )

            and! integralWeight =
                field.Optional("integralWeight", matrix, "q×q, symmetric, ≻ 0", _.IntegralWeight)

            and! c = field.Optional("C", matrix, "p×n, measurements y = Cx + v", _.C)

            and! v =
                field.Optional("V", matrix, "p×p, symmetric, ⪰ 0, covariance of the noise of one sample", _.V)

            and! n =
                field.Optional("N", matrix, "n×p, covariance of w and v of one step; discrete time, no delay; default 0", _.N)

            and! estimator =
                field.Optional(
                    "estimator",
                    Codec.located estimator,
                    "whether the input of a step may use the measurement of that step",
                    _.Estimator
                )

            and! initialState =
                field.Optional("x0", vector, "n numbers, where a run starts, and over a horizon the cost; default 0", _.InitialState)

            and! references =
                field.Optional(
                    "references",
                    VectorSeries.codec,
                    "over a horizon T + 1 vectors to follow, known beforehand: of the outputs if there are any, else of the states; or the path of a CSV file",
                    _.References
                )

            and! inputReferences =
                field.Optional(
                    "inputReferences",
                    VectorSeries.codec,
                    "T vectors of m numbers, the inputs that go with references of states; or the path of a CSV file; default 0",
                    _.InputReferences
                )

            return
                {
                    Time = time
                    Step = step
                    Weights = weights
                    Delay = delay
                    Discount = discount
                    Drift = drift
                    RateWeight = rateWeight
                    Outputs = outputs
                    Reference = reference
                    Integral = integral
                    IntegralWeight = integralWeight
                    C = c
                    V = v
                    N = n
                    Estimator = estimator
                    InitialState = initialState
                    References = references
                    InputReferences = inputReferences
                }
        }

    /// Which members ask for which others.
    let dependencies =
        [
            "step", [ "time" ]
            "weights", [ "time" ]
            "C", [ "V" ]
            "V", [ "C" ]
            "N", [ "C" ]
            "estimator", [ "C" ]
            "integralWeight", [ "integral" ]
            "references", [ "horizon" ]
            "inputReferences", [ "references" ]
        ]

    /// What the members say of a plant. The time is always said, so that the file is one of a plant.
    let ofProblem (problem: PlantProblem) (horizon: PlantHorizon option) =
        let isContinuous = problem.Time = PlantTime.Continuous
        let onlyIf holds value = if holds then Some value else None
        let located holds value = onlyIf holds (Located.ofValue value)
        let measurement = Option.ofObj problem.Measurement
        let tracking = Option.ofObj problem.Tracking

        {
            Time = Some problem.Time
            Step = located isContinuous problem.Step
            Weights = located isContinuous problem.Weights
            Delay = located (problem.Delay > 0.0) problem.Delay
            Discount = onlyIf (problem.Discount < 1.0) problem.Discount
            Drift = Located.ofNullable problem.Drift
            RateWeight = Located.ofNullable problem.RateWeight
            Outputs = tracking |> Option.map (_.Outputs >> Located.ofValue)
            Reference = tracking |> Option.bind (fun tracking -> Located.ofNullable tracking.Reference)
            Integral =
                tracking
                |> Option.bind (fun tracking -> Option.ofObj tracking.IntegralWeight)
                |> Option.map (fun _ -> Located.ofValue true)
            IntegralWeight =
                tracking
                |> Option.bind (fun tracking -> Located.ofNullable tracking.IntegralWeight)
            C = measurement |> Option.map (_.C >> Located.ofValue)
            V = measurement |> Option.map (_.V >> Located.ofValue)
            N = measurement |> Option.bind (fun measurement -> Located.ofNullable measurement.N)
            Estimator = measurement |> Option.map (_.Estimator >> Located.ofValue)
            InitialState = Located.ofNullable problem.InitialState
            References =
                horizon
                |> Option.bind (fun horizon -> Option.ofObj horizon.References)
                |> Option.map VectorSeries.ofVectors
            InputReferences =
                horizon
                |> Option.bind (fun horizon -> Option.ofObj horizon.InputReferences)
                |> Option.map VectorSeries.ofVectors
        }
