using System.ComponentModel;

namespace SpanLqr.Shapes;

/// <summary>What is known of a shape whatever its precision: n, m and the lengths that follow from them.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IShapeSize
{
    /// <summary>n, the number of states.</summary>
    int StateDim { get; }

    /// <summary>m, the number of inputs.</summary>
    int InputDim { get; }

    /// <summary>The entries of workspace that <see cref="ILqrShape{T}.RiccatiStep"/> needs.</summary>
    int RiccatiStepWorkspaceLength { get; }
}
