using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SpanLqr.Shapes;

namespace SpanLqr.Rollouts;

/// <summary>From what is known at run time (states, width, precision, form of the noise, shared loops or own) to code that knows it.</summary>
internal static class RolloutDispatch<T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>What runs the blocks of a plan; asked for once, so that no block asks again.</summary>
    public static IRolloutRunner<T> For(RolloutPlan<T> plan)
    {
        var visitor = new Visitor(plan);
        return ShapeDispatch.Run<Visitor, IRolloutRunner<T>>(plan.StateDim, 1, ref visitor);
    }

    private static IRolloutRunner<T> Width<TShape>(TShape shape, RolloutPlan<T> plan)
        where TShape : struct, ILqrShape =>
        Vector512.IsHardwareAccelerated ? Precision<TShape, Lanes512<T>, Vector512<T>, Normals512, Normals512Single>(shape, plan)
        : Vector256.IsHardwareAccelerated ? Precision<TShape, Lanes256<T>, Vector256<T>, Normals256, Normals256Single>(shape, plan)
        : Precision<TShape, Lanes128<T>, Vector128<T>, Normals128, Normals128Single>(shape, plan);

    private static IRolloutRunner<T> Precision<TShape, TLanes, TVector, TDouble, TSingle>(TShape shape, RolloutPlan<T> plan)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where TDouble : struct, INormals<double>
        where TSingle : struct, INormals<float> =>
        typeof(T) == typeof(double)
            ? Entries<TShape, TLanes, TVector, DoubleNormals<TDouble>>(shape, plan)
            : Entries<TShape, TLanes, TVector, SingleNormals<TSingle>>(shape, plan);

    private static IRolloutRunner<T> Entries<TShape, TLanes, TVector, TNormals>(TShape shape, RolloutPlan<T> plan)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where TNormals : struct, INormals<T> =>
        plan.IsPopulation
            ? Noise<TShape, TLanes, TVector, LaneEntries<TLanes, TVector, T>, TNormals>(shape, plan.Form)
            : Noise<TShape, TLanes, TVector, SharedEntries<TLanes, TVector, T>, TNormals>(shape, plan.Form);

    private static IRolloutRunner<T> Noise<TShape, TLanes, TVector, TEntries, TNormals>(TShape shape, NoiseForm form)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where TEntries : struct, ILaneEntries<TVector, T>
        where TNormals : struct, INormals<T> => form switch
        {
            NoiseForm.None => new Runner<TShape, TLanes, TVector, TEntries, NoNoise, TNormals>(shape),
            NoiseForm.Diagonal => new Runner<TShape, TLanes, TVector, TEntries, DiagonalNoise, TNormals>(shape),
            _ => new Runner<TShape, TLanes, TVector, TEntries, TriangularNoise, TNormals>(shape),
        };

    private sealed class Runner<TShape, TLanes, TVector, TEntries, TNoise, TNormals>(TShape shape) : IRolloutRunner<T>
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where TEntries : struct, ILaneEntries<TVector, T>
        where TNoise : struct, INoiseFactor
        where TNormals : struct, INormals<T>
    {
        public void Run(in RolloutBlock<T> block) => block.Run<TShape, TLanes, TVector, TEntries, TNoise, TNormals>(shape);
    }

    /// <summary>Normals in double, where T is double.</summary>
    private readonly struct DoubleNormals<TNormals> : INormals<T>
        where TNormals : struct, INormals<double>
    {
        public static int LanesPerGenerator => TNormals.LanesPerGenerator;

        public static void Start(ulong key, ref ulong rollouts, ref ulong states) => TNormals.Start(key, ref rollouts, ref states);

        public static void Fill(int pairs, ref ulong states, ref T destination) => TNormals.Fill(pairs, ref states, ref Unsafe.As<T, double>(ref destination));
    }

    /// <summary>Normals in float, where T is float.</summary>
    private readonly struct SingleNormals<TNormals> : INormals<T>
        where TNormals : struct, INormals<float>
    {
        public static int LanesPerGenerator => TNormals.LanesPerGenerator;

        public static void Start(ulong key, ref ulong rollouts, ref ulong states) => TNormals.Start(key, ref rollouts, ref states);

        public static void Fill(int pairs, ref ulong states, ref T destination) => TNormals.Fill(pairs, ref states, ref Unsafe.As<T, float>(ref destination));
    }

    private readonly struct Visitor(RolloutPlan<T> plan) : IShapeVisitor<IRolloutRunner<T>>
    {
        public IRolloutRunner<T> Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape => Width(shape, plan);
    }
}
