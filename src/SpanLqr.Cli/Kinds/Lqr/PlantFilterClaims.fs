/// What the result of a plant claims of its filter.
module SpanLqr.Cli.Verification.PlantFilterClaims

open SpanLqr.Reference
open SpanLqr.Reference.Dense
open SpanLqr.Cli.Verification
open SpanLqr.Cli.Verification.PlantSampling
open SpanLqr.Cli.Verification.PlantSteps
open SpanLqr.Cli.Verification.PlantAgreement
open SpanLqr.Files.Results
open SpanLqr.Plants

/// The claims of a filter, with what the input makes of the innovation.
let claims tolerance (setting: Setting) (model: Model) (p: Matrix) (k: Matrix) (measurement: PlantMeasurement) (result: PlantFilterResult) =
    let n, m = setting.Problem.StateDim, setting.Problem.InputDim
    let a, w = setting.Full.A, setting.Full.Noise
    let c, v = ofArray measurement.C, ofArray measurement.V

    let cross =
        match measurement.N with
        | null -> zero n c.RowCount
        | cross -> ofArray cross

    let sigma = ofArray result.PredictionCovariance
    let gain, predictor = ofArray result.FilterGain, ofArray result.PredictorGain
    let innovation = c * sigma * c.Transpose() + v
    let rest = identity n - gain * c

    let expectedG =
        if measurement.Estimator = Estimator.Predictor then
            zero m c.RowCount
        else
            let b = setting.Cut.Discount
            let step = toRiccati setting model
            let hessian = step.R + step.B.TransposeThisAndMultiply(p * step.B)

            let noiseGain = hessian.Solve(sub 0 m 0 n (model.B.TransposeThisAndMultiply p * b))

            sub 0 m 0 n k * gain + noiseGain * cross * innovation.Inverse()

    [
        same
            tolerance
            "predictionCovariance solves the filter's equation"
            sigma
            (a * sigma * a.Transpose() + w - predictor * innovation * predictor.Transpose())
        same tolerance "predictorGain is that of predictionCovariance" (predictor * innovation) (a * sigma * c.Transpose() + cross)
        same tolerance "filterGain is that of predictionCovariance" (gain * innovation) (sigma * c.Transpose())
        same
            tolerance
            "filteredCovariance follows from filterGain"
            (ofArray result.FilteredCovariance)
            (rest * sigma * rest.Transpose() + gain * v * gain.Transpose())
        same tolerance "innovationGain follows from K and the filter" (ofArray result.InnovationGain) expectedG
        yield! SpectralClaims.ofRadius tolerance "filter: " (Spectrum.closedLoop a predictor c) result.SpectralRadius
    ]
