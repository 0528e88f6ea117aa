using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;

namespace SpanLqr.Compare.Data;

/// <summary>A named system with weights; no S means no cross weight.</summary>
internal sealed record Plant(string Name, int N, int M, double[] A, double[] B, double[] Q, double[] R, double[]? S = null)
{
    /// <summary>A system with entries of the generator, seeded by its size: unstable or nearly so, and controllable.</summary>
    public static Plant Generated(int n, int m)
    {
        var entries = new Entries((ulong)((100 * n) + m));
        return new Plant(
            $"{n}×{m}",
            n,
            m,
            entries.Uniform(n * n, 1.8 / Math.Sqrt(n)),
            entries.Uniform(n * m, 1),
            entries.PositiveDefinite(n),
            entries.PositiveDefinite(m));
    }

    /// <summary>The same with A scaled so that a rollout settles.</summary>
    public static Plant Settling(int n, int m)
    {
        Plant plant = Generated(n, m);
        return plant with { A = [.. plant.A.Select(entry => entry / 2)] };
    }

    /// <summary>A problem file of the project's own format that was embedded in this program.</summary>
    public static Plant Embedded(string name, string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new FileNotFoundException("No such resource.", resource);
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using JsonDocument document = JsonDocument.Parse(stream, options);
        JsonElement root = document.RootElement;
        int n = root.GetProperty("A").GetArrayLength();
        int m = root.GetProperty("R").GetArrayLength();
        return new Plant(name, n, m, Matrix(root, "A"), Matrix(root, "B"), Matrix(root, "Q"), Matrix(root, "R"));
    }

    /// <summary>What dare_scipy.py reads.</summary>
    public object AsPython(string name) => new
    {
        name,
        a = Rows(A, N),
        b = Rows(B, M),
        q = Rows(Q, N),
        r = Rows(R, M),
        s = S is null ? null : Rows(S, M),
    };

    /// <summary>A matrix as JSON has it.</summary>
    public static double[][] Rows(double[] entries, int columns) => [.. entries.Chunk(columns)];

    /// <summary>A multiple of a square matrix.</summary>
    public static double[,] Square(double[] entries, int n, double factor)
    {
        double[,] matrix = new double[n, n];
        for (int k = 0; k < entries.Length; k++)
        {
            matrix[k / n, k % n] = factor * entries[k];
        }

        return matrix;
    }

    private static double[] Matrix(JsonElement root, string name) =>
        [.. root.GetProperty(name).EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(entry => entry.GetDouble())];
}
