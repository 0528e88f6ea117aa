using System;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Lqr;

/// <summary>The coordinates of a phase and its data: x̃ = L_x⁻¹x, z̃ = L_z⁻¹(u + K₀x), and the moments of each trajectory in them.</summary>
internal sealed class DataPhase
{
    private const double Ridge = 1e-12;

    private readonly int _n;
    private readonly int _m;
    private readonly double[,] _stateInverse;
    private readonly double[,] _inputInverse;

    /// <summary>A phase without data.</summary>
    /// <param name="gain">K₀.</param>
    /// <param name="state">L_x.</param>
    /// <param name="input">L_z.</param>
    public DataPhase(double[,] gain, double[,] state, double[,] input)
    {
        (Gain, State, Input) = (gain, state, input);
        (_n, _m) = (state.GetLength(0), input.GetLength(0));
        (_stateInverse, _inputInverse) = (MatrixAlgebra.InverseLower(state), MatrixAlgebra.InverseLower(input));
        Groups = new Moments[CertaintyEquivalence.Trajectories];
        for (int i = 0; i < Groups.Length; i++)
        {
            Groups[i] = new Moments(PolicyOperator.Features(_n, _m), PolicyOperator.Width(_n, _m));
        }
    }

    /// <summary>K₀.</summary>
    public double[,] Gain { get; }

    /// <summary>L_x.</summary>
    public double[,] State { get; }

    /// <summary>L_z.</summary>
    public double[,] Input { get; }

    /// <summary>The moments of each trajectory.</summary>
    public Moments[] Groups { get; }

    /// <summary>How many samples there are.</summary>
    public long Count => Groups[0].Count * Groups.Length;

    /// <summary>k of a policy K.</summary>
    public double[,] ToPhase(double[,] gain) =>
        MatrixAlgebra.Product(_inputInverse, MatrixAlgebra.Product(MatrixAlgebra.Sum(gain, Gain, -1), State));

    /// <summary>K of a policy k.</summary>
    public double[,] FromPhase(double[,] gain) =>
        MatrixAlgebra.Sum(Gain, MatrixAlgebra.Product(Input, MatrixAlgebra.Product(gain, _stateInverse)));

    /// <summary>A matrix of the inputs z̃ as one of u.</summary>
    public double[,] ToInputs(double[,] curvature) => MatrixAlgebra.Symmetric(MatrixAlgebra.Congruence(curvature, _inputInverse));

    /// <summary>The second moment of x̃ in all data.</summary>
    public static double[,] Moment(Moments total, int n, int m)
    {
        double[] packed = new double[Svec.Length(n + m)];
        for (int i = 0; i < packed.Length; i++)
        {
            packed[i] = total.At(0, 1 + i) / total.Count;
        }

        double[,] moment = new double[n + m, n + m];
        Svec.Unpack(packed, n + m, Arrays.Flat(moment));
        return MatrixAlgebra.Block(moment, 0, 0, n, n);
    }

    /// <summary>L_x of states that were seen.</summary>
    public static double[,]? Factor(Moments states)
    {
        int n = states.Rows;
        double trace = 0;
        for (int i = 0; i < n; i++)
        {
            trace += states.At(i, i) / states.Count;
        }

        // Relative to each coordinate's own size, so that units do not matter.
        return trace > 0
            ? MatrixAlgebra.Cholesky(DenseMatrix.Create(n, n, (i, j) =>
                (states.At(i, j) / states.Count * (i == j ? 1 + Ridge : 1)) + (i == j && states.At(i, i) == 0 ? Ridge * trace : 0)))
            : null;
    }

    /// <summary>Adds a stretch of a trajectory.</summary>
    public void Take(int trajectory, ReadOnlySpan<double> states, ReadOnlySpan<double> inputs, ReadOnlySpan<double> costs)
    {
        Moments moments = Groups[trajectory];
        int features = PolicyOperator.Features(_n, _m), next = Svec.Length(_n);
        Span<double> w = new double[_n + _m], u = new double[_m], following = new double[_n];
        Whiten(_stateInverse, states[.._n], following);
        for (int t = 0; t < costs.Length; t++)
        {
            following.CopyTo(w);
            ReadOnlySpan<double> x = states.Slice(t * _n, _n);
            for (int i = 0; i < _m; i++)
            {
                u[i] = inputs[(t * _m) + i] + OrderedSums.Dot<double>(MatrixAlgebra.Row(Gain, i), x);
            }

            Whiten(_inputInverse, u, w[_n..]);
            Whiten(_stateInverse, states.Slice((t + 1) * _n, _n), following);
            Span<double> row = moments.Next;
            row[0] = 1;
            Trajectories.Features(w, row[1..features]);
            Trajectories.Features(following, row.Slice(features, next));
            row[features + next] = costs[t];
            moments.Take();
        }
    }

    private static void Whiten(double[,] inverse, ReadOnlySpan<double> x, Span<double> destination)
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = OrderedSums.Dot<double>(MatrixAlgebra.Row(inverse, i)[..(i + 1)], x[..(i + 1)]);
        }
    }
}
