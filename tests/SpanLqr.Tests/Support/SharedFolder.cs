using System;
using System.IO;
using System.Text.Json;

namespace SpanLqr.Tests.Support;

/// <summary>The folder of shared problems beside the checkout.</summary>
internal static class SharedFolder
{
    /// <summary>The folder, or null on a machine that has only the repository.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Why a test that needs the folder does not run, or null where it can.</summary>
    public static string? Missing => Path is null ? "The folder 'shared' is not beside this checkout." : null;

    /// <summary>Reads one of its JSON files.</summary>
    public static JsonElement Read(string relativePath) =>
        JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Path!, relativePath))).RootElement;

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared", "reference");
            if (Directory.Exists(candidate))
            {
                return System.IO.Path.GetDirectoryName(candidate);
            }
        }

        return null;
    }
}
