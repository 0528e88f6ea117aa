namespace SpanLqr.Files.Results

open System.Numerics
open System.Text.Json
open SpanLqr.Files

/// Numbers that prove a status, as far as there are any.
type RefusalNumbers =
    {
        /// The step that fails, the first from the end.
        Stage: int option
        /// The least eigenvalue of what must be positive definite there.
        Margin: float option
        /// Of a game without equilibrium: how many of its eigenvalues lie inside the unit circle.
        StableEigenvalues: int option
        /// And how many would have to.
        Order: int option
    }

/// What proves a status: an eigenvalue, or other numbers.
type RefusalEvidence =
    | Eigenvalue of Complex
    | Numbers of RefusalNumbers

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
    let private numbers =
        let field = Field<RefusalNumbers>()

        ObjectBuilder<RefusalNumbers>() {
            let! stage =
                field.Optional("stage", Value.step, "the first step from the end that fails, with a horizon", _.Stage)

            and! margin =
                field.Optional("margin", Value.number, "the least eigenvalue of γ²I − D'MD there", _.Margin)

            and! stable =
                field.Optional(
                    "stableEigenvalues",
                    Value.step,
                    "of a game without equilibrium: its eigenvalues inside the unit circle",
                    _.StableEigenvalues
                )

            and! order =
                field.Optional("order", Value.step, "and how many a mean field needs", _.Order)

            return
                {
                    Stage = stage
                    Margin = margin
                    StableEigenvalues = stable
                    Order = order
                }
        }
        |> Fields.toObject

    let private evidence =
        {
            Wanted = $"{Settled.complex.Wanted} or an object"
            Read =
                fun node ->
                    if node.Value.ValueKind = JsonValueKind.Object then
                        Numbers(numbers.Read node)
                    else
                        Eigenvalue(Settled.complex.Read node)
            Write =
                fun json evidence ->
                    match evidence with
                    | Eigenvalue z -> Settled.complex.Write json z
                    | Numbers found -> numbers.Write json found
            Schema = Schema.anyOf [ Settled.complex.Schema; numbers.Schema ]
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
