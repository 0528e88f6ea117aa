module SpanLqr.Laws.Tests.TeamLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open Xunit

[<Fact>]
let ``laws`` () =
  let time name f =
        let w = System.Diagnostics.Stopwatch.StartNew()
        try f (); eprintfn "%s ok %d ms" name w.ElapsedMilliseconds
        with e -> eprintfn "%s FAIL %d ms %s" name w.ElapsedMilliseconds (string e)
  time "classify" (fun () -> FsCheck.Check.One(FsCheck.Config.Quick.WithMaxTest(300), FsCheck.FSharp.Prop.forAll TeamCases.arbitrary (fun c -> TeamCases.classify c (Claim.holds "" true))))
  for who, s in [ "ref", TeamReferenceSubject.team; "ours", SpanLqrSubject.team ] do
    for name, law in
        [ "dynamics", TeamLaws.dynamics
          "stageCost", TeamLaws.stageCost
          "noise", TeamLaws.noise
          "objective", TeamLaws.objective
          "gain", TeamLaws.gain
          "action", TeamLaws.action
          "exchangeability", TeamLaws.exchangeability
          "order", TeamLaws.orderOfPopulations
          "writtenOut", TeamLaws.writtenOut
          "partition", TeamLaws.partitionFound ] do
        time (who + " " + name) (fun () -> Check.holds 100 TeamCases.arbitrary (law s))
