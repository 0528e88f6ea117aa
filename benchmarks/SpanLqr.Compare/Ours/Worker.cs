using System;
using SpanLqr.Compare.Data;
using SpanLqr.Shapes;

namespace SpanLqr.Compare.Ours;

/// <summary>The loops of one shape, by the name of the work that peers know it by.</summary>
internal sealed class Worker<TShape> : IWorker
    where TShape : struct, ILqrShape
{
    public Func<ProblemData, long, double>? Find(string op, Tier tier) => (op, tier) switch
    {
        ("empty", Tier.Checked) => EmptyLoop.Run,
        ("multiply", Tier.Checked) => ProductLoops<TShape>.Multiply,
        ("multiply", Tier.Raw) => ProductLoops<TShape>.MultiplyRaw,
        ("multiply-transposed", Tier.Checked) => ProductLoops<TShape>.MultiplyTransposed,
        ("multiply-transposed", Tier.Raw) => ProductLoops<TShape>.MultiplyTransposedRaw,
        ("multiply-suited", Tier.Checked) => ProductLoops<TShape>.MultiplySuited,
        ("multiply-suited", Tier.Raw) => ProductLoops<TShape>.MultiplySuitedRaw,
        ("congruence", Tier.Checked) => ProductLoops<TShape>.Congruence,
        ("congruence", Tier.Raw) => ProductLoops<TShape>.CongruenceRaw,
        ("cholesky", Tier.Checked) => CholeskyLoops<TShape>.Factor,
        ("cholesky", Tier.Raw) => CholeskyLoops<TShape>.FactorRaw,
        ("cholesky-latency", Tier.Checked) => CholeskyLoops<TShape>.FactorInTurn,
        ("cholesky-latency", Tier.Raw) => CholeskyLoops<TShape>.FactorInTurnRaw,
        ("spd-solve", Tier.Checked) => CholeskyLoops<TShape>.Solve,
        ("spd-solve", Tier.Raw) => CholeskyLoops<TShape>.SolveRaw,
        ("riccati", Tier.Checked) => RiccatiLoops<TShape>.Recursion,
        ("riccati", Tier.Raw) => RiccatiLoops<TShape>.RecursionRaw,
        ("dare", Tier.Checked) => RiccatiLoops<TShape>.Dare,
        ("dare-checked", Tier.Checked) => RiccatiLoops<TShape>.DareChecked,
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
