namespace SpanLqr.Laws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Games
open SpanLqr.Laws.TeamBlocks

/// One of the three systems with so many agents, to be run under policies that are none of its best.
[<RequireQualifiedAccess; StructuredFormatDisplay("{Display}")>]
type SimulationCase =
    | Team of TeamCase
    | Game of MeanFieldGameCase
    | Robust of RobustCase

    /// The problem file.
    member this.Display =
        match this with
        | Team case -> case.Display
        | Game case -> case.Display
        | Robust case -> case.Display

    override this.ToString() = this.Display

/// Generators of simulations: of a few agents, which can all be written out, and of crowds of up to ten thousand.
[<RequireQualifiedAccess>]
module SimulationCases =
    /// N times the agents, each coupled to 1/N of what the others do: the auxiliary systems of deviations stay as they are, and so does
    /// all that a case promises.
    let private enlarged factor (case: TeamCase) =
        let draft = TeamCases.draftOf case

        let grown kind blocks =
            let between =
                blocks.Between |> Array.map (Array.map (Dense.scale (1.0 / float factor)))

            {
                Own =
                    draft.Populations
                    |> Array.map (fun l ->
                        let toOthers = between[l][l]
                        Dense.(+.) (deviation kind draft l) toOthers)
                Between = between
            }

        { case with
            Problem =
                toProblem
                    { draft with
                        Sizes = draft.Sizes |> Array.map ((*) factor)
                        Blocks = Map.map grown draft.Blocks
                    }
        }

    let private withSizes (sizes: int list) (case: MeanFieldGameCase) =
        { case with
            Problem = MeanFieldGameCases.withSizes sizes case.Problem
        }

    let private withAgents agents (case: RobustCase) =
        { case with
            Problem = RobustCases.withAgents agents case.Problem
        }

    /// Cases of one kind, changed by what is drawn of `numbers` for them.
    let private drawn wrap tryUnwrap (arbitrary: Arbitrary<'case>) (numbers: 'case -> Gen<'number>) change =
        let draw case =
            numbers case |> Gen.map (fun number -> wrap (change number case))

        let shrink case =
            tryUnwrap case
            |> Option.toList
            |> Seq.collect arbitrary.Shrinker
            |> Seq.map wrap

        Arb.fromGenShrink (Gen.bind draw arbitrary.Generator, shrink)

    let private tryTeam case =
        match case with
        | SimulationCase.Team case -> Some case
        | _ -> None

    let private tryGame case =
        match case with
        | SimulationCase.Game case -> Some case
        | _ -> None

    let private tryRobust case =
        match case with
        | SimulationCase.Robust case -> Some case
        | _ -> None

    let private teamsBy factors =
        drawn SimulationCase.Team tryTeam TeamCases.arbitrary (fun _ -> factors) enlarged

    let private gamesBy sizes =
        let ofAll (case: MeanFieldGameCase) =
            Gen.listOfLength case.Problem.Populations.Count sizes

        drawn SimulationCase.Game tryGame MeanFieldGameCases.arbitrary ofAll withSizes

    let private robustBy agents =
        drawn SimulationCase.Robust tryRobust RobustCases.arbitrary (fun _ -> agents) withAgents

    /// Every number of agents about which the scatter of d ≤ 3 states changes its form, and a few large ones.
    let private crowd =
        Gen.frequency [ 8, Gen.choose (1, 9); 3, Gen.choose (10, 300); 1, Gen.constant 10_000 ]

    /// Teams of one to four agents in each population.
    let teams = teamsBy (Gen.constant 1)

    /// Games of one to four agents in each population.
    let games = gamesBy (Gen.choose (1, 4))

    /// Robust problems of one to five agents.
    let robust = robustBy (Gen.choose (1, 5))

    /// Teams of up to 40 000 agents in each population.
    let crowdedTeams = teamsBy crowd

    /// Games of up to 10 000 agents in each population.
    let crowdedGames = gamesBy crowd

    /// Robust problems of up to 10 000 agents.
    let crowdedRobust = robustBy crowd

    /// Any of the three with a few agents.
    let arbitrary =
        let pick case =
            match case with
            | SimulationCase.Team _ -> teams
            | SimulationCase.Game _ -> games
            | SimulationCase.Robust _ -> robust

        Arb.fromGenShrink (Gen.oneof [ teams.Generator; games.Generator; robust.Generator ], (fun case -> (pick case).Shrinker case))
