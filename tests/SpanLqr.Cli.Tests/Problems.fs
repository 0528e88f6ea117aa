/// Problem files as text.
module SpanLqr.Cli.Tests.Problems

open System
open System.Globalization

let private number (value: float) =
    value.ToString("R", CultureInfo.InvariantCulture)

/// A matrix as a JSON array of rows.
let matrix (m: float[,]) =
    let row i =
        "[" + String.Join(",", m[i, *] |> Array.map number) + "]"

    "[" + String.Join(",", Array.init (Array2D.length1 m) row) + "]"

let lqr (a: float[,]) b q r =
    $"""{{"kind":"lqr","A":{matrix a},"B":{matrix b},"Q":{matrix q},"R":{matrix r}}}"""

/// Unstable, two states, one input.
let small =
    """{"kind":"lqr","A":[[1.1,1],[0,0.9]],"B":[[0],[1]],"Q":[[1,0],[0,1]],"R":[[1]]}"""

let horizon =
    """{"kind":"lqr","horizon":3,"A":[[1.1,1],[0,0.9]],"B":[[0],[1]],"Q":[[1,0],[0,1]],"S":[[0.1],[0]],"Qf":[[2,0],[0,2]],
        "R":[[[1]],[[2]],[[3]]],"W":[[1,0],[0,0.5]]}"""

let team =
    """{"kind":"team","populations":[
          {"name":"p","size":4,"A":[[0.9,0.1],[0,0.8]],"B":[[0],[1]],"Q":[[1,0],[0,1]],"R":[[1]],"W":[[0.1,0],[0,0.2]]},
          {"name":"q","size":3,"A":[[1.05]],"B":[[0.5]],"Q":[[1]],"R":[[2]]}],
        "coupling":{"A":[[null,[[0.01],[0.02]]],[null,[[0.03]]]],"Q":[[null,[[0.01],[0]]],[[[0.01,0]],[[-0.02]]]]}}"""

/// Three agents, the first and the last of which can be exchanged.
let monolithic =
    """{"kind":"team","agents":[{"states":1,"inputs":1},{"states":1,"inputs":1},{"states":1,"inputs":1}],
        "A":[[1.1,0.2,0.1],[0.3,0.5,0.3],[0.1,0.2,1.1]],"B":[[1,0,0],[0,2,0],[0,0,1]],
        "Q":[[1,0,0.1],[0,3,0],[0.1,0,1]],"R":[[1,0,0],[0,1,0],[0,0,1]],"W":[[1,0,0],[0,2,0],[0,0,1]]}"""

/// Two populations whose links have different weights, so that only the fixed point will do.
let game =
    """{"kind":"game","populations":[
          {"name":"a","A":[[0.9,0.1],[0,0.8]],"B":[[0],[1]],"Q":[[1,0],[0,1]],"R":[[1]],"W":[[0.1,0],[0,0.2]],"mean0":[1,2],
           "own":[[0.1,0],[0,0]],"size":20},
          {"name":"b","A":[[1.05,0],[0.1,0.7]],"B":[[0.5,0],[0,1]],"Q":[[1,0],[0,0.5]],"R":[[2,0],[0,1]],"size":30,"cov0":[[1,0],[0,2]]}],
        "couplings":[{"of":"a","to":"b","weight":[[0.4,0],[0,0.1]],"offset":[1,-1]},
                     {"of":"b","to":"a","weight":[[0.2,0.1],[0.1,0.3]]}]}"""

/// Matrices over time, a disturbance of its own, finitely many agents.
let robust =
    """{"kind":"robust","horizon":3,"A":[[[0.9,0.1],[0,0.8]],[[1.1,0.1],[0,0.8]],[[0.9,0.2],[0,0.7]]],"Abar":[[0.1,0],[0,0.1]],
        "B":[[0],[1]],"Bbar":[[0.1],[0]],"D":[[1],[0.5]],"Dbar":[[0.1],[0]],"Q":[[1,0],[0,1]],
        "Qbar":[[[2,0],[0,1]],[[1,0],[0,1]],[[1,0],[0,1]],[[3,0],[0,3]]],"Qf":[[2,0],[0,2]],"R":[[0.5]],"Rbar":[[1.5]],
        "Sigma":[[0.3,0],[0,0.2]],"SigmaBar":[[0.1,0],[0,0.1]],"Sigma0":[[1,0],[0,1]],"gamma":5,"agents":6}"""

let stationaryRobust =
    """{"kind":"robust","horizon":"infinite","A":[[1.05,0.1],[0,0.8]],"B":[[0],[1]],"Q":[[1,0],[0,1]],"Qbar":[[2,0],[0,1]],
        "Sigma":[[0.3,0],[0,0.2]],"SigmaBar":[[0.1,0],[0,0.1]],"gamma":60,"agents":6}"""

/// Continuous, late, measured, held at a set-point by an integrator.
let plant =
    """{"kind":"lqr","time":"continuous","step":0.1,"delay":0.15,"A":[[-1,0.5],[0.2,0.1]],"B":[[0.1],[1]],"Q":[[1,0],[0,0.1]],"R":[[0.2]],
        "W":[[0.1,0],[0,0.2]],"rateWeight":[[0.05]],"C":[[1,0]],"V":[[0.01]],"reference":[2],"drift":[0.3,-0.1],
        "integral":true,"integralWeight":[[0.5]]}"""

/// A discounted plant that drifts, over a horizon.
let plantHorizon =
    """{"kind":"lqr","horizon":3,"delay":1,"discount":0.9,"A":[[1.1,1],[0,0.9]],"B":[[0],[1]],"Q":[[1,0],[0,1]],"R":[[1]],
        "W":[[1,0],[0,0.5]],"drift":[0.2,-0.1]}"""

let all =
    [
        "plant", plant
        "plant over a horizon", plantHorizon
        "small", small
        "horizon", horizon
        "team", team
        "monolithic", monolithic
        "game", game
        "robust", robust
        "stationary robust", stationaryRobust
    ]

/// A stable random problem of any size; the same for the same seed.
let random states inputs seed =
    let random = Random(seed: int)
    let entry _ _ = 2.0 * random.NextDouble() - 1.0

    let a =
        Array2D.init states states entry
        |> Array2D.map (fun x -> x * 1.5 / sqrt (float states))

    let b = Array2D.init states inputs entry

    let identity size =
        Array2D.init size size (fun i j -> if i = j then 1.0 else 0.0)

    lqr a b (identity states) (identity inputs)
