/// The oracle's arithmetic against exact rational arithmetic.
module SpanLqr.Laws.Tests.DoubleDoubleTests

open System
open System.Numerics
open SpanLqr.Reference
open Xunit

/// A fraction of big integers, not reduced.
type private Fraction = { Top: BigInteger; Bottom: BigInteger }

let private exactFloat (x: float) =
    let bits = BitConverter.DoubleToInt64Bits x
    let exponent = int ((bits >>> 52) &&& 0x7FFL)
    let fraction = bits &&& 0xFFFFFFFFFFFFFL

    let significand =
        (if exponent = 0 then fraction else fraction ||| (1L <<< 52)) * int64 (sign x)

    let power = max exponent 1 - 1075

    if power >= 0 then
        {
            Top = BigInteger significand <<< power
            Bottom = BigInteger.One
        }
    else
        {
            Top = BigInteger significand
            Bottom = BigInteger.One <<< -power
        }

let private plus x y =
    {
        Top = x.Top * y.Bottom + y.Top * x.Bottom
        Bottom = x.Bottom * y.Bottom
    }

let private times x y =
    {
        Top = x.Top * y.Top
        Bottom = x.Bottom * y.Bottom
    }

let private negative x = { x with Top = -x.Top }

let private exact (x: DoubleDouble) =
    plus (exactFloat x.High) (exactFloat x.Low)

/// |actual − expected| ≤ units·2⁻¹⁰⁶·|expected|, decided in integers.
let private within (units: int) expected (actual: DoubleDouble) =
    let difference = plus (exact actual) (negative expected)

    Assert.True(
        BigInteger.Abs(difference.Top * expected.Bottom) <<< 106
        <= BigInteger units * BigInteger.Abs(expected.Top * difference.Bottom),
        $"{actual} is off"
    )

/// Numbers with all 106 bits in use, over forty decades and both signs, some with a gap between the parts.
let private samples =
    let random = Random 20260807

    let next _ =
        let scale = Math.Pow(10.0, 40.0 * random.NextDouble() - 20.0)
        let high = scale * (2.0 * random.NextDouble() - 1.0)
        let low = high * Math.ScaleB(random.NextDouble() - 0.5, -53 - random.Next 20)
        DoubleDouble.FastTwoSum(high, low)

    Array.init 500 next

let private pairs = Array.pairwise samples

/// Pairs that cancel in all but their last digits.
let private cancelling =
    samples
    |> Array.map (fun x -> x, DoubleDouble.FastTwoSum(-x.High, x.Low * 0.75))

[<Fact>]
let ``a sum and a product of floats are exact`` () =
    for x, y in pairs do
        within 0 (plus (exactFloat x.High) (exactFloat y.High)) (DoubleDouble.TwoSum(x.High, y.High))
        within 0 (times (exactFloat x.High) (exactFloat y.High)) (DoubleDouble.TwoProduct(x.High, y.High))

[<Fact>]
let ``sums and differences are within three units, cancelling or not`` () =
    for x, y in Array.append pairs cancelling do
        within 4 (plus (exact x) (exact y)) (x + y)
        within 4 (plus (exact x) (negative (exact y))) (x - y)

[<Fact>]
let ``products are within four units`` () =
    for x, y in pairs do
        within 4 (times (exact x) (exact y)) (x * y)

[<Fact>]
let ``quotients are within ten units`` () =
    for x, y in pairs do
        let divisor = exact y

        let inverse =
            {
                Top = divisor.Bottom
                Bottom = divisor.Top
            }

        within 10 (times (exact x) inverse) (x / y)

[<Fact>]
let ``the square of a root is within ten units of where it came from`` () =
    for x in samples |> Array.map DoubleDouble.Abs do
        let root = exact (DoubleDouble.Sqrt x)
        let square = times root root
        let target = exact x
        let difference = plus square (negative target)

        Assert.True(
            BigInteger.Abs(difference.Top * target.Bottom) <<< 106
            <= BigInteger 10 * target.Top * difference.Bottom
        )

    Assert.Equal(DoubleDouble.Zero, DoubleDouble.Sqrt DoubleDouble.Zero)

[<Fact>]
let ``a third times three is one`` () =
    within 1 (exactFloat 1.0) (DoubleDouble.One / DoubleDouble.Of 3.0 * DoubleDouble.Of 3.0)
