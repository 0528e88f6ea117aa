/// What a status of the solvers means to someone with a problem file.
module SpanLqr.Cli.Solving.Hypothesis

open SpanLqr.Cli
open SpanLqr.Riccati

/// What a status means; `weight` is what the problem calls the weight of the state.
let explain weight status =
    match status with
    | SolveStatus.NonFinite -> "the numbers overflow: rescale the units of the states or of the cost"
    | SolveStatus.InputWeightNotPositiveDefinite -> "R is not positive definite"
    | SolveStatus.StateWeightNotPositiveSemidefinite -> "[[Q, S], [S', R]] is not positive semidefinite"
    | SolveStatus.InputWeightSingular -> "R + B'PB is singular: some input costs nothing, now or later"
    | SolveStatus.StageNotConvex -> "R + B'PB is not positive definite: the cost of a step has no minimum"
    | SolveStatus.NotStabilisable -> "(A, B) is not stabilisable: a mode on or outside the unit circle is reached by no input"
    | SolveStatus.NotDetectable -> $"(A, {weight}) is not detectable: a mode on the unit circle is not seen by the cost"
    | SolveStatus.UnitCircleEigenvalue -> "the best closed loop keeps an eigenvalue on the unit circle: no stabilising solution"
    | SolveStatus.NoStabilisingSolution -> "the Riccati equation has no stabilising solution"
    | SolveStatus.Unstable -> "the closed loop is not stable"
    | SolveStatus.Singular -> "the equation is singular"
    | _ -> "the iteration did not converge within its budget"

/// Ends with the reason for which there is no answer. A weight found wanting only by the solver is still a wrong input.
let refuseWeighted weight where status =
    let message = $"{where}: {explain weight status}"

    match status with
    | SolveStatus.InputWeightNotPositiveDefinite
    | SolveStatus.StateWeightNotPositiveSemidefinite -> Stop.wrongInput message
    | _ -> Stop.noAnswer message

/// The same for problems whose weight of the state is Q.
let refuse where status = refuseWeighted "Q" where status
