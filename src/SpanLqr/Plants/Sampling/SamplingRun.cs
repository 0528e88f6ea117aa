using System;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>One sampling on checked and finite data.</summary>
internal readonly ref struct SamplingRun<TShape>
    where TShape : struct, ILqrShape
{
    // ‖A‖₁ times the short step: the series needs few terms, and the quadrature of degree 15 is exact to the last bit.
    private const double ShortStep = 0.5;

    // Below this norm e^{As} − I carries no digit of e^{As}, which is then carried itself.
    private const double Decayed = 0.5;

    // 2^-1074 is the least number there is: a plant that asks for a shorter step overflows anyhow.
    private const int MaxDoublings = 1074;

    private readonly TShape _shape;
    private readonly double _step;
    private readonly double _rate;
    private readonly Span<double> _scales;
    private readonly ref double _own;
    private readonly ref double _a;
    private readonly ref double _b;
    private readonly ref double _change;
    private readonly ref double _transition;
    private readonly ref double _reach;
    private readonly ref double _root;
    private readonly ref double _product;
    private readonly ref double _series;
    private readonly Span<double> _joint;
    private readonly Span<double> _factor;
    private readonly Workspace _integrals;

    public SamplingRun(TShape shape, double step, double rate, Span<double> workspace)
    {
        int n = shape.StateDim, m = shape.InputDim, nn = n * n, both = n + m;
        var memory = new Workspace(workspace);
        _shape = shape;
        _step = step;
        _rate = rate;
        _scales = Dense.Span(ref memory.Take(n), n);
        _own = ref memory.Take(both);
        _a = ref memory.Take(nn);
        _b = ref memory.Take(n * m);
        _change = ref memory.Take(nn);
        _transition = ref memory.Take(nn);
        _reach = ref memory.Take(n * m);
        _root = ref memory.Take(nn);
        _product = ref memory.Take(n * Math.Max(n, m));
        _series = ref memory.Take(ExponentialSeries<TShape>.WorkspaceLength(shape));
        _joint = Dense.Span(ref memory.Take(both * both), both * both);
        _factor = Dense.Span(ref memory.Take(both * both), both * both);
        _integrals = memory;
    }

    public static int WorkspaceLength(TShape shape)
    {
        long n = shape.StateDim, m = shape.InputDim, both = n + m;
        long own = n + both + (4 * n * n) + (2 * n * m) + (n * Math.Max(n, m)) + (2 * both * both);
        long weights = Math.Max(WeightFactorIntegral<TShape>.WorkspaceLength(shape), WeightIntegral<TShape>.WorkspaceLength(shape));
        return SpanLength.Of(
            own + ExponentialSeries<TShape>.WorkspaceLength(shape) + NoiseIntegral<TShape>.WorkspaceLength(shape) + weights, nameof(shape));
    }

    public SamplingResult Run(in LqrModel model, ReadOnlySpan<double> noise, bool isIndefinite, in SampledSpans destination)
    {
        int n = _shape.StateDim;
        if (!TryTakeNoise(noise))
        {
            return new SamplingResult(SamplingStatus.NoiseNotPositiveSemidefinite, 0, double.NaN);
        }

        Balance(model);
        int doublings = Doublings();
        if (doublings > MaxDoublings)
        {
            return new SamplingResult(SamplingStatus.Overflow, 0, double.NaN);
        }

        double shortStep = Math.ScaleB(_step, -doublings);
        var series = new ExponentialSeries<TShape>(_shape, ref _a, shortStep, ref _series);
        Workspace memory = _integrals;
        var noises = new NoiseIntegral<TShape>(_shape, ref memory);
        double constant;
        if (isIndefinite)
        {
            var weights = new WeightIntegral<TShape>(_shape, ref memory);
            TakeWeights(model, ref weights);
            constant = Begin(series, shortStep, weights, noises);
            Double(doublings, shortStep, weights, noises, ref constant);
            weights.Export(_scales, destination);
        }
        else
        {
            var weights = new WeightFactorIntegral<TShape>(_shape, ref memory);
            if (!TryTakeWeights(model, weights))
            {
                return new SamplingResult(SamplingStatus.WeightsNotPositiveSemidefinite, 0, double.NaN);
            }

            constant = Begin(series, shortStep, weights, noises);
            Double(doublings, shortStep, weights, noises, ref constant);
            weights.Export(_scales, destination);
        }

        noises.Export(_scales, destination);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                destination.A[(i * n) + j] = Unsafe.Add(ref _transition, (i * n) + j) * _scales[i] / _scales[j];
            }

            for (int j = 0; j < _shape.InputDim; j++)
            {
                int at = (i * _shape.InputDim) + j;
                destination.B[at] = Unsafe.Add(ref _reach, at) * _scales[i];
            }
        }

        bool isFinite = Dense.IsFinite<double>(destination.A) && Dense.IsFinite<double>(destination.B) && Dense.IsFinite<double>(destination.Q)
            && Dense.IsFinite<double>(destination.S) && Dense.IsFinite<double>(destination.R) && Dense.IsFinite<double>(destination.W)
            && double.IsFinite(constant);
        return new SamplingResult(isFinite ? SamplingStatus.Ok : SamplingStatus.Overflow, doublings, constant);
    }

    /// <summary>Z with Z'Z = W, in the caller's units.</summary>
    private bool TryTakeNoise(ReadOnlySpan<double> noise)
    {
        int nn = _shape.StateDim * _shape.StateDim;
        noise.CopyTo(_joint);
        _shape.SymmetrizeA(ref _joint[0]);
        return SemidefiniteFactor.TryFactor(_shape.StateDim, _joint[..nn], Dense.Span(ref _root, nn), _scales);
    }

    /// <summary>A ← D⁻¹AD, B ← D⁻¹B, Z ← ZD⁻¹.</summary>
    private void Balance(in LqrModel model)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        model.A.CopyTo(Dense.Span(ref _a, n * n));
        PlantBalance.Run(n, Dense.Span(ref _a, n * n), _scales);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                Unsafe.Add(ref _b, (i * m) + j) = model.B[(i * m) + j] / _scales[i];
            }

            for (int j = 0; j < n; j++)
            {
                Unsafe.Add(ref _root, (i * n) + j) /= _scales[j];
            }
        }
    }

    /// <summary>k with ‖A‖₁h/2^k ≤ ½.</summary>
    private int Doublings()
    {
        double size = ColumnNorm(ref _a) * _step / ShortStep;
        return !double.IsFinite(size) ? MaxDoublings + 1 : size <= 1 ? 0 : (int)Math.Ceiling(Math.Log2(size));
    }

    private bool TryTakeWeights(in LqrModel model, scoped in WeightFactorIntegral<TShape> weights)
    {
        int n = _shape.StateDim, m = _shape.InputDim, both = n + m;
        for (int i = 0; i < both; i++)
        {
            for (int j = 0; j < both; j++)
            {
                _joint[(i * both) + j] = i < n && j < n ? 0.5 * (model.Q[(i * n) + j] + model.Q[(j * n) + i])
                    : i >= n && j >= n ? 0.5 * (model.R[((i - n) * m) + j - n] + model.R[((j - n) * m) + i - n])
                    : model.S.IsEmpty ? 0
                    : i < n ? model.S[(i * m) + j - n] : model.S[(j * m) + i - n];
            }
        }

        bool isSemidefinite = SemidefiniteFactor.TryFactor(both, _joint, _factor, Dense.Span(ref _own, both));
        for (int i = 0; isSemidefinite && i < both; i++)
        {
            for (int j = 0; j < n; j++)
            {
                _factor[(i * both) + j] *= _scales[j];
            }
        }

        if (isSemidefinite)
        {
            weights.Start(ref _factor[0]);
        }

        return isSemidefinite;
    }

    private void TakeWeights(in LqrModel model, scoped ref WeightIntegral<TShape> weights)
    {
        int n = _shape.StateDim, m = _shape.InputDim;
        Span<double> q = _joint[..(n * n)], s = _factor[..(n * m)], r = _factor.Slice(n * m, m * m);
        model.Q.CopyTo(q);
        model.R.CopyTo(r);
        _shape.SymmetrizeA(ref q[0]);
        _shape.SymmetrizeR(ref r[0]);
        s.Clear();
        model.S.CopyTo(s);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                q[(i * n) + j] *= _scales[i] * _scales[j];
            }

            for (int j = 0; j < m; j++)
            {
                s[(i * m) + j] *= _scales[i];
            }
        }

        weights.Start(ref q[0], ref s[0], ref r[0]);
    }

    /// <summary>e^{As} − I, e^{As} and Γ(s) of a short step.</summary>
    private void Move(scoped in ExponentialSeries<TShape> series, double s)
    {
        int n = _shape.StateDim, nn = n * n;
        series.Evaluate(s, ref _transition);
        _shape.MultiplyAB(ref _transition, ref _b, ref _reach);
        _shape.MultiplyAA(ref _a, ref _transition, ref _change);
        Dense.Copy(ref _change, ref _transition, nn);
        Dense.AddDiagonal(ref _transition, 1, n);
    }

    /// <summary>∫₀^{left} e^{−ρv}dv: how long noise that enters at a node is still paid for.</summary>
    private double Remaining(double left) => _rate == 0 ? left : -double.ExpM1(-_rate * left) / _rate;

    private double Begin(
        scoped in ExponentialSeries<TShape> series,
        double shortStep,
        scoped in WeightFactorIntegral<TShape> weights,
        scoped in NoiseIntegral<TShape> noises)
    {
        int n = _shape.StateDim;
        double constant = 0, total = 0;
        StackedTriangle weightStack = weights.BeginNodes(), noiseStack = noises.BeginNodes();
        for (int i = 0; i < QuadratureNodes.Places.Length; i++)
        {
            double s = shortStep * QuadratureNodes.Places[i], share = shortStep * QuadratureNodes.Weights[i];
            double discounted = share * Math.Exp(-_rate * s);
            Move(series, s);
            weights.AddNode(weightStack, i, Math.Sqrt(discounted), ref _transition, ref _reach);
            noises.AddNode(noiseStack, i, Math.Sqrt(share), ref _root, ref _transition);
            _shape.MultiplyAAt(ref weights.State, ref noises.Moved, ref _product);
            constant += discounted * Remaining(shortStep - s) * Dense.Dot(ref _product, ref _product, n * n);
            total += discounted;
        }

        weights.EndNodes(weightStack, total);
        noises.EndNodes(noiseStack);
        Move(series, shortStep);
        return constant;
    }

    private double Begin(
        scoped in ExponentialSeries<TShape> series,
        double shortStep,
        scoped in WeightIntegral<TShape> weights,
        scoped in NoiseIntegral<TShape> noises)
    {
        int n = _shape.StateDim;
        double constant = 0;
        StackedTriangle noiseStack = noises.BeginNodes();
        for (int i = 0; i < QuadratureNodes.Places.Length; i++)
        {
            double s = shortStep * QuadratureNodes.Places[i], share = shortStep * QuadratureNodes.Weights[i];
            double discounted = share * Math.Exp(-_rate * s);
            Move(series, s);
            weights.AddNode(discounted, ref _transition, ref _reach);
            noises.AddNode(noiseStack, i, Math.Sqrt(share), ref _root, ref _transition);
            _shape.MultiplyAAt(ref weights.Given, ref noises.Moved, ref _product);
            constant += discounted * Remaining(shortStep - s) * TraceOfRows(ref _product, ref noises.Moved);
        }

        noises.EndNodes(noiseStack);
        Move(series, shortStep);
        return constant;
    }

    private void Double(
        int doublings, double shortStep, scoped in WeightFactorIntegral<TShape> weights, scoped in NoiseIntegral<TShape> noises, ref double constant)
    {
        int nn = _shape.StateDim * _shape.StateDim;
        bool isDecayed = false;
        double length = shortStep;
        for (int k = 0; k < doublings; k++)
        {
            double factor = Math.Exp(-_rate * length);
            _shape.MultiplyAAt(ref weights.State, ref noises.Factor, ref _product);
            constant += factor * (constant + Dense.Dot(ref _product, ref _product, nn));
            weights.Double(Math.Sqrt(factor), ref _transition, ref _reach);
            noises.Double(ref _transition);
            DoubleMotion(ref isDecayed);
            length *= 2;
        }
    }

    private void Double(
        int doublings, double shortStep, scoped in WeightIntegral<TShape> weights, scoped in NoiseIntegral<TShape> noises, ref double constant)
    {
        bool isDecayed = false;
        double length = shortStep;
        for (int k = 0; k < doublings; k++)
        {
            double factor = Math.Exp(-_rate * length);
            _shape.MultiplyAAt(ref weights.State, ref noises.Factor, ref _product);
            constant += factor * (constant + TraceOfRows(ref _product, ref noises.Factor));
            weights.Double(factor, ref _transition, ref _reach);
            noises.Double(ref _transition);
            DoubleMotion(ref isDecayed);
            length *= 2;
        }
    }

    /// <summary>tr(QY'Y) from QY' and Y.</summary>
    private double TraceOfRows(ref double product, ref double rows)
    {
        int n = _shape.StateDim;
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                sum += Unsafe.Add(ref product, (i * n) + j) * Unsafe.Add(ref rows, (j * n) + i);
            }
        }

        return sum;
    }

    /// <summary>Γ ← Γ + ΦΓ, Φ ← Φ²; as long as Φ has not decayed by X = Φ − I: Γ ← 2Γ + XΓ, X ← 2X + X².</summary>
    private void DoubleMotion(ref bool isDecayed)
    {
        int n = _shape.StateDim, m = _shape.InputDim, nn = n * n;
        isDecayed = isDecayed || ColumnNorm(ref _transition) < Decayed;
        ref double factor = ref isDecayed ? ref _transition : ref _change;
        double share = isDecayed ? 1 : 2;
        _shape.MultiplyAB(ref factor, ref _reach, ref _product);
        Dense.AddScaled(ref _reach, share, ref _product, ref _reach, n * m);
        _shape.MultiplyAA(ref factor, ref factor, ref _product);
        if (isDecayed)
        {
            Dense.Copy(ref _product, ref _transition, nn);
            return;
        }

        Dense.AddScaled(ref _change, 2, ref _product, ref _change, nn);
        Dense.Copy(ref _change, ref _transition, nn);
        Dense.AddDiagonal(ref _transition, 1, n);
    }

    /// <summary>‖X‖₁.</summary>
    private double ColumnNorm(ref double x)
    {
        int n = _shape.StateDim;
        double norm = 0;
        for (int j = 0; j < n; j++)
        {
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                sum += Math.Abs(Unsafe.Add(ref x, (i * n) + j));
            }

            norm = Math.Max(norm, sum);
        }

        return norm;
    }
}
