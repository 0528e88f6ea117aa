namespace SpanLqr.Shapes;

// The sizes that small plants have: n up to 8 with m up to 4, and a rigid body in space with 4 rotors or 6 inputs.
// ShapeDispatch lists the same sizes; a test keeps the two lists equal.

/// <summary>The generated shape of 1 state and 1 input.</summary>
[LqrShape(1, 1)]
public readonly partial struct Shape1x1;

/// <summary>The generated shape of 1 state and 2 inputs.</summary>
[LqrShape(1, 2)]
public readonly partial struct Shape1x2;

/// <summary>The generated shape of 1 state and 3 inputs.</summary>
[LqrShape(1, 3)]
public readonly partial struct Shape1x3;

/// <summary>The generated shape of 1 state and 4 inputs.</summary>
[LqrShape(1, 4)]
public readonly partial struct Shape1x4;

/// <summary>The generated shape of 2 states and 1 input.</summary>
[LqrShape(2, 1)]
public readonly partial struct Shape2x1;

/// <summary>The generated shape of 2 states and 2 inputs.</summary>
[LqrShape(2, 2)]
public readonly partial struct Shape2x2;

/// <summary>The generated shape of 2 states and 3 inputs.</summary>
[LqrShape(2, 3)]
public readonly partial struct Shape2x3;

/// <summary>The generated shape of 2 states and 4 inputs.</summary>
[LqrShape(2, 4)]
public readonly partial struct Shape2x4;

/// <summary>The generated shape of 3 states and 1 input.</summary>
[LqrShape(3, 1)]
public readonly partial struct Shape3x1;

/// <summary>The generated shape of 3 states and 2 inputs.</summary>
[LqrShape(3, 2)]
public readonly partial struct Shape3x2;

/// <summary>The generated shape of 3 states and 3 inputs.</summary>
[LqrShape(3, 3)]
public readonly partial struct Shape3x3;

/// <summary>The generated shape of 3 states and 4 inputs.</summary>
[LqrShape(3, 4)]
public readonly partial struct Shape3x4;

/// <summary>The generated shape of 4 states and 1 input.</summary>
[LqrShape(4, 1)]
public readonly partial struct Shape4x1;

/// <summary>The generated shape of 4 states and 2 inputs.</summary>
[LqrShape(4, 2)]
public readonly partial struct Shape4x2;

/// <summary>The generated shape of 4 states and 3 inputs.</summary>
[LqrShape(4, 3)]
public readonly partial struct Shape4x3;

/// <summary>The generated shape of 4 states and 4 inputs.</summary>
[LqrShape(4, 4)]
public readonly partial struct Shape4x4;

/// <summary>The generated shape of 5 states and 1 input.</summary>
[LqrShape(5, 1)]
public readonly partial struct Shape5x1;

/// <summary>The generated shape of 5 states and 2 inputs.</summary>
[LqrShape(5, 2)]
public readonly partial struct Shape5x2;

/// <summary>The generated shape of 5 states and 3 inputs.</summary>
[LqrShape(5, 3)]
public readonly partial struct Shape5x3;

/// <summary>The generated shape of 5 states and 4 inputs.</summary>
[LqrShape(5, 4)]
public readonly partial struct Shape5x4;

/// <summary>The generated shape of 6 states and 1 input.</summary>
[LqrShape(6, 1)]
public readonly partial struct Shape6x1;

/// <summary>The generated shape of 6 states and 2 inputs.</summary>
[LqrShape(6, 2)]
public readonly partial struct Shape6x2;

/// <summary>The generated shape of 6 states and 3 inputs.</summary>
[LqrShape(6, 3)]
public readonly partial struct Shape6x3;

/// <summary>The generated shape of 6 states and 4 inputs.</summary>
[LqrShape(6, 4)]
public readonly partial struct Shape6x4;

/// <summary>The generated shape of 7 states and 1 input.</summary>
[LqrShape(7, 1)]
public readonly partial struct Shape7x1;

/// <summary>The generated shape of 7 states and 2 inputs.</summary>
[LqrShape(7, 2)]
public readonly partial struct Shape7x2;

/// <summary>The generated shape of 7 states and 3 inputs.</summary>
[LqrShape(7, 3)]
public readonly partial struct Shape7x3;

/// <summary>The generated shape of 7 states and 4 inputs.</summary>
[LqrShape(7, 4)]
public readonly partial struct Shape7x4;

/// <summary>The generated shape of 8 states and 1 input.</summary>
[LqrShape(8, 1)]
public readonly partial struct Shape8x1;

/// <summary>The generated shape of 8 states and 2 inputs.</summary>
[LqrShape(8, 2)]
public readonly partial struct Shape8x2;

/// <summary>The generated shape of 8 states and 3 inputs.</summary>
[LqrShape(8, 3)]
public readonly partial struct Shape8x3;

/// <summary>The generated shape of 8 states and 4 inputs.</summary>
[LqrShape(8, 4)]
public readonly partial struct Shape8x4;

/// <summary>The generated shape of 12 states and 4 inputs.</summary>
[LqrShape(12, 4)]
public readonly partial struct Shape12x4;

/// <summary>The generated shape of 12 states and 6 inputs.</summary>
[LqrShape(12, 6)]
public readonly partial struct Shape12x6;
