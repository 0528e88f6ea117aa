namespace SpanLqr.Files.Results

/// What a result file can hold.
type Result =
    | StationaryResult of StationaryResult
    | HorizonResult of HorizonResult
    | PlantResult of PlantResult
    | PlantHorizonResult of PlantHorizonResult
    | TeamResult of TeamResult
    | GameResult of GameResult
    | RobustResult of RobustResult

/// What a result file says: a result, and how it was learned where it was.
type ResultDocument =
    {
        Result: Result
        Learned: Learned option
    }

module ResultDocument =
    /// A result that was not learned.
    let ofResult result = { Result = result; Learned = None }
