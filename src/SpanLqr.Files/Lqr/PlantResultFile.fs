namespace SpanLqr.Files.Results

open SpanLqr.Files
open SpanLqr.Plants

/// How long the parts of a plant's policy are.
type PlantSizes =
    {
        States: int
        Inputs: int
        /// The length of s: the state, the inputs remembered and the integrators.
        Policy: int
        /// How many outputs follow a set-point, where any do.
        Outputs: int option
        Measurements: int option
        IsContinuous: bool
        /// Whether the weights of a continuous plant were integrated.
        IsIntegrated: bool
    }

module PlantSizes =
    /// How many past inputs the policy remembers.
    let private rememberedInputs (problem: PlantProblem) =
        let step =
            if problem.Time = PlantTime.Continuous then
                problem.Step
            else
                1.0

        let steps = problem.Delay / step

        let delay =
            if abs (steps - round steps) <= 1e-9 then
                round steps
            else
                ceil steps

        max (int delay) (if isNull problem.RateWeight then 0 else 1)

    let private integrators (problem: PlantProblem) =
        problem.Tracking
        |> Option.ofObj
        |> Option.bind (fun tracking -> Option.ofObj tracking.IntegralWeight)
        |> Option.map Array2D.length1
        |> Option.defaultValue 0

    let ofProblem (problem: PlantProblem) =
        {
            States = problem.StateDim
            Inputs = problem.InputDim
            Policy =
                problem.StateDim
                + rememberedInputs problem * problem.InputDim
                + integrators problem
            Outputs =
                problem.Tracking
                |> Option.ofObj
                |> Option.map (fun tracking -> Array2D.length1 tracking.Outputs)
            Measurements =
                problem.Measurement
                |> Option.ofObj
                |> Option.map (fun measurement -> Array2D.length1 measurement.C)
            IsContinuous = problem.Time = PlantTime.Continuous
            IsIntegrated = problem.Weights = StepWeights.Integrated
        }

/// Results of `lqr` problems that say the plant as it is. Without sizes they describe those of any plant.
module PlantResultFile =
    let private count get sizes =
        sizes |> Option.map get |> Option.defaultValue 0

    let private sampledWeights n m =
        let field = Field<SampledWeights>()

        ObjectBuilder<SampledWeights>() {
            let! q = field.Required("Q", Settled.matrix n n, "", _.Q)
            and! s = field.Required("S", Settled.matrix n m, "", _.S)
            and! r = field.Required("R", Settled.matrix m m, "", _.R)

            and! constant =
                field.Required("constant", Value.number, "what the noise between the samples costs", _.Constant)

            return
                {
                    Q = q
                    S = s
                    R = r
                    Constant = constant
                }
        }

    let private sampled sizes =
        let n, m = count _.States sizes, count _.Inputs sizes
        let field = Field<SampledResult>()

        ObjectBuilder<SampledResult>() {
            let! a = field.Required("A", Settled.matrix n n, "", _.A)
            and! b = field.Required("B", Settled.matrix n m, "", _.B)
            and! w = field.Required("W", Settled.matrix n n, "", _.W)

            and! weights =
                Fields.ofPartIf (Option.map _.IsIntegrated sizes) _.Weights (sampledWeights n m)

            return
                {
                    A = a
                    B = b
                    W = w
                    Weights = weights
                }
        }
        |> Fields.toObject
        |> Codec.defined "sampled" "A continuous plant at its sampling instants, without the delay; the weights where they were integrated."

    let private filter n m p =
        let field = Field<PlantFilterResult>()

        ObjectBuilder<PlantFilterResult>() {
            let! gain = field.Required("filterGain", Settled.matrix n p, "L, n×p", _.FilterGain)

            and! predictor =
                field.Required("predictorGain", Settled.matrix n p, "L_p, n×p", _.PredictorGain)

            and! innovation =
                field.Required("innovationGain", Settled.matrix m p, "G, m×p, 0 for a predictor", _.InnovationGain)

            and! prediction =
                field.Required("predictionCovariance", Settled.matrix n n, "n×n", _.PredictionCovariance)

            and! filtered =
                field.Required("filteredCovariance", Settled.matrix n n, "n×n", _.FilteredCovariance)

            and! radius =
                field.Stated("filterSpectralRadius", Value.number, "of A − L_pC", _.SpectralRadius)

            return
                {
                    FilterGain = gain
                    PredictorGain = predictor
                    InnovationGain = innovation
                    PredictionCovariance = prediction
                    FilteredCovariance = filtered
                    SpectralRadius = radius
                }
        }

    /// A member of a policy that follows a set-point.
    let private feedforward sizes (codec: int -> Codec<'a>) description get =
        let outputs = sizes |> Option.bind _.Outputs |> Option.defaultValue 0
        let isTracking = sizes |> Option.map (fun sizes -> sizes.Outputs.IsSome)

        Field<'a>().Required("feedforward", codec outputs, description, id)
        |> Fields.ofPartIf isTracking get

    /// The result of a stationary plant.
    let stationary sizes =
        let n, m, own = count _.States sizes, count _.Inputs sizes, count _.Policy sizes
        let p = sizes |> Option.bind _.Measurements |> Option.defaultValue 0
        let isMeasured = sizes |> Option.map (fun sizes -> sizes.Measurements.IsSome)
        let field = Field<PlantResult>()

        ObjectBuilder<PlantResult>() {
            let! k =
                field.Required("K", Settled.matrix m own, "m×s, the gain of u = −Ks − Ge + Fr − κ", _.K)

            and! p' =
                field.Required("P", Settled.matrix own own, "s×s, the cost to go from s", _.P)

            and! sampled =
                field.Optional("sampled", sampled sizes, "of continuous plants", _.Sampled)

            and! eigenvalues =
                field.Claimed(
                    "eigenvalues",
                    Codec.array "an array of eigenvalues" 0 Settled.complex,
                    "of the loop; null where it was learned",
                    _.Eigenvalues
                )

            and! radius =
                field.Stated("spectralRadius", Value.number, "of the loop", _.SpectralRadius)

            and! filter = Fields.ofPartIf isMeasured _.Filter (filter n m p)
            and! offset = field.Optional("offset", Settled.vector m, "κ, m numbers", _.Offset)
            and! feedforward = feedforward sizes (Settled.matrix m) "F, m×q" _.Feedforward

            and! state =
                field.Optional("steadyState", Settled.vector n, "n numbers", _.SteadyState)

            and! input =
                field.Optional("steadyInput", Settled.vector m, "m numbers", _.SteadyInput)

            and! cost =
                field.Stated("cost", Value.number, "per second with integrated weights, else per step", _.Cost)

            and! residual =
                field.Claimed("residual", Value.number, "of the Riccati equation that was solved; null where none was", _.Residual)

            return
                {
                    K = k
                    P = p'
                    Sampled = sampled
                    Eigenvalues = eigenvalues
                    SpectralRadius = radius
                    Filter = filter
                    Offset = offset
                    Feedforward = feedforward
                    SteadyState = state
                    SteadyInput = input
                    Cost = cost
                    Residual = residual
                    ErrorEstimate = None
                }
        }

    /// The result of a plant over a horizon of T steps.
    let horizon sizes steps =
        let n, m, own = count _.States sizes, count _.Inputs sizes, count _.Policy sizes
        let field = Field<PlantHorizonResult>()

        let matrices length rows columns =
            Settled.several length "matrices" (Settled.matrix rows columns)

        ObjectBuilder<PlantHorizonResult>() {
            let! k =
                field.Required("K", matrices steps m own, "T of them, m×s: u_t = −K_t s_t + F_t r − κ_t", _.K)

            and! p = field.Required("P", matrices (steps + 1) own own, "T + 1 of them, s×s", _.P)

            and! offset =
                field.Optional("offset", Settled.several steps "vectors" (Settled.vector m), "κ_t, T of them", _.Offset)

            and! feedforward =
                feedforward sizes (matrices steps m) "F_t, T of them, m×q" _.Feedforward

            and! state =
                field.Optional("steadyState", Settled.vector n, "n numbers", _.SteadyState)

            and! input =
                field.Optional("steadyInput", Settled.vector m, "m numbers", _.SteadyInput)

            and! cost =
                field.Stated("cost", Value.number, "the sum, discounted with a discount", _.Cost)

            return
                ({
                    K = k
                    P = p
                    Offset = offset
                    Feedforward = feedforward
                    SteadyState = state
                    SteadyInput = input
                    Cost = cost
                }
                : PlantHorizonResult)
        }
