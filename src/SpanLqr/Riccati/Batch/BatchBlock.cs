using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>Blocks of as many problems as a vector has lanes: into the lanes, through all stages, and out again.</summary>
internal static class BatchBlock
{
    /// <summary>The vectors of a block: stage, recursion, scratch, and the gain of a stage for the last block, which is not full.</summary>
    public static long VectorCount(int n, int m)
    {
        // Far beyond where lanes serve, before any of the counts leaves an int.
        SpanLength.Of(4L * (n + (long)m) * (n + (long)m), "shape");
        return (long)BatchLayout.StageLength(n, m) + BatchLayout.RecursionLength(n) + BatchLayout.WorkspaceLength(n, m) + (m * n);
    }

    /// <summary>Solves all problems, at one width.</summary>
    public static int SolveAll<TShape, TLanes, TVector, T>(TShape shape, in Problems<T> batch)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim, m = shape.InputDim, failed = 0;
        ref TVector stage = ref Unsafe.As<T, TVector>(ref batch.Workspace[0]);
        ref TVector recursion = ref Unsafe.Add(ref stage, BatchLayout.StageLength(n, m));
        ref TVector scratch = ref Unsafe.Add(ref recursion, BatchLayout.RecursionLength(n));
        for (int first = 0; first < batch.Count; first += TLanes.Count)
        {
            FillStage<TLanes, TVector, T>(n, m, first, batch, ref stage);
            FillRecursion<TLanes, TVector, T>(n, first, batch, ref recursion);
            if (first + TLanes.Count <= batch.Count)
            {
                RunFull<TShape, TLanes, TVector, T>(shape, first, batch, ref stage, ref recursion, ref scratch);
            }
            else
            {
                RunPart<TShape, TLanes, TVector, T>(shape, first, batch, ref stage, ref recursion, ref scratch);
            }

            for (int lane = 0; lane < TLanes.Count && first + lane < batch.Count; lane++)
            {
                failed += Finish<TLanes, TVector, T>(n, first, lane, batch, ref Unsafe.As<TVector, T>(ref recursion)) ? 0 : 1;
            }
        }

        return failed;
    }

    private static void FillStage<TLanes, TVector, T>(int n, int m, int first, in Problems<T> batch, ref TVector stage)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref TVector to = ref stage;
        to = ref FillTransposed<TLanes, TVector, T>(batch.Model.A, n, n, first, batch.Count, ref to);
        to = ref FillTransposed<TLanes, TVector, T>(batch.Model.B, n, m, first, batch.Count, ref to);
        to = ref FillLower<TLanes, TVector, T>(batch.Model.Q, n, first, batch.Count, ref to);
        to = ref FillLower<TLanes, TVector, T>(batch.Model.R, m, first, batch.Count, ref to);
        for (int k = 0; k < n * m && !batch.Model.S.IsEmpty; k++)
        {
            Fill<TLanes, TVector, T>(batch.Model.S, n * m, k, first, batch.Count, ref Unsafe.Add(ref to, k));
        }
    }

    private static void FillRecursion<TLanes, TVector, T>(int n, int first, in Problems<T> batch, ref TVector recursion)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FillLower<TLanes, TVector, T>(batch.TerminalCosts, n, first, batch.Count, ref recursion);
        TVector zero = TLanes.Broadcast(T.Zero);
        Unsafe.Add(ref recursion, BatchLayout.Succeeded(n)) = zero;
        Unsafe.Add(ref recursion, BatchLayout.Pivot(n)) = zero;
        Unsafe.Add(ref recursion, BatchLayout.Valid(n)) = TLanes.IsZero(zero);
    }

    /// <summary>All stages at once, gains straight to their place.</summary>
    private static void RunFull<TShape, TLanes, TVector, T>(
        TShape shape, int first, in Problems<T> batch, ref TVector stage, ref TVector recursion, ref TVector scratch)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint gain = (nint)shape.InputDim * shape.StateDim * batch.Count, stride = batch.KeepsAllGains(gain) ? gain : 0;
        shape.AdvanceRiccati<TLanes, TVector, T>(
            batch.Horizon,
            !batch.Model.S.IsEmpty,
            ref stage,
            ref recursion,
            ref Unsafe.Add(ref batch.Gains[first], (batch.Horizon - 1) * stride),
            stride,
            batch.Count,
            ref scratch);
    }

    /// <summary>Stage by stage: lanes beyond the last problem have no place among the gains.</summary>
    private static void RunPart<TShape, TLanes, TVector, T>(
        TShape shape, int first, in Problems<T> batch, ref TVector stage, ref TVector recursion, ref TVector scratch)
        where TShape : struct, ILqrShape
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim, m = shape.InputDim, entries = m * n;
        bool keepsAll = batch.KeepsAllGains((nint)entries * batch.Count);
        ref T gain = ref Unsafe.As<TVector, T>(ref Unsafe.Add(ref scratch, BatchLayout.WorkspaceLength(n, m)));
        for (int t = batch.Horizon - 1; t >= 0; t--)
        {
            shape.AdvanceRiccati<TLanes, TVector, T>(
                1, !batch.Model.S.IsEmpty, ref stage, ref recursion, ref gain, 0, TLanes.Count, ref scratch);
            for (int k = 0; k < entries && (keepsAll || t == 0); k++)
            {
                Span<T> to = batch.Gains.Slice(((((keepsAll ? t : 0) * entries) + k) * batch.Count) + first, batch.Count - first);
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref gain, k * TLanes.Count), to.Length).CopyTo(to);
            }
        }
    }

    /// <summary>P_0 and the result of one problem; false where it failed.</summary>
    private static bool Finish<TLanes, TVector, T>(int n, int first, int lane, in Problems<T> batch, ref T recursion)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int problem = first + lane, succeeded = int.CreateTruncating(At(ref recursion, BatchLayout.Succeeded(n)));
        bool isFinite = true;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                T entry = At(ref recursion, BatchLayout.Lower(i, j));
                isFinite &= T.IsFinite(entry);
                batch.CostsToGo[(((i * n) + j) * batch.Count) + problem] = entry;
                batch.CostsToGo[(((j * n) + i) * batch.Count) + problem] = entry;
            }
        }

        if (succeeded == batch.Horizon && isFinite)
        {
            batch.Results[problem] = new RecursionResult(SolveStatus.Ok, -1);
            return true;
        }

        int stage = Math.Max(0, batch.Horizon - 1 - succeeded);
        bool isConvex = succeeded == batch.Horizon || !T.IsFinite(At(ref recursion, BatchLayout.Pivot(n)));
        batch.Results[problem] = new RecursionResult(isConvex ? SolveStatus.NonFinite : SolveStatus.StageNotConvex, stage);
        Poison(n, problem, batch);
        return false;

        T At(ref T recursion, int vector) => Unsafe.Add(ref recursion, (vector * TLanes.Count) + lane);
    }

    private static void Poison<T>(int n, int problem, in Problems<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = problem; k < batch.Gains.Length; k += batch.Count)
        {
            batch.Gains[k] = T.NaN;
        }

        for (int k = 0; k < n * n; k++)
        {
            batch.CostsToGo[(k * batch.Count) + problem] = T.NaN;
        }
    }

    /// <summary>The transposed of a matrix by rows; returns what lies behind.</summary>
    private static ref TVector FillTransposed<TLanes, TVector, T>(
        ReadOnlySpan<T> source, int rows, int columns, int first, int count, ref TVector destination)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++, destination = ref Unsafe.Add(ref destination, 1))
            {
                Fill<TLanes, TVector, T>(source, rows * columns, (i * columns) + j, first, count, ref destination);
            }
        }

        return ref destination;
    }

    /// <summary>The lower triangle of a matrix by rows; returns what lies behind.</summary>
    private static ref TVector FillLower<TLanes, TVector, T>(ReadOnlySpan<T> source, int order, int first, int count, ref TVector destination)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++, destination = ref Unsafe.Add(ref destination, 1))
            {
                Fill<TLanes, TVector, T>(source, order * order, (i * order) + j, first, count, ref destination);
            }
        }

        return ref destination;
    }

    /// <summary>One entry of W problems; lanes beyond the last problem repeat it, so that nothing overflows in them which does not elsewhere.</summary>
    private static void Fill<TLanes, TVector, T>(ReadOnlySpan<T> source, int entries, int entry, int first, int count, ref TVector destination)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        if (source.Length == entries)
        {
            destination = TLanes.Broadcast(source[entry]);
            return;
        }

        ReadOnlySpan<T> row = source.Slice((entry * count) + first, Math.Min(TLanes.Count, count - first));
        if (row.Length == TLanes.Count)
        {
            destination = TLanes.Load(ref MemoryMarshal.GetReference(row));
            return;
        }

        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            Unsafe.Add(ref Unsafe.As<TVector, T>(ref destination), lane) = row[Math.Min(lane, row.Length - 1)];
        }
    }

    /// <summary>What <see cref="BatchRecursion.Solve"/> was given, checked.</summary>
    public readonly ref struct Problems<T>
        where T : unmanaged
    {
        public required int Count { get; init; }

        public required int Horizon { get; init; }

        public required LqrModel<T> Model { get; init; }

        public required ReadOnlySpan<T> TerminalCosts { get; init; }

        public required Span<T> Gains { get; init; }

        public required Span<T> CostsToGo { get; init; }

        public required Span<RecursionResult> Results { get; init; }

        public required Span<T> Workspace { get; init; }

        /// <summary>Whether there is room for the gains of all stages.</summary>
        /// <param name="gain">The entries of the gains of one stage.</param>
        public bool KeepsAllGains(nint gain) => Gains.Length != gain;
    }
}
