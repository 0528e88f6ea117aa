using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace SpanLqr.Learning.Teams;

/// <summary>Lets learners of all auxiliary systems advance together, so that one joint run gives data to all of them.</summary>
/// <remarks>
/// Each learner runs on a thread of its own until it asks for a run and waits. When all wait, the team is run for as long as the shortest
/// of these runs still is. What is asked for depends on data alone, so the order in which threads come to wait changes no bit.
/// </remarks>
internal sealed class JointRuns
{
    private readonly object _gate = new();
    private readonly JointSimulation _simulation;
    private readonly JointRequest?[] _waiting;
    private int _active;
    private bool _isAbandoned;

    /// <summary>Runs of a team.</summary>
    public JointRuns(JointSimulation simulation)
    {
        _simulation = simulation;
        _waiting = new JointRequest?[simulation.SystemCount];
    }

    /// <summary>One iteration of each learner that still runs.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Advance(IReadOnlyList<ILearner> running, CancellationToken cancellation)
    {
        var failures = new Exception?[running.Count];
        (_active, _isAbandoned) = (running.Count, false);
        Thread[] threads = [.. running.Select((learner, index) => new Thread(() => AdvanceOne(learner, index, failures, cancellation)))];
        foreach (Thread thread in threads)
        {
            thread.IsBackground = true;
            thread.Start();
        }

        Exception? broken = null;
        lock (_gate)
        {
            while (_active > 0)
            {
                JointRequest?[] open = Array.ConvertAll(_waiting, request => request is { IsComplete: false } ? request : null);
                if (_isAbandoned || open.Count(request => request is not null) < _active)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                broken = Serve(open);
                Monitor.PulseAll(_gate);
            }
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        if ((broken ?? failures.FirstOrDefault(failure => failure is not null and not OperationCanceledException)
            ?? failures.FirstOrDefault(failure => failure is not null)) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Waits until a run is complete.</summary>
    /// <exception cref="OperationCanceledException">Another learner was cancelled or failed.</exception>
    public void Await(int system, JointRequest request)
    {
        lock (_gate)
        {
            _waiting[system] = request;
            Monitor.PulseAll(_gate);
            while (!request.IsComplete && !_isAbandoned)
            {
                Monitor.Wait(_gate);
            }

            _waiting[system] = null;
            if (!request.IsComplete)
            {
                throw new OperationCanceledException("The joint run was given up.");
            }
        }
    }

    private void AdvanceOne(ILearner learner, int index, Exception?[] failures, CancellationToken cancellation)
    {
        try
        {
            learner.Advance(cancellation);
        }
#pragma warning disable CA1031 // Whatever it is, the thread that waits for all learners throws it again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            failures[index] = failure;
        }

        lock (_gate)
        {
            _active--;
            _isAbandoned |= failures[index] is not null;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Runs the team for all who wait; what it threw, if it did.</summary>
    private Exception? Serve(JointRequest?[] open)
    {
        try
        {
            _simulation.Run(open);
            return null;
        }
#pragma warning disable CA1031 // It is thrown again once no learner waits any more.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _isAbandoned = true;
            return failure;
        }
    }
}
