namespace SpanLqr.Reference

/// An unevaluated sum High + Low of two floats that do not overlap: 106 bits of significand, about 32 decimal digits.
///
/// The algorithms are those of Joldes, Muller and Popescu (ACM TOMS 44 (2017)), whose proven bounds are given with u = 2⁻⁵³.
/// They hold while nothing overflows and no product's rounding error underflows (magnitudes from about 1e-270 to 1e300).
[<Struct; CustomEquality; CustomComparison>]
type DoubleDouble =
    {
        /// The nearest float.
        High: float
        /// What High leaves out, at most half a unit in its last place.
        Low: float
    }

    /// a + b and its rounding error, exactly (Møller, Knuth).
    static member TwoSum(a: float, b: float) =
        let sum = a + b
        let partOfB = sum - a

        {
            High = sum
            Low = (a - (sum - partOfB)) + (b - partOfB)
        }

    /// a + b and its rounding error, exactly, for |a| ≥ |b| (Dekker).
    static member FastTwoSum(a: float, b: float) =
        let sum = a + b
        { High = sum; Low = b - (sum - a) }

    /// a·b and its rounding error, exactly, by a fused multiply-add.
    static member TwoProduct(a: float, b: float) =
        let product = a * b

        {
            High = product
            Low = System.Math.FusedMultiplyAdd(a, b, -product)
        }

    /// A float as it is.
    static member Of(x: float) = { High = x; Low = 0.0 }

    /// Zero, which sums start from.
    static member Zero = DoubleDouble.Of 0.0

    /// One.
    static member One = DoubleDouble.Of 1.0

    static member (~-)(x: DoubleDouble) = { High = -x.High; Low = -x.Low }

    /// Relative error at most 3u² + 13u³ (algorithm 6).
    static member (+)(x: DoubleDouble, y: DoubleDouble) =
        let high = DoubleDouble.TwoSum(x.High, y.High)
        let low = DoubleDouble.TwoSum(x.Low, y.Low)
        let partial = DoubleDouble.FastTwoSum(high.High, high.Low + low.High)
        DoubleDouble.FastTwoSum(partial.High, low.Low + partial.Low)

    static member (-)(x: DoubleDouble, y: DoubleDouble) = x + -y

    /// Relative error at most 4u² (algorithm 12).
    static member (*)(x: DoubleDouble, y: DoubleDouble) =
        let high = DoubleDouble.TwoProduct(x.High, y.High)
        let cross = System.Math.FusedMultiplyAdd(x.High, y.Low, x.Low * y.Low)
        DoubleDouble.FastTwoSum(high.High, high.Low + System.Math.FusedMultiplyAdd(x.Low, y.High, cross))

    /// One correction of the quotient of the high parts by the remainder that it leaves.
    static member (/)(x: DoubleDouble, y: DoubleDouble) =
        let quotient = x.High / y.High
        let remainder = x - y * DoubleDouble.Of quotient
        let corrected = DoubleDouble.FastTwoSum(quotient, remainder.High / y.High)
        let rest = x - y * corrected
        DoubleDouble.FastTwoSum(corrected.High, corrected.Low + rest.High / y.High)

    /// One Newton step from the root of the high part, which doubles its digits.
    static member Sqrt(x: DoubleDouble) =
        if x.High = 0.0 then
            DoubleDouble.Zero
        else
            let root = sqrt x.High
            let remainder = x - DoubleDouble.TwoProduct(root, root)
            DoubleDouble.FastTwoSum(root, remainder.High / (2.0 * root))

    static member Abs(x: DoubleDouble) = if x.High < 0.0 then -x else x

    /// The nearest float.
    member this.ToFloat() = this.High + this.Low

    override this.Equals other =
        match other with
        | :? DoubleDouble as y -> this.High = y.High && this.Low = y.Low
        | _ -> false

    override this.GetHashCode() = hash struct (this.High, this.Low)

    interface System.IComparable with
        member this.CompareTo other =
            match other with
            | :? DoubleDouble as y -> compare struct (this.High, this.Low) struct (y.High, y.Low)
            | _ -> invalidArg (nameof other) "not a DoubleDouble"
