using System;
using System.Globalization;
using System.Linq;
using OwnFleet;
using SpanLqr.Learning;
using SpanLqr.Learning.Lqr;
using SpanLqr.Learning.Teams;

// One run of all vehicles teaches three regulators: what a van and what a truck does about its distance from the others like it, and what
// all do about the means. Nobody gives a start or a model.
TeamLearner learner = TeamLearner.Joint(new Fleet(), new LearningGoal { Target = 0.02, Seed = 1 });
Learners.Run(learner, int.MaxValue);

foreach ((TeamMember member, double[,] gain) in learner.Members.Zip(learner.Gains))
{
    string entries = string.Join("  ", gain.Cast<double>().Select(entry => entry.ToString("F3", CultureInfo.InvariantCulture)));
    Console.WriteLine($"{member.Name}: {entries}");
}

LearningVerdict verdict = learner.Verdict;
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{learner.Account.Steps} steps; gap about {verdict.EstimatedGap:P2}; {verdict.Reason}: {verdict.Explanation}"));
return verdict.Reason == StopReason.Target ? 0 : 1;
