namespace SpanLqr.Laws

open SpanLqr.Lqr

/// The stationary optimum that a solver under test returns.
type StationaryPolicy =
    {
        /// K of u = −Kx.
        Gain: float[,]
        /// P.
        CostToGo: float[,]
        /// tr(PW).
        Cost: float
        /// ρ(A − BK).
        SpectralRadius: float
    }

/// The optimum over T steps that a solver under test returns.
type HorizonPolicy =
    {
        /// K_0 … K_{T−1}.
        Gains: float[,][]
        /// P_0 … P_T.
        CostsToGo: float[,][]
        /// Σ_{t=1..T} tr(P_t W).
        Cost: float
    }

/// What an evaluation under test says about u = −Kx + σz.
type PolicyFacts =
    {
        /// C(K).
        Cost: float
        /// P_K.
        CostToGo: float[,]
        /// Σ_K.
        StateCovariance: float[,]
        /// E_K.
        GradientFactor: float[,]
        /// 2 E_K Σ_K.
        Gradient: float[,]
        /// Δ_K.
        ActionValue: float[,]
        /// ρ(A − BK).
        SpectralRadius: float
    }

/// The code whose answers are held to the laws: SpanLqr's, a reference, or yours. A function that fails should throw; every problem it
/// is given is well-posed, so that falsifies the law.
type LqrSubject =
    {
        /// The stationary optimum.
        Solve: LqrProblem -> StationaryPolicy
        /// The optimum over finitely many steps.
        SolveHorizon: FiniteHorizonProblem -> HorizonPolicy
        /// The facts about a stabilising gain under exploration of variance σ².
        Evaluate: LqrProblem -> float[,] -> float -> PolicyFacts
        /// One Newton–Kleinman step from a stabilising gain.
        NewtonImprove: LqrProblem -> float[,] -> float[,]
        /// X = Q + AXA' for a stable A.
        Lyapunov: float[,] -> float[,] -> float[,]
    }

/// The map between symmetric matrices and vectors that is held to the laws.
type SvecSubject =
    {
        /// svec: the upper triangle by rows, off-diagonal entries times √2.
        Pack: float[,] -> float[]
        /// smat, its inverse.
        Unpack: float[] -> float[,]
    }
