namespace SpanLqr.Files.Results

open SpanLqr.Files
open SpanLqr.Lqr

/// Results of `lqr` problems of a discrete plant whose state is known.
module LqrResultFile =
    /// The result of a stationary problem with n states and m inputs.
    let stationary n m =
        let field = Field<StationaryResult>()

        ObjectBuilder<StationaryResult>() {
            let! k = field.Required("K", Settled.matrix m n, "m×n, the gain of u = −Kx", _.K)
            and! p = field.Required("P", Settled.matrix n n, "n×n, the cost to go x'Px", _.P)

            and! radius =
                field.Stated("spectralRadius", Value.number, "of A − BK", _.SpectralRadius)

            and! eigenvalues =
                field.Stated("eigenvalues", Settled.several n "eigenvalues" Settled.complex, "of A − BK, by modulus", _.Eigenvalues)

            and! cost =
                field.Stated("cost", Value.number, "tr(PW), the long-run average", _.Cost)

            and! residual =
                field.Stated("residual", Value.number, "‖DARE(P) − P‖_F/(1 + ‖P‖_F)", _.Residual)

            return
                {
                    K = k
                    P = p
                    SpectralRadius = radius
                    Eigenvalues = eigenvalues
                    Cost = cost
                    Residual = residual
                    ErrorEstimate = None
                    GainErrorEstimate = None
                }
        }

    /// The result of a problem over a horizon of T steps.
    let horizon n m steps =
        let field = Field<HorizonResult>()

        let matrices length rows columns =
            Settled.several length "matrices" (Settled.matrix rows columns)

        ObjectBuilder<HorizonResult>() {
            let! k =
                field.Required("K", matrices steps m n, "T of them, m×n: u_t = −K_t x_t", _.K)

            and! p = field.Required("P", matrices (steps + 1) n n, "T + 1 of them, n×n", _.P)

            and! cost = field.Stated("cost", Value.number, "Σ tr(P_t W) for t = 1 … T", _.Cost)

            return ({ K = k; P = p; Cost = cost }: HorizonResult)
        }
