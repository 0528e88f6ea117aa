/// A trajectory that the text of a controller is tested with: made-up arguments and what the controller answers.
module SpanLqr.Cli.Export.Recording

open System

/// One row a step.
type Recording =
    {
        Step: Step
        /// For each argument one row a step.
        Arguments: (Variable * float[][]) list
        Output: float[][]
    }

/// Enough for a filter to settle, and for every line of a body to be run many times.
let private length = 40

/// Numbers of three digits between −1 and 1: a linear congruential generator with Knuth's constants.
let private noise seed =
    let mutable state = seed

    fun () ->
        state <- state * 6364136223846793005UL + 1442695040888963407UL
        round (2000.0 * (float (state >>> 11) / 9007199254740992.0) - 1000.0) / 1000.0

let private run controller precision (step: Step) (scale: float) =
    let draw = noise 1UL
    let machine = Interpreter.Machine(controller, precision)

    let arguments =
        step.Arguments
        |> List.map (fun variable ->
            variable, Array.init length (fun _ -> Array.init variable.Length (fun _ -> Math.Round(scale * draw (), 6))))

    {
        Step = step
        Arguments = arguments
        Output = Array.init length (fun t -> machine.Step step (arguments |> List.map (fun (_, rows) -> rows[t])))
    }

let private isLimited precision (step: Step) (recording: Recording) =
    let meets row limit =
        Array.exists2 (=) row (Array.map (Arithmetic.round precision) limit)

    step.Body
    |> List.exists (fun statement ->
        match statement with
        | Clamp(_, _, limits) ->
            recording.Output
            |> Array.exists (fun row -> meets row limits.Lower || meets row limits.Upper)
        | _ -> false)

let private hasLimits (step: Step) = step.Body |> List.exists _.IsClamp

/// The recording of each step. Where inputs have limits the arguments are as large as it takes for one to be met, so that steps within them
/// and at them are both run; arguments of size 1 where it is plain that none will be.
let make controller precision =
    controller.Steps
    |> List.map (fun step ->
        let plain = run controller precision step 1.0

        if hasLimits step then
            [ 0.001; 0.01; 0.1; 1.0; 10.0; 100.0; 1000.0 ]
            |> Seq.map (run controller precision step)
            |> Seq.tryFind (isLimited precision step)
            |> Option.defaultValue plain
        else
            plain)
