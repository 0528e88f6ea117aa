/// `verify` proves something only as long as it does not ask the solvers.
module SpanLqr.Cli.Tests.VerificationArrowTests

open System
open System.Reflection
open Xunit

let private cli = typeof<SpanLqr.Cli.Verification.Claim>.Assembly

let private verification =
    cli.GetTypes()
    |> Array.filter (fun t ->
        match t.Namespace with
        | null -> false
        | name -> name.StartsWith("SpanLqr.Cli.Verification", StringComparison.Ordinal))

/// What a problem file is read into. Of these only properties may be read, and others of them made: what they compute belongs to the solvers.
let private fileTypes =
    set
        [
            "LqrProblem"
            "FiniteHorizonProblem"
            "TeamProblem"
            "Population"
            "TeamCoupling"
            "MonolithicTeam"
            "AgentDimensions"
            "GameProblem"
            "GamePopulation"
            "GameCoupling"
            "RobustProblem"
            "PlantProblem"
            "PlantHorizon"
            "PlantMeasurement"
            "PlantTracking"
            "PlantTime"
            "StepWeights"
            "Estimator"
        ]

/// Shapes by its name: the command does not see that assembly directly.
let private isOfSolvers (owner: Type) =
    owner.Assembly = typeof<SpanLqr.Lqr.LqrProblem>.Assembly
    || owner.Assembly.GetName().Name = "SpanLqr.Shapes"

/// Members that give the problem with other data of its file, and compute nothing.
let private copies = set [ "At"; "WithoutDrift" ]

let private isAllowed (m: MemberInfo) =
    let owner =
        match m with
        | :? Type as t -> Some t
        | m -> Option.ofObj m.DeclaringType

    match owner with
    | Some owner when isOfSolvers owner ->
        fileTypes.Contains owner.Name
        && (m :? Type
            || m.Name.StartsWith("get_", StringComparison.Ordinal)
            || m.Name.StartsWith("set_", StringComparison.Ordinal)
            || m.Name = ".ctor"
            || copies.Contains m.Name)
    | Some owner when owner.Assembly = cli -> owner.Namespace <> "SpanLqr.Cli.Solving"
    | _ -> true

let private strays types =
    [
        for owner: Type in types do
            for m in References.ofType owner do
                if not (isAllowed m) then
                    $"{owner.FullName} uses {m.DeclaringType}.{m.Name}"
    ]
    |> List.distinct

[<Fact>]
let ``verification asks the textbook and the files, never a solver`` () =
    Assert.True(verification.Length > 10)
    Assert.Empty(strays verification)

[<Fact>]
let ``the arrow's test notices who does ask a solver`` () =
    let solving =
        cli.GetTypes() |> Array.filter (fun t -> t.Namespace = "SpanLqr.Cli.Solving")

    Assert.Contains(strays solving, _.Contains("LqrSolver.Solve"))
