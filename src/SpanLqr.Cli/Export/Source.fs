/// From a result, and its problem where it is given, to the controller: the only place of the export that reads files.
module SpanLqr.Cli.Export.Source

open System
open System.IO
open System.Security.Cryptography
open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Plants

/// A controller, and what is known of where it comes from.
type Read =
    {
        Controller: Controller
        Kind: string
        ResultHash: string
        ProblemHash: string option
        SamplingStep: float option
        /// What whoever exports it should know.
        Warning: string option
    }

/// The bytes of a file that has been read or is about to be; those of standard input can be read once only.
let private bytesOf (terminal: Terminal) path =
    if path = JsonText.StandardInput then
        use stream = terminal.Input()
        use memory = new MemoryStream()
        stream.CopyTo memory
        memory.ToArray()
    else
        File.ReadAllBytes path

/// What the reader makes of a file, and the hash of its bytes.
let private hashed (terminal: Terminal) path (read: Terminal -> 'a) =
    if path = JsonText.StandardInput then
        let bytes = bytesOf terminal path

        let value =
            read
                { terminal with
                    Input = fun () -> new MemoryStream(bytes)
                }

        value, Convert.ToHexStringLower(SHA256.HashData bytes)
    else
        // The reader goes first: its errors say what is wrong with a file that can't be read.
        let value = read terminal
        value, Convert.ToHexStringLower(SHA256.HashData(bytesOf terminal path))

let private startOf problem (result: GameResult) =
    match problem, result.Trajectory with
    | Some(Game problem), _ ->
        problem.Populations
        |> Seq.map (fun population ->
            match population.Mean0 with
            | null -> Array.zeroCreate population.StateDim
            | mean -> mean)
        |> Array.concat
    | _, Some trajectory when trajectory.Length > 0 -> trajectory[0]
    | _ -> Array.zeroCreate result.C.Length

let private controllerOf limits problem result =
    match problem, result with
    | _, StationaryResult result -> FeedbackControl.stationary limits result
    | _, HorizonResult result -> FeedbackControl.horizon limits result
    | Some(Plant(problem, _)), PlantResult result -> PlantControl.stationary limits problem result
    | Some(Plant(problem, _)), PlantHorizonResult result -> PlantControl.horizon limits problem result
    | _, TeamResult result -> MeanFieldControl.team limits result
    | _, GameResult result -> MeanFieldControl.game limits (startOf problem result) result
    | _, RobustResult result -> MeanFieldControl.robust limits result
    | _, (PlantResult _ | PlantHorizonResult _) -> invalidOp "the result of a plant is read with its problem"

let private kindOf result =
    match result with
    | StationaryResult _
    | HorizonResult _
    | PlantResult _
    | PlantHorizonResult _ -> "lqr"
    | TeamResult _ -> "team"
    | GameResult _ -> "game"
    | RobustResult _ -> "robust"

let private samplingStep problem =
    match problem with
    | Some(Plant(problem, _)) when problem.Time = PlantTime.Continuous -> Some problem.Step
    | _ -> None

let private unstable what (radius: float option) =
    radius
    |> Option.filter (fun radius -> not (radius < 1.0))
    |> Option.map (fun radius -> $"the spectral radius of {what} is {radius:G6}: this controller does not stabilise it")

let private warning result =
    match result with
    | StationaryResult result -> unstable "the loop" result.SpectralRadius
    | PlantResult result -> unstable "the loop" result.SpectralRadius
    | TeamResult result ->
        result.Populations
        |> List.tryPick (fun population -> unstable $"the deviations of {population.Name}" population.Deviation.SpectralRadius)
        |> Option.orElse (unstable "the mean field" result.MeanField.SpectralRadius)
    | GameResult result -> unstable "the mean fields" result.SpectralRadius
    | RobustResult result when result.Solvable = Some false -> Some "the result says that its level gamma is not solvable"
    | RobustResult result when result.Viable = Some false -> Some "the result says that its level gamma is not viable"
    | RobustResult _
    | HorizonResult _
    | PlantHorizonResult _ -> None

/// The controller of the result in that file.
let read terminal (limits: Policies.LimitsOf) problemPath resultPath =
    let problem =
        problemPath
        |> Option.map (fun path -> hashed terminal path (fun terminal -> JsonText.readWith ProblemFile.read terminal path))

    let result, hash =
        hashed terminal resultPath (fun terminal ->
            use document = JsonText.parse terminal resultPath
            let node = Node.root (JsonText.nameOf resultPath) document

            let asked =
                match problem with
                | Some(problem, _) -> problem
                | None -> ResultSizes.problemOf node

            (ResultFile.read asked node).Result)

    {
        Controller = controllerOf limits (Option.map fst problem) result
        Kind = kindOf result
        ResultHash = hash
        ProblemHash = Option.map snd problem
        SamplingStep = samplingStep (Option.map fst problem)
        Warning = warning result
    }
