namespace SpanLqr.Learning.Lqr;

/// <summary>Verdicts among the numbers of a state: the words are stored letter by letter.</summary>
internal static class VerdictState
{
    /// <summary>Writes a verdict.</summary>
    public static void Save(LearningVerdict verdict, StateList state)
    {
        state.Add((int)verdict.Reason);
        state.Add(verdict.EstimatedGap);
        state.Add(verdict.Explanation.Length);
        foreach (char letter in verdict.Explanation)
        {
            state.Add(letter);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static LearningVerdict Restore(StateList state, string estimatedBy)
    {
        var reason = (StopReason)(int)state.Next();
        double gap = state.Next();
        char[] letters = new char[(int)state.Next()];
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = (char)state.Next();
        }

        return new LearningVerdict(reason, gap, estimatedBy, new string(letters));
    }
}
