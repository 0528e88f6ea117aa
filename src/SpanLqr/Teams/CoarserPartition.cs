namespace SpanLqr.Teams;

/// <summary>A tolerance at which agents that are alone in their classes would share some.</summary>
/// <param name="Tolerance">The tolerance for <see cref="ExchangeablePartition.Find"/>.</param>
/// <param name="Classes">How many classes there are at it.</param>
public readonly record struct CoarserPartition(double Tolerance, int Classes);
