using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("SpanLqr.Core")]
[assembly: InternalsVisibleTo("SpanLqr.Tests")]
