/// Learners of one regulator, alone or as a part of a team.
module SpanLqr.Cli.Learning.Regulators

open SpanLqr.Learning
open SpanLqr.Learning.Lqr
open SpanLqr.Lqr

/// A learner and what it has learned.
type Learning =
    {
        Learner: ILearner
        /// The entries of the gain, row by row.
        Entries: unit -> float[]
    }

/// The learner of that method at its start; `source` makes the trajectories that a critic without a model sees.
let create (run: Run) seed (problem: LqrProblem) (start: float[,]) source =
    match run.Method.Name with
    | "zso" ->
        let costs = LqrCosts.Of(problem, Descents.rollouts run.Threads run.Settings)
        let entries = start |> Seq.cast<float> |> Array.ofSeq
        let descent = ZeroOrderDescent(costs, entries, Descents.options seed run.Settings)

        {
            Learner = descent
            Entries = fun () -> descent.Parameters.ToArray()
        }
    | _ ->
        let actor =
            Critics.create seed run.Threads run.Settings problem source
            |> Critics.actor run.Settings problem start

        {
            Learner = actor
            Entries = fun () -> actor.Gain.ToArray()
        }
