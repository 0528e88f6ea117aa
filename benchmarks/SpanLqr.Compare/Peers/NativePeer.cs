using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using SpanLqr.Compare.Data;

namespace SpanLqr.Compare.Peers;

/// <summary>One shared object of benchmarks/peers, see peer.h.</summary>
internal sealed unsafe class NativePeer
{
    private readonly delegate* unmanaged<byte*, int, int, int> _variants;
    private readonly delegate* unmanaged<byte*, int, int, int, byte*> _variantName;
    private readonly delegate* unmanaged<byte*, int, NativeProblem*, nint, double*, double> _bench;

    private NativePeer(string path)
    {
        nint library = NativeLibrary.Load(path);
        _variants = (delegate* unmanaged<byte*, int, int, int>)NativeLibrary.GetExport(library, "variants");
        _variantName = (delegate* unmanaged<byte*, int, int, int, byte*>)NativeLibrary.GetExport(library, "variant_name");
        _bench = (delegate* unmanaged<byte*, int, NativeProblem*, nint, double*, double>)NativeLibrary.GetExport(library, "bench");
        var version = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "version");
        Name = Path.GetFileNameWithoutExtension(path);
        Version = Text(version());
    }

    /// <summary>The file's name: the library, and for Eigen the compiler and the instruction set.</summary>
    public string Name { get; }

    /// <summary>The library: what a column of a table is about.</summary>
    public string Family => Name.Split('-')[0];

    public string Version { get; }

    /// <summary>Every peer of a directory that loads; what does not is said on standard error.</summary>
    public static NativePeer[] LoadAll(string directory)
    {
        string[] files = Directory.Exists(directory) ? Directory.GetFiles(directory, "*.so") : [];

        // Where our AVX-512 is switched off, so is that of peers that have a build without it.
        if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0")
        {
            files = Array.FindAll(files, file => !file.EndsWith("-native.so", StringComparison.Ordinal));
        }

        Array.Sort(files, StringComparer.Ordinal);
        return Array.FindAll(Array.ConvertAll(files, TryLoad), peer => peer is not null)!;
    }

    public int Variants(string op, int n, int m)
    {
        fixed (byte* name = Bytes(op))
        {
            return _variants(name, n, m);
        }
    }

    public string VariantName(string op, int n, int m, int variant)
    {
        fixed (byte* name = Bytes(op))
        {
            return Text(_variantName(name, n, m, variant));
        }
    }

    /// <summary>Seconds that the peer took for so many calls, by its own clock; its last result is in the output.</summary>
    public double Bench(byte[] op, int variant, ProblemData data, long iterations)
    {
        NativeProblem problem = data.Native;
        fixed (byte* name = op)
        {
            return _bench(name, variant, &problem, (nint)iterations, data.OutputPointer);
        }
    }

    /// <summary>A name as the peers read it.</summary>
    public static byte[] Bytes(string op) => Encoding.ASCII.GetBytes(op + '\0');

    private static NativePeer? TryLoad(string path)
    {
        try
        {
            return new NativePeer(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            Console.Error.WriteLine($"skipped {Path.GetFileName(path)}: {error.Message}");
            return null;
        }
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
