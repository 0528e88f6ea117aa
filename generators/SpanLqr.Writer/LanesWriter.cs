namespace SpanLqr.Writer;

/// <summary>The vectors of one width behind <c>ILanes</c>: the widths differ in a number, and in the instruction that rotates.</summary>
internal static class LanesWriter
{
    /// <summary>Bits of the vectors that there are.</summary>
    public static readonly int[] Widths = [128, 256, 512];

    public static string Write(int bits) =>
        Lines.Head + "\n" + Template.ReplaceLineEndings("\n").Replace("WIDTH", bits.ToString(System.Globalization.CultureInfo.InvariantCulture)).Replace("ROTATE", bits == 512 ? "Avx512F" : "Avx512F.VL")
        .Replace("MULTIPLYSUBTRACT", bits == 512 ? "FusedMultiplyAddNegated" : "MultiplyAddNegated").Replace("FMA", bits == 512 ? "Avx512F" : "Fma") + "\n";

    private const string Template =
        """
        using System.ComponentModel;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using System.Runtime.Intrinsics;
        using System.Runtime.Intrinsics.X86;

        namespace SpanLqr.Shapes;

        /// <summary>Vectors of WIDTH bits.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public readonly struct LanesWIDTH<T> : ILanes<VectorWIDTH<T>, T>
            where T : unmanaged
        {
            /// <inheritdoc/>
            public static int Count
            {
                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                get => VectorWIDTH<T>.Count;
            }

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Broadcast(T value) => VectorWIDTH.Create(value);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Load(ref T source) => VectorWIDTH.LoadUnsafe(ref source);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static void Store(VectorWIDTH<T> value, ref T destination) => value.StoreUnsafe(ref destination);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Add(VectorWIDTH<T> x, VectorWIDTH<T> y) => x + y;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Subtract(VectorWIDTH<T> x, VectorWIDTH<T> y) => x - y;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Negate(VectorWIDTH<T> x) => -x;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Multiply(VectorWIDTH<T> x, VectorWIDTH<T> y) => x * y;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Divide(VectorWIDTH<T> x, VectorWIDTH<T> y) => x / y;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> FusedMultiplyAdd(VectorWIDTH<T> x, VectorWIDTH<T> y, VectorWIDTH<T> z) =>
                typeof(T) == typeof(double)
                    ? VectorWIDTH.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
                    : VectorWIDTH.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> FusedMultiplySubtract(VectorWIDTH<T> x, VectorWIDTH<T> y, VectorWIDTH<T> z) =>
                FMA.IsSupported
                    ? typeof(T) == typeof(double)
                        ? FMA.MULTIPLYSUBTRACT(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
                        : FMA.MULTIPLYSUBTRACT(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
                    : FusedMultiplyAdd(-x, y, z);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Sqrt(VectorWIDTH<T> x) => VectorWIDTH.Sqrt(x);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> And(VectorWIDTH<T> x, VectorWIDTH<T> y) => x & y;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Or(VectorWIDTH<T> x, VectorWIDTH<T> y) => x | y;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Xor(VectorWIDTH<T> x, VectorWIDTH<T> y) => x ^ y;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> ShiftLeft(VectorWIDTH<T> x, int count) => x << count;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> ShiftRight(VectorWIDTH<T> x, int count) => x >>> count;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> RotateLeft(VectorWIDTH<T> x, [ConstantExpected] byte count) =>
                ROTATE.IsSupported
                    ? ROTATE.RotateLeft(x.AsUInt64(), count).As<ulong, T>()
                    : ((x.AsUInt64() << count) | (x.AsUInt64() >>> (64 - count))).As<ulong, T>();

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> IsZero(VectorWIDTH<T> x) => VectorWIDTH.Equals(x, VectorWIDTH<T>.Zero);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> IsGreater(VectorWIDTH<T> x, VectorWIDTH<T> y) => VectorWIDTH.GreaterThan(x, y);

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static VectorWIDTH<T> Select(VectorWIDTH<T> mask, VectorWIDTH<T> x, VectorWIDTH<T> y) => VectorWIDTH.ConditionalSelect(mask, x, y);
        }
        """;
}
