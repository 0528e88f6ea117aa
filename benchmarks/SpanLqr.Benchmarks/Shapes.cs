namespace SpanLqr.Benchmarks;

// Declared as a user would, one for each way the generator writes code.

/// <summary>Everything in registers.</summary>
[LqrShape(4, 2)]
public readonly partial struct Small;

/// <summary>One 512-bit vector a row.</summary>
[LqrShape(8, 4)]
public readonly partial struct Medium;

/// <summary>Column blocks.</summary>
[LqrShape(12, 4)]
public readonly partial struct Large;
