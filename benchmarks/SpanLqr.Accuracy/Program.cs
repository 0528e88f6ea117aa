using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.FSharp.Core;
using SpanLqr.Accuracy;
using SpanLqr.Compare.Peers;
using SpanLqr.Reference;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length is not (2 or 4))
{
    Console.Error.WriteLine("usage: SpanLqr.Accuracy OUT PEERS-DIRECTORY [SCRIPTS-DIRECTORY PYTHON]");
    return 2;
}

const double ScipySecondsPerProblem = 0.05;
IReadOnlyList<Case> cases = Case.All();
var natives = new NativeSolvers(args[1]);
PythonPeer? scipy = args.Length == 4 ? new PythonPeer(args[3], args[2], ScipySecondsPerProblem) : null;
Dictionary<string, PythonRow>? scipyRows = scipy?.Run("dare_scipy.py", cases.Select(static c => c.Plant.AsPython(c.Plant.Name))).ToDictionary(static row => row.Problem);
var rows = new List<Row>();
foreach (Case problem in cases)
{
    Console.Error.WriteLine($"… {problem.Plant.Name}");
    List<Answer> answers = [OurSolver.Solve(problem.Plant), .. natives.Solve(problem.Plant)];
    if (scipy?.Versions.Count > 0)
    {
        answers.Add(scipyRows!.TryGetValue(problem.Plant.Name, out PythonRow? row)
            ? new Answer("scipy", "answered", Case.Rectangular(row.Answer, problem.Plant.N), row.Time.Median)
            : new Answer("scipy", "refused", null, double.NaN));
    }

    FSharpOption<PreciseDare.Solution>? truth = problem.Expect == Expectation.Refusal ? null : PreciseDare.solve(problem.Problem);
    if (problem.Expect == Expectation.Stabilising && truth?.Value.IsStabilising != true)
    {
        Console.Error.WriteLine($"{problem.Plant.Name}: the oracle found no stabilising solution");
        return 1;
    }

    rows.Add(new Row(problem, truth?.Value, answers));
}

string[] solvers = [.. rows.SelectMany(row => row.Answers.Skip(1)).Select(answer => answer.Solver).Distinct()];
using var report = new StringWriter { NewLine = "\n" };
new Report(report, rows, solvers).Write([.. natives.Versions, .. scipy?.Versions ?? []]);
File.WriteAllText(args[0], report.ToString());
return 0;
