namespace SpanLqr.Files.Results

open System.Numerics
open System.Text.Json
open SpanLqr.Files

/// What proves a status: an eigenvalue, or a stage and a margin of a game.
type RefusalEvidence =
    | Eigenvalue of Complex
    | Margin of stage: int option * margin: float option

/// How many of about 16 digits a problem takes, and the residual of the best iterate.
type LostDigits =
    {
        Digits: float option
        Residual: float option
    }

/// Why there is no answer: what `solve --json` prints with exit code 3.
type Refusal =
    {
        Status: string
        Evidence: RefusalEvidence option
        LostDigits: LostDigits option
    }

module Refusal =
    let private margin =
        let field = Field<int option * float option>()

        ObjectBuilder<int option * float option>() {
            let! stage =
                field.Optional("stage", Value.step, "the first step from the end that fails, with a horizon", fst)

            and! margin =
                field.Optional("margin", Value.number, "the least eigenvalue of γ²I − D'MD there", snd)

            return stage, margin
        }
        |> Fields.toObject

    let private evidence =
        {
            Wanted = $"{Settled.complex.Wanted} or an object"
            Read =
                fun node ->
                    if node.Value.ValueKind = JsonValueKind.Object then
                        Margin(margin.Read node)
                    else
                        Eigenvalue(Settled.complex.Read node)
            Write =
                fun json evidence ->
                    match evidence with
                    | Eigenvalue z -> Settled.complex.Write json z
                    | Margin(stage, value) -> margin.Write json (stage, value)
            Schema = Schema.anyOf [ Settled.complex.Schema; margin.Schema ]
        }

    let private lostDigits =
        let field = Field<LostDigits>()

        ObjectBuilder<LostDigits>() {
            let! digits =
                field.Claimed("digits", Value.number, "how many of about 16 digits the problem takes", _.Digits)

            and! residual =
                field.Claimed("residual", Value.number, "of the best iterate", _.Residual)

            return { Digits = digits; Residual = residual }
        }

    let private field = Field<Refusal>()

    let codec =
        ObjectBuilder<Refusal>() {
            let! status =
                field.Required("status", Value.text "a status", "what stands in the way", _.Status)

            and! evidence = field.Optional("evidence", evidence, "what proves it", _.Evidence)
            and! lostDigits = Fields.ofOptionalPart _.LostDigits lostDigits

            return
                {
                    Status = status
                    Evidence = evidence
                    LostDigits = lostDigits
                }
        }
        |> Fields.toObject

    let render refusal = Codec.render codec refusal
