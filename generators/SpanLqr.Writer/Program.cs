using System;
using System.IO;

namespace SpanLqr.Writer;

/// <summary>Rewrites every written file of the repository that is given, or of the current directory.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string root = arguments.Length > 0 ? arguments[0] : Environment.CurrentDirectory;
        if (!File.Exists(Path.Combine(root, "SpanLqr.sln")))
        {
            Console.Error.WriteLine($"'{root}' is not the root of the repository: SpanLqr.sln is not there.");
            return 2;
        }

        foreach (WrittenFile file in WrittenFiles.All)
        {
            string path = Path.Combine(root, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }

        return 0;
    }
}
