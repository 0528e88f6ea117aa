using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;

namespace SpanLqr.Tests.Games;

/// <summary>Well-posed games from a seed.</summary>
internal sealed class RandomGames(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Populations of the given inputs with m states each on a ring; <paramref name="symmetric"/>: C^{lk} = C^{kl}.</summary>
    public GameProblem Ring(int states, bool symmetric, params int[] inputs)
    {
        GamePopulation[] populations = inputs.Select((k, l) => Population($"p{l}", states, k)).ToArray();
        List<GameCoupling> couplings = [];
        for (int l = 0; l < inputs.Length; l++)
        {
            int next = (l + 1) % inputs.Length;
            if (next == l || (next < l && inputs.Length == 2))
            {
                continue;
            }

            double[,] weight = Semidefinite(states, 0.2);
            couplings.Add(new GameCoupling { Of = l, To = next, Weight = weight, Offset = Vector(states) });
            couplings.Add(new GameCoupling
            {
                Of = next,
                To = l,
                Weight = symmetric ? weight : Semidefinite(states, 0.3),
                Offset = Vector(states),
            });
        }

        return new GameProblem { Populations = populations, Couplings = couplings };
    }

    /// <summary>
    /// A game whose couplings are strong and have nothing to do with each other, so that it may have no equilibrium, one, or several. Every third of its
    /// populations has a singular A.
    /// </summary>
    public GameProblem Wild(int states, params int[] inputs)
    {
        GamePopulation[] populations = inputs
            .Select((k, l) => Population($"p{l}", states, k) with { A = WildDynamics(states), Q = Semidefinite(states, 0.05), Own = Strong(states, 0.4) })
            .ToArray();
        List<GameCoupling> couplings = [];
        for (int l = 0; l < inputs.Length; l++)
        {
            for (int k = 0; k < inputs.Length; k++)
            {
                if (l != k && Strong(states, 0.8) is { } weight)
                {
                    couplings.Add(new GameCoupling { Of = l, To = k, Weight = weight, Offset = Vector(states) });
                }
            }
        }

        return new GameProblem { Populations = populations, Couplings = couplings };
    }

    /// <summary>One population with everything given.</summary>
    public GamePopulation Population(string name, int states, int inputs) => new()
    {
        Name = name,
        A = Matrix(states, states, 0.7 / Math.Sqrt(states)),
        B = Matrix(states, inputs, 1),
        Q = Semidefinite(states, 0.5),
        R = Definite(inputs),
        W = Semidefinite(states, 0.5),
        Mean0 = Vector(states),
        Own = Semidefinite(states, 0.1),
        Size = _random.Next(2, 60),
    };

    public double[] Vector(int length) => Enumerable.Range(0, length).Select(_ => Normal()).ToArray();

    public double[,] Matrix(int rows, int columns, double scale)
    {
        double[,] result = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                result[i, j] = scale * Normal();
            }
        }

        return result;
    }

    public double[,] Semidefinite(int size, double scale)
    {
        double[,] root = Matrix(size, size, 1);
        double[,] result = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = Enumerable.Range(0, size).Sum(k => root[i, k] * root[j, k]);
                result[i, j] = result[j, i] = scale * sum / size;
            }
        }

        return result;
    }

    private double[,] WildDynamics(int states)
    {
        double[,] a = Matrix(states, states, 1.2);
        for (int i = 0; _random.Next(3) == 0 && i < states; i++)
        {
            a[i, states - 1] = 0;
        }

        return a;
    }

    /// <summary>A weight of rank one and of any size, or none.</summary>
    private double[,]? Strong(int states, double probability)
    {
        double[] direction = Vector(states);
        double size = Math.Pow(10, 2 * _random.NextDouble());
        double[,] weight = new double[states, states];
        for (int i = 0; i < states; i++)
        {
            for (int j = 0; j < states; j++)
            {
                weight[i, j] = size * direction[i] * direction[j];
            }
        }

        return _random.NextDouble() < probability ? weight : null;
    }

    private double[,] Definite(int size)
    {
        double[,] result = Semidefinite(size, 0.5);
        for (int i = 0; i < size; i++)
        {
            result[i, i] += 1;
        }

        return result;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
