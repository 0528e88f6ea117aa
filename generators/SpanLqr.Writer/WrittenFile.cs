namespace SpanLqr.Writer;

/// <summary>A committed file whose text follows from the catalogue.</summary>
/// <param name="Path">Its place below the root of the repository.</param>
/// <param name="Text">Its text, whose lines end in <c>\n</c>.</param>
internal sealed record WrittenFile(string Path, string Text);
