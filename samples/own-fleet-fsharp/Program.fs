/// Three water tanks that one pump station feeds: outflow goes with the square root of the level, and the station pays for all inflows together.
module OwnFleet.Program

open System
open SpanLqr.Learning
open SpanLqr.Learning.Lqr
open SpanLqr.Learning.Teams
open SpanLqr.RandomNumbers

let private tanks = 3
let private wanted = 1.0

/// Levels and inflows are relative to those that hold the wanted level.
let private station =
    { new IMultiAgentPlant with
        member _.Populations = [| AgentPopulation("tanks", tanks, 1, 1) |]
        member _.Reset(_, states) = states.Clear()

        member _.Step(states, inputs, key, next) =
            let mutable normals = NormalStream(key, 0UL, 0UL)
            let demand = 0.02 * normals.Next()

            for i in 0 .. tanks - 1 do
                let outflow = sqrt (max 0.0 (wanted + states[i])) - sqrt wanted
                next[i] <- states[i] + 0.2 * inputs[i] - 0.2 * outflow - demand + 0.01 * normals.Next()

            true

        member _.Cost(states, inputs) =
            let mutable cost, together = 0.0, 0.0

            for i in 0 .. tanks - 1 do
                cost <- cost + 10.0 * states[i] * states[i] + 0.2 * inputs[i] * inputs[i]
                together <- together + inputs[i]

            cost + together * together
    }

[<EntryPoint>]
let main _ =
    let byModel =
        Func<IPlant, LearningGoal, IEstimatingLearner>(fun system goal -> CertaintyEquivalence(system, goal))

    let learner = TeamLearner.Joint(station, LearningGoal(Seed = 1UL), byModel)
    Learners.Run(learner, Int32.MaxValue)

    for gain, learned in Seq.zip learner.Gains learner.Members do
        printfn $"%s{learned.Name}: %.3f{gain[0, 0]}"

    printfn $"%d{learner.Account.Steps} steps; %s{learner.Verdict.Explanation}"
    if learner.Verdict.Reason = StopReason.Target then 0 else 1
