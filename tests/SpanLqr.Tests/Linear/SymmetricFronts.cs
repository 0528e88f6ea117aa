using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Linear;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Rollouts;
using SpanLqr.Shapes;
using SpanLqr.Teams;

namespace SpanLqr.Tests.Linear;

/// <summary>Every weight and covariance of every public front, as a function of that one 2×2 matrix to what the front answers.</summary>
internal static class SymmetricFronts
{
    private static readonly double[,] A = { { 0.5, 0.2 }, { -0.3, 0.6 } };
    private static readonly double[,] B = { { 0, 1 }, { 1, 0.2 } };
    private static readonly double[,] D = { { 0.1 }, { 0.2 } };
    private static readonly double[,] Unit = { { 1, 0 }, { 0, 1 } };
    private static readonly double[,] Nine = { { 9, 0 }, { 0, 9 } };
    private static readonly double[,] Gain = { { 0.1, 0 }, { 0, 0.1 } };
    private static readonly DynamicShape Shape = new(2, 2);

    private static readonly LqrProblem Plant = new() { A = A, B = B, Q = Unit, R = Unit };
    private static readonly FiniteHorizonProblem Steps = new() { Horizon = 3, A = [A], B = [B], Q = [Unit], R = [Unit] };
    private static readonly KalmanProblem Filter = new() { A = A, C = B, ProcessNoise = Unit, MeasurementNoise = Unit };
    private static readonly ZeroSumProblem ZeroSum = new() { A = A, B = B, D = D, Q = Unit, R = Unit, Gamma = 9 };
    private static readonly Population Agents = new() { Name = "agents", Size = 3, A = A, B = B, Q = Unit, R = Unit };
    private static readonly GamePopulation Crowd = new() { Name = "crowd", A = A, B = B, Q = Unit, R = Unit };

    private static readonly RobustProblem Robust = new()
    {
        Horizon = 3,
        A = [A],
        B = [B],
        D = [D],
        Q = [Unit],
        Qbar = [Unit],
        Sigma = Unit,
        SigmaBar = Unit,
    };

    /// <summary>Arrays: the front, what the message calls the matrix, and the numbers of the answer.</summary>
    public static readonly IReadOnlyDictionary<string, Func<double[,], double[]>> Arrays = new Dictionary<string, Func<double[,], double[]>>
    {
        ["Q: LqrSolver"] = x => Of(LqrSolver.Solve(Plant with { Q = x })),
        ["R: LqrSolver"] = x => Of(LqrSolver.Solve(Plant with { R = x })),
        ["W: LqrSolver"] = x => Of(LqrSolver.Solve(Plant with { W = x })),
        ["Q: LqrSolver.Resolve"] = x => Of(LqrSolver.Resolve(Plant with { Q = x }, Unit)),
        ["Q: LqrPolicy.Evaluate"] = x => Of(LqrPolicy.Evaluate(Plant with { Q = x }, Gain)),
        ["R: LqrPolicy.NewtonImprove"] = x => Flat(LqrPolicy.NewtonImprove(Plant with { R = x }, Gain)!),
        ["W: LqrPolicy.Evaluate"] = x => Of(LqrPolicy.Evaluate(Plant with { W = x }, Gain)),
        ["Q[0]: FiniteHorizonProblem"] = x => Of(LqrSolver.Solve(Steps with { Q = [x] })),
        ["R[2]: FiniteHorizonProblem"] = x => Of(LqrSolver.Solve(Steps with { R = [Unit, Unit, x] })),
        ["Qf: FiniteHorizonProblem"] = x => Of(LqrSolver.Solve(Steps with { Qf = x })),
        ["W: FiniteHorizonProblem"] = x => Of(LqrSolver.Solve(Steps with { W = x })),
        ["Q[0]: SolveSquareRoot"] = x => Of(LqrSolver.SolveSquareRoot(Steps with { Q = [x] })),
        ["Q: AffineSolver"] = x => Of(AffineSolver.Solve(new AffineProblem { Regulator = Plant with { Q = x }, Drift = [1, 2], StateReference = [3, 1] })),
        ["ProcessNoise: KalmanSolver"] = x => Of(KalmanSolver.Solve(Filter with { ProcessNoise = x })),
        ["MeasurementNoise: KalmanSolver"] = x => Of(KalmanSolver.Solve(Filter with { MeasurementNoise = x })),
        ["Q: ZeroSumSolver"] = x => Of(ZeroSumSolver.Solve(ZeroSum with { Q = x })),
        ["R: ZeroSumSolver"] = x => Of(ZeroSumSolver.Solve(ZeroSum with { R = x })),
        ["terminalCost: ZeroSumSolver"] = x => Flat(ZeroSumSolver.Solve(ZeroSum, 3, x).CostsToGo[0]),
        ["Q: team"] = x => Of(TeamSolver.Solve(Team(Agents with { Q = x }))),
        ["W: team"] = x => Of(TeamSolver.Solve(Team(Agents with { W = x }))),
        ["Coupling Q[0,0]: team"] = x => Of(TeamSolver.Solve(Team(Agents with { Q = Nine }) with { Coupling = new TeamCoupling { Q = new double[,]?[,] { { x } } } })),
        ["Q: whole team"] = x => Flat(ExchangeablePartition.Find(Whole with { Q = x }).Problem.Populations[0].Q),
        ["Q: game"] = x => Of(GameSolver.Solve(Game(Crowd with { Q = x }))),
        ["R: game"] = x => Of(GameSolver.Solve(Game(Crowd with { R = x }))),
        ["W: game"] = x => Of(GameSolver.Solve(Game(Crowd with { W = x }))),
        ["Cov0: game"] = x => Of(GameSolver.Solve(Game(Crowd with { Cov0 = x }))),
        ["Own: game"] = x => Of(GameSolver.Solve(Game(Crowd with { Own = x }))),
        ["Q[0]: robust"] = x => [RobustSolver.Solve(Robust with { Q = [x] }, 9).Value],
        ["Qbar[0]: robust"] = x => [RobustSolver.Solve(Robust with { Qbar = [x] }, 9).Value],
        ["Qf: robust"] = x => [RobustSolver.Solve(Robust with { Qf = x }, 9).Value],
        ["R[0]: robust"] = x => [RobustSolver.Solve(Robust with { R = [x] }, 9).Value],
        ["Sigma: robust"] = x => [RobustSolver.Solve(Robust with { Sigma = x }, 9).Value],
        ["SigmaBar: robust"] = x => [RobustSolver.Solve(Robust with { SigmaBar = x }, 9).Value],
        ["Sigma0: robust"] = x => [RobustSolver.Solve(Robust with { Sigma0 = x }, 9).Value],
        ["Sigma0Bar: robust"] = x => [RobustSolver.Solve(Robust with { Sigma0Bar = x }, 9).Value],
        ["cost: ClosedLoop"] = x => Rolled(new ClosedLoop(A, x, Unit)),
        ["noise: ClosedLoop"] = x => Rolled(new ClosedLoop(A, Unit, x)),
        ["covariance: RolloutOptions"] = x => Rolled(new ClosedLoop(A, Unit, Unit), x),
    };

    /// <summary>Spans: the argument, the front, and the numbers of the answer.</summary>
    public static readonly IReadOnlyDictionary<string, Func<double[,], double[]>> Spans = new Dictionary<string, Func<double[,], double[]>>
    {
        ["model.Q: Dare.Solve"] = x => OfDare(x, Unit, warm: false),
        ["model.R: Dare.Solve"] = x => OfDare(Unit, x, warm: false),
        ["model.Q: Dare.Resolve"] = x => OfDare(x, Unit, warm: true),
        ["model.Q: RiccatiRecursion"] = x => OfRecursion(x, Unit, Unit),
        ["model.R: RiccatiRecursion"] = x => OfRecursion(Unit, x, Unit),
        ["terminalCost: RiccatiRecursion"] = x => OfRecursion(Unit, Unit, x),
        ["model.Q: SquareRootRecursion"] = x => OfSquareRoots(x, Unit),
        ["terminalCost: SquareRootRecursion"] = x => OfSquareRoots(Unit, x),
        ["model.Q: GameDare"] = x => OfGame(x, Unit),
        ["model.R: GameDare"] = x => OfGame(Unit, x),
        ["model.Q: GameRecursion"] = x => OfGameRecursion(x, Unit),
        ["terminalCost: GameRecursion"] = x => OfGameRecursion(Unit, x),
        ["model.ProcessNoise: Kalman"] = x => OfKalman(x, Unit),
        ["model.MeasurementNoise: Kalman"] = x => OfKalman(Unit, x),
        ["model.Q: PolicyEvaluation"] = x => OfPolicy(x, Unit),
        ["noise: PolicyEvaluation"] = x => OfPolicy(Unit, x),
        ["model.R: ActionValue"] = x =>
        {
            double[] delta = new double[16];
            PolicyEvaluation.ActionValue(Shape, Model(Unit, x), Flat(Unit), delta, new double[PolicyEvaluation.WorkspaceLength(Shape)]);
            return delta;
        },
        ["model.R: AffineStationary"] = x =>
        {
            double[] offset = new double[2], linear = new double[2], workspace = new double[AffineStationary.WorkspaceLength(Shape)];
            AffineStationary.Solve(Shape, Model(Unit, x), new AffineTerms([1, 2], [], []), Flat(Unit), Flat(Gain), offset, linear, workspace);
            return [.. offset, .. linear];
        },
        ["model.R: AffineRecursion"] = x =>
        {
            double[] offsets = new double[2], linear = new double[4], workspace = new double[AffineRecursion.WorkspaceLength(Shape)];
            AffineRecursion.Solve(
                Shape, 1, Model(Unit, x), new AffineTerms([1, 2], [], []), [], Flat(Gain), [.. Flat(Unit), .. Flat(Unit)], offsets, linear, workspace);
            return [.. offsets, .. linear];
        },
    };

    private static MonolithicTeam Whole => new() { A = A, B = B, Q = Unit, R = Unit, Agents = [new AgentDimensions(2, 2)] };

    /// <summary>What the message must call the matrix.</summary>
    public static string NameOf(string front) => front[..front.IndexOf(": ", StringComparison.Ordinal)];

    private static LqrModel Model(double[,] q, double[,] r) => new(Flat(A), Flat(B), Flat(q), Flat(r));

    private static TeamProblem Team(Population population) => new() { Populations = [population] };

    private static GameProblem Game(GamePopulation population) => new() { Populations = [population] };

    private static double[] Flat(double[,] matrix) => [.. matrix.Cast<double>()];

    private static double[] Of(LqrSolution s) => [.. Flat(s.CostToGo), .. Flat(s.Gain), s.Cost, s.Residual];

    private static double[] Of(PolicyValue v) => [.. Flat(v.CostToGo), .. Flat(v.StateCovariance), .. Flat(v.Gradient), .. Flat(v.ActionValue), v.Cost];

    private static double[] Of(FiniteHorizonSolution s) => [.. Flat(s.CostsToGo[0]), .. Flat(s.Gains[0]), s.Cost];

    private static double[] Of(SquareRootSolution s) => [.. Flat(s.Factors[0]), .. Flat(s.Gains[0])];

    private static double[] Of(AffineSolution s) => [.. Flat(s.CostToGo), .. s.Offset, .. s.LinearCost, s.Cost];

    private static double[] Of(KalmanSolution s) => [.. Flat(s.PredictedCovariance), .. Flat(s.FilteredCovariance), .. Flat(s.FilterGain)];

    private static double[] Of(ZeroSumSolution s) => [.. Flat(s.CostToGo), .. Flat(s.Gain), .. Flat(s.AdversaryGain), s.Margin];

    private static double[] Of(TeamSolution s) => [s.Cost, .. Flat(s.MeanField.CostToGo), .. Flat(s.Populations[0].CostToGo)];

    private static double[] Of(GameSolution s) => [s.Populations[0].Cost, .. Flat(s.Populations[0].CostToGo), .. Flat(s.MeanField!.F)];

    private static double[] Rolled(ClosedLoop loop, double[,]? start = null)
    {
        var engine = new RolloutEngine<double>(RolloutPlan<double>.Of(loop), new RolloutOptions(20) { InitialCovariance = start });
        double[] costs = new double[4];
        engine.Run(0, costs, engine.CreateWorkspace());
        return costs;
    }

    private static double[] OfDare(double[,] q, double[,] r, bool warm)
    {
        double[] p = Flat(Unit), k = new double[4], workspace = new double[Dare.WorkspaceLength(Shape)];
        DareResult result = warm
            ? Dare.Resolve(Shape, Model(q, r), DareOptions.Default, p, k, workspace)
            : Dare.Solve(Shape, Model(q, r), DareOptions.Default, p, k, workspace);
        return [.. p, .. k, result.Residual];
    }

    private static double[] OfRecursion(double[,] q, double[,] r, double[,] final)
    {
        double[] gains = new double[12], costs = new double[16], workspace = new double[RiccatiRecursion.WorkspaceLength(Shape)];
        RiccatiRecursion.Solve(Shape, 3, Model(q, r), Flat(final), gains, costs, workspace);
        return [.. gains, .. costs];
    }

    private static double[] OfSquareRoots(double[,] q, double[,] final)
    {
        double[] gains = new double[12], factors = new double[16], workspace = new double[SquareRootRecursion.WorkspaceLength(Shape)];
        SquareRootRecursion.Solve(Shape, 3, Model(q, Unit), Flat(final), gains, factors, workspace);
        return [.. gains, .. factors];
    }

    private static double[] OfGame(double[,] q, double[,] r)
    {
        double[] m = new double[4], k = new double[4], l = new double[2], workspace = new double[GameDare.WorkspaceLength(Shape, 1)];
        GameDareResult result = GameDare.Solve(Shape, new GameModel(Flat(A), Flat(B), Flat(D), 1, Flat(q), Flat(r)), 9, m, k, l, workspace);
        return [.. m, .. k, .. l, result.Margin];
    }

    private static double[] OfGameRecursion(double[,] q, double[,] final)
    {
        double[] m = new double[16], k = new double[12], l = new double[6], margins = new double[3], workspace = new double[GameRecursion.WorkspaceLength(Shape, 1)];
        GameRecursion.Solve(Shape, 3, new GameModel(Flat(A), Flat(B), Flat(D), 1, Flat(q), Flat(Unit)), 9, Flat(final), k, l, m, margins, workspace);
        return [.. m, .. k, .. l, .. margins];
    }

    private static double[] OfKalman(double[,] w, double[,] v)
    {
        double[] predicted = new double[4], filtered = new double[4], k = new double[4], l = new double[4], workspace = new double[Kalman.WorkspaceLength(Shape)];
        Kalman.Solve(Shape, new KalmanModel(Flat(A), Flat(B), Flat(w), Flat(v)), DareOptions.Default, predicted, filtered, k, l, workspace);
        return [.. predicted, .. filtered, .. k, .. l];
    }

    private static double[] OfPolicy(double[,] q, double[,] w)
    {
        double[] p = new double[4], sigma = new double[4], e = new double[4], workspace = new double[PolicyEvaluation.WorkspaceLength(Shape)];
        PolicyResult result = PolicyEvaluation.Evaluate(Shape, Model(q, Unit), Flat(w), Flat(Gain), 0.1, p, sigma, e, workspace);
        return [.. p, .. sigma, .. e, result.Cost];
    }
}
