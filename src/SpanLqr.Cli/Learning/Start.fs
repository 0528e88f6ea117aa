/// Where learning starts when nobody says.
module SpanLqr.Cli.Learning.Start

open SpanLqr.Lqr

/// Up to this spectral radius a plant is left to itself; a slower one would need longer rollouts than learned policies do.
let private mostIdleRadius = 0.95

/// How much more than states inputs cost in the problem whose solution is a stabilising start.
let private inputWeight = 10.0

let private diagonal size value =
    Array2D.init size size (fun i j -> if i = j then value else 0.0)

/// Zero where the plant is stable by itself; otherwise the optimal gain for Q = I and R = 10·I, which is stabilising and knows nothing
/// of the cost.
let gain (problem: LqrProblem) =
    let zero = Array2D.zeroCreate<float> problem.InputDim problem.StateDim

    if LqrPolicy.Evaluate(problem, zero).SpectralRadius < mostIdleRadius then
        zero, "zero"
    else
        let unit =
            LqrProblem(A = problem.A, B = problem.B, Q = diagonal problem.StateDim 1.0, R = diagonal problem.InputDim inputWeight)

        (LqrSolver.Solve unit).Gain, "the optimal gain for Q = I, R = 10 I"
