/// The policies under which the laws run their cases. None is the best one or a special one: gains on deviations and on means differ,
/// announcements are not what becomes of them, and what may vary with time does.
module internal SpanLqr.Laws.SimulationRuns

open SpanLqr.Games
open SpanLqr.Laws.Dense
open SpanLqr.Laws.TeamBlocks
open SpanLqr.Robust

/// Long enough that noise has gone through the dynamics, the deviations and the means.
[<Literal>]
let private Steps = 6

/// Entries up to 0.3 of either sign; another number gives others.
let private wave number height width =
    Array2D.init height width (fun i j -> 0.3 * cos (float (1 + number + i + 2 * j)))

let private ofTeam (case: TeamCase) =
    SimulatedSystem.Team(case.Problem, case.Stabilisers, scale 0.8 (stackedGain (TeamCases.draftOf case)))

let private ofGame (case: MeanFieldGameCase) =
    let order = case.Problem.Populations.Count * case.Problem.StateDim

    let policy l (gain: float[,]) =
        let offset = wave (3 * l) (rows gain) 1
        AffinePolicy(gain, wave (2 * l) (rows gain) order, offset[*, 0])

    let announced =
        MeanFieldLaw(scale 0.6 (identity order) +. scale 0.2 (wave 5 order order), (wave 7 order 1)[*, 0])

    SimulatedSystem.Game(case.Problem, Array.mapi policy case.Stabilisers, announced)

let private ofRobust (case: RobustCase) =
    let problem = case.Problem
    let steps = [| 0 .. problem.Horizon.Value - 1 |]

    let part number =
        let gains number height =
            steps |> Array.map (fun t -> wave (number + t) height problem.StateDim)

        RobustPolicyPart(gains number problem.InputDim, gains (number + 3) problem.AdversaryDim, [||])

    SimulatedSystem.Robust(problem, case.Gamma, part 0, part 1)

/// The run of a case.
let ofCase case =
    match case with
    | SimulationCase.Team case -> { System = ofTeam case; Steps = Steps }
    | SimulationCase.Game case -> { System = ofGame case; Steps = Steps }
    | SimulationCase.Robust case ->
        {
            System = ofRobust case
            Steps = case.Problem.Horizon.Value
        }

/// All agents of a run as one system.
let whole run =
    match run.System with
    | SimulatedSystem.Team(problem, gains, meanFieldGain) -> WholeTeam.ofTeam problem gains meanFieldGain
    | SimulatedSystem.Game(problem, policies, announced) -> WholeGame.ofGame problem policies announced
    | SimulatedSystem.Robust(problem, gamma, deviations, means) -> WholeRobust.ofRobust problem gamma deviations means

let private reorderBoth heights widths order a =
    a |> reorderRows heights order |> reorderColumns widths order

let private reorderedTeam order problem gains meanFieldGain =
    let draft = ofProblem problem gains

    let lengths axis =
        draft.Populations |> Array.map (dimension axis draft)

    let reordered = reordered order draft
    SimulatedSystem.Team(toProblem reordered, reordered.Gains, reorderBoth (lengths Inputs) (lengths States) order meanFieldGain)

let private reorderedGame (order: int[]) (problem: GameProblem) (policies: AffinePolicy[]) (announced: MeanFieldLaw) =
    let place l = Array.findIndex ((=) l) order
    let lengths = Array.create order.Length problem.StateDim

    let coupling (c: GameCoupling) =
        GameCoupling(Of = place c.Of, To = place c.To, Weight = c.Weight, Offset = c.Offset)

    let policy l =
        let policy = policies[l]
        AffinePolicy(policy.OwnGain, reorderColumns lengths order policy.MeanFieldGain, policy.Offset)

    let c =
        reorderRows lengths order (Array2D.init announced.C.Length 1 (fun i _ -> announced.C[i]))

    SimulatedSystem.Game(
        MeanFieldGameCases.problem (order |> Seq.map (fun l -> problem.Populations[l])) (Seq.map coupling problem.Couplings),
        Array.map policy order,
        MeanFieldLaw(reorderBoth lengths lengths order announced.F, c[*, 0])
    )

/// How many populations there are to be put in order.
let populations run =
    match run.System with
    | SimulatedSystem.Team(problem, _, _) -> problem.Populations.Count
    | SimulatedSystem.Game(problem, _, _) -> problem.Populations.Count
    | SimulatedSystem.Robust _ -> 1

/// The same run with its populations in another order.
let reordered order run =
    match run.System with
    | SimulatedSystem.Team(problem, gains, meanFieldGain) ->
        { run with
            System = reorderedTeam order problem gains meanFieldGain
        }
    | SimulatedSystem.Game(problem, policies, announced) ->
        { run with
            System = reorderedGame order problem policies announced
        }
    | SimulatedSystem.Robust _ -> run
