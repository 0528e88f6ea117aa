using System;
using System.IO;
using System.Text.Json;

namespace SpanLqr.Tests.Support;

/// <summary>The folder tests/cases: problems with results that others, or an independent program, gave.</summary>
internal static class CaseFiles
{
    /// <summary>The folder.</summary>
    public static string Path { get; } = Find();

    /// <summary>Reads one of its JSON files.</summary>
    public static JsonElement Read(string relativePath) =>
        JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Path, relativePath))).RootElement;

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "tests", "cases");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException($"No folder tests/cases in any directory above {AppContext.BaseDirectory}.");
    }
}
