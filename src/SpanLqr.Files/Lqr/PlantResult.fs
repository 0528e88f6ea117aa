namespace SpanLqr.Files.Results

open System.Numerics

/// A continuous plant at its sampling instants; the weights where they were integrated.
type SampledResult =
    {
        A: float[,]
        B: float[,]
        W: float[,]
        Weights: SampledWeights option
    }

and SampledWeights =
    {
        Q: float[,]
        S: float[,]
        R: float[,]
        Constant: float
    }

/// The stationary filter of a plant.
type PlantFilterResult =
    {
        FilterGain: float[,]
        PredictorGain: float[,]
        InnovationGain: float[,]
        PredictionCovariance: float[,]
        FilteredCovariance: float[,]
        SpectralRadius: float option
    }

/// The stationary policy of a plant: u = −Ks − Ge + Fr − κ. What is optional is claimed by `solve` or not part of the problem.
type PlantResult =
    {
        K: float[,]
        P: float[,]
        Sampled: SampledResult option
        Eigenvalues: Complex[] option
        SpectralRadius: float option
        Filter: PlantFilterResult option
        Offset: float[] option
        Feedforward: float[,] option
        SteadyState: float[] option
        SteadyInput: float[] option
        Cost: float option
        Residual: float option
        /// For the reader of a table, no part of a result file.
        ErrorEstimate: float option
    }

/// The policy of a plant over a horizon: u_t = −K_t s_t + F_t r − κ_t.
type PlantHorizonResult =
    {
        K: float[,][]
        P: float[,][]
        Offset: float[][] option
        Feedforward: float[,][] option
        SteadyState: float[] option
        SteadyInput: float[] option
        Cost: float option
    }
