/// The textbook implementation, held to the same laws as the fast one.
module SpanLqr.Laws.Tests.ReferenceSubject

open System.Collections.Generic
open SpanLqr.Laws
open SpanLqr.Lqr
open SpanLqr.Reference

let private orElse fallback (a: float[,] | null) =
    match a with
    | null -> fallback
    | present -> present

let problemOf (p: LqrProblem) : Lqr.Problem =
    {
        A = p.A
        B = p.B
        Q = p.Q
        R = p.R
        S = p.S |> orElse (Matrix.zeros p.StateDim p.InputDim)
        W = p.W |> orElse (Matrix.identity p.StateDim)
    }

let private solve problem : StationaryPolicy =
    let p = problemOf problem
    let costToGo = Lqr.dare p
    let gain = Lqr.gain p costToGo

    {
        Gain = gain
        CostToGo = costToGo
        Cost = Matrix.trace (Matrix.multiply costToGo p.W)
        SpectralRadius = Matrix.spectralRadius (Lqr.closedLoop p gain)
    }

let private solveHorizon (problem: FiniteHorizonProblem) : HorizonPolicy =
    let at t (matrices: IReadOnlyList<float[,]>) =
        if matrices.Count = 1 then matrices[0] else matrices[t]

    let stage t : Lqr.Problem =
        let b = at t problem.B

        {
            A = at t problem.A
            B = b
            Q = at t problem.Q
            R = at t problem.R
            S =
                match problem.S with
                | null -> Matrix.zeros (Matrix.rows b) (Matrix.columns b)
                | s -> at t s
            W = problem.W |> orElse (Matrix.identity (Matrix.rows b))
        }

    let stages = Array.init problem.Horizon stage

    let gains, costsToGo =
        Lqr.finiteHorizon stages (problem.Qf |> orElse (Array.last stages).Q)

    {
        Gains = gains
        CostsToGo = costsToGo
        Cost = Lqr.finiteHorizonCost stages costsToGo
    }

let private evaluate problem gain variance : PolicyFacts =
    let facts = Lqr.evaluate (problemOf problem) gain variance

    {
        Cost = facts.Cost
        CostToGo = facts.CostToGo
        StateCovariance = facts.StateCovariance
        GradientFactor = facts.GradientFactor
        Gradient = facts.Gradient
        ActionValue = facts.ActionValue
        SpectralRadius = facts.SpectralRadius
    }

let lqr: LqrSubject =
    {
        Solve = solve
        SolveHorizon = solveHorizon
        Evaluate = evaluate
        NewtonImprove = fun problem gain -> Lqr.newtonStep (problemOf problem) gain
        Lyapunov = Lqr.lyapunov
    }

let svec: SvecSubject =
    {
        Pack = Svec.pack
        Unpack = Svec.unpack
    }
