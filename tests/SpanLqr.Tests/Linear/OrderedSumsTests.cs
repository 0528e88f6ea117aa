using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SpanLqr.Linear;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Linear;

public class OrderedSumsTests
{
    [Fact]
    public void Sums_are_in_one_order_whatever_the_machine()
    {
        var random = new Random(17);
        for (int length = 0; length < 70; length++)
        {
            double[] x = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
            double[] y = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
            double[] products = [.. x.Zip(y, (a, b) => a * b)];
            Assert.Equal(InLanes(products), OrderedSums.Dot<double>(x, y));
            Assert.Equal(InLanes(x), OrderedSums.Sum<double>(x));
            Assert.Equal(Math.Sqrt(InLanes([.. x.Select(a => a * a)])), OrderedSums.Norm<double>(x));
        }
    }

    [Fact]
    public void Vectors_of_different_lengths_have_no_product() =>
        Assert.Throws<ArgumentException>(() => OrderedSums.Dot<double>(new double[3], new double[4]));

    [Fact]
    public void No_sum_is_in_the_order_of_the_machines_vectors()
    {
        string core = Path.Combine(Repository.Root, "src", "SpanLqr");
        string[] files = Directory.GetFiles(core, "*.cs", SearchOption.AllDirectories);
        Assert.True(files.Length > 300);

        // A sum of magnitudes serves the question alone whether all of them are finite.
        var reduction = new Regex(@"TensorPrimitives\.(Dot|Sum|SumOfSquares|Norm|Distance|Average|StdDev|CosineSimilarity|Product\w*)\b");
        Assert.All(files, file => Assert.DoesNotMatch(reduction, File.ReadAllText(file)));
    }

    /// <summary>Eight lanes for as long as they are full, folded in halves, and the rest one by one.</summary>
    private static double InLanes(double[] terms)
    {
        double[] lanes = new double[8];
        int full = terms.Length / 8 * 8;
        for (int i = 0; i < full; i++)
        {
            lanes[i % 8] += terms[i];
        }

        double rest = 0;
        foreach (double term in terms[full..])
        {
            rest += term;
        }

        double Quarter(int i) => (lanes[i] + lanes[i + 4]) + (lanes[i + 2] + lanes[i + 6]);
        return Quarter(0) + Quarter(1) + rest;
    }
}
