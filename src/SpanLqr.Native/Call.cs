using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Native;

/// <summary>The border between C and the library: no exception passes it.</summary>
/// <remarks>
/// Its methods are never inlined, because an exported method must not hold a buffer on the stack. Such a method reads its guard value
/// before the runtime has started where it is the first that is called, finds another value when it returns, and the process ends
/// without a word.
/// </remarks>
internal static class Call
{
    /// <summary>Runs the work and turns what it throws into a code.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Run<TWork>(TWork work)
        where TWork : struct, IWork
    {
        try
        {
            return work.Run();
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    /// <summary>The number of doubles that a workspace needs, or a code below zero.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long Length<TWork>(int n, int m, TWork work)
        where TWork : struct, IShapeVisitor<long>
    {
        try
        {
            int code = Check.Sizes(n, m);
            return code < 0 ? code : ShapeDispatch.Run<TWork, long>(n, m, ref work);
        }
        catch (ArgumentException e)
        {
            // A length has no other arguments than sizes.
            return LastError.Set(NativeStatus.BadSize, e.Message);
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    private static int Failed(Exception e) => e switch
    {
        ArgumentOutOfRangeException or OverflowException => LastError.Set(NativeStatus.BadSize, e.Message),
        ArgumentException => LastError.Set(NativeStatus.BadArgument, e.Message),
        _ => LastError.Set(NativeStatus.Internal, e.Message),
    };
}
