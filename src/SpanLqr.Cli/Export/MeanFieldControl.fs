/// What an agent does that sees its own state and the mean fields: teams, games and robust problems.
module SpanLqr.Cli.Export.MeanFieldControl

open SpanLqr.Cli.Export.Policies
open SpanLqr.Files.Results

let private means length =
    variable "xbar" length "the mean states of all populations, one after the other"

/// u = −Kx − Gx̄ with G = K̄_l − K_l E_l, so that no difference x − x̄ is formed.
let team limits (result: TeamResult) =
    let gains = result.Populations |> List.map _.Deviation.K
    let meanGain = result.MeanField.K
    let names = Identifiers.distinct (result.Populations |> List.map _.Name)

    let starts length =
        gains |> List.scan (fun start gain -> start + length gain) 0

    let xbar = means (Array2D.length2 meanGain)

    let step name (gain: float[,]) row first =
        let inputs, states = Array2D.length1 gain, Array2D.length2 gain
        let x = variable "x" states "the agent's own state"
        let u = variable "u" inputs "its input"

        let common =
            Array2D.init inputs xbar.Length (fun i j ->
                meanGain[row + i, j]
                - (if j >= first && j < first + states then
                       gain[i, j - first]
                   else
                       0.0))

        let k = constant $"K_{name}" $"gain of an agent of {name}" gain
        let g = constant $"G_{name}" $"gain of the mean fields for {name}" common

        {
            Name = name
            About = $"One step of an agent of {name}."
            Arguments = [ x; xbar ]
            Output = u
            Locals = []
            Body =
                Sum(u, [ Minus, Chain(None, [ product g xbar ]); Minus, Chain(None, [ product k x ]) ])
                :: limited limits u
        }

    {
        Formulas =
            [
                "u = -K x - G xbar for an agent of a population, its own state x and the means xbar of all populations"
                "(the same as -K (x - xbar_l) - (Kbar xbar)_l: G is Kbar's rows of the population less K in its own columns)"
                $"""xbar is stacked in this order: {String.concat ", " names}"""
            ]
        State = []
        Horizon = None
        Steps =
            List.zip3
                names
                gains
                (List.zip (starts Array2D.length1 |> List.take gains.Length) (starts Array2D.length2 |> List.take gains.Length))
            |> List.map (fun (name, gain, (row, first)) -> step name gain row first)
        Certificates =
            number "cost of the team" result.Cost
            @ number "spectral radius of the mean field" result.MeanField.SpectralRadius
            @ (List.zip names result.Populations
               |> List.collect (fun (name, population) -> number $"spectral radius of {name}" population.Deviation.SpectralRadius))
            @ number "gain error against the whole system" (result.Certificate |> Option.bind _.GainError)
            @ number "averaging error" result.AveragingError
    }

/// An agent carries the mean fields forward itself, from what they are at time 0.
let game limits (start: float[]) (result: GameResult) =
    let names = Identifiers.distinct (result.Populations |> List.map _.Name)

    let zbar =
        variable "zbar" start.Length "the mean fields of all populations, one after the other"

    let next = variable "next" start.Length "the mean fields of the next step"
    let f = constant "F" "how the mean fields move" result.F
    let c = constant "c" "their constant part" (column result.C)

    let step name (population: GamePopulationResult) =
        let z = variable "z" (Array2D.length2 population.K1) "the agent's own state"
        let u = variable "u" (Array2D.length1 population.K1) "its input"
        let own = constant $"K1_{name}" $"gain of the own state of {name}" population.K1

        let field =
            constant $"K2_{name}" $"gain of the mean fields for {name}" population.K2

        let offset =
            constant $"kappa_{name}" $"constant part of the input of {name}" (column population.Offset)

        {
            Name = name
            About = $"One step of an agent of {name}; the mean fields move on with it."
            Arguments = [ z ]
            Output = u
            Locals = [ next ]
            Body =
                [ Sum(u, [ Minus, Chain(Some offset, [ product field zbar; product own z ]) ]) ]
                @ limited limits u
                @ [ Sum(next, [ Plus, Chain(Some c, [ product f zbar ]) ]); Copy(zbar, next) ]
        }

    {
        Formulas =
            [
                "u = -(kappa + K2 zbar + K1 z), then zbar <- c + F zbar"
                "An agent sees its own state z only; it carries the mean fields zbar itself, from those of time 0."
                $"""zbar is stacked in this order: {String.concat ", " names}"""
            ]
        State = [ { Variable = zbar; Initial = start } ]
        Horizon = None
        Steps = List.map2 step names result.Populations
        Certificates =
            number "spectral radius of F" result.SpectralRadius
            @ number "residual of the equilibrium" result.Residual
            @ (List.zip names result.Populations
               |> List.collect (fun (name, population) -> number $"gain from deviating, at most, of {name}" population.Epsilon))
    }

/// The controller's side of a robust problem.
let robust limits (result: RobustResult) =
    let gains = constantOf "K1" "gain of the deviation" result.K1
    let meanGains = constantOf "L1" "gain of the mean" result.L1
    let x = variable "x" (Controller.columns gains) "the agent's own state"
    let xbar = variable "xbar" x.Length "the mean of all agents' states"
    let y = variable "y" x.Length "the deviation x - xbar"
    let u = variable "u" (Controller.rows gains) "its input"
    let index = if result.IsStationary then "" else "[t]"

    {
        Formulas = [ $"u = -K1{index} (x - xbar) - L1{index} xbar" ]
        State = []
        Horizon = if result.IsStationary then None else Some result.K1.Length
        Steps =
            [
                {
                    Name = ""
                    About = "One step of an agent."
                    Arguments = [ x; xbar ]
                    Output = u
                    Locals = [ y ]
                    Body =
                        [
                            Sum(y, [ Plus, Entries x; Minus, Entries xbar ])
                            Sum(u, [ Minus, Chain(None, [ product gains y; product meanGains xbar ]) ])
                        ]
                        @ limited limits u
                }
            ]
        Certificates =
            number "attenuation level gamma" (Some result.Gamma)
            @ number "least viable gamma" result.MinGamma
            @ number "viability margin (holds where not positive)" result.ViabilityMargin
            @ number "value" result.Value
    }
