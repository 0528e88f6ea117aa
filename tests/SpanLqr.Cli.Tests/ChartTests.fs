/// The numbers behind a picture
module SpanLqr.Cli.Tests.ChartTests

open SpanLqr.Cli.Pictures
open Xunit

[<Fact>]
let ``a logarithmic axis names whole powers and places them evenly`` () =
    let range = Ticks.rangeOf Logarithmic [ 0.003; 40.0; 0.0; nan ]

    Assert.Equal<(float * string) list>(
        [
            0.001, "10⁻³"
            0.01, "10⁻²"
            0.1, "10⁻¹"
            1.0, "10⁰"
            10.0, "10¹"
            100.0, "10²"
        ],
        Ticks.named range
    )

    Assert.Equal(0.4, Ticks.place range 0.1, 12)
    Assert.Equal(0.0, Ticks.place range 0.0)

[<Fact>]
let ``a linear axis names round numbers that lie on it`` () =
    let range = Ticks.rangeOf Linear [ 0.0; 0.93 ]
    Assert.Equal<string list>([ "0"; "0.2"; "0.4"; "0.6"; "0.8" ], Ticks.named range |> List.map snd)
    Assert.InRange(Ticks.place range 0.93, 0.9, 1.0)

[<Fact>]
let ``a constant and an empty panel still have an axis`` () =
    Assert.True((Ticks.named (Ticks.rangeOf Linear [ 5.0; 5.0 ])).Length > 1)
    Assert.True((Ticks.named (Ticks.rangeOf Logarithmic [])).Length > 1)

[<Fact>]
let ``quartiles lie between order statistics and whiskers cover the data`` () =
    let box = Box.ofValues 1.0 [| 4.0; 1.0; 3.0; 2.0; 10.0 |]
    Assert.Equal((1.0, 2.0, 3.0, 4.0, 10.0), (box.Least, box.LowerQuartile, box.Median, box.UpperQuartile, box.Greatest))
    Assert.Equal(1.5, (Box.ofValues 0.0 [| 1.0; 2.0 |]).Median)
