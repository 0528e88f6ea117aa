using System;
using System.Globalization;
using System.Linq;
using OwnGame;
using SpanLqr.Games;
using SpanLqr.Learning;
using SpanLqr.Learning.Games;

// Both lanes begin with nothing. A round asks what pushes of the first input cost, and lets the mean speeds follow the answer.
AffinePolicy nothing = new(new double[1, 1], new double[1, 2], new double[1]);
FirstInputLearner learner = new(new Lanes(), [nothing, nothing], new FirstInputOptions { Rounds = 60, Tolerance = 1e-6 });

Learners.Run(learner, 60);
foreach ((AffinePolicy policy, int lane) in learner.Policies.Select((policy, lane) => (policy, lane)))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"lane {lane}: own {policy.OwnGain[0, 0]:F4}  lanes {policy.MeanFieldGain[0, 0]:F4} {policy.MeanFieldGain[0, 1]:F4}  offset {policy.Offset[0]:F4}"));
}

Console.WriteLine($"{learner.Iteration} rounds, {learner.Account.Steps} steps");
return learner.Status == LearnerStatus.Finished && learner.Iteration < 60 ? 0 : 1;
