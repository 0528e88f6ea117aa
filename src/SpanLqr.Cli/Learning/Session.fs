namespace SpanLqr.Cli.Learning

open SpanLqr.Files.Results
open SpanLqr.Learning

/// How good what has been learned is, measured with the model that the learner does not have.
type Measure =
    {
        /// +∞ where the closed loop is unstable.
        Cost: float
        /// ‖K − K*‖_F over all gains together.
        GainError: float
        /// ‖F − F*‖_F and ‖c − c*‖ of the mean field of a game; nothing for other kinds.
        LawError: LawError option
    }

/// A learner at work on a problem.
type Session =
    {
        Learner: ILearner
        Measure: unit -> Measure
        /// The result as of now; nothing where what has been learned has no finite cost.
        Result: unit -> Result option
        /// C*.
        BestCost: float
        /// Whether C* is the least there is; at an equilibrium, which is no minimum, others may cost less.
        IsLeast: bool
        /// ‖K*‖_F over all gains together.
        BestGainNorm: float
        /// The iterations of the learner's own schedule, if it has one.
        Schedule: int option
        /// Where learning starts, and what the settings left to the problem, for the record.
        Remarks: Settings
        Judgement: Judgement
    }

module Session =
    let private squares (gain: float[,]) =
        gain |> Seq.cast<float> |> Seq.sumBy (fun entry -> entry * entry)

    /// ‖K‖_F over all gains together.
    let norm gains = gains |> Seq.sumBy squares |> sqrt

    /// ‖K − K*‖_F over all gains together.
    let distance gains best =
        Seq.map2 (fun (gain: float[,]) (other: float[,]) -> gain |> Array2D.mapi (fun i j entry -> entry - other[i, j])) gains best
        |> norm
