using System;
using System.Linq;
using System.Reflection;
using SpanLqr.Generators.Catalog;
using SpanLqr.Generators.Tests.Harness;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Generators.Tests;

public class MemberTests
{
    private static readonly Lazy<Type> Shape = new(static () => Load(""));
    private static readonly Lazy<Type> Single = new(static () => Load(", Precision = SpanLqr.LqrPrecision.Single"));

    // Rollouts are written over the vector width, not from the catalog.
    [Fact]
    public void TheCatalogIsTheInterface()
    {
        Assert.Equal(Methods(typeof(ILqrShape<>)), KernelCatalog.All.Where(static kernel => !kernel.IsDoubleOnly).Select(static kernel => kernel.Name).Order());
        Assert.Equal(Methods(typeof(ILqrShape)), KernelCatalog.All.Where(static kernel => kernel.IsDoubleOnly).Select(static kernel => kernel.Name).Order());
    }

    [Fact]
    public void EveryMemberOfTheInterfaceIsImplementedByTheShapeItself()
    {
        AssertImplements(Shape.Value, typeof(ILqrShape), typeof(ILqrShape<double>), typeof(IShapeSize));
        AssertImplements(Single.Value, typeof(ILqrShape<float>), typeof(IShapeSize));
        Assert.False(typeof(ILqrShape).IsAssignableFrom(Single.Value));
    }

    [Fact]
    public void EveryKernelHasASpanMemberWithTheArgumentsOfTheCheckedBorder()
    {
        AssertWraps(Shape.Value, typeof(double), static kernel => !kernel.IsInner);
        AssertWraps(Single.Value, typeof(float), static kernel => !kernel.IsInner && !kernel.IsDoubleOnly);
    }

    [Fact]
    public void DimensionsAndWorkspaceAreConstantsOfTheShape()
    {
        var shape = (ILqrShape)Activator.CreateInstance(Shape.Value)!;

        Assert.Equal((5, 3), (shape.StateDim, shape.InputDim));
        Assert.Equal(5, Shape.Value.GetField("StateDim")!.GetRawConstantValue());
        Assert.Equal(3, Shape.Value.GetField("InputDim")!.GetRawConstantValue());
        Assert.Equal(shape.RiccatiStepWorkspaceLength, Shape.Value.GetProperty("RiccatiStepWorkspaceLength")!.GetValue(null));
    }

    [Fact]
    public void EveryPublicMemberIsDocumentedAndMarkedAsGenerated()
    {
        string text = Consumer.GenerateOne("[SpanLqr.LqrShape(5, 3)] public readonly partial struct Shape { }");
        string[] lines = text.Split('\n');
        int members = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart().StartsWith("public ", StringComparison.Ordinal))
            {
                members++;
                Assert.Contains("GeneratedCode(\"SpanLqr.Generators\"", lines[i - 1]);
                Assert.StartsWith("///", lines[i - 2].TrimStart());
            }
        }

        // StateDim, InputDim and the workspace length of RiccatiStep.
        Assert.Equal(KernelCatalog.All.Count(static kernel => !kernel.IsInner) + 3, members);
    }

    private static Type Load(string option) =>
        Consumer.Load($"[SpanLqr.LqrShape(5, 3{option})] public readonly partial struct Shape {{ }}").GetType("Shape")!;

    private static string[] Methods(Type contract) =>
        [.. contract.GetMethods().Where(static method => !method.IsSpecialName && !method.IsGenericMethod).Select(static method => method.Name).Order()];

    private static void AssertImplements(Type shape, params Type[] contracts) => Assert.All(
        contracts.SelectMany(contract => shape.GetInterfaceMap(contract).TargetMethods),
        method => Assert.Equal(shape, method.DeclaringType));

    private static void AssertWraps(Type shape, Type precision, Func<Kernel, bool> hasWrapper)
    {
        foreach (Kernel kernel in KernelCatalog.All.Where(hasWrapper))
        {
            MethodInfo border = typeof(Kernels).GetMethod(kernel.Name)!.MakeGenericMethod(shape, precision);
            MethodInfo wrapper = shape.GetMethod(kernel.Name, BindingFlags.Public | BindingFlags.Static)!;

            Assert.Equal(border.ReturnType, wrapper.ReturnType);
            Assert.Equal(
                border.GetParameters().Skip(1).Select(static parameter => (parameter.Name, parameter.ParameterType)),
                wrapper.GetParameters().Select(static parameter => ((string?)parameter.Name, parameter.ParameterType)));
        }
    }
}
