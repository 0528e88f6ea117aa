namespace SpanLqr.Cli.Kinds

open SpanLqr.Cli.Learning
open SpanLqr.Cli.Tables
open SpanLqr.Cli.Verification
open SpanLqr.Files
open SpanLqr.Files.Results
open SpanLqr.Populations

/// What there is to say of a result beside it, each in a line.
type Remarks =
    {
        /// What one should know of it.
        Warning: string option
        /// What might be asked for instead.
        Hint: string option
        /// Why the result, complete as it is, is not what was asked for.
        Shortcoming: string option
    }

module Remarks =
    let none =
        {
            Warning = None
            Hint = None
            Shortcoming = None
        }

/// Where a question about a problem comes from: how messages call its file, and the tolerance up to which agents are exchangeable.
type Origin = { File: string; Tolerance: float }

/// A kind of problem: all that the commands ask of it. Every problem and result that it is asked about is of that kind.
type Kind =
    {
        Files: FileKind
        /// The exact, model-based solution, or an end with the reason why there is none.
        Solve: Origin -> Problem -> Result
        /// Every solution, where there may be several.
        SolveAll: (Origin -> Problem -> Result list) option
        Remarks: Origin -> Problem -> Result -> Remarks
        /// What of the problem no method learns.
        Unlearnable: Problem -> string option
        /// The method where none is named; nothing for the first one of the kind.
        UsualMethod: Problem -> string option
        /// A learner for the problem.
        Learn: Origin -> Run -> Problem -> Session
        /// The loop under the policy of a result.
        Loop: Origin -> Problem -> Result -> MeanFieldLoop
        /// How it is simulated where nothing is asked for.
        Mode: PopulationMode
        /// By how much agents differ that are simulated as if they were alike, where that counts.
        AveragingError: Result -> float option
        /// The level of a robust problem, and the controller against its own worst adversary.
        WorstCase: Problem -> Result -> (float * WorstCaseResult) option
        /// The claims of a result, each computed again.
        Claims: float -> LearnedRecord option -> Problem -> Result -> Claim list
        Page: Result -> Page.Page
    }

module Kind =
    /// With more states and inputs than this a step of lspi costs as much as thousands of steps of a plant: p² flops, p = (n+m)(n+m+1)/2.
    let private largestForFeatures = 30

    /// The usual method of a kind that lspi learns, for so many states and inputs.
    let methodOfOrder order =
        if order > largestForFeatures then Some "ce" else None

    /// What was handed in is of another kind, which is a bug.
    let wrong (kind: FileKind) : 'a =
        invalidOp $"Not a problem and a result of kind {kind.Name}."
