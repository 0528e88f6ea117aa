using System;
using System.IO;
using System.Linq;
using SpanLqr.Tests.Support;
using SpanLqr.Writer;
using Xunit;

namespace SpanLqr.Generators.Tests;

/// <summary>
/// The committed text that follows from the catalogue is what the writer makes of it today. <c>UPDATE_BASELINES=1 dotnet test</c>
/// rewrites the files, as <c>dotnet run --project generators/SpanLqr.Writer</c> does.
/// </summary>
public class WrittenFileTests
{
    private const string Folder = "src/SpanLqr.Shapes/Written";

    [Fact]
    public void Written_files_are_what_the_catalogue_says()
    {
        foreach (WrittenFile file in WrittenFiles.All)
        {
            string path = Path.Combine(Repository.Root, file.Path);
            if (Environment.GetEnvironmentVariable("UPDATE_BASELINES") == "1")
            {
                File.WriteAllText(path, file.Text);
            }

            Assert.True(File.Exists(path), $"{file.Path} has not been written.");
            Assert.Equal(file.Text, File.ReadAllText(path).ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public void Nothing_else_lies_among_the_written_files() => Assert.Equal(
        WrittenFiles.All.Select(static file => Path.GetFileName(file.Path)).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
