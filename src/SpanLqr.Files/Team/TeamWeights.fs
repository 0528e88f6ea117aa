/// The convexity that a team must have: that of its whole cost, tested on the small systems that the team decomposes into.
module SpanLqr.Files.TeamWeights

open SpanLqr.Teams

/// Where to point when a matrix made of a population's block and of the coupling is not what it must be.
type Places = { Populations: Node[]; Coupling: Node }

/// The mean field has one coordinate √N_l·x̄^l per coordinate of the whole state, so in these units "to 1e-12 of its norm" means
/// the same for the mean field as for the whole system.
let private scaled power (sizes: int[]) (dimensions: int[]) (matrix: float[,]) =
    let factors =
        Array.map2 (fun size dimension -> Array.replicate dimension (sqrt (float size) ** power)) sizes dimensions
        |> Array.concat

    matrix |> Array2D.mapi (fun i j x -> factors[i] * x * factors[j])

let private requireDeviation (node: Node) (system: AuxiliarySystem) =
    let inside key =
        { node with
            Path = $"{node.Path}.{key}"
        }

    let ofAgent symbol =
        $"together with the coupling, gives the deviation {symbol} of \"{system.Name}\""

    Weights.requireSemidefiniteBlock (ofAgent "weight Q") (inside "Q") system.Q
    Weights.requireDefiniteBlock (ofAgent "weight R") (inside "R") system.R
    Weights.requireSemidefiniteBlock (ofAgent "covariance W") (inside "W") system.Noise

/// Ends with an error that names the system and the weight unless every auxiliary weight and covariance is as it must be.
let require places (problem: TeamProblem) =
    let team = TeamDecomposition.Of problem
    let populations = Array.ofSeq problem.Populations
    let sizes = populations |> Array.map _.Size

    for node, population, system in Seq.zip3 places.Populations populations team.Deviations do
        // An agent alone never deviates from its own mean.
        if population.Size > 1 then
            requireDeviation node system

    let states = populations |> Array.map _.StateDim
    let inputs = populations |> Array.map _.InputDim
    let mean = team.MeanField
    Weights.requireSemidefiniteBlock "gives the mean-field weight Q" places.Coupling (scaled -1.0 sizes states mean.Q)
    Weights.requireDefiniteBlock "gives the mean-field weight R" places.Coupling (scaled -1.0 sizes inputs mean.R)
    Weights.requireSemidefiniteBlock "gives the mean-field covariance W" places.Coupling (scaled 1.0 sizes states mean.Noise)
