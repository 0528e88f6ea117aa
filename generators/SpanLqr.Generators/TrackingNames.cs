namespace SpanLqr.Generators;

/// <summary>Names of the pipeline's steps; the caching tests look them up.</summary>
internal static class TrackingNames
{
    /// <summary>From a marked declaration to its <see cref="Model.ShapeSpec"/>, or null where it was rejected.</summary>
    public const string Parse = nameof(Parse);

    /// <summary>The specs that will be emitted.</summary>
    public const string ShapeSpec = nameof(ShapeSpec);
}
