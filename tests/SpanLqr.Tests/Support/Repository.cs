using System;
using System.IO;

namespace SpanLqr.Tests.Support;

/// <summary>Files of the checkout that the tests run in.</summary>
internal static class Repository
{
    /// <summary>The folder of SpanLqr.sln.</summary>
    public static string Root { get; } = Find();

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SpanLqr.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("SpanLqr.sln is in no folder above the tests.");
    }
}
