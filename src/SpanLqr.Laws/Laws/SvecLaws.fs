/// svec stacks the upper triangle of a symmetric matrix with off-diagonal entries times √2; it is an isometry.
[<RequireQualifiedAccess>]
module SpanLqr.Laws.SvecLaws

open FsCheck.FSharp

/// ⟨svec X, svec Y⟩ = tr XY. Source: math.md 1; Alizadeh, Haeberly, Overton (1998).
let isometry (subject: SvecSubject) (x: SymmetricMatrix) =
    let n = Dense.rows x.Value

    Prop.forAll (Arb.fromGen (Entries.matrix n n |> Gen.map (Dense.symmetrise >> SymmetricMatrix))) (fun y ->
        Dense.dot (subject.Pack x.Value) (subject.Pack y.Value)
        |> Claim.numbersAgree "<svec X, svec Y> = tr XY" Claim.Tolerance (Dense.trace (Dense.multiply x.Value y.Value)))

/// smat(svec X) = X, and svec X has n(n+1)/2 entries.
let roundTrip (subject: SvecSubject) (x: SymmetricMatrix) =
    let n = Dense.rows x.Value
    let packed = subject.Pack x.Value

    Claim.all
        [
            Claim.holds $"length {packed.Length} for n = {n}" (packed.Length = n * (n + 1) / 2)
            subject.Unpack packed
            |> Claim.matricesAgree "smat(svec X) = X" Claim.Tolerance x.Value
        ]

/// ⟨svec(vv'), svec(X)⟩ = v'Xv: what makes svec the feature map of a quadratic action value.
let quadraticFeature (subject: SvecSubject) (x: SymmetricMatrix) =
    Prop.forAll (Arb.fromGen (Entries.vector (Dense.rows x.Value))) (fun v ->
        let outer = Array2D.init v.Length v.Length (fun i j -> v[i] * v[j])

        Dense.dot (subject.Pack outer) (subject.Pack x.Value)
        |> Claim.numbersAgree "<svec vv', svec X> = v'Xv" Claim.Tolerance (Dense.quadraticForm x.Value v))
