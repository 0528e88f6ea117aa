using System;
using System.Globalization;
using OwnPlant;
using SpanLqr.Learning;
using SpanLqr.ZeroOrder;

// A start that holds the pendulum up, if badly; the learner sees costs only.
Pendulum plant = new();
DescentOptions options = new() { Gradient = new GradientOptions { Radius = 0.1, Batch = 32, Seed = 1 } };
ZeroOrderDescent learner = new(plant, [15, 1], options);

Learners.Run(learner, 60, _ =>
{
    if (learner.Iteration % 10 == 0)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{learner.Iteration,3}  cost {learner.LastEstimate.Cost:F5}  gains {learner.Parameters[0]:F2} {learner.Parameters[1]:F2}");
        Console.WriteLine(line);
    }
});
return learner.Status == LearnerStatus.Diverged ? 1 : 0;
