namespace SpanLqr.Files

open System
open System.Collections.Generic
open System.Text.Json
open SpanLqr.Robust

/// x⁺ = A x + Ā x̄ + B u + B̄ ū + D v + D̄ v̄.
type RobustDynamicsFile =
    {
        A: Series
        Abar: Series option
        B: Series
        Bbar: Series option
        D: Series option
        Dbar: Series option
    }

/// The weights of states and inputs.
type RobustWeightsFile =
    {
        Q: Series
        Qbar: Series
        Qf: LocatedMatrix option
        Qbarf: LocatedMatrix option
        R: Series option
        Rbar: Series option
        /// Whether the weights of the states may be any symmetric matrices.
        Indefinite: bool option
    }

/// The covariances of an agent's own noise and of the common one.
type RobustNoiseFile =
    {
        Sigma: LocatedMatrix
        SigmaBar: LocatedMatrix
        Sigma0: LocatedMatrix option
        Sigma0Bar: LocatedMatrix option
    }

/// What a file of kind `robust` says.
type RobustFile =
    {
        /// Nothing for infinitely many steps.
        Horizon: Located<int option>
        Dynamics: RobustDynamicsFile
        Weights: RobustWeightsFile
        Noise: RobustNoiseFile
        /// Nothing for the least viable level.
        Gamma: float option
        Agents: int option
    }

/// `"kind": "robust"`.
module RobustFile =
    [<Literal>]
    let Kind = "robust"

    /// A word or a value, the word meaning nothing.
    let private wordOr word wanted (refuse: Node -> unit) (codec: Codec<'a>) =
        let isWord (node: Node) =
            node.Value.ValueKind = JsonValueKind.String && node.Value.GetString() = word

        {
            Wanted = wanted
            Read =
                fun node ->
                    if isWord node then
                        None
                    else
                        refuse node
                        Some(codec.Read node)
            Write =
                fun json value ->
                    match value with
                    | Some value -> codec.Write json value
                    | None -> json.WriteStringValue(word: string)
            Schema = Schema.anyOf [ Schema.constant word; codec.Schema ]
        }

    let private horizon =
        let refuse (node: Node) =
            if node.Value.ValueKind = JsonValueKind.String then
                Node.expected "a whole number or \"infinite\"" node

        wordOr "infinite" "a number of steps or \"infinite\"" refuse Value.count

    let private positive =
        // Its square is what counts.
        Value.numberThat "a positive number whose square is one too" [ "exclusiveMinimum", Number 0.0 ] (fun value ->
            value > 0.0 && Double.IsNormal(value * value))

    let private level =
        let wanted = "a positive number or \"min\""

        let refuse (node: Node) =
            if node.Value.ValueKind <> JsonValueKind.Number then
                Node.expected wanted node

        wordOr "min" wanted refuse positive

    let private matrix = Codec.located Value.matrix
    let private series wanted = Codec.wanting wanted Series.codec
    let private covariance wanted = Codec.wanting wanted matrix

    let private dynamics =
        let field = Field<RobustDynamicsFile>()

        ObjectBuilder<RobustDynamicsFile>() {
            let! a = field.Required("A", series "the n×n matrix of the dynamics", "n×n", _.A)
            and! abar = field.Optional("Abar", Series.codec, "n×n; default 0", _.Abar)
            and! b = field.Required("B", series "the n×m matrix of the inputs", "n×m", _.B)
            and! bbar = field.Optional("Bbar", Series.codec, "n×m; default 0", _.Bbar)
            and! d = field.Optional("D", Series.codec, "n×p; default the identity", _.D)
            and! dbar = field.Optional("Dbar", Series.codec, "n×p; default 0", _.Dbar)

            return
                {
                    A = a
                    Abar = abar
                    B = b
                    Bbar = bbar
                    D = d
                    Dbar = dbar
                }
        }

    let private weights =
        let field = Field<RobustWeightsFile>()

        ObjectBuilder<RobustWeightsFile>() {
            let! q =
                field.Required(
                    "Q",
                    series "the n×n weight Q of the states",
                    "n×n, symmetric, ⪰ 0 unless indefinite; one, or T + 1 of them",
                    _.Q
                )

            and! qbar =
                field.Required(
                    "Qbar",
                    series "the n×n weight Qbar of the states",
                    "n×n, symmetric, ⪰ 0 unless indefinite; one, or T + 1 of them",
                    _.Qbar
                )

            and! qf =
                field.Optional("Qf", matrix, "n×n, symmetric, ⪰ 0 unless indefinite: Q for t = T where Q is one matrix", _.Qf)

            and! qbarf =
                field.Optional("Qbarf", matrix, "n×n, symmetric, ⪰ 0 unless indefinite: Qbar for t = T where Qbar is one matrix", _.Qbarf)

            and! r =
                field.Optional("R", Series.codec, "m×m, symmetric, ≻ 0; default the identity", _.R)

            and! rbar =
                field.Optional("Rbar", Series.codec, "m×m, symmetric, ≻ 0; default R", _.Rbar)

            and! indefinite =
                field.Optional(
                    "indefinite",
                    Codec.extended [ "default", Switch false ] Value.switch,
                    "accepts any symmetric weights of the states, and a solution that is not semidefinite",
                    _.Indefinite
                )

            return
                {
                    Q = q
                    Qbar = qbar
                    Qf = qf
                    Qbarf = qbarf
                    R = r
                    Rbar = rbar
                    Indefinite = indefinite
                }
        }

    let private noise =
        let field = Field<RobustNoiseFile>()

        ObjectBuilder<RobustNoiseFile>() {
            let! sigma =
                field.Required(
                    "Sigma",
                    covariance "the n×n covariance of each agent's own noise",
                    "n×n, ⪰ 0: covariance of each agent's own noise",
                    _.Sigma
                )

            and! sigmaBar =
                field.Required(
                    "SigmaBar",
                    covariance "the n×n covariance of the common noise",
                    "n×n, ⪰ 0: covariance of the common noise",
                    _.SigmaBar
                )

            and! sigma0 =
                field.Optional("Sigma0", matrix, "n×n, ⪰ 0: the same at the start; default Sigma", _.Sigma0)

            and! sigma0Bar =
                field.Optional("Sigma0Bar", matrix, "n×n, ⪰ 0: the same at the start; default SigmaBar", _.Sigma0Bar)

            return
                {
                    Sigma = sigma
                    SigmaBar = sigmaBar
                    Sigma0 = sigma0
                    Sigma0Bar = sigma0Bar
                }
        }

    let private members =
        let field = Field<RobustFile>()

        ObjectBuilder<RobustFile>() {
            let! () = field.Constant("kind", Kind)

            and! horizon =
                field.Required("horizon", Codec.located horizon, "number of steps T, or infinite", _.Horizon)

            and! dynamics = Fields.ofPart _.Dynamics dynamics
            and! weights = Fields.ofPart _.Weights weights
            and! noise = Fields.ofPart _.Noise noise

            and! gamma =
                field.Required("gamma", level, "the level, or min for the least viable one", _.Gamma)

            and! agents =
                field.Optional("agents", Value.count, "number of agents of a finite population", _.Agents)

            return
                {
                    Horizon = horizon
                    Dynamics = dynamics
                    Weights = weights
                    Noise = noise
                    Gamma = gamma
                    Agents = agents
                }
        }

    /// More entries than this in all gains and costs to go together is a slip of the keyboard, or a result of gigabytes.
    let private largestResult = 100_000_000L

    let private requireModest (horizon: Located<int option>) n m p =
        let entries = int64 n * int64 (2 * n + 2 * m + 2 * p)

        match horizon.Value with
        | Some steps when (int64 steps + 1L) * entries > largestResult ->
            Node.fail horizon.Node $"{steps} steps of {n} states, expected a result of at most {largestResult} numbers"
        | _ -> ()

    /// A weight of the states over time: T + 1 of them, or one for all steps and perhaps another for the end.
    let private stateWeights horizon check (key: string) weights (final: LocatedMatrix option) =
        Series.requireLength (Option.map ((+) 1) horizon) "the horizon and one for the end" weights

        match final with
        | Some final when horizon.IsNone -> Node.fail final.Node "a final weight, expected only together with a horizon"
        | Some final when Series.length weights > 1 -> Node.fail final.Node $"a final weight, expected only where {key} is one matrix"
        | _ -> ()

        weights |> Series.map check |> Series.matrices, final |> Option.map (Located.check check) |> Option.toObj

    /// The problem, and the level it asks for, if that is not the least viable one.
    let private toProblem file =
        let horizon = file.Horizon.Value
        let dynamics, weights, noise = file.Dynamics, file.Weights, file.Noise

        let over check series =
            Series.requireLength horizon "the horizon" series
            Series.map check series |> Series.matrices

        let optional check = Option.map (over check) >> Option.toObj

        Matrices.requireSquare dynamics.A.Items[0].Node (Series.first dynamics.A)
        let n = Array2D.length1 (Series.first dynamics.A)
        let likeA = $"A is {n}×{n}"
        let m = Array2D.length2 (Series.first dynamics.B)
        let likeB = $"B is {n}×{m}"

        let p, likeD =
            match dynamics.D with
            | Some d ->
                let p = Array2D.length2 (Series.first d)
                p, $"D is {n}×{p}"
            | None -> n, $"D is the identity, {n}×{n}"

        let a = over (Matrices.ofSize n n likeA) dynamics.A
        let b = over (Matrices.ofSize n m likeA) dynamics.B
        let d = optional (Matrices.ofSize n p likeA) dynamics.D
        requireModest file.Horizon n m p
        let indefinite = weights.Indefinite = Some true

        let stateWeight =
            if indefinite then
                Matrices.symmetric n likeA
            else
                Matrices.semidefinite n likeA

        let q, qf = stateWeights horizon stateWeight "Q" weights.Q weights.Qf
        let qbar, qbarf = stateWeights horizon stateWeight "Qbar" weights.Qbar weights.Qbarf
        let covariance = Matrices.semidefinite n likeA
        let covarianceOrNull = Option.map (Located.check covariance) >> Option.toObj

        let problem =
            RobustProblem(
                Horizon = Option.toNullable horizon,
                A = a,
                B = b,
                D = d,
                R = optional (Matrices.definite m likeB) weights.R,
                Rbar = optional (Matrices.definite m likeB) weights.Rbar,
                Abar = optional (Matrices.ofSize n n likeA) dynamics.Abar,
                Bbar = optional (Matrices.ofSize n m likeB) dynamics.Bbar,
                Dbar = optional (Matrices.ofSize n p likeD) dynamics.Dbar,
                Q = q,
                Qbar = qbar,
                Qf = qf,
                Qbarf = qbarf,
                Sigma = Located.check covariance noise.Sigma,
                SigmaBar = Located.check covariance noise.SigmaBar,
                Sigma0 = covarianceOrNull noise.Sigma0,
                Sigma0Bar = covarianceOrNull noise.Sigma0Bar,
                Indefinite = indefinite,
                Agents = Option.toNullable file.Agents
            )

        Robust(problem, file.Gamma)

    let private ofProblem problem =
        match problem with
        | Robust(problem, gamma) ->
            let optional (series: IReadOnlyList<float[,]> | null) =
                series |> Option.ofObj |> Option.map Series.ofMatrices

            {
                Horizon = problem.Horizon |> Option.ofNullable |> Located.ofValue
                Dynamics =
                    {
                        A = Series.ofMatrices problem.A
                        Abar = optional problem.Abar
                        B = Series.ofMatrices problem.B
                        Bbar = optional problem.Bbar
                        D = optional problem.D
                        Dbar = optional problem.Dbar
                    }
                Weights =
                    {
                        Q = Series.ofMatrices problem.Q
                        Qbar = Series.ofMatrices problem.Qbar
                        Qf = Located.ofNullable problem.Qf
                        Qbarf = Located.ofNullable problem.Qbarf
                        R = optional problem.R
                        Rbar = optional problem.Rbar
                        Indefinite = if problem.Indefinite then Some true else None
                    }
                Noise =
                    {
                        Sigma = Located.ofValue problem.Sigma
                        SigmaBar = Located.ofValue problem.SigmaBar
                        Sigma0 = Located.ofNullable problem.Sigma0
                        Sigma0Bar = Located.ofNullable problem.Sigma0Bar
                    }
                Gamma = gamma
                Agents = Option.ofNullable problem.Agents
            }
        | _ -> invalidArg (nameof problem) "not of kind robust"

    let codec = Fields.toObject members |> Codec.map toProblem ofProblem
