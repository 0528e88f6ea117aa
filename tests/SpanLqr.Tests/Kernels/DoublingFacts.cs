using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>The inner kernels of structured doubling, which have no border and so no row in the table.</summary>
[Trait("Category", "Kernels")]
public class DoublingFacts
{
    [Fact]
    public void A_doubling_step_follows_its_formula() => ShapesUnderTest.Check(new DoublesByFormula());

    [Fact]
    public void A_doubling_step_gives_the_bits_of_the_dynamic_shape() => ShapesUnderTest.Check(new DoublesLikeTwin());

    [Fact]
    public void A_pivot_that_cancels_gives_elimination_without_row_exchanges_up_and_leaves_H_alone() =>
        ShapesUnderTest.Check(new GivesUpWherePivotsCancel());
}
