/// Numbers and plain matrices that a person can read: few digits, of moderate size.
module internal SpanLqr.Laws.Entries

open System
open FsCheck
open FsCheck.FSharp

/// Rounded so that a problem built by arithmetic still prints in a few digits.
let rounded (digits: int) (a: float[,]) =
    a |> Array2D.map (fun x -> Math.Round(x, digits))

/// A multiple of 1/100 between the bounds.
let between (low: float) (high: float) =
    Gen.choose (int (100.0 * low), int (100.0 * high))
    |> Gen.map (fun hundredths -> float hundredths / 100.0)

/// A matrix of multiples of 1/100 in [−1, 1].
let matrix height width =
    between -1.0 1.0 |> Gen.array2DOfDim height width

/// A vector of multiples of 1/100 in [−1, 1].
let vector length =
    between -1.0 1.0 |> Gen.arrayOfLength length

/// An orthogonal matrix, as a product of n Householder reflections I − 2vv'/v'v.
let orthogonal n =
    let reflect (q: float[,]) (v: float[]) =
        let squared = Dense.dot v v

        if squared < 0.01 then
            q
        else
            Array2D.init n n (fun i j ->
                let along = Seq.sum (seq { for k in 0 .. n - 1 -> v[k] * q[k, j] })
                q[i, j] - 2.0 * v[i] * along / squared)

    vector n
    |> Gen.arrayOfLength n
    |> Gen.map (Array.fold reflect (Dense.identity n))

/// V diag(λ) V' with λ log-uniform in [1/condition, 1], to six decimals.
let positiveDefinite condition n =
    gen {
        let! v = orthogonal n
        let! exponents = between -1.0 0.0 |> Gen.arrayOfLength n

        let lambda =
            Array2D.init n n (fun i j -> if i = j then condition ** exponents[i] else 0.0)

        return rounded 6 (Dense.symmetrise (Dense.multiply (Dense.multiply v lambda) (Dense.transpose v)))
    }

/// FF' of rank at most `rank`, exact in four decimals because F has two.
let positiveSemidefinite rank n =
    matrix n rank
    |> Gen.map (fun f -> rounded 4 (Dense.multiply f (Dense.transpose f)))

/// A matrix of spectral radius at most the given one (exactly it, up to rounding, unless the matrix is nilpotent).
let withSpectralRadius radius n =
    gen {
        let! a = matrix n n
        let rho = Dense.spectralRadius a

        return
            if rho < 1e-3 then
                Dense.scale radius a
            else
                rounded 4 (Dense.scale (radius / rho) a)
    }
