/// What a file claims of how its policy was learned, and how good the policy is.
namespace SpanLqr.Cli.Verification

open SpanLqr.Cli.Learning
open SpanLqr.Files.Results

/// What a file says of how its policy was learned, its method looked up.
type LearnedRecord = { Method: Method; Run: Learned }

/// A learned policy beside the exact solution, both computed again.
type Distance =
    {
        Cost: float
        BestCost: float
        /// ‖K − K*‖_F over all gains together.
        GainError: float
        /// ‖K*‖_F over all gains together.
        BestGainNorm: float
        /// Whether no policy costs less than the exact solution, as it is where nobody else plays.
        IsLeast: bool
    }

module Distance =
    /// Of a policy that there is no exact solution to compare with: no claim about it holds.
    let unknown cost =
        {
            Cost = cost
            BestCost = nan
            GainError = nan
            BestGainNorm = nan
            IsLeast = false
        }

module LearnedClaims =
    /// As many of them as are wrong; none is what is claimed.
    let private none name wrong =
        Claim.equation 0.0 name (float (Seq.length wrong))

    /// Null is right for a ratio that does not exist, as where the least cost is zero.
    let private number tolerance name (stated: float option) recomputed scale =
        match stated with
        | None when not (System.Double.IsFinite recomputed) -> none name []
        | _ -> Claim.sum tolerance name (Option.defaultValue nan stated) recomputed scale

    let private ofReference tolerance (distance: Distance) (reference: LearnedReference) =
        let gap = (distance.Cost - distance.BestCost) / abs distance.BestCost

        [
            number tolerance "reference: cost is that of the exact solution" reference.Cost distance.BestCost (abs distance.BestCost)
            number tolerance "reference: cost gap" reference.CostGap gap (1.0 + abs gap)
            number tolerance "reference: gain gap" reference.GainGap (distance.GainError / distance.BestGainNorm) 1.0
        ]

    let private ofHistory tolerance (distance: Distance) (run: Learned) =
        let last = List.last run.History

        let backward =
            run.History
            |> List.pairwise
            |> List.filter (fun (before, after) -> after.Iteration <= before.Iteration || after.Rollouts < before.Rollouts)

        let impossible =
            run.History
            |> List.filter (fun line -> line.Cost < distance.BestCost - tolerance * abs distance.BestCost)

        [
            Claim.sum tolerance "history: ends with the cost of the policy" last.Cost distance.Cost (abs distance.Cost)
            Claim.sum
                tolerance
                "history: ends with the gain error of the policy"
                last.GainError
                distance.GainError
                (distance.BestGainNorm + distance.GainError)
            none "history: iterations and rollouts go forward" backward
            if distance.IsLeast then
                none "history: no cost is below that of the exact solution" impossible
        ]

    let private ofAccount (run: Learned) =
        let last = List.last run.History

        [
            Claim.sum 0.0 "rollouts are those of the last line of the history" (float run.Rollouts) (float last.Rollouts) 1.0
            none "steps: every rollout takes at least one" (Seq.filter (fun (run: Learned) -> run.Steps < run.Rollouts) [ run ])
        ]

    let private iterations = "iterations"

    let private ofSettings (record: LearnedRecord) =
        let given name =
            record.Run.Settings |> List.tryFind (fst >> (=) name) |> Option.map snd

        let impossible =
            record.Method.Defaults
            |> List.map fst
            |> List.filter (fun name -> not (given name |> Option.exists (Knob.accepts (Knob.named name))))

        let names =
            match impossible with
            | [] -> ""
            | names -> " (not so: " + String.concat ", " names + ")"

        let last = List.last record.Run.History

        let isWithin =
            given iterations
            |> Option.exists (fun text -> float text >= float last.Iteration)

        [
            none $"settings: all those of {record.Method.Name} are there and possible{names}" impossible
            none "settings: no more iterations than were asked for" (Seq.filter not [ isWithin ])
        ]

    /// The claims of a record; nothing where the result was not learned. The distance is asked for only where it is claimed.
    let ofRecord tolerance (record: LearnedRecord option) (distance: unit -> Distance) =
        match record with
        | None -> []
        | Some record ->
            let distance = distance ()

            ofReference tolerance distance record.Run.Reference
            @ ofHistory tolerance distance record.Run
            @ ofAccount record.Run
            @ ofSettings record
