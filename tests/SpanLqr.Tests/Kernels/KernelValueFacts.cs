using Xunit;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>What the kernels compute, over all kernels and all shapes.</summary>
[Trait("Category", "Kernels")]
public class KernelValueFacts
{
    [Fact]
    public void Every_kernel_agrees_with_the_naive_reference_within_its_error_bound() =>
        ShapesUnderTest.Check(new AgreesWithReference(DataKind.Ordinary, seeds: 3, sumsOnly: false));

    [Fact]
    public void Every_kernel_agrees_with_the_naive_reference_at_large_sizes() =>
        ShapesUnderTest.CheckLarge(new AgreesWithReference(DataKind.Ordinary, seeds: 1, sumsOnly: false));

    [Fact]
    public void Sums_of_products_of_ill_scaled_entries_agree_with_the_naive_reference() =>
        ShapesUnderTest.Check(new AgreesWithReference(DataKind.IllScaled, seeds: 3, sumsOnly: true));

    [Fact]
    public void Special_values_in_sums_of_products_come_out_where_the_formula_puts_them() =>
        ShapesUnderTest.Check(new PutsSpecialValuesWhereTheyBelong(seeds: 4));

    [Fact]
    public void A_factorisation_solve_or_stage_never_hides_an_entry_that_is_not_a_number() =>
        ShapesUnderTest.Check(new NeverHidesPoison());

    [Fact]
    public void A_factorisation_or_stage_reports_any_unusable_pivot() => ShapesUnderTest.Check(new RefusesBadPivots());

    [Fact]
    public void Scaling_by_powers_of_two_scales_factors_and_solutions_to_the_bit() => ShapesUnderTest.Check(new ScalesExactly());

    [Fact]
    public void Symmetric_results_are_symmetric_to_the_bit() => ShapesUnderTest.Check(new MakesSymmetricResults());
}
