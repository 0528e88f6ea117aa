/// What the process returns. Scripts depend on these numbers.
module SpanLqr.Cli.ExitCode

/// The problem is solved, or every claim holds.
[<Literal>]
let Solved = 0

/// A bug of this program.
[<Literal>]
let InternalError = 1

/// The command line or a file is wrong.
[<Literal>]
let WrongInput = 2

/// The problem is well formed but has no answer, or a claim of a result does not hold.
[<Literal>]
let NoAnswer = 3

/// Interrupted. The runtime gives it by itself where a command has nothing to write before it ends.
[<Literal>]
let Interrupted = 130
