/// A run that can be taken up again, in a file.
module SpanLqr.Cli.Learning.Checkpoint

open System
open System.Security.Cryptography
open System.Text
open SpanLqr.Cli
open SpanLqr.Files
open SpanLqr.Files.Results

/// Raised whenever the state of some learner is laid out anew: an older file would be read wrongly.
let private version = 2

/// What problem and settings a run belongs to. The exact solution and the start stand for the problem.
let fingerprint (parts: string seq) =
    String.Join("\n", parts)
    |> Encoding.UTF8.GetBytes
    |> SHA256.HashData
    |> Convert.ToHexStringLower

let private entry json (line: HistoryEntry) =
    Json.object json (fun () ->
        Json.count json "iteration" line.Iteration
        StateJson.float json "cost" line.Cost
        StateJson.float json "gainError" line.GainError
        json.WriteNumber("rollouts", line.Rollouts)

        line.LawError
        |> Option.iter (fun error ->
            StateJson.float json "lawErrorF" error.F
            StateJson.float json "lawErrorC" error.C))

/// Writes beside the file and moves over it: whenever the process ends, there is a whole checkpoint or the one before it.
let write path fingerprint (progress: Progress) =
    Json.render (fun json ->
        Json.object json (fun () ->
            Json.count json "version" version
            Json.text json "fingerprint" fingerprint
            json.WritePropertyName "history"
            progress.History |> List.rev |> Json.array json (entry json)
            json.WritePropertyName "state"
            StateJson.write json progress.State))
    |> TextFile.write path

let private readEntry node =
    let members =
        Members.ofNode [ "iteration"; "cost"; "gainError"; "rollouts"; "lawErrorF"; "lawErrorC" ] node

    {
        Iteration = StateJson.count "iteration" members
        Cost = StateJson.readFloat "cost" members
        GainError = StateJson.readFloat "gainError" members
        Rollouts = StateJson.long "rollouts" members
        LawError =
            Members.optional "lawErrorF" members
            |> Option.map (fun _ ->
                {
                    F = StateJson.readFloat "lawErrorF" members
                    C = StateJson.readFloat "lawErrorC" members
                })
    }

/// The run in that file, nothing where there is none yet; a run of another problem or other settings is an error.
let tryRead terminal path fingerprint =
    if not (FilePlace.isFile path) then
        None
    else
        use document = JsonText.parse terminal path

        let members =
            Node.root (JsonText.nameOf path) document
            |> Members.ofNode [ "version"; "fingerprint"; "history"; "state" ]

        let wanted = $"{version}, the version this program writes"
        let versionNode = Members.required "version" wanted members

        if StateJson.count "version" members <> version then
            Node.expected wanted versionNode

        let found = Members.required "fingerprint" "a fingerprint" members

        if Scalars.text "a fingerprint" found <> fingerprint then
            Stop.wrongInput $"{path}: a checkpoint of another problem, method, seed or other settings; give another file or remove it."

        Some
            {
                History =
                    Members.required "history" "an array" members
                    |> Node.items "an array"
                    |> Array.map readEntry
                    |> List.ofArray
                    |> List.rev
                State = Members.required "state" "the state of a learner" members |> StateJson.read
            }
