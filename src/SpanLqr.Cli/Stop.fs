namespace SpanLqr.Cli

/// Ends a command early, with the exit code and the one line that says why.
exception Stopped of exitCode: int * reason: string

/// Ends a command for want of an answer, with what `--json` prints of it.
exception NoSolution of reason: string * json: string

module Stop =
    let wrongInput reason =
        raise (Stopped(ExitCode.WrongInput, reason))

    let noAnswer reason =
        raise (Stopped(ExitCode.NoAnswer, reason))
