namespace SpanLqr.Laws

open FsCheck
open FsCheck.FSharp
open SpanLqr.Robust

/// A well-posed robust problem over a few steps, and a level at which it has a saddle point.
[<StructuredFormatDisplay("{Display}")>]
type RobustCase =
    {
        /// The problem; nothing varies with time, the number of agents is given.
        Problem: RobustProblem
        /// γ, above the least solvable level by a factor up to 2.
        Gamma: float
    }

    /// The problem file.
    member this.Display = CaseFile.ofRobust this.Problem this.Gamma

    override this.ToString() = this.Display

/// Generators of robust problems.
[<RequireQualifiedAccess>]
module RobustCases =
    [<Literal>]
    let private Condition = 100.0

    /// A level is left alone only where every margin is this share of γ²: nearer the edge, rounding is amplified without bound.
    [<Literal>]
    let private SafeMargin = 0.05

    let private isSafe problem gamma =
        RobustParts.both problem
        |> List.forall (fun part -> RobustParts.leastMargin gamma part problem.Horizon.Value > SafeMargin * gamma * gamma)

    let private level problem =
        Seq.initInfinite (fun k -> 0.5 * 1.3 ** float k) |> Seq.find (isSafe problem)

    let private generate =
        gen {
            let! n = MatrixCases.dimension 3
            let! m = Gen.choose (1, 2)
            let! p = Gen.choose (1, 2)
            let! steps = Gen.choose (1, 5)
            let! agents = Gen.choose (2, 30)
            let! a = Entries.matrix n n
            let! abar = Entries.matrix n n |> Gen.map (Dense.scale 0.2 >> Entries.rounded 4)
            let! b = Entries.matrix n m
            let! bbar = Entries.matrix n m |> Gen.map (Dense.scale 0.2 >> Entries.rounded 4)
            let! d = Entries.matrix n p
            let! dbar = Entries.matrix n p |> Gen.map (Dense.scale 0.2 >> Entries.rounded 4)
            let! q = Entries.positiveSemidefinite n n
            let! qbar = Entries.positiveDefinite Condition n
            let! qf = Entries.positiveDefinite Condition n
            let! r = Entries.positiveDefinite Condition m
            let! rbar = Entries.positiveDefinite Condition m
            let! sigma = Entries.positiveDefinite Condition n
            let! sigmaBar = Entries.positiveSemidefinite n n
            let! sigma0 = Entries.positiveSemidefinite n n

            let problem =
                RobustProblem(
                    Horizon = System.Nullable steps,
                    A = [| a |],
                    Abar = [| abar |],
                    B = [| b |],
                    Bbar = [| bbar |],
                    D = [| d |],
                    Dbar = [| dbar |],
                    R = [| r |],
                    Rbar = [| rbar |],
                    Q = [| q |],
                    Qbar = [| qbar |],
                    Qf = qf,
                    Sigma = sigma,
                    SigmaBar = sigmaBar,
                    Sigma0 = sigma0,
                    Agents = System.Nullable agents
                )

            return
                {
                    Problem = problem
                    Gamma = level problem
                }
        }

    /// The problem of another number of agents.
    let withAgents (agents: int) (problem: RobustProblem) =
        RobustParts.rebuilt problem.Horizon problem.D problem.Dbar (System.Nullable agents) problem

    /// Fewer steps: what is solvable over a horizon is solvable over a shorter one.
    let private shrink (case: RobustCase) =
        seq {
            for steps in 1 .. case.Problem.Horizon.Value - 1 ->
                { case with
                    Problem = RobustParts.rebuilt (System.Nullable steps) case.Problem.D case.Problem.Dbar case.Problem.Agents case.Problem
                }
        }

    /// Problems of up to three states and five steps.
    let arbitrary = Arb.fromGenShrink (generate, shrink)
