namespace SpanLqr.Files.Results

open System
open System.Globalization
open System.Text.Json
open SpanLqr.Files

/// What `learn` adds to the result of a kind.
module LearnedFile =
    /// The member that no result of `solve` has.
    [<Literal>]
    let Mark = "history"

    let private lawError =
        let field = Field<LawError>()

        ObjectBuilder<LawError>() {
            let! f = field.Claimed("F", Value.number, "‖F − F*‖_F", (_.F >> Some))
            and! c = field.Claimed("c", Value.number, "‖c − c*‖", (_.C >> Some))

            return
                {
                    F = Option.defaultValue infinity f
                    C = Option.defaultValue infinity c
                }
        }
        |> Fields.toObject
        |> Codec.defined "lawError" "the distance of the mean field's law from that of an equilibrium; null where it is not finite"

    let private entry =
        let field = Field<HistoryEntry>()

        ObjectBuilder<HistoryEntry>() {
            let! iteration =
                field.Required("iteration", Value.iteration, "iterations done", _.Iteration)

            and! cost =
                field.Claimed(
                    "cost",
                    Value.number,
                    "the exact cost of the policy; null where the closed loop is unstable",
                    (_.Cost >> Some)
                )

            and! gainError =
                field.Claimed("gainError", Value.number, "‖K − K*‖_F over all gains together", (_.GainError >> Some))

            and! rollouts =
                field.Required("rollouts", Value.whole, "spent until then", _.Rollouts)

            and! lawError = field.Optional("lawError", lawError, "of games", _.LawError)

            return
                {
                    Iteration = iteration
                    Cost = Option.defaultValue infinity cost
                    GainError = Option.defaultValue infinity gainError
                    Rollouts = rollouts
                    LawError = lawError
                }
        }
        |> Fields.toObject
        |> Codec.defined "historyEntry" ""

    let private history =
        let codec = Codec.array "an array of at least one line" 1 entry

        let read node =
            match Array.toList (codec.Read node) with
            | [] -> Node.expected codec.Wanted node
            | lines -> lines

        {
            Wanted = codec.Wanted
            Read = read
            Write = fun json lines -> codec.Write json (Array.ofList lines)
            Schema = codec.Schema
        }

    /// A setting is a number or a word, and known by its text.
    let private settings: Codec<(string * string) list> =
        let wanted = "an object of settings"

        let setting (property: JsonProperty) node =
            match property.Value.ValueKind with
            | JsonValueKind.Number -> property.Name, (Scalars.number node).ToString CultureInfo.InvariantCulture
            | _ -> property.Name, Scalars.text "a number or a word" node

        let read (node: Node) =
            if node.Value.ValueKind <> JsonValueKind.Object then
                Node.expected wanted node

            [
                for property in node.Value.EnumerateObject() -> setting property (Node.atKey property.Name property.Value node)
            ]

        let write (json: Utf8JsonWriter) (name: string, value: string) =
            match Double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture) with
            | true, number when Double.IsFinite number -> Json.number json name (Some number)
            | _ -> Json.text json name value

        {
            Wanted = wanted
            Read = read
            Write = fun json settings -> Json.object json (fun () -> List.iter (write json) settings)
            Schema =
                Keywords
                    [
                        "type", Word "object"
                        "additionalProperties", One(Schema.anyOf [ Schema.number; Schema.text ])
                    ]
        }

    let private reference =
        let field = Field<LearnedReference>()
        let nullable = Codec.nullable Value.number

        /// Written under one of two names; null where the number is not finite.
        let cost isLeast (reference: LearnedReference) =
            if reference.IsLeast = isLeast then
                Some(Option.defaultValue nan reference.Cost)
            else
                None

        ObjectBuilder<LearnedReference>() {
            let! least =
                field.OptionalOrNull("cost", nullable, "the least cost there is", cost true)

            and! equilibrium =
                field.OptionalOrNull("equilibriumCost", nullable, "the cost at the equilibrium", cost false)

            and! costGap = field.Claimed("costGap", Value.number, "(C − C*)/|C*|", _.CostGap)

            and! gainGap =
                field.Claimed("gainGap", Value.number, "‖K − K*‖_F/‖K*‖_F over all gains together", _.GainGap)

            return
                {
                    Cost = least |> Option.orElse equilibrium
                    IsLeast = equilibrium.IsNone
                    CostGap = costGap
                    GainGap = gainGap
                }
        }
        |> Fields.toObject
        |> Codec.wanting "the exact solution's cost, and the gaps to it"

    let private baseline =
        let field = Field<LearnedBaseline>()

        ObjectBuilder<LearnedBaseline>() {
            let! () = field.Constant("method", "ce")

            and! steps =
                field.Required("steps", Value.whole, "steps of the plant that it took", _.Steps)

            and! gap = field.Claimed("estimatedGap", Value.number, "", (_.EstimatedGap >> Some))

            and! arrived =
                field.Required("arrived", Value.switch, "whether it reached the target", _.Arrived)

            return
                {
                    Steps = steps
                    EstimatedGap = Option.defaultValue infinity gap
                    Arrived = arrived
                }
        }
        |> Fields.toObject

    let private field = Field<Learned>()

    /// The method as a member of its own.
    let method =
        field.Required("method", Codec.located (Value.text "the method"), "the learner", _.Method)

    /// The method where the result has a member of that name already.
    let methodOfResult =
        { method with
            Schemas = []
            WriteTo = fun _ _ -> ()
        }

    /// All members, with one of the two ways to say the method.
    let members method =
        ObjectBuilder<Learned>() {
            let! method = method
            and! seed = field.Required("seed", Value.seed, "of all random numbers", _.Seed)
            and! history = field.Required(Mark, history, "how the run went", _.History)
            and! rollouts = field.Required("rollouts", Value.whole, "spent in all", _.Rollouts)

            and! steps =
                field.Required("steps", Value.whole, "of the plant, spent in all", _.Steps)

            and! rejected =
                field.Required("rejected", Value.whole, "perturbed gains whose cost was capped", _.Rejected)

            and! settings =
                field.Required("settings", settings, "every setting of the method, by its name", _.Settings)

            and! reference =
                field.Required("reference", reference, "against the exact solution, which the learner never sees", _.Reference)

            and! gap =
                field.Claimed("estimatedGap", Value.number, "the gap to the least cost by the run's own estimate", _.EstimatedGap)

            and! by =
                field.Optional("estimatedBy", Value.text "a text", "what the estimate comes from", _.EstimatedBy)

            and! reason =
                field.Optional("stopReason", Value.text "a text", "what ended the run", _.StopReason)

            and! baseline =
                field.Optional("baseline", baseline, "certainty equivalence on the same plant", _.Baseline)

            return
                {
                    Method = method
                    Seed = seed
                    History = history
                    Rollouts = rollouts
                    Steps = steps
                    Rejected = rejected
                    Settings = settings
                    Reference = reference
                    EstimatedGap = gap
                    EstimatedBy = by
                    StopReason = reason
                    Baseline = baseline
                }
        }
