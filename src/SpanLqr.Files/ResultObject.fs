namespace SpanLqr.Files.Results

open System.Text.Json
open SpanLqr.Files

/// The object of a result, which says first of what kind of problem it is.
module ResultObject =
    let private kindField kind : Fields<'a, unit> =
        let wanted = $"\"{kind}\", the kind of the problem"

        {
            Schemas =
                [
                    {
                        Key = "kind"
                        IsRequired = true
                        Content = Schema.constant kind
                    }
                ]
            ReadFrom =
                fun members ->
                    let node = Members.required "kind" wanted members

                    if Scalars.text wanted node <> kind then
                        Node.expected wanted node
            WriteTo = fun json _ -> Json.text json "kind" kind
        }

    /// The object whose members are known in full only once some of them have been read; `all` is what any of that kind may have.
    let dependent kind (all: Fields<'a, 'a>) (fieldsOf: Members -> Fields<'a, 'a>) : Codec<'a> =
        let kindField: Fields<'a, unit> = kindField kind
        let object = Fields.both kindField all |> Fields.map snd |> Fields.toObject
        let keys = "kind" :: List.map _.Key all.Schemas

        let read (node: Node) =
            // A result of another kind is told by its kind, not by keys that this one does not have.
            if node.Value.ValueKind = JsonValueKind.Object then
                match Members.peek "kind" node with
                | Some kindNode ->
                    kindField.ReadFrom
                        {
                            Owner = node
                            Values = Map [ "kind", kindNode ]
                        }
                | None -> ()

            let members = Members.ofNode keys node
            kindField.ReadFrom members
            (fieldsOf members).ReadFrom members

        { object with Read = read }

    /// The object of a result of that kind.
    let ofKind kind fields = dependent kind fields (fun _ -> fields)

    let private wrong (result: Result) =
        invalidArg (nameof result) "not of the kind"

    /// The members of one case of results; `tryCase` is nothing for another case.
    let private ofCase (case: 'r -> Result) (tryCase: Result -> 'r option) (fields: Fields<'r, 'r>) : Fields<ResultDocument, Result> =
        fields
        |> Fields.ofPart (fun document -> tryCase document.Result |> Option.defaultWith (fun () -> wrong document.Result))
        |> Fields.map case

    /// The members of results, and how they were learned.
    let learnable case tryCase method fields : Fields<ResultDocument, ResultDocument> =
        Fields.both
            (ofCase case tryCase fields)
            (LearnedFile.members method
             |> Fields.ofMarkedPart LearnedFile.Mark (fun (document: ResultDocument) -> document.Learned))
        |> Fields.map (fun (result, learned) -> { Result = result; Learned = learned })
