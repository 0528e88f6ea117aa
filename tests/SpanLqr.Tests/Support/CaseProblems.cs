using System.IO;
using SpanLqr.Files;
using SpanLqr.Lqr;
using SpanLqr.Plants;
using SpanLqr.Robust;

namespace SpanLqr.Tests.Support;

/// <summary>The problems of tests/cases, read as the command reads them.</summary>
internal static class CaseProblems
{
    /// <summary>A problem of one plant without horizon whose state is known.</summary>
    public static LqrProblem Lqr(string name) => ((Problem.Stationary)Read(name)).Item;

    /// <summary>The same with a horizon.</summary>
    public static FiniteHorizonProblem FiniteHorizon(string name) => ((Problem.FiniteHorizon)Read(name)).Item;

    /// <summary>A plant as it is, and its horizon or null.</summary>
    public static (PlantProblem Problem, PlantHorizon? Horizon) Plant(string name)
    {
        var plant = (Problem.Plant)Read(name);
        return (plant.Item1, plant.horizon?.Value);
    }

    /// <summary>A robust problem, and the level it asks for; null for the least viable one.</summary>
    public static (RobustProblem Problem, double? Gamma) Robust(string name)
    {
        var robust = (Problem.Robust)Read(name);
        return (robust.Item1, robust.gamma?.Value);
    }

    private static Problem Read(string name)
    {
        string path = $"{name}.problem.json";
        return ProblemFile.ofText(path, File.ReadAllText(Path.Combine(CaseFiles.Path, path)));
    }
}
