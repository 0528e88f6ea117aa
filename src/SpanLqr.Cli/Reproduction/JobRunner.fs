/// Runs the jobs of a figure on several threads, and keeps what is done in a file.
module SpanLqr.Cli.Reproduction.JobRunner

open System
open System.Collections.Concurrent
open System.Diagnostics
open System.Threading
open System.Threading.Tasks
open SpanLqr.Cli
open SpanLqr.Cli.Learning
open SpanLqr.Files
open SpanLqr.Files.Results

let private version = 1

/// Long enough that writing costs nothing, short enough that little is lost.
let private secondsBetweenCheckpoints = 1.0

/// The numbers of the jobs that are done, by "figure/key".
type Done = ConcurrentDictionary<string, float[]>

let keyOf (figure: Figure) (job: Job) = $"{figure.Name}/{job.Key}"

let private write path fingerprint (finished: Done) =
    Json.render (fun json ->
        Json.object json (fun () ->
            Json.count json "version" version
            Json.text json "fingerprint" fingerprint
            json.WriteStartArray "jobs"

            for pair in finished |> Seq.sortBy _.Key do
                Json.object json (fun () ->
                    Json.text json "key" pair.Key
                    json.WritePropertyName "values"
                    pair.Value |> Json.array json (StateJson.bits >> json.WriteStringValue))

            json.WriteEndArray()))
    |> TextFile.write path

let private readJob node =
    let members = Members.ofNode [ "key"; "values" ] node

    Scalars.text "the key of a job" (Members.required "key" "the key of a job" members),
    Members.required "values" "an array" members
    |> Node.items "an array"
    |> Array.map StateJson.ofBits

/// The jobs that an earlier run with the same settings finished.
let read terminal path fingerprint : Done =
    let finished = Done()

    if FilePlace.isFile path then
        use document = JsonText.parse terminal path

        let members =
            Node.root (JsonText.nameOf path) document
            |> Members.ofNode [ "version"; "fingerprint"; "jobs" ]

        let wanted = $"{version}, the version this program writes"

        if StateJson.count "version" members <> version then
            Node.expected wanted (Members.required "version" wanted members)

        if
            Scalars.text "a fingerprint" (Members.required "fingerprint" "a fingerprint" members)
            <> fingerprint
        then
            Stop.wrongInput $"{path}: a checkpoint of other figures, another seed or other settings; give another file or remove it."

        for key, values in
            Members.required "jobs" "an array" members
            |> Node.items "an array"
            |> Array.map readJob do
            finished[key] <- values

    finished

/// Runs what is not done yet. Ends early, with everything finished so far kept, where the token is cancelled.
let run threads (checkpoint: (string * string) option) (finished: Done) report (interrupt: CancellationToken) (figures: Figure list) =
    let jobs =
        [|
            for figure in figures do
                for job in figure.Jobs do
                    keyOf figure job, job
        |]

    let waiting = jobs |> Array.filter (fst >> finished.ContainsKey >> not)
    let watch = Stopwatch.StartNew()
    let gate = Lock()
    let mutable saved = 0.0

    let save () =
        checkpoint
        |> Option.iter (fun (path, fingerprint) -> write path fingerprint finished)

    let finish key (values: float[]) =
        lock gate (fun () ->
            finished[key] <- values
            report finished.Count

            if watch.Elapsed.TotalSeconds - saved > secondsBetweenCheckpoints then
                save ()
                saved <- watch.Elapsed.TotalSeconds)

    let body (key, job: Job) (_: ParallelLoopState) = finish key (job.Run interrupt)

    // One job at a time to each thread: jobs are long and differ in length.
    let jobs = Partitioner.Create(waiting, EnumerablePartitionerOptions.NoBuffering)

    let options =
        ParallelOptions(MaxDegreeOfParallelism = threads, CancellationToken = interrupt)

    let interrupted =
        try
            Parallel.ForEach(jobs, options, Action<_, _> body) |> ignore
            false
        with
        | :? OperationCanceledException -> true
        | :? AggregateException as errors when
            errors.Flatten().InnerExceptions
            |> Seq.forall (fun error -> error :? OperationCanceledException)
            ->
            true

    save ()
    interrupted
