using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SpanLqr.Lqr;
using SpanLqr.Shapes;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md: what each folder of the core and each project of src may know of the others.</summary>
public partial class ArrowTests
{
    // Linear is known to all: it is a global using.
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["Linear"] = ["Shapes"],
        ["Threads"] = [],
        ["Random"] = ["Shapes"],
        ["Riccati"] = ["Shapes"],
        ["Lqr"] = ["Riccati", "Shapes"],
        ["Plants"] = ["Lqr", "Random", "Riccati", "Shapes"],
        ["Teams"] = ["Lqr", "Riccati", "Shapes"],
        ["Games"] = ["Lqr", "Riccati", "Shapes"],
        ["Robust"] = ["Lqr", "Riccati", "Shapes"],
        ["Rollouts"] = ["Lqr", "Random", "Shapes", "Threads"],
        ["Populations"] = ["Games", "Lqr", "Plants", "Random", "Riccati", "Robust", "Rollouts", "Shapes", "Teams", "Threads"],
        ["ZeroOrder"] = ["Random"],
        ["Oracles"] = ["Learning", "Lqr", "Random", "Rollouts", "Teams"],
        ["Learning"] = ["Games", "Lqr", "Random", "Riccati", "Robust", "Rollouts", "Shapes", "Teams", "Threads", "ZeroOrder"],
    };

    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["SpanLqr.Shapes"] = ["SpanLqr.Generators"],
        ["SpanLqr"] = ["SpanLqr.Generators", "SpanLqr.Shapes"],
        ["SpanLqr.Reference"] = [],
        ["SpanLqr.Files"] = ["SpanLqr", "SpanLqr.Reference"],
        ["SpanLqr.Laws"] = ["SpanLqr", "SpanLqr.Files", "SpanLqr.Reference"],
        ["SpanLqr.Native"] = ["SpanLqr"],
        ["SpanLqr.Cli"] = ["SpanLqr", "SpanLqr.Files", "SpanLqr.Reference"],
    };

    private static readonly HashSet<string> Types =
        [.. typeof(LqrProblem).Assembly.GetTypes().Concat(typeof(DynamicShape).Assembly.GetTypes()).Where(type => !type.IsNested).Select(type => type.Name)];

    private static readonly string Core = Path.Combine(Repository.Root, "src", "SpanLqr");

    public static TheoryData<string> AllFolders => [.. Directory.GetDirectories(Core).Where(HasCode).Select(folder => Path.GetFileName(folder))];

    public static TheoryData<string> AllProjects =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.?sproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(AllFolders))]
    public void AFolder_KnowsOnlyThoseItsArrowsPointTo(string folder)
    {
        Assert.True(Folders.TryGetValue(folder, out string[]? allowed), $"The folder {folder} has no arrows: give it some, here and in docs/architecture.md.");
        foreach (string file in Directory.GetFiles(Path.Combine(Core, folder), "*.cs", SearchOption.AllDirectories))
        {
            string[] wrong = [.. Known(File.ReadAllText(file)).Except([.. allowed, folder, "Linear"])];
            Assert.True(wrong.Length == 0, $"{Path.GetRelativePath(Core, file)} knows {string.Join(", ", wrong)}; {folder} may know {string.Join(", ", allowed)}.");
        }
    }

    [Fact]
    public void Arrows_PointOneWay()
    {
        // Taking away what points to nothing that is left must leave nothing.
        HashSet<string> left = [.. Folders.Keys];
        while (left.FirstOrDefault(folder => !Folders[folder].Any(left.Contains)) is { } last)
        {
            left.Remove(last);
        }

        Assert.Empty(left);
    }

    [Theory]
    [MemberData(nameof(AllProjects))]
    public void AProject_KnowsOnlyThoseItsArrowsPointTo(string project)
    {
        Assert.True(Projects.TryGetValue(project, out string[]? allowed), $"The project {project} has no arrows: give it some, here and in docs/architecture.md.");
        string file = Directory.GetFiles(Path.Combine(Repository.Root, "src", project), "*.?sproj").Single();
        IEnumerable<string> known = XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(known.Except(allowed));
    }

    [Theory]
    [InlineData("using SpanLqr.Teams;\nclass C;", "Teams")]
    [InlineData("using static SpanLqr.Games.GameSolver;\nclass C;", "Games")]
    [InlineData("class C { SpanLqr.Robust.RobustProblem p; }", "Robust")]
    [InlineData("class C { Rollouts.ClosedLoop p; }", "Rollouts")]
    [InlineData("using SpanLqr.RandomNumbers;", "Random")]
    [InlineData("/// See <see cref=\"Teams.TeamProblem\"/>.\nclass C;", "")]
    public void AWrongUsing_IsSeen(string source, string folder) =>
        Assert.Equal(folder.Length == 0 ? [] : [folder], Known(source));

    private static bool HasCode(string folder) => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Length > 0;

    /// <summary>The folders of the core that a file names outside comments: in a using, in full, or before the name of a type.</summary>
    private static IEnumerable<string> Known(string source)
    {
        string code = Comments().Replace(source, "");
        return Full().Matches(code)
            .Concat(Relative().Matches(code).Where(match => Types.Contains(match.Groups[2].Value)))
            .Select(match => match.Groups[1].Value == "RandomNumbers" ? "Random" : match.Groups[1].Value)
            .Distinct();
    }

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"(?<!namespace )\bSpanLqr\.(Linear|Threads|RandomNumbers|Riccati|Lqr|Plants|Teams|Games|Robust|Rollouts|Populations|ZeroOrder|Oracles|Learning|Shapes)\b")]
    private static partial Regex Full();

    [GeneratedRegex(@"(?<![\w.])(Linear|Threads|RandomNumbers|Riccati|Lqr|Plants|Teams|Games|Robust|Rollouts|Populations|ZeroOrder|Oracles|Learning|Shapes)\.(\w+)")]
    private static partial Regex Relative();
}
