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
        /// The gap that must not be exceeded.
        Target: float
        /// Steps of the plant that may be spent; nothing for as many as the method's default.
        Budget: int64 option
        /// The result to start from, if one was given.
        Start: SpanLqr.Files.Results.Result option
    }
