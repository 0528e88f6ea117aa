using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Every result of a doubling step has the bits that the dynamic shape gives it.</summary>
internal sealed class DoublesLikeTwin : IDoublingClaim
{
    private const int Seeds = 5;

    public void Check<TShape>(TShape shape, Report report)
        where TShape : struct, ILqrShape
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            (double[,] a, double[,] g, double[,] h) = DoublingCall.Operands(shape.StateDim, seed);
            var ours = new DoublingCall(a, g, h);
            var twin = new DoublingCall(a, g, h);
            bool done = ours.Run(shape), expected = twin.Run(new DynamicShape(shape.StateDim, shape.InputDim));
            report.Judge(shape, "doubling", done == expected ? Difference(ours, twin) : $"returned {done}, the twin {expected}");
        }
    }

    private static string? Difference(DoublingCall ours, DoublingCall twin)
    {
        (string Name, double[] Ours, double[] Twin)[] results =
        [
            ("V", ours.V, twin.V), ("Y", ours.Y, twin.Y), ("Δ", ours.Step, twin.Step), ("H", ours.H, twin.H), ("G", ours.G, twin.G), ("A⁺", ours.Next, twin.Next),
        ];
        foreach ((string name, double[] mine, double[] other) in results)
        {
            int entry = Bits.FirstDifference(mine, other);
            if (entry >= 0)
            {
                return $"{name}[{entry}] is {mine[entry]:R}, the twin has {other[entry]:R}";
            }
        }

        return null;
    }
}
