using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Generated kernels against the dynamic shape, to the bit.</summary>
[Trait("Category", "Kernels")]
public class KernelTwinFacts
{
    [Fact]
    public void Every_kernel_gives_the_bits_of_the_dynamic_shape() =>
        ShapesUnderTest.Check(new AgreesWithTwin(CallData.Create, seeds: 3));

    [Fact]
    public void Every_kernel_gives_the_bits_of_the_dynamic_shape_on_ill_scaled_entries() =>
        ShapesUnderTest.Check(new AgreesWithTwin(SpecialData.IllScaled, seeds: 2));

    [Fact]
    public void Every_kernel_gives_the_bits_of_the_dynamic_shape_on_special_values() =>
        ShapesUnderTest.Check(new AgreesWithTwin(SpecialData.Special, seeds: 4));
}
