namespace SpanLqr.Latency;

[LqrShape(2, 1)]
internal readonly partial struct Shape2x1;

[LqrShape(4, 1)]
internal readonly partial struct Shape4x1;

[LqrShape(4, 2)]
internal readonly partial struct Shape4x2;

[LqrShape(6, 3)]
internal readonly partial struct Shape6x3;

[LqrShape(8, 4)]
internal readonly partial struct Shape8x4;

[LqrShape(12, 4)]
internal readonly partial struct Shape12x4;

[LqrShape(12, 6)]
internal readonly partial struct Shape12x6;
