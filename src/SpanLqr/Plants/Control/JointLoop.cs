namespace SpanLqr.Plants;

/// <summary>A plant under its controller as one linear loop z⁺ = Fz + noise, z = s, or (s, x̂⁻) where the state is measured, u = Uz + U_v v.</summary>
/// <param name="Loop">F.</param>
/// <param name="Noise">The covariance of the noise.</param>
/// <param name="Input">U.</param>
/// <param name="InputNoise">U_v; no columns where the state is known.</param>
internal sealed record JointLoop(Matrix Loop, Matrix Noise, Matrix Input, Matrix InputNoise)
{
    /// <summary>The loop of a known state.</summary>
    public static JointLoop Known(StepModel step, PlantPiece piece, Matrix gain)
    {
        int own = step.A.Rows, n = piece.A.Rows;
        Matrix noise = piece.Noise;
        return new JointLoop(
            step.A - (step.B * gain),
            Matrix.Create(own, own, (i, j) => i < n && j < n ? noise[i, j] : 0),
            -1 * gain,
            Matrix.Zero(gain.Rows, 0));
    }

    /// <summary>The loop of a measured one; <paramref name="combination"/> is T where ξ integrates Ty.</summary>
    public static JointLoop Measured(
        PlantMeasurement measurement,
        StepModel step,
        PlantPiece piece,
        Matrix gain,
        Matrix innovationGain,
        Matrix predictorGain,
        Matrix? combination,
        double length)
    {
        int n = piece.A.Rows, own = step.A.Rows, m = gain.Rows, q = combination?.Rows ?? 0;
        Matrix c = new(measurement.C), v = new(measurement.V);

        // u = −K(x̂⁻, rest) − G(Cx + v − Cx̂⁻).
        Matrix seen = innovationGain * c;
        Matrix onState = Matrix.Create(m, own, (i, j) => j < n ? -seen[i, j] : -gain[i, j]);
        Matrix input = Matrix.Join(onState, seen - gain.Block(0, 0, m, n));
        Matrix inputNoise = -1 * innovationGain;

        // What reaches x reaches x̂⁻ too, but for A itself.
        Matrix corrected = predictorGain * c;
        Matrix held = Matrix.Create(n, own, (i, j) => j < n ? corrected[i, j] : step.A[i, j]);
        Matrix reach = step.B.Block(0, 0, n, m);
        Matrix loop = Matrix.Stack(
            Matrix.Join(step.A, Matrix.Zero(own, n)) + (step.B * input),
            Matrix.Join(held, piece.A - corrected) + (reach * input));
        Matrix toIntegral = Matrix.Create(own, v.Rows, (i, j) => i >= own - q ? length * combination!.Value[i - own + q, j] : 0);
        Matrix measured = Matrix.Stack(toIntegral + (step.B * inputNoise), predictorGain + (reach * inputNoise));
        Matrix process = Matrix.Create(own + n, n, (i, j) => i == j ? 1 : 0);
        Matrix noise = (process * piece.Noise * process.T) + (measured * v * measured.T);
        if (measurement.N is not null)
        {
            Matrix both = process * new Matrix(measurement.N) * measured.T;
            noise += both + both.T;
        }

        return new JointLoop(loop, noise.Symmetric(), input, inputNoise);
    }
}
