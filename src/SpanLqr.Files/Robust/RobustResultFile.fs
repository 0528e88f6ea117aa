namespace SpanLqr.Files.Results

open SpanLqr.Files
open SpanLqr.Robust

/// A controller against its worst adversary, as results say it.
module WorstCaseFile =
    let private shortfall =
        let field = Field<Shortfall>()

        ObjectBuilder<Shortfall>() {
            let! part =
                field.Required("part", Value.text "the part", "deviation or mean", _.Part)

            and! stage = field.Optional("stage", Value.step, "the step, with a horizon", _.Stage)

            and! margin =
                field.Claimed("margin", Value.number, "the least eigenvalue of γ²I − D'MD there", _.Margin)

            return
                {
                    Part = part
                    Stage = stage
                    Margin = margin
                }
        }
        |> Fields.toObject

    /// Its members, for whatever else stands beside them.
    let members =
        let field = Field<WorstCaseResult>()

        ObjectBuilder<WorstCaseResult>() {
            let! solvable =
                field.Optional("solvable", Value.switch, "whether the worst case has a bound", _.Solvable)

            and! viable =
                field.Optional("viable", Value.switch, "whether the level is kept against it", _.Viable)

            and! margin =
                field.Claimed(
                    "viabilityMargin",
                    Value.number,
                    "at most 0 where the level is viable; null without a bound",
                    _.ViabilityMargin
                )

            and! value =
                field.Claimed("value", Value.number, "the worst payoff; null without a bound", _.Value)

            and! evidence =
                field.Optional("evidence", shortfall, "why there is no bound", _.Evidence)

            return
                {
                    Solvable = solvable
                    Viable = viable
                    ViabilityMargin = margin
                    Value = value
                    Evidence = evidence
                }
        }

/// Results of `robust` problems. Without a problem they describe those of any.
module RobustResultFile =
    let private finite (problem: RobustProblem option) =
        let agents =
            let wanted = Value.count |> Codec.wanting "the number of agents"

            let read node =
                let agents = wanted.Read node

                match problem with
                | Some problem when problem.Agents <> System.Nullable agents -> Node.expected "the number of agents of the problem" node
                | _ -> agents

            { wanted with Read = read }

        let field = Field<FiniteResult>()

        ObjectBuilder<FiniteResult>() {
            let! agents = field.Required("agents", agents, "", _.Agents)
            and! value = field.Stated("value", Value.number, "", _.Value)
            and! viable = field.Optional("viable", Value.switch, "", _.Viable)

            and! margin =
                field.Stated("viabilityMargin", Value.number, "at most 0 where the level is viable", _.ViabilityMargin)

            and! least =
                field.Claimed("minGamma", Value.number, "the least viable level", _.MinGamma)

            and! paper =
                field.Claimed("paperMargin", Value.number, "the condition of the paper's Theorem 3, for comparison", _.PaperMargin)

            return
                {
                    Agents = agents
                    Value = value
                    Viable = viable
                    ViabilityMargin = margin
                    MinGamma = least
                    PaperMargin = paper
                }
        }
        |> Fields.toObject
        |> Codec.defined "finite" "the same for a population of so many agents"

    /// One entry for infinitely many steps, an array of them over a horizon; with it goes whether it is the one.
    let private overTime (horizon: int option option) more (ofHorizon: int -> Codec<'a[]>) (one: Codec<'a>) : Codec<bool * 'a[]> =
        let isStationary = (horizon = Some None)

        let several =
            horizon
            |> Option.flatten
            |> Option.defaultValue 0
            |> (fun steps -> ofHorizon (steps + more))

        {
            Wanted = if isStationary then one.Wanted else several.Wanted
            Read =
                fun node ->
                    if isStationary then
                        true, [| one.Read node |]
                    else
                        false, several.Read node
            Write =
                fun json (isStationary, values) ->
                    if isStationary then
                        one.Write json values[0]
                    else
                        several.Write json values
            Schema = Schema.anyOf [ one.Schema; several.Schema ]
        }

    /// The members of the result of a robust problem.
    let members (problem: RobustProblem option) =
        let size get =
            problem |> Option.map get |> Option.defaultValue 0

        let n, m, p = size _.StateDim, size _.InputDim, size _.AdversaryDim

        let horizon =
            problem |> Option.map (fun problem -> Option.ofNullable problem.Horizon)

        let matrices rows columns more =
            let one = Settled.matrix rows columns
            overTime horizon more (fun length -> Settled.several length "matrices" one) one

        let field = Field<RobustResult>()
        let inTime get (result: RobustResult) = result.IsStationary, get result

        ObjectBuilder<RobustResult>() {
            let! gamma =
                field.Required("gamma", Codec.wanting "the level" Value.number, "the level γ", _.Gamma)

            and! solvable =
                field.Optional("solvable", Value.switch, "whether the game has a saddle point at this level", _.Solvable)

            and! viable =
                field.Optional("viable", Value.switch, "whether the controller keeps the level", _.Viable)

            and! margin =
                field.Claimed("viabilityMargin", Value.number, "at most 0 where the level is viable", _.ViabilityMargin)

            and! least =
                field.Claimed("minGamma", Value.number, "the least viable level", _.MinGamma)

            and! value =
                field.Claimed("value", Value.number, "of the game; the cost per step for infinitely many steps", _.Value)

            and! k1 =
                field.Required("K1", matrices m n 0, "of the controller u = −K1 (x − x̄) − L1 x̄", inTime _.K1)

            and! k2 =
                field.Required("K2", matrices p n 0, "of the adversary v = K2 (x − x̄) + L2 x̄", inTime _.K2)

            and! l1 =
                field.Required("L1", matrices m n 0, "of the controller, on the mean", inTime _.L1)

            and! l2 =
                field.Required("L2", matrices p n 0, "of the adversary, on the mean", inTime _.L2)

            and! m' =
                field.Required("M", matrices n n 1, "the value of the deviation", inTime _.M)

            and! mbar =
                field.Required("Mbar", matrices n n 1, "the value of the mean", inTime _.Mbar)

            and! margins =
                field.Optional(
                    "margins",
                    overTime horizon 0 Settled.numbers Value.number,
                    "the least eigenvalue of γ²I − D'MD, of both parts, at each step",
                    (fun result -> result.Margins |> Option.map (fun margins -> result.IsStationary, margins))
                )

            and! finite = field.Optional("finite", finite problem, "with agents", _.Finite)

            and! worst =
                field.Optional(
                    "worstCase",
                    Fields.toObject WorstCaseFile.members,
                    "of a controller that is not of a saddle point, against its own worst adversary",
                    _.WorstCase
                )

            return
                {
                    IsStationary = fst k1
                    Gamma = gamma
                    Solvable = solvable
                    Viable = viable
                    ViabilityMargin = margin
                    MinGamma = least
                    Value = value
                    K1 = snd k1
                    K2 = snd k2
                    L1 = snd l1
                    L2 = snd l2
                    M = snd m'
                    Mbar = snd mbar
                    Margins = Option.map snd margins
                    Finite = finite
                    WorstCase = worst
                }
        }
