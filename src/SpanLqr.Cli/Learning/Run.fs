namespace SpanLqr.Cli.Learning

/// What was asked for.
type Run =
    {
        /// How messages call the problem's file.
        File: string
        Method: Method
        Settings: Settings
        Seed: uint64
        Threads: int
        /// The result to start from, if one was given.
        Start: SpanLqr.Cli.Results.Result option
    }
