namespace SpanLqr.Files

open System.Text.Json

/// A kind of problem as its files describe it.
type ProblemKind =
    {
        Name: string
        /// What the schema says of it.
        Description: string
        Codec: Codec<Problem>
    }

/// Problem files of every kind.
module ProblemFile =
    /// A team is given by its populations unless it has what only the other way of giving it has.
    let private isMonolithic node =
        let has key = (Members.peek key node).IsSome
        not (has "populations") && (has "agents" || has "A")

    let private team =
        {
            Wanted = TeamFile.codec.Wanted
            Read =
                fun node ->
                    if isMonolithic node then
                        MonolithicFile.codec.Read node
                    else
                        TeamFile.codec.Read node
            Write =
                fun json problem ->
                    match problem with
                    | Monolithic _ -> MonolithicFile.codec.Write json problem
                    | _ -> TeamFile.codec.Write json problem
            Schema = Schema.oneOf [ TeamFile.codec.Schema; MonolithicFile.codec.Schema ]
        }

    let private checkedOnReading =
        "Sizes, symmetry and definiteness are checked on reading."

    /// The kinds of problems, in the order in which messages list them.
    let kinds =
        [
            {
                Name = LqrFile.Kind
                Description = $"x+ = A x + B u + w, stage cost x'Qx + 2x'Su + u'Ru; n states, m inputs. {checkedOnReading}"
                Codec = LqrFile.codec
            }
            {
                Name = TeamFile.Kind
                Description =
                    $"Populations of exchangeable agents, given by their blocks or by the matrices of the whole system. {checkedOnReading}"
                Codec = team
            }
            {
                Name = GameFile.Kind
                Description =
                    $"A linear-quadratic mean-field game of several populations on a directed network of costs. {checkedOnReading}"
                Codec = GameFile.codec
            }
            {
                Name = RobustFile.Kind
                Description =
                    $"Robust control of a population as a zero-sum mean-field type game: n states, m inputs, p inputs of the adversary. {checkedOnReading}"
                Codec = RobustFile.codec
            }
        ]

    let private wanted =
        let names = kinds |> List.map (fun kind -> $"\"{kind.Name}\"") |> String.concat ", "
        $"one of {names}, the kinds this version solves"

    let private kindOf (node: Node) =
        match Members.peek "kind" node with
        | None -> Node.missing "kind" wanted node
        | Some kindNode ->
            let name = Scalars.text wanted kindNode

            match kinds |> List.tryFind (fun kind -> kind.Name = name) with
            | Some kind -> kind
            | None -> Node.expected wanted kindNode

    /// The problem in a document.
    let read (node: Node) =
        if node.Value.ValueKind <> JsonValueKind.Object then
            Node.expected "an object" node

        (kindOf node).Codec.Read node

    /// The kind that a problem is of.
    let nameOf problem =
        match problem with
        | Stationary _
        | FiniteHorizon _
        | Plant _ -> LqrFile.Kind
        | Team _
        | Monolithic _ -> TeamFile.Kind
        | Game _ -> GameFile.Kind
        | Robust _ -> RobustFile.Kind

    /// The file that says what the problem is.
    let render problem =
        let kind = kinds |> List.find (fun kind -> kind.Name = nameOf problem)
        Codec.render kind.Codec problem

    /// The JSON Schema of the files of a kind.
    let schema kind =
        Schema.describe kind.Description kind.Codec.Schema
        |> Schema.render $"SpanLqr problem of kind {kind.Name}"
