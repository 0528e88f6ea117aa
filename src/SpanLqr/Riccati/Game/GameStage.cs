using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>One stage of the game's Riccati recursion.</summary>
/// <remarks>
/// M⁻ = Q + A'MΛ⁻¹A with Λ = I + (BR⁻¹B' − γ⁻²DD')M, without the indefinite Λ: the controller's best reply to where v leads turns M
/// into M̂ = M − MB(R + B'MB)⁻¹B'M ⪯ M, and against that the adversary's weight is S = γ²I − D'M̂D, which turns M̂ into
/// N = M̂ + M̂DS⁻¹D'M̂ and M⁻ into Q + A'NA. Both inversions are of symmetric positive definite matrices, by Cholesky, and R may be singular
/// where R + B'MB is not. The controller comes first because S ⪰ γ²I − D'MD: where the margin goes to zero and u can still
/// answer v, S stays regular, and no digits are lost at the least solvable γ. With the adversary first they all are.
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
    private readonly ref double _adversaryReply;
    private readonly ref double _room;
    private readonly ref double _fromInput;
    private readonly ref double _reply;
    private readonly ref double _inputWeight;
    private readonly ref double _answered;
    private readonly ref double _product;
    private readonly Span<double> _eigenvalues;
    private readonly Span<double> _spectrum;
    private readonly Workspace _memory;

    public GameStage(TShape shape, int adversaryDim, double gamma, Workspace memory)
    {
        int n = shape.StateDim, p = adversaryDim;
        _shape = shape;
        _adversary = new DynamicShape(n, p);
        _gammaSquared = gamma * gamma;
        _fromAdversary = ref memory.Take(n * p);
        _toAdversary = ref memory.Take(p * n);
        _adversaryReply = ref memory.Take(p * n);
        _room = ref memory.Take(p * p);
        _fromInput = ref memory.Take(shape.InputDim * n);
        _reply = ref memory.Take(shape.InputDim * n);
        _inputWeight = ref memory.Take(shape.InputDim * shape.InputDim);
        _answered = ref memory.Take(n * n);
        _product = ref memory.Take(n * Math.Max(n, shape.InputDim));
        _eigenvalues = Dense.Span(ref memory.Take(p), p);
        int spectrum = SymmetricEigenvalues.WorkspaceLength(p);
        _spectrum = Dense.Span(ref memory.Take(spectrum), spectrum);
        _memory = memory;
    }

    public static int WorkspaceLength(TShape shape, int adversaryDim)
    {
        long n = shape.StateDim, m = shape.InputDim, p = adversaryDim;
        long own = (3 * n * p) + (p * p) + (2 * n * m) + (m * m) + (n * n) + (n * Math.Max(n, m));
        long rest = SymmetricEigenvalues.LengthOf(adversaryDim, nameof(adversaryDim)) + (long)ReducedInputs<TShape>.WorkspaceLength(shape);
        return SpanLength.Of(own + p + rest, nameof(adversaryDim));
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
        SolveStatus status = FindMargin(ref d, ref next, out margin);
        if (status != SolveStatus.Ok)
        {
            return status;
        }

        if (!AnswerByController(ref b, ref r, ref next))
        {
            bool finite = Dense.IsFinite(ref a, n * n) && Dense.IsFinite(ref b, n * m) && Dense.IsFinite(ref r, m * m);
            return finite && Dense.IsFinite(ref next, n * n) ? SolveStatus.StageNotConvex : SolveStatus.NonFinite;
        }

        if (!RaiseByAdversary(ref d))
        {
            return Dense.IsFinite(ref _answered, n * n) ? SolveStatus.NoSaddlePoint : SolveStatus.NonFinite;
        }

        // K² = S⁻¹D'M̂A, and u answers where both have led: K¹ = (R + B'MB)⁻¹B'M(A + DK²).
        _adversary.MultiplyKA(ref _adversaryReply, ref a, ref adversaryGain);
        _adversary.MultiplyAddBK(ref d, ref adversaryGain, 1, ref a, ref _product);
        _shape.MultiplyKA(ref _reply, ref _product, ref gain);
        _shape.CongruenceA(ref a, ref _answered, ref _product, ref destination);
        Dense.Add(ref destination, ref q, ref destination, n * n);
        bool allFinite = Dense.IsFinite(ref destination, n * n) && Dense.IsFinite(ref gain, m * n) && Dense.IsFinite(ref adversaryGain, p * n);
        return allFinite ? SolveStatus.Ok : SolveStatus.NonFinite;
    }

    /// <summary>The least eigenvalue of γ²I − D'MD, and whether it is positive.</summary>
    private SolveStatus FindMargin(ref double d, ref double next, out double margin)
    {
        int p = _adversary.InputDim;
        Room(ref d, ref next);
        SolveStatus spectrum = SymmetricEigenvalues.Compute(p, ref _room, _eigenvalues, _spectrum);
        margin = _eigenvalues[0];
        return spectrum != SolveStatus.Ok ? spectrum
            : margin > MarginRounding * p * _gammaSquared ? SolveStatus.Ok
            : SolveStatus.NoSaddlePoint;
    }

    /// <summary>The reply (R + B'MB)⁻¹B'M and M̂ = M − MB·reply; false where there is none.</summary>
    private bool AnswerByController(ref double b, ref double r, ref double next)
    {
        int m = _shape.InputDim;
        _shape.CongruenceB(ref b, ref next, ref _product, ref _inputWeight);
        Dense.Add(ref _inputWeight, ref r, ref _inputWeight, m * m);
        _shape.MultiplyBtA(ref b, ref next, ref _fromInput);
        double least = double.PositiveInfinity;
        for (int i = 0; i < m; i++)
        {
            least = Math.Min(least, Unsafe.Add(ref _inputWeight, i * (m + 1)));
        }

        // Against the least diagonal entry, which one factorisation serves: a pivot may be small because its own entry is.
        bool convex = _shape.CholeskyFactorR(ref _inputWeight, ref _inputWeight);
        if (convex)
        {
            _shape.CholeskySolveRK(ref _inputWeight, ref _fromInput, ref _reply);
        }

        bool isWeak = !convex || LeastPivot(m) < Policy.WeakShare * least;
        if (isWeak && ReducedInputs<TShape>.TrySolve(
            _shape, ref b, ref r, ref next, ref next, ref Unsafe.NullRef<double>(), false, ref _reply, _memory, ref Unsafe.NullRef<double>(), out _, out bool isConvex))
        {
            convex = isConvex;
        }

        if (!convex)
        {
            return false;
        }

        _shape.MultiplyAddKtK(ref _fromInput, ref _reply, -1, ref next, ref _answered);
        _shape.SymmetrizeA(ref _answered);
        return true;
    }

    /// <summary>The least pivot of the factor of R + B'MB.</summary>
    private double LeastPivot(int m)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < m; i++)
        {
            double root = Unsafe.Add(ref _inputWeight, i * (m + 1));
            least = Math.Min(least, root * root);
        }

        return least;
    }

    /// <summary>The reply S⁻¹D'M̂ and N = M̂ + M̂D·reply in place of M̂; false where S is not positive definite.</summary>
    private bool RaiseByAdversary(ref double d)
    {
        Room(ref d, ref _answered);
        if (!_adversary.CholeskyFactorR(ref _room, ref _room))
        {
            return false;
        }

        _adversary.TransposeB(ref _fromAdversary, ref _toAdversary);
        _adversary.CholeskySolveRK(ref _room, ref _toAdversary, ref _adversaryReply);
        _adversary.MultiplyAddKtK(ref _toAdversary, ref _adversaryReply, 1, ref _answered, ref _answered);
        _shape.SymmetrizeA(ref _answered);
        return true;
    }

    /// <summary>γ²I − D'XD, with XD left beside it.</summary>
    private void Room(ref double d, ref double x)
    {
        int p = _adversary.InputDim;
        _adversary.MultiplyAB(ref x, ref d, ref _fromAdversary);
        _adversary.MultiplyBtB(ref d, ref _fromAdversary, ref _room);
        _adversary.SymmetrizeR(ref _room);
        Dense.Scale(ref _room, -1, ref _room, p * p);
        Dense.AddDiagonal(ref _room, _gammaSquared, p);
    }
}
