namespace SpanLqr.Native;

/// <summary>What one exported function does, with its arguments as fields.</summary>
internal interface IWork
{
    /// <summary>Checks the arguments and does it.</summary>
    /// <returns>A status from zero on, or a code below it.</returns>
    int Run();
}
