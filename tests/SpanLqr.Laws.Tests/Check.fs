/// Runs laws from a fixed seed, so that a failure in one place is a failure everywhere.
module SpanLqr.Laws.Tests.Check

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws
open Xunit

let private seeded name tests =
    Config.QuickThrowOnFailure
        .WithName(name)
        .WithReplay(
            Some
                {
                    Rnd = Rnd(20260807UL, 314159265UL)
                    Size = None
                }
        )
        .WithMaxTest(tests)
        .WithQuietOnSuccess(true)

/// A property that takes no subject.
let property tests arbitrary (law: 'case -> Property) =
    Check.One(seeded "" tests, Prop.forAll arbitrary law)

/// The law holds of the textbook and of SpanLqr.
let private holdsOfBoth tests arbitrary (textbook: 'subject) (fast: 'subject) (law: 'subject -> 'case -> Property) =
    Check.One(seeded "reference" tests, Prop.forAll arbitrary (law textbook))
    Check.One(seeded "SpanLqr" tests, Prop.forAll arbitrary (law fast))

/// A law of one regulator.
let lqr (law: LqrSubject -> LqrCase -> Property) =
    holdsOfBoth 200 LqrCases.arbitrary ReferenceSubject.lqr SpanLqrSubject.lqr law

/// A law of a team.
let team (law: TeamSubject -> TeamCase -> Property) =
    holdsOfBoth 100 TeamCases.arbitrary TeamReferenceSubject.team SpanLqrSubject.team law

/// A law of a game.
let meanFieldGame (law: MeanFieldGameSubject -> MeanFieldGameCase -> Property) =
    holdsOfBoth 60 MeanFieldGameCases.arbitrary MeanFieldGameReferenceSubject.game SpanLqrSubject.meanFieldGame law

/// A law of a robust problem.
let robust (law: RobustSubject -> RobustCase -> Property) =
    holdsOfBoth 100 RobustCases.arbitrary RobustReferenceSubject.robust SpanLqrSubject.robust law

/// A law of a subject with other cases.
let over arbitrary textbook fast law =
    holdsOfBoth 200 arbitrary textbook fast law

/// The shrunk counterexample that FsCheck finds, with the label of the claim that failed; None where it finds none.
let counterexample arbitrary (law: 'case -> Property) =
    let mutable result = None

    let recorder =
        { new IRunner with
            member _.OnStartFixture _ = ()
            member _.OnArguments(_, _, _) = ()
            member _.OnShrink(_, _) = ()
            member _.OnFinished(_, finished) = result <- Some finished
        }

    Check.One((seeded "" 200).WithRunner recorder, Prop.forAll arbitrary law)

    match result with
    | Some(TestResult.Failed(data, _, shrunk, _, _, _, _)) -> Some(List.head shrunk :?> 'case, String.concat "; " data.Labels)
    | _ -> None

/// A law that a broken subject passes is no law: FsCheck must falsify it, by a claim and not by an exception on the way.
let falsifies arbitrary (law: 'case -> Property) =
    match counterexample arbitrary law with
    | Some(_, label) -> Assert.NotEqual<string>("", label)
    | None -> Assert.Fail "the law holds of a broken subject"

/// The law notices a broken regulator.
let lqrNotices (law: LqrSubject -> LqrCase -> Property) broken =
    falsifies LqrCases.arbitrary (law broken)

/// The law notices a broken team.
let teamNotices (law: TeamSubject -> TeamCase -> Property) broken =
    falsifies TeamCases.arbitrary (law broken)

/// The law notices a broken game.
let meanFieldGameNotices (law: MeanFieldGameSubject -> MeanFieldGameCase -> Property) broken =
    falsifies MeanFieldGameCases.arbitrary (law broken)

/// The law notices a broken robust solver.
let robustNotices (law: RobustSubject -> RobustCase -> Property) broken =
    falsifies RobustCases.arbitrary (law broken)
