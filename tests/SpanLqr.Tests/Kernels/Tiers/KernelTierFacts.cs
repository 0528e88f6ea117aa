using System;
using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>What a run of the kernel facts needs to know about the machine it runs on; part of every tier's run.</summary>
[Trait("Category", "Kernels")]
public class KernelTierFacts
{
    [Fact]
    public void The_instruction_tier_is_the_one_this_run_was_started_for()
    {
        string? expected = Environment.GetEnvironmentVariable(InstructionTier.ExpectationVariable);

        // Started by hand, the run is for the machine as it is: no switch may be thrown.
        string actual = InstructionTier.Current.ToString();
        if (expected is null)
        {
            Assert.Null(Environment.GetEnvironmentVariable("DOTNET_EnableAVX512"));
            Assert.Null(Environment.GetEnvironmentVariable("DOTNET_EnableAVX2"));
            Assert.Null(Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic"));
            return;
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void The_bits_of_all_results_depend_on_nothing_but_the_operands()
    {
        string hash = ShapesUnderTest.Hash();
        Assert.Equal(hash, ShapesUnderTest.Hash());
        Assert.Equal(Environment.GetEnvironmentVariable(InstructionTier.HashVariable) ?? hash, hash);
    }
}
