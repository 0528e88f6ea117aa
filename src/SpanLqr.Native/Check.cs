using System;
using System.Runtime.CompilerServices;

namespace SpanLqr.Native;

/// <summary>What is checked before a pointer is followed. Zero, or the code of what is wrong.</summary>
internal static unsafe class Check
{
    /// <summary>Both sizes are at least 1.</summary>
    public static int Sizes(int n, int m) => n >= 1 && m >= 1
        ? 0
        : LastError.Set(NativeStatus.BadSize, $"sizes {n} and {m}, expected at least 1");

    /// <summary>A pointer that is read or written is not null.</summary>
    public static int NotNull(void* pointer, [CallerArgumentExpression(nameof(pointer))] string name = "") => pointer is not null
        ? 0
        : LastError.Set(NativeStatus.NullPointer, $"{name} is null");

    /// <summary>The caller's struct is the one that this library knows.</summary>
    public static int Struct<T>(T* pointer, [CallerArgumentExpression(nameof(pointer))] string name = "")
        where T : unmanaged
    {
        int code = NotNull(pointer, name);
        if (code < 0)
        {
            return code;
        }

        // Every struct of the interface begins with its size.
        uint found = *(uint*)pointer;
        return found == sizeof(T)
            ? 0
            : LastError.Set(NativeStatus.BadStruct, $"{name}->struct_size is {found}, expected {sizeof(T)}: the header is of another version");
    }

    /// <summary>The model of a regulator: its size, its pointers, its flags.</summary>
    public static int Model(NativeModel* model, uint allowedBits)
    {
        int code = Struct(model);
        code = code < 0 ? code : Sizes(model->States, model->Inputs);
        code = code < 0 ? code : NotNull(model->A);
        code = code < 0 ? code : NotNull(model->B);
        code = code < 0 ? code : NotNull(model->Q);
        code = code < 0 ? code : NotNull(model->R);
        return code < 0 || (model->VaryingBits & ~allowedBits) == 0
            ? code
            : LastError.Set(NativeStatus.BadArgument, $"model->varying is {model->VaryingBits}, expected bits of {allowedBits}");
    }

    /// <summary>The model of a filter: its size and its pointers.</summary>
    public static int FilterModel(NativeFilterModel* model)
    {
        int code = Struct(model);
        code = code < 0 ? code : Sizes(model->States, model->Outputs);
        code = code < 0 ? code : NotNull(model->A);
        code = code < 0 ? code : NotNull(model->C);
        code = code < 0 ? code : NotNull(model->W);
        return code < 0 ? code : NotNull(model->V);
    }

    /// <summary>Options may be absent; present ones are known.</summary>
    public static int Options(NativeDareOptions* options)
    {
        if (options is null)
        {
            return 0;
        }

        int code = Struct(options);
        return code < 0 || options->IsKnown
            ? code
            : LastError.Set(NativeStatus.BadArgument, $"options have flags {options->Flags} and {options->MaxIterations} iterations: unknown");
    }

    /// <summary>The result may be absent.</summary>
    public static int Result(NativeResult* result) => result is null ? 0 : Struct(result);

    /// <summary>The workspace is there and as long as it must be.</summary>
    public static int Workspace(double* workspace, long length, long needed)
    {
        int code = NotNull(workspace);
        return code < 0 || length >= needed
            ? code
            : LastError.Set(NativeStatus.ShortWorkspace, $"the workspace has {length} entries, expected {needed}");
    }

    /// <summary>A matrix of the caller's as a span.</summary>
    public static ReadOnlySpan<double> Matrix(double* entries, int rows, int columns, int count = 1) =>
        entries is null ? [] : new(entries, checked(rows * columns * count));

    /// <summary>The same, to be written.</summary>
    public static Span<double> Written(double* entries, int rows, int columns, int count = 1) => new(entries, checked(rows * columns * count));
}
