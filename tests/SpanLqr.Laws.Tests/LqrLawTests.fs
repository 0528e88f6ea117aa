/// Every law of one regulator, for the reference.
module SpanLqr.Laws.Tests.LqrLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open Xunit

let private stable = MatrixCases.stable Difficulty.Default.Radius

[<Fact>]
let ``reference: laws`` () =
    let s = SpanLqrSubject.lqr

    let time name f =
        let w = System.Diagnostics.Stopwatch.StartNew()

        try
            f ()
            eprintfn "%s ok %d ms" name w.ElapsedMilliseconds
        with e ->
            eprintfn "%s FAIL %d ms %s" name w.ElapsedMilliseconds (string e)

    time "classify" (fun () ->
        FsCheck.Check.One(
            FsCheck.Config.Quick.WithMaxTest(500),
            FsCheck.FSharp.Prop.forAll LqrCases.arbitrary (fun c -> LqrCases.classify c (Claim.holds "" true))
        ))

    for name, law in
        [
            "residual", RiccatiLaws.residual
            "gain", RiccatiLaws.gain
            "sympos", RiccatiLaws.symmetricPositive
            "stable", RiccatiLaws.stable
            "cost", RiccatiLaws.cost
            "recursion", RiccatiLaws.recursionConverges
            "tail", RiccatiLaws.tailIsOptimal
            "forward", RiccatiLaws.forwardCost
            "newton", RiccatiLaws.newtonAgrees
            "scaling", InvarianceLaws.scaling
            "similarity", InvarianceLaws.similarity
            "inputBasis", InvarianceLaws.inputBasis
            "evaluation", PolicyLaws.evaluation
            "actionValue", PolicyLaws.actionValue
            "gradient", PolicyLaws.gradient
            "optimality", PolicyLaws.optimality
            "stationarity", PolicyLaws.stationarity
            "domination", DescentLaws.gradientDomination
            "naturalStep", DescentLaws.naturalStep
            "naturalDescent", DescentLaws.naturalDescent
        ] do
        time name (fun () -> Check.holdsForProblems 300 (law s))

    time "lyap" (fun () -> Check.holds 300 stable (PolicyLaws.lyapunov s))

    for name, law in
        [
            "iso", SvecLaws.isometry
            "rt", SvecLaws.roundTrip
            "qf", SvecLaws.quadraticFeature
        ] do
        time name (fun () -> Check.holds 300 MatrixCases.symmetric (law SpanLqrSubject.svec))
