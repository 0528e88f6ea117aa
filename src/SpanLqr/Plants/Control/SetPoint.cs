namespace SpanLqr.Plants;

/// <summary>
/// The cheapest steady state that holds Ex = r: least x'Qx + 2x'Su + u'Ru over (A − I)x + Bu + c = 0 (continuous: A in place of A − I),
/// which is linear in r and c: x = X_r r + x_0, u = U_r r + u_0.
/// </summary>
internal sealed class SetPoint
{
    private SetPoint(Matrix states, Matrix inputs)
    {
        States = states;
        Inputs = inputs;
    }

    /// <summary>[X_r x_0], n×(q+1).</summary>
    public Matrix States { get; }

    /// <summary>[U_r u_0], m×(q+1).</summary>
    public Matrix Inputs { get; }

    /// <summary>[[A − I, B], [E, 0]], in continuous time with A for A − I.</summary>
    public static Matrix Condition(PlantProblem problem)
    {
        int n = problem.StateDim, m = problem.InputDim;
        Matrix a = new(problem.A), outputs = new(problem.Tracking!.Outputs);
        Matrix rest = problem.Time == PlantTime.Continuous ? a : a - Matrix.Identity(n);
        return Matrix.Stack(Matrix.Join(rest, new Matrix(problem.B)), Matrix.Join(outputs, Matrix.Zero(outputs.Rows, m)));
    }

    /// <summary>Finds the set-point; null where no steady state holds the outputs at every reference.</summary>
    /// <remarks>One for every r exactly if the condition has full row rank: no zero at 1 (at 0), and q ≤ m.</remarks>
    public static SetPoint? Find(PlantProblem problem)
    {
        int n = problem.StateDim, m = problem.InputDim, q = problem.Tracking!.Outputs.GetLength(0);
        Matrix condition = Condition(problem);
        if (!PlantModes.HasFullRowRank(condition))
        {
            return null;
        }

        double[]? drift = problem.Drift;
        Matrix wanted = Matrix.Create(n + q, q + 1, (i, j) => i >= n ? (i - n == j ? 1 : 0) : j == q && drift is not null ? -drift[i] : 0);
        Matrix solution;
        if (q == m)
        {
            if (!condition.TrySolve(wanted, out solution))
            {
                return null;
            }
        }
        else
        {
            Matrix weight = PlantPiece.Plain(problem.Q, problem.S, problem.R).Block(0, 0, n + m, n + m);
            Matrix kkt = Matrix.Stack(
                Matrix.Join(weight, condition.T), Matrix.Join(condition, Matrix.Zero(condition.Rows, condition.Rows)));
            if (!kkt.TrySolve(Matrix.Stack(Matrix.Zero(n + m, q + 1), wanted), out solution))
            {
                return null;
            }
        }

        return new SetPoint(solution.Block(0, 0, n, q + 1), solution.Block(n, 0, m, q + 1));
    }

    /// <summary>[F −κ] for a gain over s: [U_r u_0] + K([X_r x_0]; [U_r u_0] …; 0).</summary>
    public Matrix Feedforward(Matrix gain, PlantLayout layout)
    {
        Matrix target = States;
        for (int i = 0; i < layout.Memory; i++)
        {
            target = Matrix.Stack(target, Inputs);
        }

        return Inputs + (gain * Matrix.Stack(target, Matrix.Zero(layout.Integrals, Inputs.Columns)));
    }

    /// <summary>x_s at a reference.</summary>
    public double[] StateAt(double[]? reference) => At(States, reference);

    /// <summary>u_s at a reference.</summary>
    public double[] InputAt(double[]? reference) => At(Inputs, reference);

    private static double[] At(Matrix map, double[]? reference)
    {
        int q = map.Columns - 1;
        return (map * Matrix.Create(q + 1, 1, (i, _) => i == q ? 1 : reference?[i] ?? 0)).ToVector();
    }
}
