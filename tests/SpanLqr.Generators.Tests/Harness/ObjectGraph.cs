using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;

namespace SpanLqr.Generators.Tests.Harness;

/// <summary>Everything that an object keeps alive, field by field.</summary>
internal static class ObjectGraph
{
    public static IEnumerable<object> Reachable(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out object? node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            yield return node;
            foreach (object child in Children(node))
            {
                open.Push(child);
            }
        }
    }

    private static IEnumerable<object> Children(object node)
    {
        Type type = node.GetType();
        if (type.IsPrimitive || type.IsEnum || node is string)
        {
            yield break;
        }

        if (node is IEnumerable items and Array)
        {
            foreach (object? item in items)
            {
                if (item is not null)
                {
                    yield return item;
                }
            }
        }

        for (Type? level = type; level is not null; level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.GetValue(node) is { } value)
                {
                    yield return value;
                }
            }
        }
    }
}
