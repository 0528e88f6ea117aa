using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Not a claim but a walk: hashes the status and every bit of every result, on ordinary, ill-scaled and special data.</summary>
internal sealed class OutcomeHash : IShapeClaim, IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape))
        {
            Append(kernel, Outcome.Of(shape, kernel, CallData.Create<T>(kernel.Operands, seed: 6)));
            Append(kernel, Outcome.Of(shape, kernel, SpecialData.IllScaled<T>(kernel.Operands, seed: 6)));
            Append(kernel, Outcome.Of(shape, kernel, SpecialData.Special<T>(kernel.Operands, seed: 6)));
            report.Judge(shape, kernel, null);
        }
    }

    public string Value() => Convert.ToHexString(hash.GetCurrentHash());

    public void Dispose() => hash.Dispose();

    private void Append<TShape, T>(KernelCase<TShape, T> kernel, Outcome outcome)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Append(outcome.Returned);
        for (int r = 0; r < outcome.Results.Length && !outcome.Failed(kernel); r++)
        {
            foreach (double entry in outcome.Results[r])
            {
                Append(entry);
            }
        }
    }

    private void Append(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.IsNaN(value) ? double.NaN : value);
        hash.AppendData(bytes);
    }
}
