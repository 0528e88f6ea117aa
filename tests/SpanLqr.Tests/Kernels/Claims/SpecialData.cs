using System;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Data that breaks careless arithmetic.</summary>
internal static class SpecialData
{
    private static readonly double[] Specials =
        [0.0, -0.0, double.Epsilon, -1e-310, 1.0, -2.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    /// <summary>Entries of size 1e−150, 1 and 1e150 side by side.</summary>
    public static CallData IllScaled(Operand[] operands, int seed)
    {
        var random = new Random(seed + 1000);
        return Symmetric(operands, CallData.Create(operands, seed).Map(x => random.Next(3) switch
        {
            0 => x * 1e-150,
            1 => x,
            _ => x * 1e150,
        }));
    }

    /// <summary>Ordinary entries among zeros of both signs, denormals, infinities and NaNs; seed 0 has the finite ones only.</summary>
    public static CallData Special(Operand[] operands, int seed)
    {
        var random = new Random(seed + 2000);
        int kinds = seed == 0 ? Specials.Length - 3 : Specials.Length;
        int rarity = seed == 0 ? 2 : 12;
        return Symmetric(operands, CallData.Create(operands, seed).Map(x => random.Next(rarity) == 0 ? Specials[random.Next(kinds)] : x));
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
