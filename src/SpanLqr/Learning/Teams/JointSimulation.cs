using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using SpanLqr.RandomNumbers;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Teams;

/// <summary>Joint runs of a team: states, inputs and costs of its L + 1 auxiliary systems from one run of all agents.</summary>
/// <remarks>
/// <para>A population's data are those of its first agent, x̃ = x^1 − x̄. Inputs are u^i = −K_l x̃^i + L z̃^i − (K̄x̄)_l + (L̄z̄)_l with Σ_i z̃^i = 0. The mean
/// field is in the coordinates √N_l·x̄^l, in which it is of the size of one agent.</para>
/// <para>The mean field's cost is c(x̆, ŭ), all agents at their means. That of a population is Definition 5's c(x, u) − c(x̆^l, ŭ^l), taken where
/// one other agent mirrors the first and the rest are at the mean: twice the cost of one agent's deviation. Cost: a step of the team and
/// 2L + 1 evaluations of its cost. Source: Luo, Yang, Wang and Kolar, Algorithm 1 and Definition 5.</para>
/// </remarks>
internal sealed class JointSimulation
{
    private const ulong Purpose = 48;
    private const ulong Stream = 9;

    // Beyond this multiple of what one step from a reset makes, a system has diverged; the others still have half their digits then.
    private const double DivergenceLimit = 1e8;

    private readonly IMultiAgentPlant _plant;
    private readonly Func<int, ReadOnlySpan<double>> _gainOf;
    private readonly AgentPopulation[] _populations;
    private readonly JointCoordinates _states;
    private readonly JointCoordinates _inputs;
    private readonly ulong _seed;
    private readonly double[] _x;
    private readonly double[] _u;
    private readonly double[] _next;
    private readonly double[] _means;
    private readonly double[] _inputMeans;
    private readonly double[] _shapedStates;
    private readonly double[] _shapedInputs;
    private ulong _run;
    private double _unit;

    /// <summary>Prepares runs.</summary>
    /// <param name="plant">The team.</param>
    /// <param name="seed">The seed of noise and exploration.</param>
    /// <param name="gainOf">K of a system that does not run now, or empty.</param>
    public JointSimulation(IMultiAgentPlant plant, ulong seed, Func<int, ReadOnlySpan<double>> gainOf)
    {
        (_plant, _seed, _gainOf, _populations) = (plant, seed, gainOf, [.. plant.Populations]);
        _states = new JointCoordinates(_populations.Select(population => (population.Size, population.StateDim)));
        _inputs = new JointCoordinates(_populations.Select(population => (population.Size, population.InputDim)));
        (_x, _next, _shapedStates) = (new double[_states.Length], new double[_states.Length], new double[_states.Length]);
        (_u, _shapedInputs) = (new double[_inputs.Length], new double[_inputs.Length]);
        (_means, _inputMeans) = (new double[_states.MeanLength], new double[_inputs.MeanLength]);
        StateScale = [.. _populations.SelectMany(population => Enumerable.Repeat(Math.Sqrt(population.Size), population.StateDim))];
        InputScale = [.. _populations.SelectMany(population => Enumerable.Repeat(Math.Sqrt(population.Size), population.InputDim))];
    }

    /// <summary>L + 1: the populations, then the mean field.</summary>
    public int SystemCount => _populations.Length + 1;

    /// <summary>Steps of the team so far, and runs.</summary>
    public LearningAccount Account { get; private set; }

    /// <summary>The states and inputs of a system.</summary>
    public (int States, int Inputs) Size(int system) => system < _populations.Length
        ? (_populations[system].StateDim, _populations[system].InputDim)
        : (_states.MeanLength, _inputs.MeanLength);

    /// <summary>√N_l for each entry of the means of all states.</summary>
    public double[] StateScale { get; }

    /// <summary>√N_l for each entry of the means of all inputs.</summary>
    public double[] InputScale { get; }

    /// <summary>Writes what later runs depend on.</summary>
    public void Save(StateList state)
    {
        foreach (double value in new[] { _run, _unit, Account.Rollouts, Account.Steps, Account.Rejected })
        {
            state.Add(value);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(StateList state)
    {
        (_run, _unit) = ((ulong)state.Next(), state.Next());
        Account = new LearningAccount((long)state.Next(), (long)state.Next(), (long)state.Next());
    }

    /// <summary>Runs the team for as long as the shortest open request still is.</summary>
    /// <param name="open">The request of each system; null for one that is only kept going.</param>
    public void Run(JointRequest?[] open)
    {
        ulong key = NoiseKey.Of(_seed, Purpose, _run++, 0);
        int steps = open.Where(request => request is not null).Min(request => request!.Costs.Length - request.Done);
        bool isFresh = open.Any(request => request is { Done: 0 });
        if (isFresh)
        {
            Begin(open, key);
        }

        var normals = new NormalStream(key, Stream, 0);
        double[][] gains = [.. Enumerable.Range(0, SystemCount).Select(system => GainOf(open[system], system))];
        int done = 0;
        bool goesOn = true;
        for (; done < steps && goesOn; done++)
        {
            _states.TakeMeans(_x, _means);
            Act(open, gains, ref normals);
            Record(open);
            goesOn = _plant.Step(_x, _u, NoiseKey.Of(key, Purpose, (ulong)done, 1), _next);
            _next.CopyTo(_x, 0);
            goesOn &= Follow(open);
        }

        Account += new LearningAccount(isFresh ? 1 : 0, done, goesOn ? 0 : 1);
    }

    private double[] GainOf(JointRequest? request, int system)
    {
        (int n, int m) = Size(system);
        ReadOnlySpan<double> gain = request is null ? _gainOf(system) : request.Gain;
        return gain.IsEmpty ? new double[m * n] : gain.ToArray();
    }

    /// <summary>The joint state in which every request is where it wants to be: from its own start, a reset, or where it was.</summary>
    private void Begin(JointRequest?[] open, ulong key)
    {
        double[] reset = _next, resetMeans = new double[_means.Length];
        _plant.Reset(key, reset);
        _states.TakeMeans(reset, resetMeans);
        _states.AddMeans(reset, resetMeans, -1);
        _states.TakeMeans(_x, _means);
        _states.AddMeans(_x, _means, -1);
        for (int l = 0; l < _populations.Length; l++)
        {
            if (open[l] is { Done: 0, IsReset: true } || open[l] is null)
            {
                for (int i = 0; i < _populations[l].Size; i++)
                {
                    _states.Agent(reset, l, i).CopyTo(_states.Agent(_x, l, i));
                }
            }
            else if (open[l] is { Done: 0 } request)
            {
                _states.Deviate(_x, l, request.Start);
            }
        }

        if (open[^1] is { Done: 0, IsReset: true } || open[^1] is null)
        {
            resetMeans.CopyTo(_means, 0);
        }
        else if (open[^1] is { Done: 0 } request)
        {
            for (int i = 0; i < _means.Length; i++)
            {
                _means[i] = request.Start[i] / StateScale[i];
            }
        }

        _states.AddMeans(_x, _means);
    }

    /// <summary>u of all agents from the means and deviations of their states.</summary>
    private void Act(JointRequest?[] open, double[][] gains, ref NormalStream normals)
    {
        double[] mean = new double[_means.Length], common = new double[_inputMeans.Length], drawn = new double[_inputMeans.Length];
        TensorPrimitives.Multiply<double>(StateScale, _means, mean);
        Add(gains[^1], mean, -1, common);
        if (open[^1] is { Exploration.Length: > 0 } whole)
        {
            normals.Fill(drawn);
            Add(whole.Exploration, drawn, 1, common);
        }

        TensorPrimitives.Divide<double>(common, InputScale, common);
        Array.Clear(_u);
        for (int l = 0; l < _populations.Length; l++)
        {
            Explore(open[l], l, ref normals);
            double[] deviation = new double[_states.Dim(l)];
            for (int i = 0; i < _populations[l].Size; i++)
            {
                Deviation(_states, _x, _means, l, i, deviation);
                Add(gains[l], deviation, -1, _inputs.Agent(_u, l, i));
            }
        }

        _inputs.AddMeans(_u, common);
        _inputs.TakeMeans(_u, _inputMeans);
    }

    /// <summary>Lz̃^i of a population's agents, z̃^i ~ N(0, I) and Σ_i z̃^i = 0.</summary>
    private void Explore(JointRequest? request, int population, ref NormalStream normals)
    {
        int size = _populations[population].Size, k = _populations[population].InputDim;
        if (request is not { Exploration.Length: > 0 } || size == 1)
        {
            return;
        }

        double[] drawn = new double[size * k], mean = new double[k], own = new double[k];
        normals.Fill(drawn);
        for (int i = 0; i < drawn.Length; i++)
        {
            mean[i % k] += drawn[i] / size;
        }

        double unit = Math.Sqrt(1 - (1.0 / size));
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < k; j++)
            {
                own[j] = (drawn[(i * k) + j] - mean[j]) / unit;
            }

            Add(request.Exploration, own, 1, _inputs.Agent(_u, population, i));
        }
    }

    /// <summary>Writes state, input and cost of this step into the requests.</summary>
    private void Record(JointRequest?[] open)
    {
        for (int system = 0; system < open.Length; system++)
        {
            if (open[system] is not { } request)
            {
                continue;
            }

            int m = Size(system).Inputs;
            WriteState(request, system);
            Own(system, _inputs, _u, _inputMeans, isInput: true, request.Inputs.AsSpan(request.Done * m, m));
            request.Costs[request.Done] = system == _populations.Length ? MeanCost() : DeviationCost(system);
        }
    }

    /// <summary>Writes the states after a step; false where a system diverged, whose request has then failed.</summary>
    private bool Follow(JointRequest?[] open)
    {
        _states.TakeMeans(_x, _means);
        double largest = Largest(_x);
        _unit = _unit > 0 ? _unit : largest;
        bool goesOn = true;
        for (int system = 0; system < open.Length; system++)
        {
            if (open[system] is not { } request)
            {
                continue;
            }

            request.Done++;
            WriteState(request, system);
            int n = Size(system).States;
            if (!(Largest(request.States.AsSpan(request.Done * n, n)) <= DivergenceLimit * _unit))
            {
                (request.HasFailed, goesOn) = (true, false);
            }
        }

        if (!double.IsFinite(largest))
        {
            foreach (JointRequest? request in open)
            {
                if (request is not null)
                {
                    request.HasFailed = true;
                }
            }

            Array.Clear(_x);
            return false;
        }

        return goesOn;
    }

    private void WriteState(JointRequest request, int system)
    {
        int n = Size(system).States;
        Own(system, _states, _x, _means, isInput: false, request.States.AsSpan(request.Done * n, n));
    }

    /// <summary>What a system is made of: the first agent's deviation, or all means in their coordinates.</summary>
    private void Own(int system, JointCoordinates coordinates, double[] joint, double[] means, bool isInput, Span<double> destination)
    {
        if (system < _populations.Length)
        {
            Deviation(coordinates, joint, means, system, 0, destination);
            return;
        }

        TensorPrimitives.Multiply<double>(isInput ? InputScale : StateScale, means, destination);
    }

    private static void Deviation(JointCoordinates coordinates, double[] joint, double[] means, int population, int agent, Span<double> destination)
    {
        Span<double> own = coordinates.Agent(joint, population, agent), mean = coordinates.Mean(means, population);
        for (int k = 0; k < destination.Length; k++)
        {
            destination[k] = own[k] - mean[k];
        }
    }

    /// <summary>c(x̆, ŭ).</summary>
    private double MeanCost()
    {
        Array.Clear(_shapedStates);
        Array.Clear(_shapedInputs);
        _states.AddMeans(_shapedStates, _means);
        _inputs.AddMeans(_shapedInputs, _inputMeans);
        return _plant.Cost(_shapedStates, _shapedInputs);
    }

    /// <summary>Half of c̃^l where the second agent mirrors the first.</summary>
    private double DeviationCost(int population)
    {
        double together = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            _x.CopyTo(_shapedStates, 0);
            _u.CopyTo(_shapedInputs, 0);
            Shape(_states, _shapedStates, _x, _means, population, isPair: pass == 0);
            Shape(_inputs, _shapedInputs, _u, _inputMeans, population, isPair: pass == 0);
            together += (pass == 0 ? 1 : -1) * _plant.Cost(_shapedStates, _shapedInputs);
        }

        return together / 2;
    }

    /// <summary>A population at its mean, its first agent and a mirrored second one apart if so wished.</summary>
    private void Shape(JointCoordinates coordinates, double[] shaped, double[] joint, double[] means, int population, bool isPair)
    {
        Span<double> mean = coordinates.Mean(means, population), first = coordinates.Agent(joint, population, 0);
        for (int i = 0; i < _populations[population].Size; i++)
        {
            Span<double> agent = coordinates.Agent(shaped, population, i);
            double side = !isPair || i > 1 ? 0 : i == 0 ? 1 : -1;
            for (int k = 0; k < agent.Length; k++)
            {
                agent[k] = mean[k] + (side * (first[k] - mean[k]));
            }
        }
    }

    /// <summary>y ← y + αMx, M with as many rows as y.</summary>
    private static void Add(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, double alpha, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] += alpha * OrderedSums.Dot(matrix.Slice(i * x.Length, x.Length), x);
        }
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
