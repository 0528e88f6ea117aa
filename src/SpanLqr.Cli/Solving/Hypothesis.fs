/// What a status of the solvers means to someone with a problem file.
module SpanLqr.Cli.Solving.Hypothesis

open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Riccati

/// The eigenvalue that proves a status, with its conjugate in mind.
let private mode (evidence: StatusEvidence) =
    let z = evidence.Eigenvalue

    if not evidence.HasEigenvalue then ""
    elif z.Imaginary = 0.0 then $" (λ = {z.Real:G9})"
    else $" (λ = {z.Real:G9} ± {abs z.Imaginary:G9}i)"

/// The value that proves that a weight is not definite.
let private value (evidence: StatusEvidence) =
    if evidence.HasEigenvalue then
        $": relative to its diagonal it has an eigenvalue of {evidence.Eigenvalue.Real:G3} or less"
    else
        ""

let private lost (evidence: StatusEvidence) =
    let digits =
        if evidence.HasLostDigits then
            $": the problem takes {evidence.LostDigits:F1} of about 16"
        else
            ""

    if System.Double.IsNaN evidence.Residual then
        digits
    else
        $"{digits}; the best iterate has the residual {evidence.Residual:G3}"

/// What a status means; `weight` is what the problem calls the weight of the state.
let explain weight status evidence =
    match status with
    | SolveStatus.NonFinite -> "the numbers overflow: rescale the units of the states or of the cost"
    | SolveStatus.InputWeightNotPositiveDefinite -> $"R is not positive definite{value evidence}"
    | SolveStatus.StateWeightNotPositiveSemidefinite -> $"[[Q, S], [S', R]] is not positive semidefinite{value evidence}"
    | SolveStatus.InputWeightSingular -> "R + B'PB is singular: some input costs nothing, now or later"
    | SolveStatus.StageNotConvex -> "R + B'PB is not positive definite: the cost of a step has no minimum"
    | SolveStatus.NotStabilisable ->
        $"(A, B) is not stabilisable: a mode on or outside the unit circle{mode evidence} is reached by no input"
    | SolveStatus.NotDetectable -> $"(A, {weight}) is not detectable: a mode on the unit circle{mode evidence} is not seen by the cost"
    | SolveStatus.UnitCircleEigenvalue ->
        $"the best closed loop keeps an eigenvalue on the unit circle{mode evidence}: no stabilising solution"
    | SolveStatus.NoStabilisingSolution -> "no stabilising solution of the Riccati equation was found"
    | SolveStatus.CostToGoNotPositiveSemidefinite ->
        "the stabilising solution M of the game is not positive semidefinite (\"indefinite\": true accepts it)"
    | SolveStatus.IllConditioned -> $"double precision has too few digits{lost evidence}"
    | SolveStatus.Unstable -> "the closed loop is not stable"
    | SolveStatus.Singular -> "the equation is singular"
    | _ -> "the iteration did not converge within its budget"

let private known value =
    if System.Double.IsFinite value then Some value else None

let private none: RefusalNumbers =
    {
        Stage = None
        Margin = None
        StableEigenvalues = None
        Order = None
    }

/// What a refusal rests on, as `--json` prints it.
type Ground =
    | Mode of System.Numerics.Complex
    /// How many digits were lost, and the residual reached, where they are known.
    | Digits of lost: float * residual: float
    /// The step at which it fails, and the least eigenvalue of what must be positive there, as far as they are known.
    | Step of stage: int option * margin: float
    /// The stable eigenvalues of a game, where they were computed, and how many a mean field needs.
    | Eigenvalues of stable: int option * order: int
    /// The status says it all.
    | Itself

/// Ends without an answer: the reason in words, and the status with what it rests on for `--json`.
let refuseFor message (status: string) ground =
    let evidence =
        match ground with
        | Mode mode -> Some(Eigenvalue mode)
        | Step(None, margin) when (known margin).IsNone -> None
        | Step(stage, margin) ->
            Some(
                Numbers
                    { none with
                        Stage = stage
                        Margin = known margin
                    }
            )
        | Eigenvalues(stable, order) ->
            Some(
                Numbers
                    { none with
                        StableEigenvalues = stable
                        Order = Some order
                    }
            )
        | Digits _
        | Itself -> None

    let document =
        Refusal.render
            {
                Status = status
                Evidence = evidence
                LostDigits =
                    match ground with
                    | Digits(lost, residual) ->
                        Some
                            {
                                Digits = known lost
                                Residual = known residual
                            }
                    | _ -> None
            }

    raise (NoSolution(message, document))

/// What the evidence of a solver amounts to; the stage where there is no other.
let groundOf (status: SolveStatus) (evidence: StatusEvidence) stage =
    if evidence.HasEigenvalue then
        Mode evidence.Eigenvalue
    elif status = SolveStatus.IllConditioned then
        Digits(evidence.LostDigits, evidence.Residual)
    else
        Step(stage, nan)

/// Ends with the reason for which there is no answer. A weight found wanting only by the solver is still a wrong input.
let private refuseWith weight where (status: SolveStatus) evidence stage =
    let message = $"{where}: {explain weight status evidence}"

    match status with
    | SolveStatus.InputWeightNotPositiveDefinite
    | SolveStatus.StateWeightNotPositiveSemidefinite -> Stop.wrongInput message
    | _ -> refuseFor message (string status) (groundOf status evidence stage)

/// The same for problems whose weight of the state is called something else than Q.
let refuseWeighted weight where status evidence =
    refuseWith weight where status evidence None

/// The same for problems whose weight of the state is Q.
let refuse where status evidence =
    refuseWith "Q" where status evidence None

/// The same at a step; a negative one is none.
let refuseAt file status evidence stage =
    if stage < 0 then
        refuse file status evidence
    else
        refuseWith "Q" $"{file}: step {stage}" status evidence (Some stage)

/// A game without a saddle point: the stage and the margin prove it.
let refuseLevel message (status: SolveStatus) stage margin =
    refuseFor message (string status) (Step(stage, margin))
