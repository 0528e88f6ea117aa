using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Plants;

/// <summary>Where the parts of v = (x, u_{t−1}, …, u_{t−k}, ξ, 1, u_t) lie, as matrices that pick them.</summary>
internal sealed class PlantLayout(int states, int inputs, int memory, int integrals)
{
    /// <summary>n.</summary>
    public int States { get; } = states;

    /// <summary>m.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>k.</summary>
    public int Memory { get; } = memory;

    /// <summary>q.</summary>
    public int Integrals { get; } = integrals;

    /// <summary>The length of s = (x, u_{t−1}, …, u_{t−k}, ξ).</summary>
    public int Own => States + (Memory * Inputs) + Integrals;

    /// <summary>The length of v.</summary>
    public int All => Own + 1 + Inputs;

    public Matrix State => Pick(0, States);

    public Matrix Integral => Pick(States + (Memory * Inputs), Integrals);

    public Matrix One => Pick(Own, 1);

    public Matrix Input => Pick(Own + 1, Inputs);

    /// <summary>u_{t−i}; the input of this step for i = 0.</summary>
    public Matrix Past(int i) => i == 0 ? Input : Pick(States + ((i - 1) * Inputs), Inputs);

    /// <summary>(x, u_{t−1}, …, u_{t−k}, ξ, 1) of the next step.</summary>
    public Matrix Next(Matrix state, Matrix integral)
    {
        var blocks = new List<Matrix> { state };
        blocks.AddRange(Enumerable.Range(0, Memory).Select(Past));
        blocks.Add(integral);
        blocks.Add(One);
        return Matrix.Stack([.. blocks]);
    }

    private Matrix Pick(int first, int count) => Matrix.Create(count, All, (i, j) => j == first + i ? 1 : 0);
}
