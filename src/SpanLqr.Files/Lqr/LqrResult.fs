namespace SpanLqr.Files.Results

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
        /// An estimate of that of K, not always an upper one.
        GainErrorEstimate: float option
    }

/// The policy u_t = −K_t x_t over a horizon.
type HorizonResult =
    {
        K: float[,][]
        P: float[,][]
        Cost: float option
    }
