/// The samples are what their comments say they are.
module SpanLqr.Cli.Tests.SampleTests

open System
open System.IO
open System.Text.Json
open MathNet.Numerics.LinearAlgebra
open Xunit

/// e^m by its series after scaling, and squaring back.
let private exponential (m: Matrix<float>) =
    let squarings = 10
    let scaled = m / 2.0 ** float squarings

    let terms =
        Seq.unfold
            (fun (k, term: Matrix<float>) -> Some(term, (k + 1.0, term * scaled / k)))
            (1.0, Matrix<float>.Build.DenseIdentity m.RowCount)

    terms
    |> Seq.take 20
    |> Seq.reduce (+)
    |> Seq.unfold (fun power -> Some(power, power * power))
    |> Seq.item squarings

/// A and B of the plant sampled with inputs held, and the covariance of white noise of intensity w over one step.
let private discretise (a: Matrix<float>) (b: Matrix<float>) (w: Matrix<float>) step =
    let n, m = a.RowCount, b.ColumnCount

    let zero rows columns =
        Matrix<float>.Build.Dense(rows, columns)

    let held = exponential (step * (a.Append(b).Stack(zero m (n + m))))

    let loan =
        exponential (step * ((-a).Append(w).Stack((zero n n).Append(a.Transpose()))))

    let transition = loan.SubMatrix(n, n, n, n).Transpose()
    held.SubMatrix(0, n, 0, n), held.SubMatrix(0, n, n, m), transition * loan.SubMatrix(0, n, n, n)

let private sample name =
    JsonComparison.parse (File.ReadAllText(Path.Combine(Repository.root, "samples", name)))

let private matrix (value: JsonElement) =
    value.EnumerateArray()
    |> Seq.map (fun row -> row.EnumerateArray() |> Seq.map _.GetDouble())
    |> Matrix<float>.Build.DenseOfRows

/// Half a unit of the eighth digit, and what subtraction leaves where there should be nothing.
let private assertPrinted (expected: Matrix<float>) (found: Matrix<float>) =
    let gap = (expected - found).PointwiseAbs() - 5.1e-8 * expected.PointwiseAbs()
    Assert.True(gap.Enumerate() |> Seq.max <= 1e-13, $"{gap}")

let private sparse rows columns (entries: (int * int * float) list) =
    Matrix<float>.Build.DenseOfIndexed(rows, columns, entries |> Seq.map (fun (i, j, value) -> struct (i, j, value)))

let private assertSampled name (a, b, w) =
    let problem = sample name
    assertPrinted a (matrix (problem.GetProperty "A"))
    assertPrinted b (matrix (problem.GetProperty "B"))
    assertPrinted w (matrix (problem.GetProperty "W"))

[<Fact>]
let ``the quadrotor is the exact discretisation of the equations in its comments`` () =
    let g, mass = 9.81, 0.028
    let inertia = [ 16.571710e-6; 16.655602e-6; 29.261652e-6 ]
    let integrators = [ for i in [ 0..2 ] @ [ 6..8 ] -> i, i + 3, 1.0 ]
    let a = sparse 12 12 (integrators @ [ 3, 7, g; 4, 6, -g ])

    let b =
        sparse 12 4 ((5, 0, 1.0 / mass) :: List.mapi (fun i j -> 9 + i, 1 + i, 1e-3 / j) inertia)

    let w =
        sparse
            12
            12
            [
                for i in 0..2 do
                    yield! [ 3 + i, 3 + i, 0.01; 9 + i, 9 + i, 0.5 ]
            ]

    assertSampled "quadrotor.json" (discretise a b w 0.02)

[<Fact>]
let ``the cart-pole is the exact discretisation of the linearised model of its source`` () =
    let g, cart, pole, half = 9.81, 1.0, 0.1, 0.5
    let total = cart + pole
    // θ'' (4/3 − m/(M + m)) l = g θ − F / (M + m);  x'' = (F − m l θ'') / (M + m)
    let lever = (4.0 / 3.0 - pole / total) * half
    let ofAngle, ofForce = g / lever, -1.0 / (total * lever)
    let onCart acceleration = -pole * half * acceleration / total
    let a = sparse 4 4 [ 0, 1, 1.0; 2, 3, 1.0; 3, 2, ofAngle; 1, 2, onCart ofAngle ]
    let b = sparse 4 1 [ 3, 0, ofForce; 1, 0, 1.0 / total + onCart ofForce ]
    let w = sparse 4 4 [ 1, 1, 0.01; 3, 3, 0.01 ]
    assertSampled "cartpole.json" (discretise a b w 0.02)

[<Fact>]
let ``the swarms are the exact discretisation of the equations in their comments`` () =
    let populations = (sample "swarms.json").GetProperty "populations"

    for index, (drag, gust) in List.indexed [ 0.4, 0.02; 0.25, 0.01; 0.15, 0.004 ] do
        let a = sparse 4 4 [ 0, 2, 1.0; 1, 3, 1.0; 2, 2, -drag; 3, 3, -drag ]
        let b = sparse 4 2 [ 2, 0, 1.0; 3, 1, 1.0 ]
        let w = sparse 4 4 [ 2, 2, gust; 3, 3, gust ]
        let a, b, w = discretise a b w 0.2

        for key, expected in [ "A", a; "B", b; "W", w ] do
            assertPrinted expected (matrix (populations[index].GetProperty key))

[<Fact>]
let ``the microgrid is the exact discretisation of the equations in its comments`` () =
    let problem = sample "microgrid.json"
    let own = [ 0, 1, -1.0 / 3.6; 1, 1, -1.0 / 0.4; 2, 2, -0.25 ]
    let inputs = sparse 3 2 [ 1, 0, 1.0 / 0.4; 2, 1, 1.0 ]

    let ofDeviations =
        discretise (sparse 3 3 own) inputs (sparse 3 3 [ 1, 1, 0.02; 2, 2, 1e-6 ]) 0.5

    let ofMeans =
        discretise (sparse 3 3 ((2, 1, 0.03) :: own)) inputs (sparse 3 3 [ 2, 2, 4e-4 ]) 0.5

    let given (key: string) = matrix (problem.GetProperty key)

    // Each of the two matrices is printed to half a unit of its own eighth digit, so their sum is not.
    let assertSum expected (own: string) (mean: string) =
        let gap = (expected - given own - given mean: Matrix<float>).PointwiseAbs()
        Assert.True(gap.Enumerate() |> Seq.max <= 1e-8, $"{gap}")

    let a, bd, w = ofDeviations
    let aMean, bdMean, wMean = ofMeans
    assertPrinted a (given "A")
    assertPrinted (bd.SubMatrix(0, 3, 0, 1)) (given "B")
    assertPrinted (bd.SubMatrix(0, 3, 1, 1)) (given "D")
    assertPrinted w (given "Sigma")
    assertPrinted wMean (given "SigmaBar")
    assertSum aMean "A" "Abar"
    assertSum (bdMean.SubMatrix(0, 3, 0, 1)) "B" "Bbar"
    assertSum (bdMean.SubMatrix(0, 3, 1, 1)) "D" "Dbar"

/// The platoon in continuous time: populations by name, states and the index of the speed among them.
let private platoon =
    let trucks, cars = 24, 60
    let isTruck i = i < trucks

    let offset i =
        if isTruck i then 3 * i else 3 * trucks + 2 * (i - trucks)

    let states = offset (trucks + cars)
    let count = trucks + cars
    let drag i = if isTruck i then 0.009 else 0.014
    let share i = if isTruck i then 0.6 else 1.0
    let own i = if isTruck i then 0.002 else 0.004

    let motion i =
        let o = offset i

        [
            o, o + 1, 1.0
            if isTruck i then
                o + 1, o + 2, 1.0
                o + 2, o + 2, -1.0 / 0.5
        ]

    let slipstream i j =
        offset i + 1,
        offset j + 1,
        (if i = j then
             -(drag i)
         else
             0.3 * drag i / float (count - 1))

    let gust i j =
        offset i + 1, offset j + 1, 0.001 * share i * share j + (if i = j then own i else 0.0)

    let pairs entry =
        [
            for i in 0 .. count - 1 do
                for j in 0 .. count - 1 -> entry i j
        ]

    let input i =
        if isTruck i then
            offset i + 2, i, 1.0 / 0.5
        else
            offset i + 1, i, 1.0

    let a =
        sparse states states (List.collect motion [ 0 .. count - 1 ] @ pairs slipstream)

    let b = sparse states count (List.map input [ 0 .. count - 1 ])
    let w = sparse states states (pairs gust)

    let width i = if isTruck i then 3 else 2

    let byState (m: Matrix<float>) i j =
        m.SubMatrix(offset i, width i, offset j, width j)

    let byInput (m: Matrix<float>) i j = m.SubMatrix(offset i, width i, j, 1)
    let a, b, w = discretise a b w 0.1
    [ "A", byState a; "B", byInput b; "W", byState w ]

[<Fact>]
let ``the platoon is the exact discretisation of the equations in its comments`` () =
    let problem = sample "platoon.json"
    let agent l = if l = 0 then 0 else 24

    for key, block in platoon do
        let own (l: int) =
            problem.GetProperty("populations").[l].GetProperty key

        let between (l: int) (k: int) =
            problem.GetProperty("coupling").GetProperty(key).[l].[k]

        for l in 0..1 do
            assertPrinted (block (agent l) (agent l)) (matrix (own l))

            for k in 0..1 do
                assertPrinted (block (agent l) (agent k + (if l = k then 1 else 0))) (matrix (between l k))

[<Fact>]
let ``the README shows what its first command prints`` () =
    let outcome =
        Cli.run [ "solve"; Path.Combine(Repository.root, "samples", "platoon.json") ]

    let readme =
        File.ReadAllLines(Path.Combine(Repository.root, "README.md"))
        |> Array.map _.TrimEnd()

    // Relative errors of 1e-14 are rounding, which another machine may do otherwise.
    let lines =
        outcome.Out.Split('\n')
        |> Array.map _.TrimEnd()
        |> Array.filter (fun line -> line <> "" && not (line.Contains "relative error"))

    Assert.True(lines.Length > 10)
    Assert.All(lines, fun line -> Assert.Contains(line, readme))
