using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>How far the gain of a P may lie from that of the exact one: P may be certain where its gain is not.</summary>
/// <remarks>
/// K − K* is to first order M⁻¹B'(P − P*)(A − BK), M = R + B'PB. With −W ⪯ P − P* ⪯ W entry (i, j) is at most
/// [(YWY')_ii (Acl'W Acl)_jj]^½, Y = M⁻¹B'. To that comes what the solution with M is rounded by. Where inputs are so cheap that M is small along
/// directions which P hardly weighs, as for a Q of low rank, Y is large and nothing is left of K there, though it costs nothing to be wrong.
/// </remarks>
internal static class GainErrorBound
{
    private const double UnitRoundoff = 2.2204460492503131e-16;

    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        long n = shape.StateDim, m = shape.InputDim;
        return SpanLength.Of((2 * n * n) + (2 * n * m) + n + Policy.ReplyWorkspaceLength(shape), nameof(shape));
    }

    /// <param name="shape">The shape.</param>
    /// <param name="stage">The problem.</param>
    /// <param name="p">P.</param>
    /// <param name="gain">K.</param>
    /// <param name="closedLoop">A − BK.</param>
    /// <param name="errors">W.</param>
    /// <param name="doubt">As of <see cref="ReducedInputs{TShape}"/>.</param>
    /// <param name="share">The least pivot of what was inverted, relative to its diagonal entry.</param>
    /// <param name="bound">Receives the bound of each entry, m×n; infinite where R + B'PB is singular.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    public static void Form<TShape>(
        TShape shape,
        in Stage stage,
        ref double p,
        ref double gain,
        ref double closedLoop,
        ref double errors,
        ref double doubt,
        double share,
        ref double bound,
        Workspace memory)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        ref double product = ref memory.Take(n * n);
        ref double square = ref memory.Take(n * n);
        ref double reply = ref memory.Take(m * n);
        ref double carried = ref memory.Take(m * n);
        Span<double> columns = Dense.Span(ref memory.Take(n), n);
        Dense.SetDiagonal(ref product, 1, n);
        if (!Policy.TryReply(shape, ref stage.B, ref stage.R, ref p, ref product, ref reply, ref memory.Take(0)))
        {
            Dense.Span(ref bound, m * n).Fill(double.PositiveInfinity);
            return;
        }

        shape.CongruenceA(ref closedLoop, ref errors, ref product, ref square);
        shape.MultiplyKA(ref reply, ref errors, ref carried);
        shape.MultiplyAA(ref p, ref closedLoop, ref product);
        for (int j = 0; j < n; j++)
        {
            columns[j] = 0;
            for (int i = 0; i < n; i++)
            {
                columns[j] += Unsafe.Add(ref doubt, i) * Math.Abs(Unsafe.Add(ref product, (i * n) + j));
            }
        }

        double loss = UnitRoundoff * m / Math.Max(share, UnitRoundoff);
        for (int i = 0; i < m; i++)
        {
            double row = Math.Max(0, Dense.Dot(ref Unsafe.Add(ref carried, i * n), ref Unsafe.Add(ref reply, i * n), n));
            double lever = UnitRoundoff * Math.Sqrt(m / (Math.Max(share, UnitRoundoff) * Math.Abs(Unsafe.Add(ref stage.R, i * (m + 1)))));
            for (int j = 0; j < n; j++)
            {
                Unsafe.Add(ref bound, (i * n) + j) = Math.Sqrt(row * Math.Max(0, Unsafe.Add(ref square, j * (n + 1))))
                    + (loss * Math.Abs(Unsafe.Add(ref gain, (i * n) + j)))
                    + (columns[j] > 0 ? lever * columns[j] : 0);
            }
        }
    }
}
