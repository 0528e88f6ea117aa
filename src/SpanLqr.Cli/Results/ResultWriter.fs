/// Writes results as JSON, fields in the order in which the format lists them.
module SpanLqr.Cli.Results.ResultWriter

open System.Text.Json
open SpanLqr.Files

let private stationary json (result: StationaryResult) =
    Json.text json "kind" "lqr"
    Json.matrix json "K" result.K
    Json.matrix json "P" result.P
    Json.number json "spectralRadius" result.SpectralRadius
    Json.complexNumbers json "eigenvalues" result.Eigenvalues
    Json.number json "cost" result.Cost
    Json.number json "residual" result.Residual

let private horizon json (result: HorizonResult) =
    Json.text json "kind" "lqr"
    Json.matrices json "K" result.K
    Json.matrices json "P" result.P
    Json.number json "cost" result.Cost

let private auxiliary json (result: AuxiliaryResult) =
    Json.matrix json "K" result.K
    Json.matrix json "P" result.P
    Json.matrix json "A" result.A
    Json.matrix json "B" result.B
    Json.matrix json "Q" result.Q
    Json.matrix json "R" result.R
    Json.number json "spectralRadius" result.SpectralRadius
    Json.number json "cost" result.Cost

let private population json (result: PopulationResult) =
    Json.object json (fun () ->
        Json.text json "name" result.Name
        Json.count json "size" result.Size
        auxiliary json result.Deviation)

let private certificate (json: Utf8JsonWriter) (result: Certificate) =
    json.WritePropertyName "certificate"

    Json.object json (fun () ->
        Json.number json "monolithicGainError" result.GainError
        Json.number json "monolithicCostError" result.CostError
        result.OptimalCost |> Option.iter (Some >> Json.number json "optimalCost"))

let private team (json: Utf8JsonWriter) (result: TeamResult) =
    Json.text json "kind" "team"
    json.WritePropertyName "populations"
    result.Populations |> Json.array json (population json)
    json.WritePropertyName "meanField"
    Json.object json (fun () -> auxiliary json result.MeanField)
    Json.number json "cost" result.Cost
    result.Partition |> Option.iter (Json.indices json "partition")

    result.AveragingError |> Option.iter (Some >> Json.number json "averagingError")

    result.Certificate |> Option.iter (certificate json)

let private gamePopulation json (result: GamePopulationResult) =
    Json.object json (fun () ->
        Json.text json "name" result.Name
        Json.matrix json "K1" result.K1
        Json.matrix json "K2" result.K2
        Json.vector json "offset" result.Offset
        Json.matrix json "P" result.P
        Json.number json "spectralRadius" result.SpectralRadius
        Json.number json "cost" result.Cost
        Json.number json "epsilon" result.Epsilon
        result.FiniteCost |> Option.iter (Some >> Json.number json "finiteCost")

        result.Exploitability |> Option.iter (Some >> Json.number json "exploitability"))

let private game (json: Utf8JsonWriter) (result: GameResult) =
    Json.text json "kind" "game"
    json.WritePropertyName "populations"
    result.Populations |> Json.array json (gamePopulation json)
    Json.matrix json "F" result.F
    Json.vector json "c" result.C
    result.FixedPoint |> Option.iter (Json.vector json "fixedPoint")
    Json.number json "spectralRadius" result.SpectralRadius
    json.WritePropertyName "contraction"

    Json.object json (fun () ->
        Json.number json "T1" result.T1
        Json.number json "T2" result.T2)

    result.Method |> Option.iter (Json.text json "method")
    Json.number json "residual" result.Residual

    result.StableEigenvalues |> Option.iter (Json.count json "stableEigenvalues")

    result.Unique |> Option.iter (Json.switch json "unique")
    result.Equilibria |> Option.iter (Json.count json "equilibria")
    result.Trajectory |> Option.iter (Json.vectors json "trajectory")

let private finite (json: Utf8JsonWriter) (result: FiniteResult) =
    json.WritePropertyName "finite"

    Json.object json (fun () ->
        Json.count json "agents" result.Agents
        Json.number json "value" result.Value
        result.Viable |> Option.iter (Json.switch json "viable")
        Json.number json "viabilityMargin" result.ViabilityMargin
        Json.number json "minGamma" result.MinGamma
        Json.number json "paperMargin" result.PaperMargin)

let private shortfall (json: Utf8JsonWriter) (result: Shortfall) =
    json.WritePropertyName "evidence"

    Json.object json (fun () ->
        Json.text json "part" result.Part
        result.Stage |> Option.iter (Json.count json "stage")
        Json.number json "margin" result.Margin)

/// The members of a worst case, for whatever else stands beside them.
let worstCaseMembers (json: Utf8JsonWriter) (result: WorstCaseResult) =
    result.Solvable |> Option.iter (Json.switch json "solvable")
    result.Viable |> Option.iter (Json.switch json "viable")
    Json.number json "viabilityMargin" result.ViabilityMargin
    Json.number json "value" result.Value
    result.Evidence |> Option.iter (shortfall json)

let private worstCase (json: Utf8JsonWriter) (result: WorstCaseResult) =
    json.WritePropertyName "worstCase"
    Json.object json (fun () -> worstCaseMembers json result)

let private robust (json: Utf8JsonWriter) (result: RobustResult) =
    let series key (values: float[,][]) =
        if result.IsStationary then
            Json.matrix json key values[0]
        else
            Json.matrices json key values

    Json.text json "kind" "robust"
    Json.number json "gamma" (Some result.Gamma)
    result.Solvable |> Option.iter (Json.switch json "solvable")
    result.Viable |> Option.iter (Json.switch json "viable")
    Json.number json "viabilityMargin" result.ViabilityMargin
    Json.number json "minGamma" result.MinGamma
    Json.number json "value" result.Value
    series "K1" result.K1
    series "K2" result.K2
    series "L1" result.L1
    series "L2" result.L2
    series "M" result.M
    series "Mbar" result.Mbar

    result.Margins
    |> Option.iter (fun margins ->
        if result.IsStationary then
            Json.number json "margins" (Some margins[0])
        else
            Json.vector json "margins" margins)

    result.Finite |> Option.iter (finite json)
    result.WorstCase |> Option.iter (worstCase json)

let private write (members: Utf8JsonWriter -> unit) json result =
    Json.object json (fun () ->
        match result with
        | StationaryResult result -> stationary json result
        | HorizonResult result -> horizon json result
        | PlantResult result -> PlantResultWriter.stationary json result
        | PlantHorizonResult result -> PlantResultWriter.horizon json result
        | TeamResult result -> team json result
        | GameResult result -> game json result
        | RobustResult result -> robust json result

        members json)

/// The result file, with members beyond those of the result.
let renderWith members result =
    Json.render (fun json -> write members json result)

/// All results of a problem as one array.
let renderAll results =
    Json.render (fun json -> results |> Json.array json (write ignore json))

/// The result file.
let render result = renderWith ignore result
