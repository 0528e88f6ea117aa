using System;
using System.Numerics;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Data that breaks careless arithmetic.</summary>
internal static class SpecialData
{
    /// <summary>Entries of size 1e−150, 1 and 1e150 side by side; 1e−15, 1 and 1e15 in single precision.</summary>
    public static CallData IllScaled<T>(Operand[] operands, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed + 1000);
        return Symmetric(operands, CallData.Create<T>(operands, seed).Map(x => Arithmetic<T>.Round(random.Next(3) switch
        {
            0 => x / Arithmetic<T>.Large,
            1 => x,
            _ => x * Arithmetic<T>.Large,
        })));
    }

    /// <summary>Ordinary entries among zeros of both signs, denormals, infinities and NaNs; seed 0 has the finite ones only.</summary>
    public static CallData Special<T>(Operand[] operands, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] specials =
        [
            0.0, -0.0, Arithmetic<T>.Epsilon, -Arithmetic<T>.Denormal, 1.0, -2.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
        ];
        var random = new Random(seed + 2000);
        int kinds = seed == 0 ? specials.Length - 3 : specials.Length;
        int rarity = seed == 0 ? 2 : 12;
        return Symmetric(operands, CallData.Create<T>(operands, seed).Map(x => random.Next(rarity) == 0 ? specials[random.Next(kinds)] : x));
    }

    /// <summary>Makes symmetric operands symmetric again.</summary>
    private static CallData Symmetric(Operand[] operands, CallData data)
    {
        for (int operand = 0; operand < operands.Length; operand++)
        {
            if (operands[operand].Role is Role.Symmetric or Role.PositiveDefinite)
            {
                double[,] matrix = data[operand];
                for (int i = 0; i < operands[operand].Rows; i++)
                {
                    for (int j = 0; j < i; j++)
                    {
                        matrix[j, i] = matrix[i, j];
                    }
                }
            }
        }

        return data;
    }
}
