using System;
using System.Runtime.CompilerServices;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>
/// What an agent's policy owes to its own state, whatever the mean fields do: P = DARE(A, B, Q + Σ_k C^k, R) and all that follows
/// from it alone.
/// </summary>
/// <remarks>
/// With T = (R + B'PB)⁻¹B' and H = (A − BK¹)': K¹ = TPA, V = BT, E = T(I − H)⁻¹. The best response to any mean field is made of
/// these, see <see cref="ResponseMap{TShape}"/>.
/// </remarks>
internal sealed record OwnResponse
{
    /// <summary>Ok, or the hypothesis on this population that failed; nothing else can then be used.</summary>
    public required SolveStatus Status { get; init; }

    /// <summary>What that status rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;

    /// <summary>K¹, k×m.</summary>
    public required double[,] Gain { get; init; }

    /// <summary>P, m×m.</summary>
    public required double[,] CostToGo { get; init; }

    /// <summary>ρ(A − BK¹).</summary>
    public required double SpectralRadius { get; init; }

    /// <summary>A − BK¹ = H', m×m.</summary>
    public required double[,] ClosedLoop { get; init; }

    /// <summary>T = (R + B'PB)⁻¹B', k×m.</summary>
    public required double[,] Lever { get; init; }

    /// <summary>V = BT, m×m, symmetric, ⪰ 0.</summary>
    public required double[,] Reach { get; init; }

    /// <summary>E = T(I − H)⁻¹, k×m: what a constant force on the costate does to the input.</summary>
    public required double[,] OffsetLever { get; init; }

    /// <summary>U = BE = V(I − H)⁻¹, m×m.</summary>
    public required double[,] OffsetReach { get; init; }

    /// <summary>Σ_z = W + (A − BK¹)Σ_z(A − BK¹)', m×m: the covariance of an agent around its population's mean in the long run.</summary>
    public required double[,] Covariance { get; init; }

    /// <summary>Solves the agent's own problem; <paramref name="stateWeight"/> is Q + Σ_k C^k.</summary>
    public static OwnResponse Of(GamePopulation population, double[,] stateWeight)
    {
        var visitor = new Visitor(population, stateWeight);
        return ShapeDispatch.Run<Visitor, OwnResponse>(population.StateDim, population.InputDim, ref visitor);
    }

    private readonly struct Visitor(GamePopulation population, double[,] stateWeight) : IShapeVisitor<OwnResponse>
    {
        public OwnResponse Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            LqrProblem problem = new()
            {
                A = population.A,
                B = population.B,
                Q = stateWeight,
                R = DenseMatrix.HalfSum(population.R, population.R),
            };
            LqrSolution solution = LqrSolver.Solve(problem);
            int m = shape.StateDim, k = shape.InputDim;
            OwnResponse response = new()
            {
                Status = solution.Status,
                Evidence = solution.Evidence,
                Gain = solution.Gain,
                CostToGo = solution.CostToGo,
                SpectralRadius = solution.SpectralRadius,
                ClosedLoop = new double[m, m],
                Lever = new double[k, m],
                Reach = new double[m, m],
                OffsetLever = new double[k, m],
                OffsetReach = new double[m, m],
                Covariance = new double[m, m],
            };
            return solution.IsOk ? response with { Status = response.Complete(shape, problem, population.W ?? DenseMatrix.Identity(m)) } : response;
        }
    }

    /// <summary>Fills what follows from K¹ and P.</summary>
    private SolveStatus Complete<TShape>(TShape shape, LqrProblem problem, double[,] noise)
        where TShape : struct, ILqrShape
    {
        int m = shape.StateDim, k = shape.InputDim;
        var stage = new Stage(problem.AsModel());
        double[] memory = new double[Policy.ReplyWorkspaceLength(shape)];
        Policy.ClosedLoop(shape, stage, ref Gain[0, 0], ref ClosedLoop[0, 0]);

        double[,] identity = DenseMatrix.Identity(m);
        if (!Policy.TryReply(shape, ref stage.B, ref stage.R, ref CostToGo[0, 0], ref identity[0, 0], ref Lever[0, 0], ref memory[0]))
        {
            return SolveStatus.InputWeightSingular;
        }

        shape.MultiplyBK(ref stage.B, ref Lever[0, 0], ref Reach[0, 0]);
        shape.SymmetrizeA(ref Reach[0, 0]);

        // E' = (I − H')⁻¹T', and H' is the closed loop.
        double[,] rest = DenseMatrix.Map(ClosedLoop, (i, j, entry) => (i == j ? 1 : 0) - entry);
        double[,] transposed = new double[m, k];
        int[] pivots = new int[m];
        if (!shape.LuFactorA(ref rest[0, 0], ref rest[0, 0], ref pivots[0]))
        {
            return SolveStatus.Singular;
        }

        shape.TransposeK(ref Lever[0, 0], ref transposed[0, 0]);
        shape.LuSolveAB(ref rest[0, 0], ref pivots[0], ref transposed[0, 0], ref transposed[0, 0]);
        shape.TransposeB(ref transposed[0, 0], ref OffsetLever[0, 0]);
        shape.MultiplyBK(ref stage.B, ref OffsetLever[0, 0], ref OffsetReach[0, 0]);

        LyapunovResult spread = Lyapunov.Solve(
            shape,
            Arrays.Flat(ClosedLoop),
            Arrays.Flat(DenseMatrix.HalfSum(noise, noise)),
            Arrays.Flat(Covariance),
            new double[Lyapunov.WorkspaceLength(shape)]);
        return spread.Status;
    }
}
