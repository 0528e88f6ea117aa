using System;
using System.Globalization;
using System.IO;
using SpanLqr.Compare;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

using var report = new StringWriter { NewLine = "\n" };
new Comparison(options, report).Run();
Console.Out.Write(report);
if (options.Out.Length > 0)
{
    File.WriteAllText(options.Out, report.ToString());
}

return 0;
