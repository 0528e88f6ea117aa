using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace SpanLqr.Packages.Tests;

/// <summary>What somebody gets who installs the packages, tried in folders outside the repository.</summary>
public sealed class PackageTests(LocalFeed feed) : IClassFixture<LocalFeed>
{
    private const string Main = "public static class Program { public static void Main() => System.Console.WriteLine(Example.FirstInput()); }\n";

    [Fact]
    public void The_example_of_the_README_builds_and_runs_as_it_stands()
    {
        string folder = feed.Project("readme", "csproj", "SpanLqr", "<LangVersion>latest</LangVersion><IsAotCompatible>true</IsAotCompatible>");
        File.WriteAllText(Path.Combine(folder, "Example.cs"), CodeBlock(Path.Combine(Shell.Root, "README.md")));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Main);
        string output = Shell.Succeed(folder, "dotnet", "run", "-c", "Release");
        Assert.InRange(double.Parse(output.Trim().Split('\n')[^1]), -20, -1);
    }

    [Fact]
    public void The_example_of_the_package_builds_and_runs_as_it_stands()
    {
        string folder = feed.Project("package", "csproj", "SpanLqr");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), CodeBlock(Path.Combine(Shell.Root, "src", "SpanLqr", "PACKAGE.md")));
        Assert.Contains("Ok: u = -", Shell.Succeed(folder, "dotnet", "run", "-c", "Release"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_of_ones_own_works_in_single_precision()
    {
        string folder = feed.Project("single", "csproj", "SpanLqr");
        File.WriteAllText(
            Path.Combine(folder, "Program.cs"),
            """
            using System;
            using SpanLqr;

            float[] input = new float[1];
            Cart.Feedback([2f, 3f], [1f, 1f], input);
            Console.WriteLine(input[0]);

            [LqrShape(2, 1, Precision = LqrPrecision.Single)]
            public readonly partial struct Cart;
            """);
        Assert.Equal("-5", Shell.Succeed(folder, "dotnet", "run", "-c", "Release").Trim().Split('\n')[^1]);
    }

    /// <remarks>The compiler itself refuses the attribute on a class and twice on one struct, and asks no analyzer then.</remarks>
    [Fact]
    public void Every_wrong_shape_is_explained()
    {
        string folder = feed.Project("wrong", "csproj", "SpanLqr", "<LangVersion>latest</LangVersion>");
        File.WriteAllText(
            Path.Combine(folder, "Program.cs"),
            """
            using SpanLqr;
            public static class Program { public static void Main() { } }
            [LqrShape(4, 1)] public readonly struct NotPartial;
            [LqrShape(200, 8)] public readonly partial struct TooLarge;
            [LqrShape(4, 1)] file readonly partial struct FileLocal;
            [LqrShape(4, 1, Precision = (LqrPrecision)16)] public readonly partial struct NoPrecision;
            """);
        Outcome outcome = Shell.Run(folder, "dotnet", "build", "-c", "Release");
        Assert.NotEqual(0, outcome.ExitCode);
        foreach (int number in new[] { 1, 3, 4, 7 })
        {
            // The compiler prints the address of the page behind the message.
            Assert.Matches($@"error SLQ000{number}: [^\n]*https://[^\n]*/SLQ000{number}\.md", outcome.Output);
        }

        string old = feed.Project("old", "csproj", "SpanLqr", "<LangVersion>10</LangVersion>");
        File.WriteAllText(
            Path.Combine(old, "Program.cs"),
            "public static class Program { public static void Main() { } }\n[SpanLqr.LqrShape(4, 1)] public readonly partial struct Old { }\n");
        Assert.Contains("SLQ0006", Shell.Run(old, "dotnet", "build", "-c", "Release").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_FSharp_project_solves_at_run_time_sizes()
    {
        string folder = feed.Project("fsharp", "fsproj", "SpanLqr", items: "<Compile Include=\"Program.fs\" />");
        File.WriteAllText(
            Path.Combine(folder, "Program.fs"),
            """
            open SpanLqr.Lqr
            let one = array2D [ [ 1.0 ] ]
            let solution = LqrSolver.Solve(LqrProblem(A = one, B = one, Q = one, R = one))
            printfn "%b %.6f" solution.IsOk solution.CostToGo[0, 0]
            """);
        Assert.Contains("true 1.618034", Shell.Succeed(folder, "dotnet", "run", "-c", "Release"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_laws_run_from_their_package()
    {
        string folder = feed.Project("laws", "fsproj", "SpanLqr.Laws", items: "<Compile Include=\"Program.fs\" />");
        File.WriteAllText(
            Path.Combine(folder, "Program.fs"),
            """
            open FsCheck
            open FsCheck.FSharp
            open SpanLqr.Laws
            let config = Config.QuickThrowOnFailure.WithArbitrary([ typeof<Arbitraries> ]).WithMaxTest(20)
            Check.One(config, RiccatiLaws.residual SpanLqrSubject.lqr)
            printfn "held"
            """);
        Assert.Contains("held", Shell.Succeed(folder, "dotnet", "run", "-c", "Release"), StringComparison.Ordinal);
    }

    [AotFact]
    public void A_native_program_has_no_trim_warnings_and_says_its_floor()
    {
        string folder = feed.Project("aot", "csproj", "SpanLqr", "<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization>");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), CodeBlock(Path.Combine(Shell.Root, "src", "SpanLqr", "PACKAGE.md")));
        string output = Shell.Succeed(folder, "dotnet", "publish", "-c", "Release", "-r", AotFactAttribute.Rid, "-o", "out");
        Assert.DoesNotMatch("warning IL", output);
        Assert.Contains("x86-64-v3", output, StringComparison.Ordinal);
        Assert.Contains("Ok: u = -", Shell.Succeed(folder, Path.Combine(folder, "out", "aot")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_installs_and_solves()
    {
        string folder = feed.Project("tool", "csproj", "SpanLqr");
        Shell.Succeed(folder, "dotnet", "tool", "install", "SpanLqr.Tool", "--version", feed.Version, "--tool-path", "bin", "--add-source", feed.Feed);
        string problem = Shell.Succeed(folder, Path.Combine(folder, "bin", "spanlqr"), "new", "lqr");
        File.WriteAllText(Path.Combine(folder, "plant.json"), problem);
        Assert.Contains("\"spectralRadius\"", Shell.Succeed(folder, Path.Combine(folder, "bin", "spanlqr"), "solve", "plant.json", "--json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SpanLqr")]
    [InlineData("SpanLqr.Files")]
    [InlineData("SpanLqr.Laws")]
    [InlineData("SpanLqr.Reference")]
    [InlineData("SpanLqr.Tool")]
    public void A_package_has_a_readme_an_icon_symbols_and_no_path_of_this_machine(string id)
    {
        string path = Path.Combine(feed.Feed, $"{id}.{feed.Version}.nupkg");
        using ZipArchive package = ZipFile.OpenRead(path);
        Assert.NotNull(package.GetEntry("PACKAGE.md"));
        Assert.NotNull(package.GetEntry("icon.png"));
        Assert.True(File.Exists(Path.ChangeExtension(path, ".snupkg")), "no symbols");
        ZipArchiveEntry[] ours = [.. package.Entries.Where(entry => Regex.IsMatch(entry.Name, @"^(SpanLqr\..*|spanlqr)\.dll$"))];
        Assert.NotEmpty(ours);
        Assert.All(ours, entry => Assert.DoesNotContain(Shell.Root, PdbPath(entry), StringComparison.Ordinal));
    }

    [Fact]
    public void The_generator_lies_where_the_compiler_looks_for_it()
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(feed.Feed, $"SpanLqr.{feed.Version}.nupkg"));
        Assert.NotNull(package.GetEntry("analyzers/dotnet/cs/SpanLqr.Generators.dll"));
        Assert.NotNull(package.GetEntry("lib/net10.0/SpanLqr.Shapes.dll"));
        Assert.NotNull(package.GetEntry("lib/net10.0/SpanLqr.Shapes.xml"));
        Assert.NotNull(package.GetEntry("buildTransitive/SpanLqr.targets"));
        using var nuspec = new StreamReader(package.GetEntry("SpanLqr.nuspec")!.Open());
        Assert.DoesNotContain("SpanLqr.Shapes", nuspec.ReadToEnd(), StringComparison.Ordinal);
    }

    private static string PdbPath(ZipArchiveEntry entry)
    {
        using var memory = new MemoryStream();
        using (Stream stream = entry.Open())
        {
            stream.CopyTo(memory);
        }

        memory.Position = 0;
        using var reader = new PEReader(memory);
        return string.Join(
            ';',
            reader.ReadDebugDirectory().Where(d => d.Type == DebugDirectoryEntryType.CodeView).Select(d => reader.ReadCodeViewDebugDirectoryData(d).Path));
    }

    /// <summary>The first block of C# in a page.</summary>
    private static string CodeBlock(string page) => Regex.Match(File.ReadAllText(page, Encoding.UTF8), "```csharp\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
}
