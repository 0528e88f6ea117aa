using System;
using System.Collections.Generic;
using SpanLqr.Lqr;

namespace SpanLqr.Plants;

/// <summary>What a policy u = −Ks − κ of a plant whose state is known is worth, exactly.</summary>
/// <param name="IsOk">Whether the (discounted) cost is finite.</param>
/// <param name="CostsToGo">P on s, one; over a horizon P_0 … P_T.</param>
/// <param name="SpectralRadius">ρ of the loop; NaN over a horizon.</param>
/// <param name="Cost">The cost as <see cref="PlantSolution.Cost"/> and <see cref="PlantHorizonSolution.Cost"/> have it.</param>
public sealed record PlantPolicyValue(bool IsOk, IReadOnlyList<double[,]> CostsToGo, double SpectralRadius, double Cost)
{
    // Doublings of a discounted sum: 2⁶⁰ steps are more than any discount leaves.
    private const int Doublings = 60;

    /// <summary>Of a stationary policy.</summary>
    /// <param name="problem">The plant.</param>
    /// <param name="gain">K, m×s.</param>
    /// <param name="offset">κ, m entries; null for zero.</param>
    /// <exception cref="ArgumentException">The problem is malformed, or the gain has another size.</exception>
    public static PlantPolicyValue Evaluate(PlantProblem problem, double[,] gain, double[]? offset = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        LqrProblem? border = PlantBorder.Of(problem);
        if (border is null)
        {
            return new PlantPolicyValue(false, [], double.NaN, double.PositiveInfinity);
        }

        int own = border.StateDim - 1, m = border.InputDim, n = problem.StateDim;
        Arrays.Check(gain, m, own, nameof(gain));
        var plan = new PlantPlan(problem);
        PlantPieces.TryMake(PlantBorder.Own(problem), plan, out PlantPieces pieces);
        LqrProblem core = new()
        {
            A = Block(border.A, own, own),
            B = Block(border.B, own, m),
            Q = Block(border.Q, own, own),
            R = border.R,
            S = Block(border.S!, own, m),
            W = Block(border.W!, own, own),
            Indefinite = true,
        };
        PolicyValue value = LqrPolicy.Evaluate(core, gain);
        double radius = value.SpectralRadius / Math.Sqrt(plan.StepDiscount);
        if (!value.IsOk)
        {
            return new PlantPolicyValue(false, [value.CostToGo], radius, double.PositiveInfinity);
        }

        double noise = (plan.StepDiscount * new Matrix(value.CostToGo).Block(0, 0, n, n).TraceOfProduct(pieces.Full.Noise)) + pieces.Full.NoiseCost;
        double cost = plan.PerCost * (noise + DriftCost(border, plan.StepDiscount, gain, offset));
        return new PlantPolicyValue(double.IsFinite(cost), [value.CostToGo], radius, cost);
    }

    /// <summary>Of a policy over a horizon.</summary>
    /// <param name="problem">The plant.</param>
    /// <param name="horizon">The horizon.</param>
    /// <param name="gains">K_0 … K_{T−1}.</param>
    /// <param name="offsets">κ_t as columns; null for zero.</param>
    /// <exception cref="ArgumentException">The problem is malformed, or there is another number of gains than of steps.</exception>
    public static PlantPolicyValue Evaluate(
        PlantProblem problem, PlantHorizon horizon, IReadOnlyList<double[,]> gains, IReadOnlyList<double[,]>? offsets = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(horizon);
        ArgumentNullException.ThrowIfNull(gains);
        if (gains.Count != horizon.Steps)
        {
            throw new ArgumentException($"There are {gains.Count} gains, expected {horizon.Steps}.", nameof(gains));
        }

        FiniteHorizonProblem? border = PlantBorder.Of(problem, horizon);
        if (border is null)
        {
            return new PlantPolicyValue(false, [], double.NaN, double.PositiveInfinity);
        }

        PlantProblem ownProblem = PlantBorder.Own(problem);
        var plan = new PlantPlan(ownProblem);
        int own = border.StateDim - 1, n = problem.StateDim;
        var values = new double[horizon.Steps + 1][,];
        Matrix value = new(border.Qf!);
        values[^1] = Block(value.Entries, own, own);
        PlantPieces.TryMake(horizon.At(ownProblem, horizon.Steps - 1), plan, out PlantPieces pieces);
        double cost = Math.Pow(plan.StepDiscount, horizon.Steps) * PlantHorizonSolving.NoiseAfter(ownProblem, horizon, plan, pieces);
        for (int t = horizon.Steps - 1; t >= 0; t--)
        {
            PlantPieces.TryMake(horizon.At(ownProblem, t), plan, out pieces);
            double noise = (plan.StepDiscount * value.Block(0, 0, n, n).TraceOfProduct(pieces.Full.Noise)) + pieces.Full.NoiseCost;
            cost += Math.Pow(plan.StepDiscount, t) * noise;
            (Matrix loop, Matrix weight) = Closed(
                border.A[t], border.B[t], border.Q[t], border.R[t], border.S![t], Joined(gains[t], offsets is null ? null : Arrays.Flat(offsets[t]).ToArray()));
            value = (weight + (loop.T * (value * loop))).Symmetric();
            values[t] = Block(value.Entries, own, own);
        }

        SetPoint? target = problem.Tracking is null ? null : SetPoint.Find(horizon.At(problem, horizon.Steps - 1));
        cost += PlantHorizonSolving.CostFromStart(problem, plan, value, target);
        return new PlantPolicyValue(double.IsFinite(cost), values, double.NaN, cost);
    }

    /// <summary>What a drift costs a step: where the loop settles, or with a discount the normalised sum from zero.</summary>
    private static double DriftCost(LqrProblem border, double discount, double[,] gain, double[]? offset)
    {
        int own = border.StateDim - 1;
        (Matrix loop, Matrix weight) = Closed(border.A, border.B, border.Q, border.R, border.S!, Joined(gain, offset));
        if (discount == 1)
        {
            Matrix condition = Matrix.Identity(own) - loop.Block(0, 0, own, own);
            if (!condition.TrySolve(loop.Block(0, own, own, 1), out Matrix rest))
            {
                return double.PositiveInfinity;
            }

            rest = Matrix.Stack(rest, Matrix.Identity(1));
            return (rest.T * (weight * rest))[0, 0];
        }

        Matrix value = weight, power = loop;
        for (int doubling = 0; doubling < Doublings; doubling++)
        {
            value += power.T * (value * power);
            power *= power;
        }

        return (1 - discount) * value[own, own];
    }

    /// <summary>A − BK and Q + K'RK − SK − K'S'.</summary>
    private static (Matrix Loop, Matrix Weight) Closed(double[,] a, double[,] b, double[,] q, double[,] r, double[,] s, Matrix k)
    {
        Matrix product = new Matrix(s) * k;
        return (new Matrix(a) - (new Matrix(b) * k), (new Matrix(q) + (k.T * (new Matrix(r) * k)) - product - product.T).Symmetric());
    }

    /// <summary>[K κ].</summary>
    private static Matrix Joined(double[,] gain, double[]? offset) =>
        Matrix.Join(new Matrix(gain), offset is null ? Matrix.Zero(gain.GetLength(0), 1) : Matrix.Column(offset));

    private static double[,] Block(double[,] x, int rows, int columns) => DenseMatrix.Create(rows, columns, (i, j) => x[i, j]);
}
