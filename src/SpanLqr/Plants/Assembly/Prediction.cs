namespace SpanLqr.Plants;

/// <summary>
/// From s to the state of the equation that was solved, at the time when the input of this step acts: the map Π, and what is paid until
/// then.
/// </summary>
/// <remarks>
/// K = K₀Π and P = bΠ'P₀Π + what is paid: an equation of the size of the plant, whatever the delay. The augmented Riccati equation has
/// R = 0 and a Jordan block at 0 as long as the delay.
/// </remarks>
internal sealed class Prediction
{
    private readonly Matrix _map;
    private readonly Matrix _paid;
    private readonly double _discount;

    /// <param name="problem">The problem.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="pieces">Its pieces.</param>
    /// <param name="layout">That of the controller.</param>
    /// <param name="paidIntegrals">For how many steps ξ costs.</param>
    public Prediction(PlantProblem problem, PlantPlan plan, PlantPieces pieces, PlantLayout layout, int paidIntegrals = int.MaxValue)
    {
        var roll = new PlantRoll(layout);
        if (plan.IsSplit && !plan.IsCoreSplit)
        {
            roll.Hold(pieces.First, layout.Past(plan.Delay));
            for (int i = plan.Delay - 1; i > 0; i--)
            {
                roll.Hold(pieces.Full, layout.Past(i));
            }
        }
        else
        {
            for (int i = 0; i < plan.Lead; i++)
            {
                int old = plan.Delay - i;
                StepModel.Follow(
                    problem, plan, pieces, roll, layout.Past(old), layout.Past(old - 1), plan.IsCoreSplit, i < paidIntegrals);
            }
        }

        int size = layout.Own + 1;
        Matrix map = plan.CoreMemory == 0
            ? Matrix.Stack(roll.State, roll.Integral, layout.One)
            : Matrix.Stack(roll.State, layout.Past(1), roll.Integral, layout.One);
        _map = map.Block(0, 0, map.Rows, size);
        _paid = roll.Cost.Block(0, 0, size, size).Symmetric();
        _discount = roll.Discount;
        Roll = roll;
    }

    /// <summary>The plant at the end of the prediction.</summary>
    public PlantRoll Roll { get; }

    /// <summary>[K κ] from [K₀ κ₀].</summary>
    public Matrix Gain(Matrix gain) => gain * _map;

    /// <summary>[[P, p], [p', v]] from that of the equation.</summary>
    public Matrix CostToGo(Matrix costToGo) => (_discount * costToGo.Along(_map)) + _paid;
}
