/// Exported controllers against the policies of the library, on the arguments that their own tests are recorded with.
module SpanLqr.Cli.Tests.ExportedPolicyTests

open System
open SpanLqr.Cli.Export
open SpanLqr.Files
open SpanLqr.Cli.Tests.ExportCases
open SpanLqr.Games
open SpanLqr.Lqr
open SpanLqr.Plants
open SpanLqr.Robust
open SpanLqr.Shapes
open SpanLqr.Teams
open Xunit

let private flat (matrix: float[,]) =
    matrix |> Seq.cast<float> |> Array.ofSeq

/// u = −Kx by the kernel of a control step.
let private feedback (gain: float[,]) (x: float[]) =
    let m, n = Array2D.length1 gain, Array2D.length2 gain
    let u = Array.zeroCreate m
    Kernels.Feedback(DynamicShape(n, m), ReadOnlySpan(flat gain), ReadOnlySpan x, Span u)
    u

/// What the library answers to a row of arguments of step t, for each step function of a controller.
let private ofLibrary problem limit : (int -> float[] list -> float[]) list =
    let filled length (act: float[] -> unit) =
        let u = Array.zeroCreate length
        act u
        u

    match problem with
    | Stationary problem ->
        let gain = (LqrSolver.Solve problem).Gain
        [ fun _ arguments -> feedback gain arguments[0] ]
    | FiniteHorizon problem ->
        let gains = (LqrSolver.Solve problem).Gains
        [ fun t arguments -> feedback gains[min t (gains.Count - 1)] arguments[0] ]
    | Plant(problem, None) ->
        let controller =
            PlantController(problem, PlantSolver.Solve problem, Limit = Option.defaultValue infinity limit)

        [
            fun _ arguments ->
                let reference = if arguments.Length > 1 then arguments[1] else [||]
                filled problem.InputDim (fun u -> controller.Step(ReadOnlySpan arguments[0], ReadOnlySpan reference, Span u))
        ]
    | Team problem ->
        let policy = TeamPolicy(TeamSolver.Solve problem)

        problem.Populations
        |> Seq.mapi (fun l population ->
            fun _ (arguments: float[] list) ->
                filled population.InputDim (fun u -> policy.Act(l, ReadOnlySpan arguments[0], ReadOnlySpan arguments[1], Span u)))
        |> List.ofSeq
    | Game problem ->
        let solution = GameSolver.Solve problem

        problem.Populations
        |> Seq.mapi (fun l _ ->
            let agent = GameAgent(solution, l)
            fun _ (arguments: float[] list) -> filled agent.InputDim (fun u -> agent.Act(ReadOnlySpan arguments[0], Span u)))
        |> List.ofSeq
    | _ -> []

let private largest (values: float seq) = Seq.fold max 0.0 values

/// The largest difference of the steps of a controller from those of the library, and the largest output.
let private differences limit case =
    let controller = controllerOf limit case
    let library = ofLibrary (problemOf case) limit

    if library.IsEmpty then
        None
    else
        let recordings = Recording.make controller Precision.Double
        Assert.Equal(library.Length, recordings.Length)

        let pairs =
            List.zip recordings library
            |> List.collect (fun (recording, act) ->
                recording.Output
                |> Array.mapi (fun t row ->
                    let expected = act t (recording.Arguments |> List.map (fun (_, rows) -> rows[t]))

                    let expected =
                        match limit with
                        | Some limit -> expected |> Array.map (fun value -> Math.Clamp(value, -limit, limit))
                        | None -> expected

                    Array.zip row expected)
                |> Array.concat
                |> List.ofArray)

        Some(pairs |> Seq.map (fun (ours, theirs) -> abs (ours - theirs)) |> largest, pairs |> Seq.map (snd >> abs) |> largest)

[<Theory>]
[<InlineData(Double.PositiveInfinity)>]
[<InlineData(0.75)>]
let ``every controller is the policy of the library to the last bit`` (limit: float) =
    let limit = if Double.IsFinite limit then Some limit else None

    Cli.inDirectory (fun directory ->
        let found =
            solved directory
            |> List.choose (fun case -> differences limit case |> Option.map (fun difference -> case.Name, difference))

        Assert.True(found.Length > 20, $"only {found.Length} cases have a policy to compare with")

        for name, (difference, scale) in found do
            Assert.True(scale > 0.0, $"{name}: every output is zero")
            Assert.True((difference = 0.0), $"{name}: differs by {difference} of {scale}"))

[<Fact>]
let ``the controller of a robust problem is the policy of the library to rounding`` () =
    let problem case =
        match problemOf case with
        | Robust(problem, Some gamma) -> Some(case, problem, gamma)
        | _ -> None

    Cli.inDirectory (fun directory ->
        let cases = solved directory |> List.choose problem
        Assert.NotEmpty cases

        for case, problem, gamma in cases do
            let policy = RobustPolicy(RobustSolver.Solve(problem, gamma))

            for recording in Recording.make (controllerOf None case) Precision.Double do
                let scale = recording.Output |> Seq.concat |> Seq.map abs |> largest

                recording.Output
                |> Array.iteri (fun t row ->
                    let at index = (snd recording.Arguments[index])[t]
                    let u = Array.zeroCreate row.Length

                    let t =
                        if policy.Horizon.HasValue then
                            min t (policy.Horizon.Value - 1)
                        else
                            0

                    policy.Act(t, ReadOnlySpan(at 0), ReadOnlySpan(at 1), Span u)

                    for ours, theirs in Array.zip row u do
                        Assert.InRange(ours - theirs, -1e-12 * scale, 1e-12 * scale)))

/// u_t = −K_t s_t + F_t r − κ_t with s = (x, u_{t−1}, …, ξ), written here.
let private ofHorizon (problem: PlantProblem) (solution: PlantHorizonSolution) =
    let own = Array2D.length2 solution.Gains[0]
    let n, m = problem.StateDim, problem.InputDim

    let q =
        match problem.Tracking with
        | null -> 0
        | tracking when isNull tracking.IntegralWeight -> 0
        | tracking -> Array2D.length1 tracking.Outputs

    let mutable past: float[] = Array.zeroCreate (own - n - q)
    let integrals: float[] = Array.zeroCreate q

    let times (matrix: float[,]) (v: float[]) =
        Array.init (Array2D.length1 matrix) (fun i -> Seq.sum (Seq.mapi (fun j x -> matrix[i, j] * x) v))

    fun t (arguments: float[] list) ->
        let t = min t (solution.Gains.Count - 1)
        let s = Array.concat [ arguments[0]; past; integrals ]
        let u = times solution.Gains[t] s |> Array.map (~-)

        let u =
            if solution.Feedforwards.Count = 0 then
                u
            else
                Array.map2 (+) u (times solution.Feedforwards[t] arguments[1])

        let u =
            if solution.Offsets.Count = 0 then
                u
            else
                Array.map2 (-) u solution.Offsets[t]

        match problem.Tracking with
        | null -> ()
        | tracking ->
            let outputs = times tracking.Outputs arguments[0]

            let step =
                if problem.Time = PlantTime.Continuous then
                    problem.Step
                else
                    1.0

            for j in 0 .. q - 1 do
                integrals[j] <- integrals[j] + step * (outputs[j] - arguments[1][j])

        past <- Array.append u past |> Array.truncate past.Length
        u

[<Fact>]
let ``a plant over a horizon does what its formula says`` () =
    Cli.inDirectory (fun directory ->
        let cases =
            solved directory
            |> List.choose (fun case ->
                match problemOf case with
                | Plant(problem, Some horizon) -> Some(case, problem, horizon)
                | _ -> None)

        Assert.NotEmpty cases

        for case, problem, horizon in cases do
            let act = ofHorizon problem (PlantSolver.Solve(problem, horizon))

            for recording in Recording.make (controllerOf None case) Precision.Double do
                recording.Output
                |> Array.iteri (fun t row ->
                    let expected = act t (recording.Arguments |> List.map (fun (_, rows) -> rows[t]))
                    let scale = max 1.0 (largest (Seq.map abs expected))

                    for ours, theirs in Array.zip row expected do
                        Assert.InRange(ours - theirs, -1e-12 * scale, 1e-12 * scale)))
