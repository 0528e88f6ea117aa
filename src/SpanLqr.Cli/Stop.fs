namespace SpanLqr.Cli

/// Ends a command early, with the exit code and the one line that says why.
exception Stopped of exitCode: int * reason: string

module Stop =
    let wrongInput reason =
        raise (Stopped(ExitCode.WrongInput, reason))

    let noAnswer reason =
        raise (Stopped(ExitCode.NoAnswer, reason))
