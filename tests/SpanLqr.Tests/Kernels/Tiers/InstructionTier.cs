using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>What the JIT compiles for: which vectors are real, and whether a fused multiply-add is one instruction.</summary>
internal sealed record InstructionTier(bool Vector512, bool Vector256, bool Vector128, bool Avx512, bool Fma)
{
    /// <summary>The environment variable by which a parent tells a child what to expect.</summary>
    public const string ExpectationVariable = "SPANLQR_EXPECTED_TIER";

    /// <summary>The environment variable by which a parent tells a child the hash of its own results.</summary>
    public const string HashVariable = "SPANLQR_EXPECTED_HASH";

    /// <summary>The tier of this process.</summary>
    public static InstructionTier Current => new(
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated,
        System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated,
        System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated,
        Avx512F.IsSupported,
        System.Runtime.Intrinsics.X86.Fma.IsSupported);

    /// <summary>This tier with a runtime switch thrown, on x64; elsewhere the AVX switches change nothing.</summary>
    public InstructionTier Without(string runtimeSwitch) => runtimeSwitch switch
    {
        "DOTNET_EnableAVX512" => this with { Vector512 = false, Avx512 = false },
        "DOTNET_EnableAVX2" when X86Base.IsSupported => this with { Vector512 = false, Avx512 = false, Vector256 = false, Fma = false },
        "DOTNET_EnableHWIntrinsic" => new InstructionTier(false, false, false, false, false),
        _ => this,
    };
}
