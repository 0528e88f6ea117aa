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
    private static readonly Lazy<Type> Shape = new(static () =>
        Consumer.Load("[SpanLqr.LqrShape(5, 3)] public readonly partial struct Shape { }").GetType("Shape")!);

    // Rollouts are written over the vector width, not from the catalog.
    [Fact]
    public void TheCatalogIsTheInterface() => Assert.Equal(
        typeof(ILqrShape).GetMethods().Where(static method => !method.IsSpecialName && !method.IsGenericMethod).Select(static method => method.Name).Order(),
        KernelCatalog.All.Select(static kernel => kernel.Name).Order());

    [Fact]
    public void EveryMemberOfTheInterfaceIsImplementedByTheShapeItself()
    {
        InterfaceMapping map = Shape.Value.GetInterfaceMap(typeof(ILqrShape));

        Assert.All(map.TargetMethods, static method => Assert.Equal(Shape.Value, method.DeclaringType));
    }

    [Fact]
    public void EveryKernelHasASpanMemberWithTheArgumentsOfTheCheckedBorder()
    {
        foreach (Kernel kernel in KernelCatalog.All.Where(static kernel => !kernel.IsInner))
        {
            MethodInfo border = typeof(Kernels).GetMethod(kernel.Name)!;
            MethodInfo wrapper = Shape.Value.GetMethod(kernel.Name, BindingFlags.Public | BindingFlags.Static)!;

            Assert.Equal(border.ReturnType, wrapper.ReturnType);
            Assert.Equal(
                border.GetParameters().Skip(1).Select(static parameter => (parameter.Name, parameter.ParameterType)),
                wrapper.GetParameters().Select(static parameter => ((string?)parameter.Name, parameter.ParameterType)));
        }
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
}
