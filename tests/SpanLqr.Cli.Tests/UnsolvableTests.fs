/// Problems that are well formed and have no answer: exit code 3 and one line that names the hypothesis that fails.
module SpanLqr.Cli.Tests.UnsolvableTests

open Xunit

let private assertNoAnswer what problem =
    let outcome = Cli.runOn problem [ "solve"; "-"; "--json" ]
    Assert.Equal(3, outcome.Code)
    Assert.Equal("", outcome.Out)
    Assert.Contains(what, Assert.Single outcome.ErrLines)

let private stationary a b q rest =
    $"""{{"kind":"lqr","A":{a},"B":{b},"Q":{q},"R":[[1]]{rest}}}"""

[<Fact>]
let ``a growing mode that no input reaches is not stabilisable`` () =
    stationary "[[2,0],[0,0.5]]" "[[0],[1]]" "[[1,0],[0,1]]" ""
    |> assertNoAnswer "not stabilisable"

[<Fact>]
let ``a mode on the unit circle that the cost does not see has no stabilising solution`` () =
    stationary "[[1]]" "[[1]]" "[[0]]" "" |> assertNoAnswer "unit circle"

[<Fact>]
let ``an equation with complex solutions only has no answer`` () =
    // P² + (0.75 − q) P − q = 0 has no real root for q between −2.25 and −0.25.
    stationary "[[0.5]]" "[[1]]" "[[-1]]" ",\"indefinite\":true"
    |> assertNoAnswer "standard input: "

[<Fact>]
let ``a step without a minimum is named`` () =
    """{"kind":"lqr","horizon":3,"A":[[1]],"B":[[1]],"Q":[[1]],"Qf":[[0]],"R":[[[1]],[[-9]],[[1]]],"indefinite":true}"""
    |> assertNoAnswer "step 1: R + B'PB is not positive definite"

[<Fact>]
let ``numbers that overflow are announced`` () =
    stationary "[[1e300]]" "[[1e-300]]" "[[1e300]]" ""
    |> assertNoAnswer "standard input: "

[<Fact>]
let ``the population that cannot be stabilised is named`` () =
    """{"kind":"team","populations":[
         {"name":"good","size":2,"A":[[2]],"B":[[1]],"Q":[[1]],"R":[[1]]},
         {"name":"bad","size":2,"A":[[2]],"B":[[0]],"Q":[[1]],"R":[[1]]}]}"""
    |> assertNoAnswer "population \"bad\": (A, B) is not stabilisable"

[<Fact>]
let ``the population of a game that cannot be stabilised is named`` () =
    """{"kind":"game","populations":[
         {"name":"good","A":[[2]],"B":[[1]],"Q":[[1]],"R":[[1]]},
         {"name":"bad","A":[[2]],"B":[[0]],"Q":[[1]],"R":[[1]]}]}"""
    |> assertNoAnswer "population \"bad\": (A, B) is not stabilisable"

[<Fact>]
let ``a population that sees a mode of its own nowhere is not detectable`` () =
    """{"kind":"game","populations":[{"name":"p","A":[[1]],"B":[[1]],"Q":[[0]],"R":[[1]]}]}"""
    |> assertNoAnswer "population \"p\": (A, Q + Σ C) is not detectable"

[<Fact>]
let ``agents that want nothing but each other's company have no equilibrium`` () =
    """{"kind":"game","populations":[{"name":"p","A":[[1]],"B":[[1]],"Q":[[0]],"R":[[1]],"own":[[1]]}]}"""
    |> assertNoAnswer "no equilibrium found"

[<Fact>]
let ``the mean field that cannot be stabilised is named`` () =
    // Own input 1, everybody else's −1/(N − 1): the inputs cancel in the mean.
    """{"kind":"team","populations":[{"name":"p","size":3,"A":[[2]],"B":[[1]],"Q":[[1]],"R":[[1]]}],
        "coupling":{"B":[[[[-0.5]]]]}}"""
    |> assertNoAnswer "mean field: (A, B) is not stabilisable"
