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

/// What a problem file is read into. Of these only properties may be read: what they compute belongs to the solvers.
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
        ]

let private assemblyOf (m: MemberInfo) =
    let owner =
        match m with
        | :? Type as t -> Some t
        | m -> Option.ofObj m.DeclaringType

    owner |> Option.map (fun t -> t, t.Assembly.GetName().Name)

let private isAllowed (m: MemberInfo) =
    match assemblyOf m with
    | Some(owner, ("SpanLqr" | "SpanLqr.Shapes")) ->
        fileTypes.Contains owner.Name
        && (m :? Type || m.Name.StartsWith("get_", StringComparison.Ordinal))
    | Some(owner, _) when owner.Assembly = cli ->
        // Neither the commands' solving nor what runs a learner.
        owner.Namespace <> "SpanLqr.Cli.Solving"
        && owner.FullName <> "SpanLqr.Cli.Solving"
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
