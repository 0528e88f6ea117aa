using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>One stage of the game's Riccati recursion.</summary>
/// <remarks>
/// M⁻ = Q + A'MΛ⁻¹A with Λ = I + (BR⁻¹B' − γ⁻²DD')M, without the indefinite Λ: the adversary's best reply to where u leads is
/// v = (γ²I − D'MD)⁻¹D'M(Ax + Bu), which turns M into N = M + MD(γ²I − D'MD)⁻¹D'M ⪰ M, and against N the stage is an ordinary
/// regulator's. So both inversions are of symmetric matrices that must be positive definite, each by Cholesky, and R may be
/// singular where R + B'NB is not.
/// </remarks>
internal readonly ref struct GameStage<TShape>
    where TShape : struct, ILqrShape
{
    // A margin below this share of γ² is a difference of two numbers of that size, made of rounding.
    private const double MarginRounding = 8 * 2.2204460492503131e-16;

    private readonly TShape _shape;
    private readonly DynamicShape _adversary;
    private readonly double _gammaSquared;
    private readonly ref double _fromAdversary;
    private readonly ref double _toAdversary;
    private readonly ref double _reply;
    private readonly ref double _room;
    private readonly ref double _raised;
    private readonly ref double _loop;
    private readonly ref double _step;
    private readonly Span<double> _eigenvalues;
    private readonly Span<double> _spectrum;

    public GameStage(TShape shape, int adversaryDim, double gamma, Workspace memory)
    {
        int n = shape.StateDim, p = adversaryDim;
        _shape = shape;
        _adversary = new DynamicShape(n, p);
        _gammaSquared = gamma * gamma;
        _fromAdversary = ref memory.Take(n * p);
        _toAdversary = ref memory.Take(p * n);
        _reply = ref memory.Take(p * n);
        _room = ref memory.Take(p * p);
        _raised = ref memory.Take(n * n);
        _loop = ref memory.Take(n * n);
        _step = ref memory.Take(shape.RiccatiStepWorkspaceLength);
        _eigenvalues = Dense.Span(ref memory.Take(p), p);
        _spectrum = memory.Rest[..SymmetricEigenvalues.WorkspaceLength(p)];
    }

    public static int WorkspaceLength(TShape shape, int adversaryDim)
    {
        int n = shape.StateDim, p = adversaryDim;
        return checked((3 * n * p) + (p * p) + (2 * n * n) + shape.RiccatiStepWorkspaceLength + p + SymmetricEigenvalues.WorkspaceLength(p));
    }

    /// <param name="model">The data.</param>
    /// <param name="t">The stage whose matrices are taken.</param>
    /// <param name="next">M of the next stage, n×n, exactly symmetric.</param>
    /// <param name="gain">K¹, m×n, of u = −K¹x.</param>
    /// <param name="adversaryGain">K², p×n, of v = K²x.</param>
    /// <param name="destination">M of this stage, n×n, exactly symmetric. May be <paramref name="next"/>.</param>
    /// <param name="margin">The least eigenvalue of γ²I − D'MD; NaN where that matrix is not finite.</param>
    /// <returns>Ok; NoSaddlePoint, StageNotConvex (the outputs but for the margin are then unspecified); NonFinite.</returns>
    public SolveStatus Run(
        in GameModel model,
        int t,
        ref double next,
        ref double gain,
        ref double adversaryGain,
        ref double destination,
        out double margin)
    {
        int n = _shape.StateDim, m = _shape.InputDim, p = _adversary.InputDim;
        ref double a = ref RiccatiRecursion.At(model.A, t, n * n);
        ref double b = ref RiccatiRecursion.At(model.B, t, n * m);
        ref double d = ref RiccatiRecursion.At(model.D, t, n * p);
        ref double q = ref RiccatiRecursion.At(model.Q, t, n * n);
        ref double r = ref RiccatiRecursion.At(model.R, t, m * m);
        SolveStatus status = RaiseByAdversary(ref d, ref next, out margin);
        if (status != SolveStatus.Ok)
        {
            return status;
        }

        if (!_shape.RiccatiStep(ref a, ref b, ref q, ref r, ref Unsafe.NullRef<double>(), false, ref _raised, ref gain, ref destination, ref _step))
        {
            bool finite = Dense.IsFinite(ref a, n * n) && Dense.IsFinite(ref b, n * m) && Dense.IsFinite(ref r, m * m);
            return finite && Dense.IsFinite(ref _raised, n * n) ? SolveStatus.StageNotConvex : SolveStatus.NonFinite;
        }

        _shape.MultiplyAddBK(ref b, ref gain, -1, ref a, ref _loop);
        _adversary.MultiplyKA(ref _reply, ref _loop, ref adversaryGain);
        bool allFinite = Dense.IsFinite(ref destination, n * n) && Dense.IsFinite(ref gain, m * n) && Dense.IsFinite(ref adversaryGain, p * n);
        return allFinite ? SolveStatus.Ok : SolveStatus.NonFinite;
    }

    /// <summary>The reply (γ²I − D'MD)⁻¹D'M and N = M + MD·reply.</summary>
    private SolveStatus RaiseByAdversary(ref double d, ref double next, out double margin)
    {
        int p = _adversary.InputDim;
        _adversary.MultiplyAB(ref next, ref d, ref _fromAdversary);
        _adversary.MultiplyBtB(ref d, ref _fromAdversary, ref _room);
        _adversary.SymmetrizeR(ref _room);
        Dense.Scale(ref _room, -1, ref _room, p * p);
        Dense.AddDiagonal(ref _room, _gammaSquared, p);
        SolveStatus spectrum = SymmetricEigenvalues.Compute(p, ref _room, _eigenvalues, _spectrum);
        margin = _eigenvalues[0];
        if (spectrum != SolveStatus.Ok)
        {
            return spectrum;
        }

        if (!(margin > MarginRounding * p * _gammaSquared) || !_adversary.CholeskyFactorR(ref _room, ref _room))
        {
            return SolveStatus.NoSaddlePoint;
        }

        _adversary.TransposeB(ref _fromAdversary, ref _toAdversary);
        _adversary.CholeskySolveRK(ref _room, ref _toAdversary, ref _reply);
        _adversary.MultiplyAddKtK(ref _toAdversary, ref _reply, 1, ref next, ref _raised);
        _shape.SymmetrizeA(ref _raised);
        return SolveStatus.Ok;
    }
}
