using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Generated kernels against the dynamic shape, to the bit.</summary>
[Trait("Category", "Kernels")]
public class KernelTwinFacts
{
    [Fact]
    public void Every_kernel_gives_the_bits_of_the_dynamic_shape() =>
        ShapesUnderTest.Check(new AgreesWithTwin(DataKind.Ordinary, seeds: 3));

    [Fact]
    public void Every_kernel_gives_the_bits_of_the_dynamic_shape_on_ill_scaled_entries() =>
        ShapesUnderTest.Check(new AgreesWithTwin(DataKind.IllScaled, seeds: 2));

    [Fact]
    public void Every_kernel_gives_the_bits_of_the_dynamic_shape_on_special_values() =>
        ShapesUnderTest.Check(new AgreesWithTwin(DataKind.Special, seeds: 4));
}
