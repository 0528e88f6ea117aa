namespace SpanLqr.Compare;

// Every size that is compared, declared as a user would declare it. The n×n work does not depend on the inputs, so sizes
// that no control problem here uses have one.
[LqrShape(1, 1)]
internal readonly partial struct Shape1x1;

[LqrShape(2, 1)]
internal readonly partial struct Shape2x1;

[LqrShape(3, 1)]
internal readonly partial struct Shape3x1;

[LqrShape(4, 1)]
internal readonly partial struct Shape4x1;

[LqrShape(4, 2)]
internal readonly partial struct Shape4x2;

[LqrShape(5, 2)]
internal readonly partial struct Shape5x2;

[LqrShape(6, 3)]
internal readonly partial struct Shape6x3;

[LqrShape(7, 1)]
internal readonly partial struct Shape7x1;

[LqrShape(8, 4)]
internal readonly partial struct Shape8x4;

[LqrShape(9, 1)]
internal readonly partial struct Shape9x1;

[LqrShape(10, 1)]
internal readonly partial struct Shape10x1;

[LqrShape(11, 1)]
internal readonly partial struct Shape11x1;

[LqrShape(12, 4)]
internal readonly partial struct Shape12x4;

[LqrShape(12, 6)]
internal readonly partial struct Shape12x6;

[LqrShape(13, 1)]
internal readonly partial struct Shape13x1;

[LqrShape(14, 1)]
internal readonly partial struct Shape14x1;

[LqrShape(15, 1)]
internal readonly partial struct Shape15x1;

[LqrShape(16, 1)]
internal readonly partial struct Shape16x1;
