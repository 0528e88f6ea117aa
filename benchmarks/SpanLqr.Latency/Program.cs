using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Latency;

/// <summary>Rows of the latency table: "SpanLqr.Latency [CALLS]"; latency.sh writes the heading.</summary>
internal static class Program
{
    private const long DefaultCalls = 10_000_000;

    private static void Main(string[] arguments)
    {
        long calls = arguments.Length > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultCalls;
        string kind = RuntimeFeature.IsDynamicCodeSupported ? "JIT" : "NativeAOT";
        var clock = new Stopclock($"C# {kind}, .NET {Environment.Version.ToString(2)}", calls);
        clock.Time("empty call", "–", default(EmptyWork));
        Control(clock, default(Shape4x2));
        Control(clock, default(Shape8x4));
        Control(clock, default(Shape12x6));
        Resolve(clock, default(Shape4x2));
        Resolve(clock, default(Shape8x4));
        Resolve(clock, default(Shape12x4));
    }

    private static void Control<TShape>(Stopclock clock, TShape shape)
        where TShape : struct, ILqrShape => clock.Time("control step", Size(shape), new ControlWork<TShape>(shape));

    private static void Resolve<TShape>(Stopclock clock, TShape shape)
        where TShape : struct, ILqrShape => clock.Time("Riccati re-solve, N = 20", Size(shape), new ResolveWork<TShape>(shape));

    private static string Size<TShape>(TShape shape)
        where TShape : struct, ILqrShape => $"{shape.StateDim}×{shape.InputDim}";
}
