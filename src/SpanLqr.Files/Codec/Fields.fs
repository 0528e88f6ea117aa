namespace SpanLqr.Files

open System.Text.Json

/// What a schema says of one member of an object.
type FieldSchema =
    {
        Key: string
        IsRequired: bool
        Content: Schema
    }

/// Some members of the object that stands for an 'owner, and the 'value that they are read into.
type Fields<'owner, 'value> =
    {
        Schemas: FieldSchema list
        ReadFrom: Members -> 'value
        WriteTo: Utf8JsonWriter -> 'owner -> unit
    }

/// The members of the object that stands for an 'owner, one by one.
type Field<'owner>() =
    let field key isRequired description schema read write =
        {
            Schemas =
                [
                    {
                        Key = key
                        IsRequired = isRequired
                        Content = Schema.describe description schema
                    }
                ]
            ReadFrom = read
            WriteTo = write
        }

    let writeMember (json: Utf8JsonWriter) (key: string) (codec: Codec<'a>) (value: 'a) =
        json.WritePropertyName key
        codec.Write json value

    /// A member that must be there.
    member _.Required(key, codec: Codec<'a>, description, get: 'owner -> 'a) : Fields<'owner, 'a> =
        field key true description codec.Schema (Members.required key codec.Wanted >> codec.Read) (fun json owner ->
            writeMember json key codec (get owner))

    /// A member that may be left out, and then is.
    member _.Optional(key, codec: Codec<'a>, description, get: 'owner -> 'a option) : Fields<'owner, 'a option> =
        field key false description codec.Schema (Members.optional key >> Option.map codec.Read) (fun json owner ->
            get owner |> Option.iter (writeMember json key codec))

    /// A member that may be left out; what is not known is written as null, which is not read.
    member _.Stated(key, codec: Codec<'a>, description, get: 'owner -> 'a option) : Fields<'owner, 'a option> =
        field key false description codec.Schema (Members.optional key >> Option.map codec.Read) (fun json owner ->
            writeMember json key (Codec.nullable codec) (get owner))

    /// A member that may be left out; null says that it is not known, and that is how it is written.
    member _.Claimed(key, codec: Codec<'a>, description, get: 'owner -> 'a option) : Fields<'owner, 'a option> =
        let codec = Codec.nullable codec

        field key false description codec.Schema (Members.optional key >> Option.bind codec.Read) (fun json owner ->
            writeMember json key codec (get owner))

    /// A member that may be left out, and then is; null means the same.
    member _.OptionalOrNull(key, codec: Codec<'a option>, description, get: 'owner -> 'a option) : Fields<'owner, 'a option> =
        field key false description codec.Schema (Members.optional key >> Option.bind codec.Read) (fun json owner ->
            match get owner with
            | None -> ()
            | value -> writeMember json key codec value)

    /// A member that always has the same value.
    member _.Constant(key, value) : Fields<'owner, unit> =
        let wanted = $"\"{value}\""

        let read members =
            let node = Members.required key wanted members

            if node.Value.ValueKind <> JsonValueKind.String || node.Value.GetString() <> value then
                Node.expected wanted node

        field key true "" (Schema.constant value) read (fun json _ -> Json.text json key value)

module Fields =
    /// Some members and then others.
    let both (first: Fields<'owner, 'a>) (second: Fields<'owner, 'b>) : Fields<'owner, 'a * 'b> =
        {
            Schemas = first.Schemas @ second.Schemas
            ReadFrom =
                fun members ->
                    let before = first.ReadFrom members
                    before, second.ReadFrom members
            WriteTo =
                fun json owner ->
                    first.WriteTo json owner
                    second.WriteTo json owner
        }

    /// What is read, made into something else.
    let map make (fields: Fields<'owner, 'a>) : Fields<'owner, 'b> =
        {
            Schemas = fields.Schemas
            ReadFrom = fields.ReadFrom >> make
            WriteTo = fields.WriteTo
        }

    /// The members of a part of the owner, which stand among the owner's in the file.
    let ofPart (part: 'owner -> 'part) (fields: Fields<'part, 'a>) : Fields<'owner, 'a> =
        {
            Schemas = fields.Schemas
            ReadFrom = fields.ReadFrom
            WriteTo = fun json owner -> fields.WriteTo json (part owner)
        }

    let private optionalWhere isGiven (part: 'owner -> 'part option) (fields: Fields<'part, 'a>) : Fields<'owner, 'a option> =
        {
            Schemas = fields.Schemas |> List.map (fun field -> { field with IsRequired = false })
            ReadFrom =
                fun members ->
                    if isGiven members then
                        Some(fields.ReadFrom members)
                    else
                        None
            WriteTo = fun json owner -> part owner |> Option.iter (fields.WriteTo json)
        }

    /// The members of a part that an owner may be without, read where one of them is given.
    let ofOptionalPart part (fields: Fields<'part, 'a>) : Fields<'owner, 'a option> =
        let isGiven members =
            fields.Schemas |> List.exists (fun field -> Members.has field.Key members)

        optionalWhere isGiven part fields

    /// The same, read where the member `mark` is given, which only such a part has.
    let ofMarkedPart mark part (fields: Fields<'part, 'a>) : Fields<'owner, 'a option> =
        optionalWhere (Members.has mark) part fields

    /// The members of a part that an owner has or has not, if that is known, and otherwise of one that it may be without.
    let ofPartIf isPart part (fields: Fields<'part, 'a>) : Fields<'owner, 'a option> =
        match isPart with
        | None -> ofOptionalPart part fields
        | Some isPart ->
            { optionalWhere (fun _ -> isPart) part fields with
                Schemas = if isPart then fields.Schemas else []
            }

    /// The object of these members and no others.
    let toObject (fields: Fields<'a, 'a>) : Codec<'a> =
        let keys = fields.Schemas |> List.map _.Key

        let required = fields.Schemas |> List.filter _.IsRequired |> List.map _.Key

        {
            Wanted = "an object"
            Read = Members.ofNode keys >> fields.ReadFrom
            Write = fun json value -> Json.object json (fun () -> fields.WriteTo json value)
            Schema =
                Keywords
                    [
                        "type", Word "object"
                        "properties", Named(fields.Schemas |> List.map (fun field -> field.Key, field.Content))
                        if not required.IsEmpty then
                            "required", Words required
                        "additionalProperties", Switch false
                    ]
        }

/// Describes an object: `let! ... and! ...` over its members, in the order in which they are written, and the value that they make.
type ObjectBuilder<'owner>() =
    member _.MergeSources(a: Fields<'owner, 'a>, b: Fields<'owner, 'b>) = Fields.both a b

    member _.BindReturn(fields: Fields<'owner, 'a>, make: 'a -> 'b) : Fields<'owner, 'b> = Fields.map make fields
