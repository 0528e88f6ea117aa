/// The controllers of a single system whose state is known.
module SpanLqr.Cli.Export.FeedbackControl

open SpanLqr.Cli.Export.Policies
open SpanLqr.Files.Results

let private feedback limits (gains: float[,][]) certificates =
    let inputs, states = Array2D.length1 gains[0], Array2D.length2 gains[0]
    let x = variable "x" states "the state"
    let u = variable "u" inputs "the input"
    let isStationary = gains.Length = 1
    let k = constantOf "K" "feedback gain" gains

    {
        Formulas = [ (if isStationary then "u = -K x" else "u = -K[t] x") ]
        State = []
        Horizon = if isStationary then None else Some gains.Length
        Steps =
            [
                {
                    Name = ""
                    About = "One step of the controller."
                    Arguments = [ x ]
                    Output = u
                    Locals = []
                    Body = Sum(u, [ Minus, FourChains(product k x) ]) :: limited limits u
                }
            ]
        Certificates = certificates
    }

let stationary limits (result: StationaryResult) =
    feedback
        limits
        [| result.K |]
        (number "spectral radius of the loop" result.SpectralRadius
         @ number "cost" result.Cost
         @ number "residual of the Riccati equation" result.Residual)

let horizon limits (result: HorizonResult) =
    feedback limits result.K (number "cost over the horizon" result.Cost)
