using System;
using SpanLqr.Riccati;
using SpanLqr.Robust;

namespace SpanLqr.Learning.Robust;

/// <summary>One part of the game under given gains of both sides: its value, and how that changes with them.</summary>
internal sealed class PartGame
{
    private readonly RobustPart _part;
    private readonly int _n;
    private readonly int _m;
    private readonly double _squaredGamma;
    private readonly double[] _loop;
    private readonly double[] _image;
    private readonly double[] _product;
    private readonly double[] _control;
    private readonly double[] _adversary;

    public PartGame(RobustProblem problem, int part, double gamma)
    {
        _part = part == 0 ? RobustPart.Deviations(problem) : RobustPart.MeanField(problem);
        (_n, _m) = (problem.StateDim, problem.InputDim);
        _squaredGamma = gamma * gamma;
        _loop = new double[_n * _n];
        _image = new double[_n * _n];
        int widest = Math.Max(_n, Math.Max(_m, P));
        _product = new double[widest * _n];
        _control = new double[_m * _n];
        _adversary = new double[P * _n];
    }

    private int P => _part.AdversaryDim;

    /// <summary>Q_T.</summary>
    public ReadOnlySpan<double> Terminal => _part.Terminal;

    /// <summary>The closed loop A − BK¹ + DK² of stage t.</summary>
    public void Loop(int t, ReadOnlySpan<double> control, ReadOnlySpan<double> adversary, Span<double> destination)
    {
        GameModel model = _part.Model;
        At(model.A, t, _n * _n).CopyTo(destination);
        Multiplication.Add(-1, At(model.B, t, _n * _m), control, _n, _m, _n, destination);
        Multiplication.Add(1, At(model.D, t, _n * P), adversary, _n, P, _n, destination);
    }

    /// <summary>The weight of the state in stage t, Q + K¹'RK¹ − γ²K²'K².</summary>
    public void StageCost(int t, ReadOnlySpan<double> control, ReadOnlySpan<double> adversary, Span<double> destination)
    {
        GameModel model = _part.Model;
        At(model.Q, t, _n * _n).CopyTo(destination);
        Span<double> product = _product.AsSpan(0, _m * _n);
        product.Clear();
        Multiplication.Add(1, At(model.R, t, _m * _m), control, _m, _m, _n, product);
        Multiplication.AddTransposed(1, control, product, _n, _m, _n, destination);
        Multiplication.AddTransposed(-_squaredGamma, adversary, adversary, _n, P, _n, destination);
    }

    /// <summary>M_t = Q + K¹'RK¹ − γ²K²'K² + F'M_{t+1}F; the destination may not be M_{t+1}.</summary>
    public void CostToGo(int t, ReadOnlySpan<double> control, ReadOnlySpan<double> adversary, ReadOnlySpan<double> next, Span<double> destination)
    {
        StageCost(t, control, adversary, destination);
        Loop(t, control, adversary, _loop);
        _image.AsSpan().Clear();
        Multiplication.Add(1, next, _loop, _n, _n, _n, _image);
        Multiplication.AddTransposed(1, _loop, _image, _n, _n, _n, destination);
    }

    /// <summary>
    /// ∂/∂K¹ = 2[RK¹ − B'M(A − BK¹ + DK²)]Σ and ∂/∂K² = 2[−γ²K² + D'M(A − BK¹ + DK²)]Σ, M the cost to go of stage t + 1 and Σ the second moment
    /// of the state at t; empty for the identity.
    /// </summary>
    public void Gradient(
        int t,
        ReadOnlySpan<double> control,
        ReadOnlySpan<double> adversary,
        ReadOnlySpan<double> next,
        ReadOnlySpan<double> moment,
        Span<double> controlSlope,
        Span<double> adversarySlope)
    {
        GameModel model = _part.Model;
        Loop(t, control, adversary, _loop);
        _image.AsSpan().Clear();
        Multiplication.Add(1, next, _loop, _n, _n, _n, _image);

        _control.AsSpan().Clear();
        Multiplication.Add(2, At(model.R, t, _m * _m), control, _m, _m, _n, _control);
        Multiplication.AddTransposed(-2, At(model.B, t, _n * _m), _image, _m, _n, _n, _control);
        for (int i = 0; i < _adversary.Length; i++)
        {
            _adversary[i] = -2 * _squaredGamma * adversary[i];
        }

        Multiplication.AddTransposed(2, At(model.D, t, _n * P), _image, P, _n, _n, _adversary);
        Weigh(_control, _m, moment, controlSlope);
        Weigh(_adversary, P, moment, adversarySlope);
    }

    /// <summary>The least eigenvalue of γ²I − D'MD at stage t; NaN where it is not to be had.</summary>
    public double Margin(int t, ReadOnlySpan<double> next)
    {
        ReadOnlySpan<double> d = At(_part.Model.D, t, _n * P);
        double[] image = new double[_n * P], form = new double[P * P], eigenvalues = new double[P];
        Multiplication.Add(-1, next, d, _n, _n, P, image);
        Multiplication.AddTransposed(1, d, image, P, _n, P, form);
        for (int i = 0; i < P; i++)
        {
            form[i * (P + 1)] += _squaredGamma;
        }

        SymmetricEigenvalues.Compute(P, form, eigenvalues, new double[SymmetricEigenvalues.WorkspaceLength(P)]);
        return eigenvalues[0];
    }

    private void Weigh(double[] slope, int rows, ReadOnlySpan<double> moment, Span<double> destination)
    {
        if (moment.IsEmpty)
        {
            slope.CopyTo(destination);
            return;
        }

        destination.Clear();
        Multiplication.Add(1, slope, moment, rows, _n, _n, destination);
    }

    /// <summary>The matrix of stage t, where there is one a stage; the one matrix otherwise.</summary>
    private static ReadOnlySpan<double> At(ReadOnlySpan<double> series, int t, int length) =>
        series.Length == length ? series : series.Slice(t * length, length);
}
