using System;
using System.IO;
using System.Runtime.CompilerServices;
using SpanLqr.Generators.Emit;
using SpanLqr.Generators.Tests.Harness;
using Xunit;

namespace SpanLqr.Generators.Tests;

/// <summary>
/// The whole emitted text for a few sizes, so that a review sees what a change of an emitter does.
/// <c>UPDATE_BASELINES=1 dotnet test</c> rewrites the files.
/// </summary>
public class BaselineTests
{
    private const string Placeholder = "%VERSION%";

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    [InlineData(12, 4)]
    public void TheEmittedTextIsTheOneThatWasReviewed(int states, int inputs)
    {
        string path = Path.Combine(Directory(), $"Shape{states}x{inputs}.txt");
        string text = Consumer
            .GenerateOne($"namespace Plant; [SpanLqr.LqrShape({states}, {inputs})] public readonly partial struct Shape;")
            .Replace(MemberEmitter.Version, Placeholder);
        if (Environment.GetEnvironmentVariable("UPDATE_BASELINES") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Directory([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Baselines");
}
