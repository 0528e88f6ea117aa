/// Runs properties from a fixed seed, so that a failure in one place is a failure everywhere.
module SpanLqr.Laws.Tests.Check

open FsCheck
open FsCheck.FSharp
open SpanLqr.Laws
open Xunit

let private seeded tests =
    Config.QuickThrowOnFailure
        .WithReplay(
            Some
                {
                    Rnd = Rnd(20260807UL, 314159265UL)
                    Size = None
                }
        )
        .WithMaxTest(tests)
        .WithQuietOnSuccess(true)

/// The law holds for every case drawn.
let holds tests arbitrary (law: 'case -> Property) =
    Check.One(seeded tests, Prop.forAll arbitrary law)

/// The law holds for every well-posed problem drawn.
let holdsForProblems tests law = holds tests LqrCases.arbitrary law

/// The shrunk counterexample that the law's own run finds against a broken subject, with the label of the claim that failed.
let counterexample arbitrary (law: 'case -> Property) =
    let mutable result = None

    let recorder =
        { new IRunner with
            member _.OnStartFixture _ = ()
            member _.OnArguments(_, _, _) = ()
            member _.OnShrink(_, _) = ()
            member _.OnFinished(_, finished) = result <- Some finished
        }

    Check.One((seeded 200).WithRunner recorder, Prop.forAll arbitrary law)

    match result with
    | Some(TestResult.Failed(data, _, shrunk, _, _, _, _)) -> Some(List.head shrunk :?> 'case, String.concat "; " data.Labels)
    | _ -> None

/// The law notices the broken subject: FsCheck falsifies it.
let isFalsified arbitrary law =
    Assert.True((counterexample arbitrary law).IsSome, "the law holds for a broken subject, so it cannot fail")
