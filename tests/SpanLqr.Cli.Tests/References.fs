/// Which members the code of an assembly refers to, read from its instructions.
module SpanLqr.Cli.Tests.References

open System
open System.Reflection
open System.Reflection.Emit

let private everything =
    BindingFlags.Public
    ||| BindingFlags.NonPublic
    ||| BindingFlags.Static
    ||| BindingFlags.Instance
    ||| BindingFlags.DeclaredOnly

let private opCodes =
    typeof<OpCodes>.GetFields(BindingFlags.Public ||| BindingFlags.Static)
    |> Array.map (fun field -> field.GetValue null :?> OpCode)
    |> Array.map (fun code -> code.Value, code)
    |> Map

/// The bytes of the operand at that place.
let private operandSize (il: byte[]) place (code: OpCode) =
    match code.OperandType with
    | OperandType.InlineNone -> 0
    | OperandType.ShortInlineBrTarget
    | OperandType.ShortInlineI
    | OperandType.ShortInlineVar -> 1
    | OperandType.InlineVar -> 2
    | OperandType.InlineI8
    | OperandType.InlineR -> 8
    | OperandType.InlineSwitch -> 4 + 4 * BitConverter.ToInt32(il, place)
    | _ -> 4

let private hasToken (code: OpCode) =
    match code.OperandType with
    | OperandType.InlineMethod
    | OperandType.InlineField
    | OperandType.InlineType
    | OperandType.InlineTok -> true
    | _ -> false

/// The metadata tokens in the instructions.
let private tokens (il: byte[]) =
    let rec scan place found =
        if place >= il.Length then
            found
        else
            let code, next =
                if il[place] = 0xFEuy then
                    opCodes[int16 (0xFE00 ||| int il[place + 1])], place + 2
                else
                    opCodes[int16 il[place]], place + 1

            let found =
                if hasToken code then
                    BitConverter.ToInt32(il, next) :: found
                else
                    found

            scan (next + operandSize il next code) found

    scan 0 []

let private genericArguments (m: MemberInfo) : Type[] =
    match m with
    | :? Type as t when t.IsGenericType -> t.GetGenericArguments()
    | :? MethodInfo as m when m.IsGenericMethod -> m.GetGenericArguments()
    | _ -> [||]

/// Every member that a method or constructor refers to.
let private ofMethod (owner: Type) (method: MethodBase) =
    match method.GetMethodBody() with
    | null -> []
    | body ->
        let il =
            match body.GetILAsByteArray() with
            | null -> [||]
            | il -> il

        [
            for token in tokens il do
                match method.Module.ResolveMember(token, genericArguments owner, genericArguments method) with
                | null -> ()
                | found -> found
        ]

/// Every member that a type's own methods refer to.
let ofType (owner: Type) =
    [
        for method in owner.GetMethods everything do
            yield! ofMethod owner method
        for constructor in owner.GetConstructors everything do
            yield! ofMethod owner constructor
    ]
