using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SpanLqr.Shapes;

namespace SpanLqr.Rollouts;

/// <summary>From what is known at run time (states, width, precision, form of the noise, shared loops or own) to code that knows it.</summary>
internal static class RolloutDispatch<T>
    where T : unmanaged, INumberBase<T>
{
    public static void Run(RolloutBlock<T> block)
    {
        var visitor = new Visitor { Block = block };
        ShapeDispatch.Run<Visitor, bool>(block.Plan.StateDim, 1, ref visitor);
    }

    private static void Width<TShape>(TShape shape, in RolloutBlock<T> block)
        where TShape : struct, ILqrShape
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Precision<TShape, Lanes512<T>, Vector512<T>, Normals512, Normals512Single>(shape, block);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Precision<TShape, Lanes256<T>, Vector256<T>, Normals256, Normals256Single>(shape, block);
        }
        else
        {
            Precision<TShape, Lanes128<T>, Vector128<T>, Normals128, Normals128Single>(shape, block);
        }
    }

    private static void Precision<TShape, TLanes, TVector, TDouble, TSingle>(TShape shape, in RolloutBlock<T> block)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where TDouble : struct, INormals<double>
        where TSingle : struct, INormals<float>
    {
        if (typeof(T) == typeof(double))
        {
            Entries<TShape, TLanes, TVector, DoubleNormals<TDouble>>(shape, block);
        }
        else
        {
            Entries<TShape, TLanes, TVector, SingleNormals<TSingle>>(shape, block);
        }
    }

    private static void Entries<TShape, TLanes, TVector, TNormals>(TShape shape, in RolloutBlock<T> block)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where TNormals : struct, INormals<T>
    {
        if (block.Plan.IsPopulation)
        {
            Noise<TShape, TLanes, TVector, LaneEntries<TLanes, TVector, T>, TNormals>(shape, block);
        }
        else
        {
            Noise<TShape, TLanes, TVector, SharedEntries<TLanes, TVector, T>, TNormals>(shape, block);
        }
    }

    private static void Noise<TShape, TLanes, TVector, TEntries, TNormals>(TShape shape, in RolloutBlock<T> block)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where TEntries : struct, ILaneEntries<TVector, T>
        where TNormals : struct, INormals<T>
    {
        switch (block.Plan.Form)
        {
            case NoiseForm.None:
                block.Run<TShape, TLanes, TVector, TEntries, NoNoise, TNormals>(shape);
                break;
            case NoiseForm.Diagonal:
                block.Run<TShape, TLanes, TVector, TEntries, DiagonalNoise, TNormals>(shape);
                break;
            default:
                block.Run<TShape, TLanes, TVector, TEntries, TriangularNoise, TNormals>(shape);
                break;
        }
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

    private ref struct Visitor : IShapeVisitor<bool>
    {
        public RolloutBlock<T> Block;

        public readonly bool Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            Width(shape, Block);
            return true;
        }
    }
}
