using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SpanLqr.Compare.Report;

namespace SpanLqr.Accuracy;

/// <summary>docs/accuracy.md.</summary>
internal sealed class Report(TextWriter writer, IReadOnlyList<Row> rows, IReadOnlyList<string> solvers)
{
    private const string Defect = "**defect**";

    public void Write(IEnumerable<string> versions)
    {
        writer.WriteLine("""
            # Accuracy of the discrete algebraic Riccati equation

            Made by `benchmarks/accuracy.sh`; do not edit. The problems are those of `benchmarks/SpanLqr.Accuracy/cases.json`.

            - **error**: ‖P̂ − P‖_F / ‖P‖_F (‖P̂‖_F where P = 0) against the oracle of `tests/SpanLqr.Reference`, structured doubling and Newton's
              method in double-double arithmetic, whose own residual is below 1e-26 in every row.
            - **refused**: an error instead of an answer. SB02MD takes neither a singular A nor a singular R.
            - **estimate**: the upper estimate of the error that our solver reports.
            - **residual**: ‖DARE(P̂) − P̂‖_F relative to the norms of the terms of the equation, evaluated in double-double for every solver alike.
            - **κ**: how much a normwise relative perturbation of the data can change P, to first order; κ·1.1e-16 is the error that storing the
              data in doubles already allows.
            - **steps**: doubling steps, "+" corrections by Newton's method. The peers are direct methods.
            - **µs**: median of one call. Ours includes all checks and the gain but not the estimate, which is an option; the peers' is P alone,
              scipy's includes Python.
            - **defect**: a peer's error is more than 10 times smaller than ours and ours is more than 10 times the unit roundoff.
            """.ReplaceLineEndings("\n"));
        writer.WriteLine();
        foreach (string line in Machine.Lines(versions))
        {
            writer.WriteLine($"- {line}");
        }

        writer.WriteLine();
        WriteSolved([.. rows.Where(row => row.Case.Expect == Expectation.Stabilising)]);
        WriteRefused([.. rows.Where(row => row.Case.Expect != Expectation.Stabilising)]);
        writer.WriteLine($"Defects: {rows.Count(row => row.IsDefect)} of {rows.Count}.");
        writer.WriteLine();
        WriteSources();
    }

    private void WriteSolved(Row[] solved)
    {
        writer.WriteLine("## Problems with a stabilising solution");
        writer.WriteLine();
        List<string> headings = ["problem", "n×m", "κ", "error", "estimate", "residual", "steps", "µs"];
        headings.AddRange(solvers.SelectMany(solver => new[] { $"{solver} error", "residual", "µs" }));
        Line([.. headings, ""]);
        Line([.. headings.Select((_, index) => index == 0 ? "--" : "--:"), "--"]);
        foreach (Row row in solved)
        {
            Answer ours = row.Answers[0];
            List<string> cells = [row.Case.Plant.Name, $"{row.Case.Plant.N}×{row.Case.Plant.M}", Number(row.Condition)];
            cells.AddRange(ours.CostToGo is null
                ? [ours.Status, "–", "–", ours.Iterations, "–"]
                : [Number(row.Error(ours)), Number(ours.ErrorEstimate), Number(row.Residual(ours)), ours.Iterations, Microseconds(ours)]);
            cells.AddRange(solvers.SelectMany(solver => PeerCells(row, solver)));
            cells.Add(row.IsDefect ? Defect : "");
            Line(cells);
        }

        writer.WriteLine();
    }

    private void WriteRefused(Row[] refused)
    {
        writer.WriteLine("## Problems without one");
        writer.WriteLine();
        writer.WriteLine("""
            The limit on the unit circle is named, not solved for: Newton's method halves its distance until the closed loop cannot be told from
            one on the circle, where A − BK, whose entries are of about one, is rounded by 1e-16. Where the input moves that mode by β at the price r,
            P is then uncertain by 1e-16·r/β². Extrapolation from earlier iterates meets the same rounding: five columns of Romberg's table brought
            the implicit model following below, β²/r = 1e-5, from 1.6e-9 to 3.2e-10 and are not in the solver. scipy's Schur form of the pencil
            does not form A − BK.
            """.ReplaceLineEndings("\n"));
        writer.WriteLine();
        Line(["problem", "SpanLqr", .. solvers, ""]);
        Line(["--", "--", .. solvers.Select(_ => "--"), "--"]);
        foreach (Row row in refused)
        {
            Line([row.Case.Plant.Name, row.Answers[0].Status + OfLimit(row, row.Answers[0]), .. solvers.Select(solver => Verdict(row, solver)), row.IsDefect ? Defect : ""]);
        }

        writer.WriteLine();
    }

    private void WriteSources()
    {
        writer.WriteLine("## Sources of the problems");
        writer.WriteLine();
        foreach (Row row in rows)
        {
            writer.WriteLine($"- {row.Case.Plant.Name}: {row.Case.Source}");
        }
    }

    private static string Verdict(Row row, string solver)
    {
        Answer? answer = row.Answers.FirstOrDefault(answer => answer.Solver == solver);
        return answer is null ? "–" : answer.Status + OfLimit(row, answer);
    }

    private static string OfLimit(Row row, Answer answer) =>
        row.Case.Expect == Expectation.Limit && answer.CostToGo is not null ? $", error of the limit {Number(row.Error(answer))}" : "";

    private static string[] PeerCells(Row row, string solver)
    {
        Answer? answer = row.Answers.FirstOrDefault(answer => answer.Solver == solver);
        return answer?.CostToGo is null
            ? [answer?.Status ?? "–", "–", "–"]
            : [Number(row.Error(answer)), Number(row.Residual(answer)), Microseconds(answer)];
    }

    private static string Number(double value) => double.IsNaN(value) ? "–" : value == 0 ? "0" : double.IsInfinity(value) ? "∞" : $"{value:0.0e0}";

    private static string Microseconds(Answer answer) =>
        double.IsNaN(answer.Nanoseconds) ? "–" : $"{answer.Nanoseconds / 1000:0.00}";

    private void Line(IEnumerable<string> cells) => writer.WriteLine($"| {string.Join(" | ", cells)} |");
}
