using System;
using System.IO;

namespace SpanLqr.Compare;

/// <summary>What the command line says.</summary>
internal sealed record Options
{
    public const string Usage = "usage: SpanLqr.Compare [--quick] [--peers DIR] [--scripts DIR [--python FILE]] [--only TEXT] [--out FILE]";

    /// <summary>Fewer and shorter rounds: shows that everything runs, not how fast.</summary>
    public bool Quick { get; private init; }

    /// <summary>Where the peers' shared objects are.</summary>
    public string Peers { get; private init; } = Path.Combine("artifacts", "peers");

    /// <summary>Where the Python scripts are, or empty for none.</summary>
    public string Scripts { get; private init; } = "";

    /// <summary>The interpreter that has NumPy, scipy and Numba.</summary>
    public string Python { get; private init; } = "python3";

    /// <summary>Only tables whose title contains this.</summary>
    public string Only { get; private init; } = "";

    /// <summary>A file for the report, beside standard output.</summary>
    public string Out { get; private init; } = "";

    /// <summary>The options, or null where the line makes no sense.</summary>
    public static Options? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new Options();
        while (!arguments.IsEmpty)
        {
            string name = arguments[0];
            bool hasValue = arguments.Length > 1;
            (options, int taken) = name switch
            {
                "--quick" => (options with { Quick = true }, 1),
                "--peers" when hasValue => (options with { Peers = arguments[1] }, 2),
                "--scripts" when hasValue => (options with { Scripts = arguments[1] }, 2),
                "--python" when hasValue => (options with { Python = arguments[1] }, 2),
                "--only" when hasValue => (options with { Only = arguments[1] }, 2),
                "--out" when hasValue => (options with { Out = arguments[1] }, 2),
                _ => (options, 0),
            };
            if (taken == 0)
            {
                return null;
            }

            arguments = arguments[taken..];
        }

        return options;
    }
}
