using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Compare.Data;
using SpanLqr.Compare.Measuring;
using SpanLqr.Compare.Ours;

namespace SpanLqr.Compare.Tables;

/// <summary>The comparisons, with the targets that were set for them.</summary>
internal sealed class Catalog(Roster roster)
{
    private const double ProductTolerance = 1e-12;
    private const double FactorTolerance = 1e-11;
    private const double RecursionTolerance = 1e-10;

    // Schur-vector methods on ill-scaled problems lose a few digits more than doubling does.
    private const double DareTolerance = 1e-7;

    // The standard deviation of the mean cost of a call is up to 3 %.
    private const double RolloutTolerance = 0.15;

    private const int RolloutSteps = 50;

    private static readonly int[] RolloutSizes = [1, 2, 4, 8];
    private static readonly int[] AgentSizes = [1, 2, 4];
    private static readonly (int N, int M)[] BatchSizes = [(1, 1), (2, 1), (3, 1), (4, 1), (4, 2), (5, 2), (6, 3), (8, 4), (12, 4)];
    private static readonly int[] Squares = [.. Enumerable.Range(3, 14)];
    private static readonly Column Eigen = Column.Team("Eigen");
    private static readonly Column Exported = Column.Team(Contender.OursExported);
    private static readonly Column OpenBlas = Column.Team("OpenBLAS");
    private static readonly Column Libxsmm = Column.Team("libxsmm");
    private static readonly Column Libmvec = Column.Team("libmvec");
    private static readonly Column OneByOne = Column.Team(Contender.OneByOne);
    private static readonly Column NumPy = Column.Team("NumPy");
    private static readonly Column Numba = Column.Team("Numba");

    public static Plant DifferentialDrive { get; } = Plant.Embedded("differential drive 5×2", "differential-drive.json");

    public static Plant Quadrotor { get; } = Plant.Embedded("quadrotor 12×4", "quadrotor.json");

    /// <summary>The systems whose DARE is solved.</summary>
    public static IReadOnlyList<Plant> DarePlants { get; } =
        [.. Sizes.Systems.ToArray().Select(size => Plant.Generated(size.N, size.M)), DifferentialDrive, Quadrotor];

    public IEnumerable<Table> All()
    {
        yield return EmptyCall();
        yield return Product("A·B", "multiply", new PeakShare(match => 2 * Math.Pow(match.Data.Plant.N, 3), IsPeakSize));
        yield return Product("A·B', each in the order that suits it", "multiply-suited", null, "multiply-transposed");
        yield return Product("A·B', both row by row", "multiply-transposed", null);
        yield return Product("A'PA, P symmetric", "congruence", null);
        yield return Factor("Cholesky factor, throughput", "Independent calls.", "cholesky", 2);
        yield return Factor("Cholesky factor, latency", "The address of the next call's matrix waits for the last entry of this call's factor.", "cholesky-latency", 2);
        yield return Factor("SPD solve, n right sides", "The factor is given.", "spd-solve", 4);
        yield return Riccati(20);
        yield return Riccati(100);
        yield return Dare();
        yield return CheckedDare();
        yield return AnySize("A·B", "multiply", ProductTolerance);
        yield return AnySize("A·B', both row by row", "multiply-transposed", ProductTolerance);
        yield return AnySize("A'PA, P symmetric", "congruence", ProductTolerance);
        yield return AnySize("Cholesky factor", "cholesky", FactorTolerance);
        yield return AnySize("SPD solve, n right sides", "spd-solve", FactorTolerance);
        yield return AnySize("Riccati recursion, N = 20, a stage", "riccati", RecursionTolerance);
        yield return AnySize("DARE", "dare", DareTolerance);
        yield return AnySize("DARE with checks", "dare-checked", DareTolerance);
        yield return Control();
        yield return Rollouts("Rollouts in double precision, a rollout-step", "rollout", true);
        yield return Rollouts("Rollouts in single precision, a rollout-step", "rollout-single", false);
        yield return RolloutPairs();
        yield return Batches();
        yield return EveryAgent();
        yield return Collapsed();
        if (Environment.ProcessorCount >= 2)
        {
            yield return Threads();
        }
    }

    private static bool IsPeakSize(Match match) => match.Data.Plant.N is 8 or 12 or 16;

    private Table EmptyCall() => new(
        "A call that does nothing",
        "Three operands, not inlined: what every time of a small kernel below includes, on both sides.",
        0,
        [roster.Match("–", Plant.Generated(4, 1), 0, 0, "empty")],
        [Eigen with { Heading = "C++" }, Exported],
        []);

    private Table Product(string title, string op, PeakShare? share, params string[] furtherOps) => new(
        title,
        "One call of a kernel that is not inlined, on both sides. libxsmm and Eigen have their operands in the order that needs no transposition"
            + (furtherOps.Length > 0 ? ", and so have we: A'·B of the transposed matrices." : "."),
        ProductTolerance,
        Square(op, furtherOps),
        [Eigen, Libxsmm, OpenBlas],
        [new Target(Column.BestPeer, 1, 1.3)])
    {
        Share = share,
    };

    private Table Factor(string title, string note, string op, double each) =>
        new(title, note, FactorTolerance, Square(op), [Eigen, OpenBlas], [new Target(Column.BestPeer, each)]);

    private Table Riccati(int horizon) => new(
        $"Riccati recursion, N = {horizon}, a stage",
        "All gains and the first cost-to-go. Ours: RiccatiRecursion.Solve, which looks at every stage for failure. BLASFEO also without gains; "
            + "HPIPM with the vectors and the forward pass that it cannot leave out.",
        RecursionTolerance,
        [.. Sizes.Systems.ToArray().Select(size => Riccati(size.N, size.M, horizon))],
        [Eigen, Column.Team("BLASFEO"), Column.Team("HPIPM")],
        [new Target(Eigen, 1.3, 2.3), new Target(Column.Team("BLASFEO"), 2), new Target(Column.Team("HPIPM"), 2.8)]);

    private Match Riccati(int n, int m, int horizon) =>
        roster.Match($"{n}×{m}", Plant.Generated(n, m), horizon, (horizon * m * n) + (n * n), "riccati");

    private Table Dare() => new(
        "DARE",
        "P and K by doubling and nothing else, ours with DareOptions.Unchecked. SLICOT's and scipy's Schur methods solve the same problems; "
            + "scipy times itself in a process of its own (P alone).",
        DareTolerance,
        [.. DarePlants.Select(plant => roster.Match(plant.Name, plant, 0, (plant.N * plant.N) + (plant.M * plant.N), "dare"))],
        [Eigen, Schur("SB02MD"), Schur("SB02OD"), Column.Team("scipy")],
        [new Target(Eigen, 3.5), new Target(Schur("SB02MD"), 20)])
    {
        Python = new PythonWork("dare_scipy.py", static match => match.Data.Plant.AsPython(match.Label)),
    };

    private Table Rollouts(string title, string op, bool isDouble) => new(
        title,
        $"{RolloutLoops.Count} rollouts of {RolloutSteps} steps of x⁺ = Ax + w, w ~ N(0, I), with cost x'Qx, normals included. Answers are means of random "
            + "costs. libmvec: hand-vectorised C++ in structure of arrays. NumPy (across rollouts) and Numba time themselves in a process of their own. "
            + "What we allocate is the set-up before the clock starts.",
        RolloutTolerance,
        [.. RolloutSizes.Select(n => RolloutMatch(n, op))],
        isDouble ? [Libmvec, NumPy, Numba] : [Libmvec],
        isDouble ? [new Target(Libmvec, 1.6), new Target(NumPy, 6), new Target(Numba, 15)] : [new Target(Libmvec, 1.6)])
    {
        Python = isDouble ? new PythonWork("rollouts_python.py", RolloutProblem) : null,
    };

    private Match RolloutMatch(int n, string op, int variants = 1) => roster.Match(
        $"{n}", Plant.Settling(n, Sizes.InputsFor(n)), RolloutSteps, 1, RolloutLoops.Count * RolloutSteps * variants, op);

    private static object RolloutProblem(Match match)
    {
        Plant plant = match.Data.Plant;
        return new { name = match.Label, f = Plant.Rows(plant.A, plant.N), m = Plant.Rows(plant.Q, plant.N), steps = RolloutSteps };
    }

    private Table RolloutPairs()
    {
        Match[] matches = [.. RolloutSizes.Select(n => RolloutMatch(n, "rollout-pair", 2))];
        foreach (Match match in matches)
        {
            match.Contenders.Add(new Contender(Contender.OneByOne, "", iterations => RolloutLoops.OneByOne(match.Data, iterations)));
        }

        return new Table(
            "Rollouts in pairs over the same noise, a rollout-step",
            "What a two-point estimate asks for, against ours without shared noise.",
            RolloutTolerance,
            matches,
            [OneByOne],
            [new Target(OneByOne, 1.5, 0, match => match.Label == "4")]);
    }

    private Table Batches() => new(
        $"Riccati recursions in lanes, {BatchSize.Horizon} stages, a stage of one problem",
        $"{BatchSize.Problems} problems with plants of their own, all gains and first costs-to-go, against RiccatiRecursion for one after "
            + "the other.",
        RecursionTolerance,
        [.. BatchSizes.Select(size => roster.Match(
            $"{size.N}×{size.M}",
            Plant.Generated(size.N, size.M),
            BatchSize.Horizon,
            size.N * size.N,
            BatchSize.Horizon * BatchSize.Problems,
            "batch"))],
        [OneByOne],
        [new Target(OneByOne, 3, 0, match => match.Data.Plant.N <= 4)]);

    private static Table EveryAgent() => new(
        "A team of 10⁶ agents, every one, an agent-step",
        $"{AgentLoops.Steps} steps of x⁺ = Ax + (A/4)x̄ + w, w ~ N(0, I), with cost x'Qx, normals included. NumPy works across agents and times itself in "
            + "a process of its own.",
        RolloutTolerance,
        [.. AgentSizes.Select(n => AgentMatch($"{n}", n, AgentLoops.Agents * AgentLoops.Steps, data => iterations => AgentLoops.EveryAgent(data, iterations, 1)))],
        [NumPy],
        [])
    {
        IsSlow = true,
        Python = new PythonWork("agents_python.py", AgentProblem),
    };

    private static Table Collapsed() => new(
        "The same law in mean and scatter, 4 states, a step",
        "Exact for every number of agents. No peer does this; the target is 1000 ns.",
        RolloutTolerance,
        [.. new[] { 1_000, 1_000_000, 1_000_000_000 }.Select(agents => AgentMatch(
            $"{agents:N0} agents", 4, AgentLoops.Steps, data => iterations => AgentLoops.Collapsed(data, iterations, agents)))],
        [],
        []);

    private static Table Threads()
    {
        Match rollouts = new($"{RolloutLoops.ManyRollouts} rollouts, n = 4", new ProblemData(Plant.Settling(4, 1), RolloutSteps), 1, RolloutLoops.ManyRollouts * RolloutSteps);
        Add(Contender.Ours, 2);
        Add(Contender.OneByOne, 1);
        Match agents = AgentMatch("10⁶ agents, n = 2", 2, AgentLoops.Agents * AgentLoops.Steps, data => iterations => AgentLoops.EveryAgent(data, iterations, 2));
        agents.Contenders.Add(new Contender(Contender.OneByOne, "", iterations => AgentLoops.EveryAgent(agents.Data, iterations, 1)));
        return new Table(
            "Two threads, a rollout-step and an agent-step",
            "Against one thread. Answers have the same bits.",
            0,
            [rollouts, agents],
            [OneByOne with { Heading = "one thread" }],
            [new Target(OneByOne with { Heading = "one thread" }, 1.9)])
        {
            IsSlow = true,
        };

        void Add(string team, int threads) =>
            rollouts.Contenders.Add(new Contender(team, "", iterations => RolloutLoops.OnThreads(rollouts.Data, iterations, threads)));
    }

    private static Match AgentMatch(string label, int n, int divisor, Func<ProblemData, Func<long, double>> run)
    {
        var match = new Match(label, new ProblemData(Plant.Settling(n, Sizes.InputsFor(n)), 0), 1, divisor);
        match.Contenders.Add(new Contender(Contender.Ours, "", run(match.Data)));
        return match;
    }

    private static object AgentProblem(Match match)
    {
        Plant plant = match.Data.Plant;
        return new
        {
            name = match.Label,
            f = Plant.Rows(plant.A, plant.N),
            g = Plant.Rows([.. plant.A.Select(entry => entry * AgentLoops.Coupling)], plant.N),
            m = Plant.Rows(plant.Q, plant.N),
            agents = AgentLoops.Agents,
            steps = AgentLoops.Steps,
        };
    }

    private Table CheckedDare() => new(
        "DARE, checked",
        "Ours, which is the default: R ≻ 0, Q ⪰ 0, residual, ρ(A − BK) < 1, which a plant that cannot be stabilised or detected fails. "
            + "Eigen: R ≻ 0, Q ⪰ 0, stabilisable and detectable by the Hautus test, residual; for the two yardsticks.",
        DareTolerance,
        [.. DarePlants.Select(plant => roster.Match(plant.Name, plant, 0, (plant.N * plant.N) + (plant.M * plant.N), "dare-checked"))],
        [Eigen],
        [new Target(Eigen, 3.5, 0, IsYardstick)]);

    private static Column Schur(string routine) => new(routine, contender => contender.Variant.EndsWith(routine, StringComparison.Ordinal));

    private static bool IsYardstick(Match match) => match.Label == DifferentialDrive.Name;

    private Table Control() => new(
        "Control step u = −Kx − κ",
        "x₀ ← u₀ after every step, so that each step waits for the last. Eigen also inlined into its loop, and with K in both orders.",
        ProductTolerance,
        [.. Sizes.Systems.ToArray().Select(size => roster.Match($"{size.N}×{size.M}", Plant.Generated(size.N, size.M), 0, size.M, "control"))],
        [Eigen, Exported],
        [new Target(Eigen, 1.2), new Target(Eigen, 1.2, 0, match => match.Label is "8×4" or "12×6") { Ours = Exported }]);

    private Table AnySize(string title, string op, double tolerance) => new(
        "Size known at run time: " + title,
        "Ours on a DynamicShape. Eigen on matrices of dynamic size, as its users write them; DARE by the same doubling without checks.",
        tolerance,
        [.. Sizes.RunTime.ToArray().Select(size => AnySize(size.N, size.M, op))],
        [Eigen],
        [new Target(Eigen, 1)]);

    private Match AnySize(int n, int m, string op)
    {
        (int horizon, int outputs) = op switch
        {
            "riccati" => (20, (20 * m * n) + (n * n)),
            "dare" or "dare-checked" => (0, (m * n) + (n * n)),
            _ => (0, n * n),
        };
        return roster.Match($"{n}×{m}", Plant.Generated(n, m), horizon, outputs, Sizes.AnySize + op);
    }

    private Match[] Square(string op, params string[] furtherOps) =>
        [.. Squares.Select(n => roster.Match($"{n}", Plant.Generated(n, Sizes.InputsFor(n)), 0, n * n, op, furtherOps))];
}
