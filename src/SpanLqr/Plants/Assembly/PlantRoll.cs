namespace SpanLqr.Plants;

/// <summary>A plant followed through inputs that are known as linear maps of v: its state, its cost and its noise.</summary>
internal sealed class PlantRoll(PlantLayout layout)
{
    /// <summary>x as a map of v.</summary>
    public Matrix State { get; private set; } = layout.State;

    /// <summary>ξ as a map of v.</summary>
    public Matrix Integral { get; private set; } = layout.Integral;

    /// <summary>The cost so far, v'Mv.</summary>
    public Matrix Cost { get; private set; } = Matrix.Zero(layout.All, layout.All);

    /// <summary>What a cost from now on is worth at the start.</summary>
    public double Discount { get; private set; } = 1;

    /// <summary>The covariance of x.</summary>
    public Matrix Covariance { get; private set; } = Matrix.Zero(layout.States, layout.States);

    /// <summary>The cost of the noise so far.</summary>
    public double NoiseCost { get; private set; }

    /// <summary>Holds an input for the length of a piece.</summary>
    public void Hold(PlantPiece piece, Matrix input)
    {
        Charge(piece.Weight, input);
        NoiseCost += Discount * piece.NoiseCost;
        State = (piece.A * State) + (piece.B * input) + (piece.Drift * layout.One);
        Covariance = (piece.A * Covariance * piece.A.T) + piece.Noise;
        Discount *= piece.Discount;
    }

    /// <summary>Pays (x, u, 1)'N(x, u, 1) at this moment.</summary>
    public void Charge(Matrix weight, Matrix input)
    {
        Matrix joint = Matrix.Stack(State, input, layout.One);
        Cost += Discount * (joint.T * (weight * joint));
        NoiseCost += Discount * weight.Block(0, 0, layout.States, layout.States).TraceOfProduct(Covariance);
    }

    /// <summary>Pays ξ'Qξ and adds Ex to ξ.</summary>
    public void Integrate(Matrix outputs, Matrix weight)
    {
        Pay(weight, Integral);
        Integral += outputs * State;
    }

    /// <summary>Pays z'Nz of a map z.</summary>
    public void Pay(Matrix weight, Matrix map) => Cost += Discount * (map.T * (weight * map));
}
