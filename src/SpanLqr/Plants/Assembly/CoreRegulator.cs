using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Plants;

/// <summary>The Riccati equation of a <see cref="StepModel"/> with a discount, and the constant part of its policy.</summary>
internal sealed class CoreRegulator
{
    private CoreRegulator(StepModel model, LqrSolution solution, double discount)
    {
        Model = model;
        Solution = solution;
        Discount = discount;
        Gain = new Matrix(solution.Gain);
        CostToGo = new Matrix(solution.CostToGo);
        Loop = model.A - (model.B * Gain);
        InputHessian = (model.R + (discount * CostToGo.Along(model.B))).Symmetric();
        LinearCost = Matrix.Zero(model.A.Rows, 1);
        Offset = Matrix.Zero(model.B.Columns, 1);
    }

    public StepModel Model { get; }

    public LqrSolution Solution { get; }

    public double Discount { get; }

    public Matrix Gain { get; }

    public Matrix CostToGo { get; }

    /// <summary>A − BK.</summary>
    public Matrix Loop { get; }

    /// <summary>R + βB'PB.</summary>
    public Matrix InputHessian { get; }

    /// <summary>p.</summary>
    public Matrix LinearCost { get; private set; }

    /// <summary>κ.</summary>
    public Matrix Offset { get; private set; }

    /// <summary>What drift and linear weights cost a step: βc'Pc + 2βp'c − κ'(R + βB'PB)κ + constant.</summary>
    public double DriftCost { get; private set; }

    /// <summary>P and K of DARE(√β A, √β B, Q, R, S).</summary>
    public static CoreRegulator Solve(StepModel model, double discount, bool isIndefinite)
    {
        double root = Math.Sqrt(discount);
        LqrSolution solution = LqrSolver.Solve(new LqrProblem
        {
            A = (root * model.A).Entries,
            B = (root * model.B).Entries,
            Q = model.Q.Entries,
            R = model.R.Entries,
            S = model.S.Entries,
            Indefinite = isIndefinite,
        });
        return new CoreRegulator(model, solution, discount);
    }

    /// <summary>p = (I − βH')⁻¹(βH'Pc + q − K'r), κ = (R + βB'PB)⁻¹(βB'(Pc + p) + r), H = A − BK.</summary>
    /// <returns>False where the loop has the eigenvalue 1/β.</returns>
    public bool TrySolveDrift()
    {
        StepModel model = Model;
        Matrix pushed = CostToGo * model.Drift;
        Matrix matrix = Matrix.Identity(model.A.Rows) - (Discount * Loop.T);
        Matrix right = (Discount * (Loop.T * pushed)) + model.StateTerm - (Gain.T * model.InputTerm);
        if (!matrix.TrySolve(right, out Matrix linear))
        {
            return false;
        }

        LinearCost = linear;
        if (!InputHessian.TrySolve((Discount * (model.B.T * (pushed + linear))) + model.InputTerm, out Matrix offset))
        {
            return false;
        }

        Offset = offset;
        DriftCost = (Discount * ((model.Drift.T * pushed)[0, 0] + (2 * (linear.T * model.Drift)[0, 0])))
            - InputHessian.Along(offset)[0, 0] + model.Constant;
        return true;
    }

    /// <summary>[K κ].</summary>
    public Matrix AffineGain => Matrix.Join(Gain, Offset);

    /// <summary>[[P, p], [p', v]], v the cost that drift makes from now on, without a discount 0.</summary>
    public Matrix AffineCostToGo
    {
        get
        {
            double constant = Discount < 1 ? DriftCost / (1 - Discount) : 0;
            return Matrix.Stack(
                Matrix.Join(CostToGo, LinearCost),
                Matrix.Join(LinearCost.T, Matrix.Create(1, 1, (_, _) => constant)));
        }
    }
}
