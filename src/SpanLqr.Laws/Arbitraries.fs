namespace SpanLqr.Laws

/// Every generator of this package, for `Config.WithArbitrary [ typeof<Arbitraries> ]`: a property may then simply take an `LqrCase`.
[<AbstractClass; Sealed>]
type Arbitraries =
    /// Dimensions between 1 and 6.
    static member SmallDim() = MatrixCases.smallDim

    /// Symmetric matrices.
    static member SymmetricMatrix() = MatrixCases.symmetric

    /// Positive definite matrices of the default difficulty's condition.
    static member SpdMatrix() =
        MatrixCases.spd Difficulty.Default.Condition

    /// Positive semidefinite matrices.
    static member PsdMatrix() = MatrixCases.psd

    /// Stable matrices of the default difficulty's radius.
    static member StableMatrix() =
        MatrixCases.stable Difficulty.Default.Radius

    /// Stabilisable pairs of the default difficulty.
    static member StabilisablePair() =
        StabilisablePairs.ofDifficulty Difficulty.Default

    /// Well-posed problems of the default difficulty.
    static member LqrCase() = LqrCases.arbitrary

    /// Explorations.
    static member Exploration() = Explorations.arbitrary

    /// Stein equations with one solution.
    static member SteinCase() = SteinCases.arbitrary

    /// Stationary games with a saddle point.
    static member GameCase() = GameCases.arbitrary

    /// Well-posed teams.
    static member TeamCase() = TeamCases.arbitrary

    /// Games that have an equilibrium.
    static member MeanFieldGameCase() = MeanFieldGameCases.arbitrary

    /// Robust problems with a level at which they have a saddle point.
    static member RobustCase() = RobustCases.arbitrary

    /// Teams, games and robust problems of a few agents, to be simulated.
    static member SimulationCase() = SimulationCases.arbitrary
