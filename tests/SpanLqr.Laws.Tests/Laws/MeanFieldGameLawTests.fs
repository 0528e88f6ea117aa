module SpanLqr.Laws.Tests.MeanFieldGameLawTests

open SpanLqr.Games
open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Reference
open Xunit

let private textbook = MeanFieldGameReferenceSubject.game

/// The textbook with its policies spoilt, wherever they come from.
let private playing change =
    let spoil (policies: AffinePolicy[]) = Array.mapi change policies

    { textbook with
        Solve =
            fun problem ->
                let found = textbook.Solve problem

                { found with
                    Policies = spoil found.Policies
                }
        Respond = fun problem law -> spoil (textbook.Respond problem law)
    }

let private withMeanFieldGain change _ (policy: AffinePolicy) =
    AffinePolicy(policy.OwnGain, change policy.MeanFieldGain, policy.Offset)

let private withOffset change _ (policy: AffinePolicy) =
    AffinePolicy(policy.OwnGain, policy.MeanFieldGain, change policy.Offset)

[<Fact>]
let ``an equilibrium is consistent and every policy of it a best response`` () =
    Check.meanFieldGame MeanFieldGameLaws.equilibrium

[<Fact>]
let ``the equilibrium law notices the printed sign of the mean field's gain`` () =
    Check.meanFieldGameNotices MeanFieldGameLaws.equilibrium (playing (withMeanFieldGain (Matrix.scale -1.0)))

[<Fact>]
let ``the way to the equilibrium does not matter`` () =
    Check.meanFieldGame MeanFieldGameLaws.wayDoesNotMatter

[<Fact>]
let ``the law of ways notices a closed form that counts the own coupling`` () =
    let counting (problem: GameProblem) =
        let populations =
            [|
                for p in problem.Populations ->
                    match p.Own with
                    | null -> p
                    | own ->
                        GamePopulation(
                            Name = p.Name,
                            A = p.A,
                            B = p.B,
                            Q = Matrix.add p.Q own,
                            R = p.R,
                            W = p.W,
                            Mean0 = p.Mean0,
                            Size = p.Size
                        )
            |]

        GameProblem(Populations = populations, Couplings = problem.Couplings)

    Check.meanFieldGameNotices
        MeanFieldGameLaws.wayDoesNotMatter
        { textbook with
            Solve = counting >> textbook.Solve
        }

[<Fact>]
let ``no push of an agent lowers its cost, to first order none changes it`` () =
    Check.meanFieldGame MeanFieldGameLaws.bestResponse

[<Fact>]
let ``the best-response law notices an offset a tenth too large`` () =
    Check.meanFieldGameNotices MeanFieldGameLaws.bestResponse (playing (withOffset (Array.map (fun x -> 1.1 * x + 0.05))))

[<Fact>]
let ``the best-response law notices a mean field that is looked at a step late`` () =
    Check.meanFieldGameNotices MeanFieldGameLaws.bestResponse (playing (withMeanFieldGain (Matrix.scale 0.5)))

[<Fact>]
let ``deviating gains nothing below zero, and ever less in larger populations`` () =
    Check.meanFieldGame MeanFieldGameLaws.deviation

[<Fact>]
let ``the deviation law notices a gain that does not fall`` () =
    Check.meanFieldGameNotices
        MeanFieldGameLaws.deviation
        { textbook with
            Epsilon = fun _ sizes -> Array.map (fun _ -> 0.1) sizes
        }

[<Fact>]
let ``the cost of the finite game is that of an agent written out among all others`` () =
    Check.meanFieldGame MeanFieldGameLaws.finiteCost

[<Fact>]
let ``the law of the finite game notices means that count the agent itself`` () =
    Check.meanFieldGameNotices
        MeanFieldGameLaws.finiteCost
        { textbook with
            FiniteCost =
                fun problem ->
                    Array.map2
                        (+)
                        (textbook.Solve problem).Costs
                        (Array.map (fun x -> 0.5 * x) (Array.map2 (-) (textbook.FiniteCost problem) (textbook.Solve problem).Costs))
        }

[<Fact>]
let ``each of several equilibria is one`` () =
    Check.meanFieldGame MeanFieldGameLaws.everyEquilibrium

[<Fact>]
let ``the law of several equilibria notices a law that nobody's best response makes`` () =
    Check.meanFieldGameNotices
        MeanFieldGameLaws.everyEquilibrium
        { textbook with
            All =
                fun problem ->
                    [|
                        MeanFieldLaw(Matrix.scale 0.9 (textbook.Solve problem).Law.F, (textbook.Solve problem).Law.C)
                    |]
        }

[<Fact>]
let ``symmetric couplings leave one equilibrium`` () =
    Check.meanFieldGame MeanFieldGameLaws.unique

[<Fact>]
let ``the law of the one equilibrium notices a solver that finds none`` () =
    Check.meanFieldGameNotices MeanFieldGameLaws.unique { textbook with All = fun _ -> [||] }

[<Fact>]
let ``a game without couplings is as many regulators`` () =
    Check.meanFieldGame MeanFieldGameLaws.uncoupled

[<Fact>]
let ``the law of uncoupled games notices agents that follow the crowd anyway`` () =
    Check.meanFieldGameNotices MeanFieldGameLaws.uncoupled (playing (withMeanFieldGain (Array2D.map (fun x -> x + 0.01))))

[<Fact>]
let ``without offsets in the cost there are none in the policies`` () =
    Check.meanFieldGame MeanFieldGameLaws.withoutOffsets

[<Fact>]
let ``the law of offsets notices one that comes from nowhere`` () =
    Check.meanFieldGameNotices MeanFieldGameLaws.withoutOffsets (playing (withOffset (Array.map (fun x -> x + 0.01))))

[<Fact>]
let ``populations may be named in any order`` () =
    Check.meanFieldGame MeanFieldGameLaws.exchange

[<Fact>]
let ``the law of exchange notices a favourite`` () =
    Check.meanFieldGameNotices
        MeanFieldGameLaws.exchange
        (playing (fun l policy -> AffinePolicy(Matrix.scale (1.0 + 0.1 * float l) policy.OwnGain, policy.MeanFieldGain, policy.Offset)))

[<Fact>]
let ``another currency changes costs and nothing else`` () =
    Check.meanFieldGame MeanFieldGameLaws.currency

[<Fact>]
let ``the law of currency notices an input weight that is not converted`` () =
    let fixing (problem: GameProblem) =
        let populations =
            [|
                for p in problem.Populations ->
                    GamePopulation(
                        Name = p.Name,
                        A = p.A,
                        B = p.B,
                        Q = p.Q,
                        R = Matrix.identity (Matrix.rows p.R),
                        W = p.W,
                        Mean0 = p.Mean0,
                        Own = p.Own,
                        Size = p.Size
                    )
            |]

        GameProblem(Populations = populations, Couplings = problem.Couplings)

    Check.meanFieldGameNotices
        MeanFieldGameLaws.currency
        { textbook with
            Solve = fixing >> textbook.Solve
        }
