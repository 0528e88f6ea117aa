using System;
using SpanLqr.Compare.Data;
using SpanLqr.Shapes;

namespace SpanLqr.Compare.Ours;

/// <summary>The loops of one shape, by the name of the work that peers know it by.</summary>
internal sealed class Worker<TShape>(TShape shape) : IWorker
    where TShape : struct, ILqrShape
{
    private readonly ProductLoops<TShape> _products = new(shape);
    private readonly CholeskyLoops<TShape> _factors = new(shape);
    private readonly RiccatiLoops<TShape> _riccati = new(shape);

    public Func<ProblemData, long, double>? Find(string op, Tier tier) => (op.StartsWith(Sizes.AnySize, StringComparison.Ordinal) ? op[Sizes.AnySize.Length..] : op, tier) switch
    {
        ("empty", Tier.Checked) => EmptyLoop.Run,
        ("multiply", Tier.Checked) => _products.Multiply,
        ("multiply", Tier.Raw) => _products.MultiplyRaw,
        ("multiply-transposed", Tier.Checked) => _products.MultiplyTransposed,
        ("multiply-transposed", Tier.Raw) => _products.MultiplyTransposedRaw,
        ("multiply-suited", Tier.Checked) => _products.MultiplySuited,
        ("multiply-suited", Tier.Raw) => _products.MultiplySuitedRaw,
        ("congruence", Tier.Checked) => _products.Congruence,
        ("congruence", Tier.Raw) => _products.CongruenceRaw,
        ("cholesky", Tier.Checked) => _factors.Factor,
        ("cholesky", Tier.Raw) => _factors.FactorRaw,
        ("cholesky-latency", Tier.Checked) => _factors.FactorInTurn,
        ("cholesky-latency", Tier.Raw) => _factors.FactorInTurnRaw,
        ("spd-solve", Tier.Checked) => _factors.Solve,
        ("spd-solve", Tier.Raw) => _factors.SolveRaw,
        ("riccati", Tier.Checked) => _riccati.Recursion,
        ("riccati", Tier.Raw) => _riccati.RecursionRaw,
        ("dare", Tier.Checked) => _riccati.Dare,
        ("dare-checked", Tier.Checked) => _riccati.DareChecked,
        ("control", Tier.Checked) => ControlLoops<TShape>.Step,
        ("control", Tier.Raw) => ControlLoops<TShape>.StepRaw,
        ("batch", Tier.Checked) => new BatchProblems<TShape>().InLanes,
        ("batch-one-by-one", Tier.Checked) => new BatchProblems<TShape>().OneByOne,
        ("rollout", Tier.Checked) => RolloutLoops.InDouble,
        ("rollout-single", Tier.Checked) => RolloutLoops.InSingle,
        ("rollout-pair", Tier.Checked) => RolloutLoops.InPairs,
        _ => null,
    };
}
