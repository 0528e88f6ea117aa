using System.Runtime.Intrinsics;
using SpanLqr.RandomNumbers;
using SpanLqr.Shapes;

namespace SpanLqr.Rollouts;

/// <summary>Where the lanes of one width and precision get their normals.</summary>
internal interface INormals<T>
    where T : unmanaged
{
    /// <summary>The lanes that share a generator: two in single precision, which takes half a word each.</summary>
    static abstract int LanesPerGenerator { get; }

    /// <summary>Starts the generators of a vector.</summary>
    static abstract void Start(ulong key, ref ulong rollouts, ref ulong states);

    /// <summary>The next 2·pairs vectors.</summary>
    static abstract void Fill(int pairs, ref ulong states, ref T destination);
}

internal readonly struct Normals512 : INormals<double>
{
    public static int LanesPerGenerator => 1;

    public static void Start(ulong key, ref ulong rollouts, ref ulong states) =>
        LaneNormals.Start<Lanes512<ulong>, Vector512<ulong>>(key, ref rollouts, ref states);

    public static void Fill(int pairs, ref ulong states, ref double destination) =>
        LaneNormals.Fill<Lanes512<double>, Vector512<double>, Lanes512<ulong>, Vector512<ulong>>(pairs, ref states, ref destination);
}

internal readonly struct Normals256 : INormals<double>
{
    public static int LanesPerGenerator => 1;

    public static void Start(ulong key, ref ulong rollouts, ref ulong states) =>
        LaneNormals.Start<Lanes256<ulong>, Vector256<ulong>>(key, ref rollouts, ref states);

    public static void Fill(int pairs, ref ulong states, ref double destination) =>
        LaneNormals.Fill<Lanes256<double>, Vector256<double>, Lanes256<ulong>, Vector256<ulong>>(pairs, ref states, ref destination);
}

internal readonly struct Normals128 : INormals<double>
{
    public static int LanesPerGenerator => 1;

    public static void Start(ulong key, ref ulong rollouts, ref ulong states) =>
        LaneNormals.Start<Lanes128<ulong>, Vector128<ulong>>(key, ref rollouts, ref states);

    public static void Fill(int pairs, ref ulong states, ref double destination) =>
        LaneNormals.Fill<Lanes128<double>, Vector128<double>, Lanes128<ulong>, Vector128<ulong>>(pairs, ref states, ref destination);
}

internal readonly struct Normals512Single : INormals<float>
{
    public static int LanesPerGenerator => 2;

    public static void Start(ulong key, ref ulong rollouts, ref ulong states) =>
        LaneNormals.Start<Lanes512<ulong>, Vector512<ulong>>(key, ref rollouts, ref states);

    public static void Fill(int pairs, ref ulong states, ref float destination) =>
        LaneNormals.FillSingle<Lanes512<float>, Vector512<float>, Lanes512<ulong>, Vector512<ulong>, Lanes512<uint>, Vector512<uint>>(
            pairs, ref states, ref destination);
}

internal readonly struct Normals256Single : INormals<float>
{
    public static int LanesPerGenerator => 2;

    public static void Start(ulong key, ref ulong rollouts, ref ulong states) =>
        LaneNormals.Start<Lanes256<ulong>, Vector256<ulong>>(key, ref rollouts, ref states);

    public static void Fill(int pairs, ref ulong states, ref float destination) =>
        LaneNormals.FillSingle<Lanes256<float>, Vector256<float>, Lanes256<ulong>, Vector256<ulong>, Lanes256<uint>, Vector256<uint>>(
            pairs, ref states, ref destination);
}

internal readonly struct Normals128Single : INormals<float>
{
    public static int LanesPerGenerator => 2;

    public static void Start(ulong key, ref ulong rollouts, ref ulong states) =>
        LaneNormals.Start<Lanes128<ulong>, Vector128<ulong>>(key, ref rollouts, ref states);

    public static void Fill(int pairs, ref ulong states, ref float destination) =>
        LaneNormals.FillSingle<Lanes128<float>, Vector128<float>, Lanes128<ulong>, Vector128<ulong>, Lanes128<uint>, Vector128<uint>>(
            pairs, ref states, ref destination);
}
