namespace SpanLqr.Files.Results

open SpanLqr.Files

/// Result files of kind `lqr`.
module LqrResults =
    let private ofKind fields = ResultObject.ofKind LqrFile.Kind fields

    let private stationary n m =
        LqrResultFile.stationary n m
        |> ResultObject.learnable
            StationaryResult
            (function
            | StationaryResult result -> Some result
            | _ -> None)
            LearnedFile.method
        |> ofKind

    let private horizon n m steps =
        LqrResultFile.horizon n m steps
        |> ResultObject.learnable
            HorizonResult
            (function
            | HorizonResult result -> Some result
            | _ -> None)
            LearnedFile.method
        |> ofKind

    let private plant sizes =
        PlantResultFile.stationary sizes
        |> ResultObject.learnable
            PlantResult
            (function
            | PlantResult result -> Some result
            | _ -> None)
            LearnedFile.method
        |> ofKind

    let private plantHorizon sizes steps =
        PlantResultFile.horizon sizes steps
        |> ResultObject.learnable
            PlantHorizonResult
            (function
            | PlantHorizonResult result -> Some result
            | _ -> None)
            LearnedFile.method
        |> ofKind

    let private anyStationary = stationary 0 0
    let private anyHorizon = horizon 0 0 0
    let private anyPlant = plant None
    let private anyPlantHorizon = plantHorizon None 0

    let private codecOf problem =
        match problem with
        | Stationary problem -> stationary problem.StateDim problem.InputDim
        | FiniteHorizon problem -> horizon problem.StateDim problem.InputDim problem.Horizon
        | Plant(problem, None) -> plant (Some(PlantSizes.ofProblem problem))
        | Plant(problem, Some horizon) ->
            let sizes = PlantSizes.ofProblem problem

            let outputs =
                // References that change are followed by the offsets.
                if isNull horizon.References then sizes.Outputs else None

            plantHorizon (Some { sizes with Outputs = outputs }) horizon.Steps
        | _ -> invalidArg (nameof problem) "not of kind lqr"

    let format =
        {
            Of = codecOf
            Write =
                fun json document ->
                    match document.Result with
                    | HorizonResult _ -> anyHorizon.Write json document
                    | PlantResult _ -> anyPlant.Write json document
                    | PlantHorizonResult _ -> anyPlantHorizon.Write json document
                    | _ -> anyStationary.Write json document
            Schema =
                Schema.anyOf
                    [
                        for described, codec in
                            [
                                "a stationary policy", anyStationary
                                "a policy over a horizon", anyHorizon
                                "of a plant as it is", anyPlant
                                "of a plant as it is, over a horizon", anyPlantHorizon
                            ] do
                            Schema.describe described codec.Schema
                    ]
        }
