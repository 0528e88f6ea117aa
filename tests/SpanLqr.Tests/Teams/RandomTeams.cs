using System;
using System.Linq;
using SpanLqr.Teams;

namespace SpanLqr.Tests.Teams;

/// <summary>Well-posed teams from a seed: every population unstable or nearly so on its own, couplings of everything to everything.</summary>
internal sealed class RandomTeams(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A team; (Size, States, Inputs) for each population. Couplings shrink like 1/ΣN, so the team stays well posed.</summary>
    public TeamProblem Create(params (int Size, int States, int Inputs)[] shapes)
    {
        double agents = shapes.Sum(s => (double)s.Size);
        Population[] populations = shapes.Select((shape, l) => new Population
        {
            Name = $"p{l + 1}",
            Size = shape.Size,
            A = Matrix(shape.States, shape.States, 0.9),
            B = Matrix(shape.States, shape.Inputs, 1),
            Q = Definite(shape.States),
            R = Definite(shape.Inputs),
            W = Definite(shape.States),
        }).ToArray();
        return new TeamProblem
        {
            Populations = populations,
            Coupling = new TeamCoupling
            {
                A = Table(shapes, s => s.States, s => s.States, 0.4 / agents),
                B = Table(shapes, s => s.States, s => s.Inputs, 0.4 / agents),
                Q = SymmetricTable(shapes, s => s.States, 0.1 / agents),
                R = SymmetricTable(shapes, s => s.Inputs, 0.1 / agents),
                W = SymmetricTable(shapes, s => s.States, 0.1 / agents),
            },
        };
    }

    /// <summary>Entries uniform in [−scale, scale].</summary>
    public double[,] Matrix(int rows, int columns, double scale)
    {
        double[,] result = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                result[i, j] = scale * (2 * _random.NextDouble() - 1);
            }
        }

        return result;
    }

    /// <summary>A vector of entries uniform in [−1, 1].</summary>
    public double[] Vector(int length) => Matrix(1, length, 1).Cast<double>().ToArray();

    /// <summary>0 … n−1 in random order.</summary>
    public int[] Permutation(int length)
    {
        int[] order = Enumerable.Range(0, length).ToArray();
        _random.Shuffle(order);
        return order;
    }

    // I + GG'/2, at least the identity.
    public double[,] Definite(int size)
    {
        double[,] g = Matrix(size, size, 1);
        double[,] result = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                result[i, j] = (i == j ? 1 : 0) + Enumerable.Range(0, size).Sum(k => 0.5 * g[i, k] * g[j, k]);
            }
        }

        return result;
    }

    private double[,]?[,] Table<T>(T[] shapes, Func<T, int> rows, Func<T, int> columns, double scale)
    {
        double[,]?[,] result = new double[,]?[shapes.Length, shapes.Length];
        for (int l = 0; l < shapes.Length; l++)
        {
            for (int k = 0; k < shapes.Length; k++)
            {
                result[l, k] = Matrix(rows(shapes[l]), columns(shapes[k]), scale);
            }
        }

        return result;
    }

    private double[,]?[,] SymmetricTable<T>(T[] shapes, Func<T, int> dimension, double scale)
    {
        double[,]?[,] result = Table(shapes, dimension, dimension, scale);
        for (int l = 0; l < shapes.Length; l++)
        {
            for (int k = 0; k <= l; k++)
            {
                for (int i = 0; i < dimension(shapes[l]); i++)
                {
                    for (int j = 0; j < dimension(shapes[k]); j++)
                    {
                        result[l, k]![i, j] = result[k, l]![j, i];
                    }
                }
            }
        }

        return result;
    }
}
