/// A water tank whose outflow goes with the square root of its level, and the pump that must hold that level.
module OwnPlant.Program

open System
open SpanLqr.Learning
open SpanLqr.RandomNumbers
open SpanLqr.ZeroOrder

let private seconds = 1.0
let private steps = 120
let private wanted = 1.0

/// What it costs to hold the level under the inflow rest − gain·(level − wanted), from a random level.
let private fill gain rest start =
    let mutable level, cost = max 0.0 start, 0.0

    for _ in 1..steps do
        let off = level - wanted
        let inflow = max 0.0 (rest - gain * off)
        cost <- cost + 10.0 * off * off + inflow * inflow
        level <- max 0.0 (level + seconds * (0.1 * inflow - 0.1 * sqrt level))

    cost / float steps

/// Two parameters, gain and rest; the learner sees nothing else of the tank.
let private tank =
    { new ICostOracle with
        member _.ParameterCount = 2
        member _.StepsPerRollout = steps

        member _.Evaluate(parameters, keys, costs) =
            for row in 0 .. costs.Length - 1 do
                let mutable normals = NormalStream(keys[row % keys.Length], 0UL, 0UL)
                costs[row] <- fill parameters[2 * row] parameters[2 * row + 1] (wanted + 0.3 * normals.Next())
    }

[<EntryPoint>]
let main _ =
    let options =
        DescentOptions(Gradient = GradientOptions(Radius = 0.05, Batch = 32, Seed = 1UL))

    let learner = ZeroOrderDescent(tank, ReadOnlySpan [| 0.0; 0.5 |], options)

    let report (_: ILearner) =
        if learner.Iteration % 10 = 0 then
            printfn
                $"%3d{learner.Iteration}  cost %.5f{learner.LastEstimate.Cost}  gain %.3f{learner.Parameters[0]}  rest %.3f{learner.Parameters[1]}"

    Learners.Run(learner, 60, Action<ILearner> report)
    if learner.Status = LearnerStatus.Diverged then 1 else 0
