using System;
using System.Globalization;
using System.IO;

namespace SpanLqr.Packages.Tests;

/// <summary>The packages of this tree in a feed outside the repository, of a version that no cache has seen.</summary>
public sealed class LocalFeed : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("spanlqr-packages-").FullName;

    /// <summary>Packs what was built.</summary>
    public LocalFeed()
    {
        Version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow.Ticks}");
        Feed = Path.Combine(_folder, "feed");
        foreach (string project in new[] { "SpanLqr", "SpanLqr.Reference", "SpanLqr.Files", "SpanLqr.Laws", "SpanLqr.Cli" })
        {
            Shell.Succeed(
                Shell.Root, "dotnet", "pack", "-c", "Release", "--no-build", $"-p:PackageVersion={Version}", "-o", Feed, Path.Combine("src", project));
        }
    }

    /// <summary>The version of the packages.</summary>
    public string Version { get; }

    /// <summary>Where they are.</summary>
    public string Feed { get; }

    /// <summary>A project in a folder of its own that restores from the feed and, for everything else, from where this machine does.</summary>
    /// <param name="name">The name of the folder and the project.</param>
    /// <param name="extension">csproj or fsproj.</param>
    /// <param name="package">The package it refers to.</param>
    /// <param name="properties">Lines of its property group.</param>
    /// <param name="items">Lines of its item group.</param>
    internal string Project(string name, string extension, string package, string properties = "", string items = "")
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources><add key="local" value="{Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(
            Path.Combine(folder, $"{name}.{extension}"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>disable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string MachinePackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
