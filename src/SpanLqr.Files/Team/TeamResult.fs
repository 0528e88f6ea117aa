namespace SpanLqr.Files.Results

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
