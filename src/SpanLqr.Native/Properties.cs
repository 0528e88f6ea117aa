using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("SpanLqr.Native.Tests")]
