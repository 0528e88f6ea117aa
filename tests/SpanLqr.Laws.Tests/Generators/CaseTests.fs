/// What the generators promise: well-posed problems of every kind, and shrinking that stays well-posed and ends.
module SpanLqr.Laws.Tests.CaseTests

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Reference
open Xunit

let private sample count (arbitrary: Arbitrary<'case>) =
    arbitrary.Generator
    |> Gen.resize 60
    |> Gen.sampleWithSeed (Rnd(7UL, 11UL)) 60 count

let private atLeast percent what (cases: 'case[]) holds =
    let count = cases |> Array.filter holds |> Array.length
    Assert.True(100 * count >= percent * cases.Length, $"only {count} of {cases.Length} cases have {what}")

/// Follows first shrinks to the end.
let private shrinkToTheEnd (arbitrary: Arbitrary<'case>) case =
    let rec follow steps case =
        Assert.True(steps < 2000, "shrinking does not end")

        match Seq.tryHead (arbitrary.Shrinker case) with
        | Some simpler -> follow (steps + 1) simpler
        | None -> case

    follow 0 case

[<Fact>]
let ``problems are well-posed by the reference's eigenvalues`` () =
    for case in sample 300 LqrCases.arbitrary do
        let p = ReferenceSubject.problemOf case.Problem
        let joint = Matrix.ofBlocks [| [| p.Q; p.S |]; [| Matrix.transpose p.S; p.R |] |]
        Assert.True(Matrix.spectralRadius (Lqr.closedLoop p case.Stabiliser) < 1.0)
        Assert.True((Matrix.symmetricEigenvalues joint)[0] > -1e-10)
        Assert.True((Matrix.symmetricEigenvalues p.R)[0] > 0.0)
        Assert.True((Matrix.symmetricEigenvalues p.W)[0] > 0.0)

[<Fact>]
let ``problems come in every kind`` () =
    let cases = sample 400 LqrCases.arbitrary
    atLeast 10 "an unstable plant" cases (fun c -> Matrix.spectralRadius c.Problem.A > 1.0)
    atLeast 20 "a cross weight" cases (fun c -> not (isNull c.Problem.S))
    atLeast 20 "four states or more" cases (fun c -> c.Problem.StateDim >= 4)
    atLeast 10 "one state" cases (fun c -> c.Problem.StateDim = 1)
    atLeast 5 "more inputs than states" cases (fun c -> c.Problem.InputDim > c.Problem.StateDim)
    atLeast 5 "a slow loop" cases (fun c -> Matrix.spectralRadius c.ClosedLoop > 0.8)
    atLeast 3 "a singular weight" cases (fun c -> (Matrix.symmetricEigenvalues c.Problem.Q)[0] < 1e-9)

[<Fact>]
let ``teams come in every kind`` () =
    let cases = sample 300 TeamCases.arbitrary

    let dimensions (c: TeamCase) =
        c.Problem.Populations
        |> Seq.distinctBy (fun p -> p.StateDim, p.InputDim)
        |> Seq.length

    let isCoupled (c: TeamCase) =
        match c.Problem.Coupling with
        | null -> false
        | coupling -> not (isNull coupling.A)

    atLeast 15 "one population" cases (fun c -> c.Problem.Populations.Count = 1)
    atLeast 15 "three populations" cases (fun c -> c.Problem.Populations.Count = 3)
    atLeast 15 "a population of one" cases (fun c -> c.Problem.Populations |> Seq.exists (fun p -> p.Size = 1))
    atLeast 30 "populations of different dimensions" cases (fun c -> dimensions c > 1)
    atLeast 50 "coupled dynamics" cases isCoupled

[<Fact>]
let ``shrunk problems stay well-posed`` () =
    for case in sample 40 LqrCases.arbitrary do
        Assert.All(LqrCases.arbitrary.Shrinker case, fun simpler -> Assert.True(LqrCases.isWellPosed simpler))

[<Fact>]
let ``shrunk teams stay well-posed`` () =
    for case in sample 10 TeamCases.arbitrary do
        Assert.All(TeamCases.arbitrary.Shrinker case, fun simpler -> Assert.True(TeamCases.isWellPosed simpler))

[<Fact>]
let ``shrinking a problem ends at one state, one input and whole numbers`` () =
    for case in sample 40 LqrCases.arbitrary do
        let simplest = shrinkToTheEnd LqrCases.arbitrary case
        Assert.Equal((1, 1), (simplest.Problem.StateDim, simplest.Problem.InputDim))

        let isWhole (a: float[,]) =
            a |> Seq.cast<float> |> Seq.forall (fun x -> x = round x)

        Assert.True(isWhole simplest.Problem.Q && isWhole simplest.Problem.R, simplest.Display)

[<Fact>]
let ``shrinking a team ends at one agent`` () =
    for case in sample 10 TeamCases.arbitrary do
        let simplest = shrinkToTheEnd TeamCases.arbitrary case
        let only = Assert.Single simplest.Problem.Populations
        Assert.Equal(1, only.Size)

[<Fact>]
let ``matrices are what their types say`` () =
    for case in sample 200 (MatrixCases.spd 1e3) do
        Assert.True((Matrix.symmetricEigenvalues case.Value)[0] > 0.0)

    for case in sample 200 MatrixCases.psd do
        Assert.True((Matrix.symmetricEigenvalues case.Value)[0] > -1e-12)

    for case in sample 200 (MatrixCases.stable 0.9) do
        Assert.True(Matrix.spectralRadius case.Value <= 0.9 + 1e-3)

[<Fact>]
let ``pairs come with the gain that stabilises them, and keep it while they shrink`` () =
    let isStabilised (pair: StabilisablePair) =
        Matrix.spectralRadius (Matrix.subtract pair.A (Matrix.multiply pair.B pair.Gain)) < 1.0

    let pairs = StabilisablePairs.ofDifficulty Difficulty.Default

    for pair in sample 100 pairs do
        Assert.True(isStabilised pair, pair.Display)
        Assert.All(pairs.Shrinker pair, fun simpler -> Assert.True(isStabilised simpler, simpler.Display))

[<Fact>]
let ``a property may take any of the package's types once they are registered`` () =
    let takesAll (SmallDim n) (x: SpdMatrix) (case: LqrCase) (team: TeamCase) =
        n >= 1
        && Matrix.trace x.Value > 0.0
        && LqrCases.isWellPosed case
        && TeamCases.isWellPosed team

    let takesTheRest (_: SymmetricMatrix) (_: PsdMatrix) (StableMatrix a) (pair: StabilisablePair) (exploration: Exploration) =
        Matrix.spectralRadius a < 1.0
        && pair.ClosedLoopRadius < 1.0
        && exploration.Variance >= 0.0

    let config =
        Config.QuickThrowOnFailure.WithArbitrary([ typeof<Arbitraries> ]).WithMaxTest(20).WithQuietOnSuccess(true)

    Check.One(config, takesAll)
    Check.One(config, takesTheRest)

[<Fact>]
let ``crowds are large, small and in between, and as well-posed as the teams and games they are made of`` () =
    let sizesOf case =
        match case with
        | SimulationCase.Team case ->
            Assert.True(TeamCases.isWellPosed case, case.Display)
            case.Problem.Populations |> Seq.map _.Size |> List.ofSeq
        | SimulationCase.Game case ->
            Assert.True(MeanFieldGameCases.isWellPosed case, case.Display)
            case.Problem.Populations |> Seq.map _.Size.Value |> List.ofSeq
        | SimulationCase.Robust case -> [ case.Problem.Agents.Value ]

    for arbitrary in
        [
            SimulationCases.crowdedTeams
            SimulationCases.crowdedGames
            SimulationCases.crowdedRobust
        ] do
        let sizes = sample 100 arbitrary |> Array.map sizesOf
        atLeast 30 "few agents" sizes (List.forall (fun size -> size <= 36))
        atLeast 3 "ten thousand agents" sizes (List.exists (fun size -> size >= 10_000))
        atLeast 10 "agents in between" sizes (List.exists (fun size -> size > 36 && size < 10_000))
