using System;
using System.IO;
using SpanLqr.Generators.Emit;
using SpanLqr.Generators.Tests.Harness;
using SpanLqr.Tests.Support;
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
    [InlineData(4, 1, LqrPrecision.Single)]
    [InlineData(7, 3, LqrPrecision.Single)]
    public void TheEmittedTextIsTheOneThatWasReviewed(int states, int inputs, LqrPrecision precision = LqrPrecision.Double)
    {
        string path = Path.Combine(Directory(), $"Shape{states}x{inputs}{(precision == LqrPrecision.Single ? "Single" : "")}.txt");
        string option = precision == LqrPrecision.Single ? ", Precision = SpanLqr.LqrPrecision.Single" : "";
        string text = Consumer
            .GenerateOne($"namespace Plant; [SpanLqr.LqrShape({states}, {inputs}{option})] public readonly partial struct Shape;")
            .Replace(MemberEmitter.Version, Placeholder);
        if (Environment.GetEnvironmentVariable("UPDATE_BASELINES") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Directory() => Path.Combine(Repository.Root, "tests", "SpanLqr.Generators.Tests", "Baselines");
}
