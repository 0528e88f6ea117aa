namespace SpanLqr.Cli.Results

open System.Numerics

/// The stationary policy u = −Kx. What is optional is claimed by `solve` and need not be claimed by a file to verify.
type StationaryResult =
    {
        K: float[,]
        P: float[,]
        SpectralRadius: float option
        Eigenvalues: Complex[] option
        Cost: float option
        Residual: float option
        /// An upper estimate of the relative error of P: for the reader of a table, no part of a result file.
        ErrorEstimate: float option
        /// The same of K; nothing where it was not asked for.
        GainErrorEstimate: float option
    }

/// The policy u_t = −K_t x_t over a horizon.
type HorizonResult =
    {
        K: float[,][]
        P: float[,][]
        Cost: float option
    }

/// One of the independent systems that a team decomposes into, and its policy.
type AuxiliaryResult =
    {
        K: float[,]
        P: float[,]
        A: float[,]
        B: float[,]
        Q: float[,]
        R: float[,]
        SpectralRadius: float option
        Cost: float option
    }

type PopulationResult =
    {
        Name: string
        Size: int
        Deviation: AuxiliaryResult
    }

/// How far the assembled gain and cost lie from those of the whole system as it was given; nothing where that is too large.
type Certificate =
    {
        GainError: float option
        CostError: float option
        /// The least cost of the whole system, where that is not the team of the result but one that was averaged to it.
        OptimalCost: float option
    }

type TeamResult =
    {
        Populations: PopulationResult list
        MeanField: AuxiliaryResult
        Cost: float option
        /// The agents of each class, where the problem was monolithic and the classes had to be found.
        Partition: int[][] option
        /// The most an entry of the given matrices differs from the averaged one, relative to the largest of its matrix; of a monolithic problem.
        AveragingError: float option
        Certificate: Certificate option
    }

module Averaging =
    /// Up to this averaging error the averaged team is the one that was given, but for rounding.
    [<Literal>]
    let Negligible = 1e-9

    /// Whether the cost is that of the averaged team because the one that was given is too large to be looked at whole.
    let isOfAverage (result: TeamResult) =
        result.AveragingError |> Option.exists (fun error -> error > Negligible)
        && result.Certificate |> Option.forall _.GainError.IsNone

/// One population of a game at equilibrium: u = −K1 z − K2 z̄ − offset.
type GamePopulationResult =
    {
        Name: string
        K1: float[,]
        K2: float[,]
        Offset: float[]
        P: float[,]
        SpectralRadius: float option
        Cost: float option
        /// What an agent of the finite game can gain by deviating; nothing where no population has a size.
        Epsilon: float option
        /// What one agent of the finite game pays; nothing where the population has no size.
        FiniteCost: float option
        /// What an agent could gain by deviating from policies that were learned.
        Exploitability: float option
    }

type GameResult =
    {
        Populations: GamePopulationResult list
        F: float[,]
        C: float[]
        FixedPoint: float[] option
        SpectralRadius: float option
        T1: float option
        T2: float option
        Method: string option
        Residual: float option
        /// The eigenvalues of the game inside the unit circle.
        StableEigenvalues: int option
        /// Whether this is the only equilibrium; nothing where that was not decided.
        Unique: bool option
        /// How many there are, where it is not the only one and all were found.
        Equilibria: int option
        Trajectory: float[][] option
    }

/// The same level for so many agents.
type FiniteResult =
    {
        Agents: int
        Value: float option
        Viable: bool option
        ViabilityMargin: float option
        MinGamma: float option
        /// The condition of the paper's Theorem 3, for comparison: it holds where this is not positive, and proves nothing. Nothing for infinitely
        /// many steps, and for gains that are not of a saddle point.
        PaperMargin: float option
    }

/// Where and by how much γ²I − D'MD falls short of being positive definite.
type Shortfall =
    {
        Part: string
        /// The step, but not for infinitely many of them.
        Stage: int option
        /// The least eigenvalue of γ²I − D'MD there.
        Margin: float option
    }

/// A controller against its own worst adversary, whoever it was solved for or learned against.
type WorstCaseResult =
    {
        Solvable: bool option
        Viable: bool option
        /// Nothing where the worst case has no bound.
        ViabilityMargin: float option
        Value: float option
        /// Why the worst case has no bound.
        Evidence: Shortfall option
    }

/// u = −K1 (x − x̄) − L1 x̄ against v = K2 (x − x̄) + L2 x̄; arrays over time, of one entry for infinitely many steps.
type RobustResult =
    {
        IsStationary: bool
        Gamma: float
        Solvable: bool option
        Viable: bool option
        ViabilityMargin: float option
        MinGamma: float option
        Value: float option
        K1: float[,][]
        K2: float[,][]
        L1: float[,][]
        L2: float[,][]
        M: float[,][]
        Mbar: float[,][]
        Margins: float[] option
        Finite: FiniteResult option
        /// Nothing for a saddle point, which is its own worst case.
        WorstCase: WorstCaseResult option
    }

/// What a result file can hold.
type Result =
    | StationaryResult of StationaryResult
    | HorizonResult of HorizonResult
    | PlantResult of PlantResult
    | PlantHorizonResult of PlantHorizonResult
    | TeamResult of TeamResult
    | GameResult of GameResult
    | RobustResult of RobustResult
