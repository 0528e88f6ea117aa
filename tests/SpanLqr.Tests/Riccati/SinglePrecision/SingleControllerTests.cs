using System;
using System.Linq;
using SpanLqr.Shapes;
using Xunit;
using Observer = SpanLqr.TestShapes.OwnSingleShapes.HalfAsManyInputs;
using Regulator = SpanLqr.TestShapes.OwnSingleShapes.OneVector;

namespace SpanLqr.Tests.Riccati.SinglePrecision;

/// <summary>A controller in single precision: gains found in double, rounded, and run beside the textbook in double.</summary>
public class SingleControllerTests
{
    private const int Steps = 400;

    // Some n + m = 7 roundings of 6e-8 a step, in numbers of size one, and a loop that forgets them within tens of steps.
    private const double Tolerance = 2e-5;

    [Fact]
    public void FilterControlAndPlantSteps_StayBesideThoseInDouble()
    {
        var textbook = new TextbookLoop();
        var single = new SingleLoop(textbook);
        for (int t = 0; t < Steps; t++)
        {
            float[] measurement = Measurement(t);
            single.Step(default(Regulator), default(Observer), measurement);
            textbook.Step(Array.ConvertAll(measurement, static y => (double)y));
            AssertClose(textbook.Innovation, single.Innovation, t);
            AssertClose(textbook.Input, single.Input, t);
            AssertClose(textbook.Estimate, single.Estimate, t);
        }
    }

    [Fact]
    public void FilterControlAndPlantSteps_HaveTheSameBitsWithTheDynamicShape()
    {
        var textbook = new TextbookLoop();
        SingleLoop generated = new(textbook), dynamic = new(textbook);
        for (int t = 0; t < Steps; t++)
        {
            generated.Step(default(Regulator), default(Observer), Measurement(t));
            dynamic.Step(new DynamicShape<float>(4, 1), new DynamicShape<float>(4, 2), Measurement(t));
            Assert.Equal(dynamic.Estimate, generated.Estimate);
            Assert.Equal(dynamic.Input, generated.Input);
        }
    }

    [Fact]
    public void FilterControlAndPlantSteps_AllocateNothing()
    {
        var loop = new SingleLoop(new TextbookLoop());
        float[] measurement = Measurement(0);
        long allocated = -1;

        // The first round may compile and so allocate; the second must not.
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            loop.Step(default(Regulator), default(Observer), measurement);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void StaticMembersOfTheShape_AreTheKernels()
    {
        var loop = new SingleLoop(new TextbookLoop());
        float[] x = [1, -2, 3, -4], mine = new float[1], kernel = new float[1];
        Regulator.FeedbackOffset(loop.Gain, x, loop.Offset, mine);
        Kernels.FeedbackOffset(default(Regulator), loop.Gain, x, loop.Offset, kernel);
        Assert.Equal(kernel, mine);
        Assert.NotEqual(0, mine[0]);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => Regulator.Feedback(loop.Gain, new float[3], mine)).ParamName);
    }

    private static float[] Measurement(int t) => [(float)Math.Sin(0.1 * t), (float)Math.Cos(0.07 * t)];

    private static void AssertClose(double[] expected, float[] actual, int t)
    {
        double size = Math.Max(1, expected.Max(Math.Abs));
        Assert.All(expected.Zip(actual), pair => Assert.True(
            Math.Abs(pair.First - pair.Second) <= Tolerance * size, $"step {t}: {pair.Second:R} beside {pair.First:R}"));
    }
}
