namespace SpanLqr.Cli.Learning

open System.Globalization
open System.Text.Json
open SpanLqr.Files
open SpanLqr.Cli.Results

/// How what was learned compares with the exact solution; nothing for what is not finite.
type Reference =
    {
        Cost: float option
        CostGap: float option
        GainGap: float option
    }

/// What a file says of how its policy was learned.
type LearnedRecord =
    {
        Method: Method
        /// The first line first.
        History: HistoryEntry list
        Rollouts: int64
        Steps: int64
        Rejected: int64
        Settings: Settings
        Reference: Reference
    }

/// Reads what `learn` adds to the result of a kind.
module LearnReader =
    /// What no result of `solve` has.
    [<Literal>]
    let private Mark = "history"

    let private whole key members =
        let wanted = "a whole number of at least 0"
        let node = Members.required key wanted members

        if node.Value.ValueKind <> JsonValueKind.Number then
            Node.expected wanted node

        match node.Value.TryGetInt64() with
        | true, value when value >= 0L -> value
        | _ -> Node.expected wanted node

    let private lawError node : LawError =
        let members = Members.ofNode [ "F"; "c" ] node

        let orInfinite key =
            Fields.numberOrNull key members |> Option.defaultValue infinity

        {
            F = orInfinite "F"
            C = orInfinite "c"
        }

    let private entry node =
        let members =
            Members.ofNode [ "iteration"; "cost"; "gainError"; "rollouts"; "lawError" ] node

        let orInfinite key =
            Fields.numberOrNull key members |> Option.defaultValue infinity

        {
            Iteration = int (whole "iteration" members)
            Cost = orInfinite "cost"
            GainError = orInfinite "gainError"
            Rollouts = whole "rollouts" members
            LawError = Members.optional "lawError" members |> Option.map lawError
        }

    let private history members =
        let wanted = "an array of at least one line"
        let node = Members.required Mark wanted members

        match Node.items wanted node |> List.ofArray with
        | [] -> Node.expected wanted node
        | lines -> List.map entry lines

    let private setting (property: JsonProperty) node =
        match property.Value.ValueKind with
        | JsonValueKind.Number -> property.Name, (Scalars.number node).ToString CultureInfo.InvariantCulture
        | _ -> property.Name, Scalars.text "a number or a word" node

    let private settings members : Settings =
        let wanted = "an object of settings"
        let node = Members.required "settings" wanted members

        if node.Value.ValueKind <> JsonValueKind.Object then
            Node.expected wanted node

        [
            for property in node.Value.EnumerateObject() -> setting property (Node.atKey property.Name property.Value node)
        ]

    let private reference members =
        let members =
            Members.required "reference" "the exact solution's cost, and the gaps to it" members
            |> Members.ofNode [ "cost"; "equilibriumCost"; "costGap"; "gainGap" ]

        {
            Cost =
                Fields.numberOrNull "cost" members
                |> Option.orElse (Fields.numberOrNull "equilibriumCost" members)
            CostGap = Fields.numberOrNull "costGap" members
            GainGap = Fields.numberOrNull "gainGap" members
        }

    let private method kind members =
        let node = Members.required "method" "the method" members
        let name = Scalars.text "the method" node
        let methods = Method.ofKind kind

        match methods |> List.tryFind (fun method -> method.Name = name) with
        | Some found -> found
        | None ->
            let names = methods |> List.map _.Name |> String.concat ", "
            Node.expected $"one of {names}, the methods for a problem of kind {kind}" node

    /// The record in the document of a result, which has been read already; nothing where it was not learned.
    let tryRead kind (document: Node) =
        if (Members.peek Mark document).IsNone then
            None
        else
            let members =
                {
                    Owner = document
                    Values =
                        Map
                            [
                                for key in Fields.learnedKeys do
                                    match Members.peek key document with
                                    | Some node -> key, node
                                    | None -> ()
                            ]
                }

            whole "seed" members |> ignore

            Some
                {
                    Method = method kind members
                    History = history members
                    Rollouts = whole "rollouts" members
                    Steps = whole "steps" members
                    Rejected = whole "rejected" members
                    Settings = settings members
                    Reference = reference members
                }
