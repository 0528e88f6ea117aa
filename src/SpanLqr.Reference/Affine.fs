/// The affine regulator as a linear one whose state carries a 1: (x, 1)⁺ = [A, d; 0, 1](x, 1) + [B; 0]u,
/// stage weight [Q, q; q', 0] with cross weight [S; r'].
module SpanLqr.Reference.Affine

open SpanLqr.Reference.Matrix

let private column (x: float[]) =
    Array2D.init x.Length 1 (fun i _ -> x[i])

/// The problem of the augmented state.
let augment (p: Lqr.Problem) (drift: float[]) (stateWeight: float[]) (inputWeight: float[]) : Lqr.Problem =
    let n, m = rows p.B, columns p.B

    {
        A = ofBlocks [| [| p.A; column drift |]; [| zeros 1 n; identity 1 |] |]
        B = ofBlocks [| [| p.B |]; [| zeros 1 m |] |]
        Q =
            ofBlocks
                [|
                    [| p.Q; column stateWeight |]
                    [| transpose (column stateWeight); zeros 1 1 |]
                |]
        R = p.R
        S = ofBlocks [| [| p.S |]; [| transpose (column inputWeight) |] |]
        W = zeros (n + 1) (n + 1)
    }

/// P̂_T = [Q_T, q_T; q_T', 0].
let terminal (costToGo: float[,]) (linear: float[]) =
    ofBlocks [| [| costToGo; column linear |]; [| transpose (column linear); zeros 1 1 |] |]
