using System.Runtime.CompilerServices;
using SpanLqr.Compare.Data;
using static System.Runtime.InteropServices.MemoryMarshal;

namespace SpanLqr.Compare.Ours;

/// <summary>What a call costs that does nothing: three operands, not inlined.</summary>
internal static class EmptyLoop
{
    public static double Run(ProblemData data, long iterations)
    {
        ref double a = ref GetReference(data.A), b = ref GetReference(data.B), d = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Call(ref a, ref b, ref d);
        }

        return Clock.SecondsSince(start);
    }

#pragma warning disable IDE0060 // The operands that it does not use are what is measured.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Call(ref double a, ref double b, ref double destination)
    {
    }
#pragma warning restore IDE0060
}
