namespace SpanLqr.Native;

/// <summary>
/// The codes below zero: the caller's mistakes. From zero on they are the values of <see cref="Riccati.SolveStatus"/>.
/// </summary>
internal static class NativeStatus
{
    /// <summary>A pointer that must not be null is.</summary>
    public const int NullPointer = -1;

    /// <summary>A size is less than 1, or so large that an array of it could not be addressed.</summary>
    public const int BadSize = -2;

    /// <summary>A struct_size is not this library's: header and library are of different versions.</summary>
    public const int BadStruct = -3;

    /// <summary>The workspace is shorter than the function beside the call says.</summary>
    public const int ShortWorkspace = -4;

    /// <summary>An unknown flag, or arrays that overlap where they must not, or a matrix that is not symmetric where it must be.</summary>
    public const int BadArgument = -5;

    /// <summary>An error inside the library: please report it.</summary>
    public const int Internal = -100;
}
