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
    | SolveStatus.InputWeightNotPositiveDefinite -> "R is not positive definite"
    | SolveStatus.StateWeightNotPositiveSemidefinite -> "[[Q, S], [S', R]] is not positive semidefinite"
    | SolveStatus.InputWeightSingular -> "R + B'PB is singular: some input costs nothing, now or later"
    | SolveStatus.StageNotConvex -> "R + B'PB is not positive definite: the cost of a step has no minimum"
    | SolveStatus.NotStabilisable ->
        $"(A, B) is not stabilisable: a mode on or outside the unit circle{mode evidence} is reached by no input"
    | SolveStatus.NotDetectable -> $"(A, {weight}) is not detectable: a mode on the unit circle{mode evidence} is not seen by the cost"
    | SolveStatus.UnitCircleEigenvalue ->
        $"the best closed loop keeps an eigenvalue on the unit circle{mode evidence}: no stabilising solution"
    | SolveStatus.NoStabilisingSolution -> "no stabilising solution of the Riccati equation was found"
    | SolveStatus.CostToGoNotPositiveSemidefinite -> "the stabilising solution M of the game is not positive semidefinite"
    | SolveStatus.IllConditioned -> $"double precision has too few digits{lost evidence}"
    | SolveStatus.Unstable -> "the closed loop is not stable"
    | SolveStatus.Singular -> "the equation is singular"
    | _ -> "the iteration did not converge within its budget"

let private known value =
    if System.Double.IsFinite value then Some value else None

/// What `--json` prints of a refusal: the status and what it rests on.
let private document (status: SolveStatus) (evidence: StatusEvidence) =
    Refusal.render
        {
            Status = string status
            Evidence =
                if evidence.HasEigenvalue then
                    Some(Eigenvalue evidence.Eigenvalue)
                else
                    None
            LostDigits =
                if status = SolveStatus.IllConditioned && not evidence.HasEigenvalue then
                    Some
                        {
                            Digits = known evidence.LostDigits
                            Residual = known evidence.Residual
                        }
                else
                    None
        }

/// Ends with the reason for which there is no answer. A weight found wanting only by the solver is still a wrong input.
let refuseWeighted weight where status evidence =
    let message = $"{where}: {explain weight status evidence}"

    match status with
    | SolveStatus.InputWeightNotPositiveDefinite
    | SolveStatus.StateWeightNotPositiveSemidefinite -> Stop.wrongInput message
    | _ -> raise (NoSolution(message, document status evidence))

/// The same for problems whose weight of the state is Q.
let refuse where status evidence =
    refuseWeighted "Q" where status evidence

/// A game without a saddle point: the stage and the margin prove it.
let refuseLevel message (status: SolveStatus) (stage: int option) (margin: float) =
    let json =
        Refusal.render
            {
                Status = string status
                Evidence = Some(Margin(stage, known margin))
                LostDigits = None
            }

    raise (NoSolution(message, json))
