using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("SpanLqr.Tests")]
