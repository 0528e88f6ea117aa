/// Wrong files of every sort: exit code 2 and one line that says where, what was found and what was expected.
module SpanLqr.Cli.Tests.MalformedFileTests

open System
open System.IO
open Xunit

type private Case =
    {
        Text: string
        Where: string
        What: string
    }

let private case name text where what =
    name,
    {
        Text = text
        Where = where
        What = what
    }

let private lqrWith (key: string) value =
    let parts =
        [
            "A", "[[1.1,1],[0,0.9]]"
            "B", "[[0],[1]]"
            "Q", "[[1,0],[0,1]]"
            "R", "[[1]]"
        ]
        |> List.filter (fun (name, _) -> name <> key)

    let members =
        (key, value) :: parts |> List.map (fun (name, value) -> $"\"{name}\":{value}")

    "{\"kind\":\"lqr\"," + String.Join(",", members) + "}"

/// The small problem without one of its keys.
let private lqrWithout key =
    (lqrWith key "0").Replace($"\"{key}\":0,", "")

let private population (replace: string * string) =
    """{"name":"p","size":4,"A":[[0.9]],"B":[[1]],"Q":[[1]],"R":[[1]],"W":[[1]]}""".Replace(fst replace, snd replace)

let private unchanged = " ", " "

let private teamOf populations coupling =
    let populations = String.Join(",", (populations: string list))
    $"""{{"kind":"team","populations":[{populations}]{coupling}}}"""

let private teamWith replace = teamOf [ population replace ] ""

let private coupled table =
    teamOf [ population unchanged; population ("\"p\"", "\"q\"") ] $",\"coupling\":{table}"

let private wholeWith (from: string) (into: string) = Problems.monolithic.Replace(from, into)

let private structure =
    [
        case "empty file" "" "" "empty"
        case "only blanks" " \n\t " "" "empty"
        case "only a comment" "// nothing" "line 1" "not valid JSON"
        case "cut short" """{"kind":"lqr","A":[[1""" "line 1, byte 22" "not valid JSON"
        case "error on the third line" "{\n\"kind\":\n?}" "line 3, byte 1" "not valid JSON"
        case "NaN literal" (lqrWith "R" "[[NaN]]") "line 1" "not valid JSON"
        case "Infinity literal" (lqrWith "R" "[[Infinity]]") "line 1" "not valid JSON"
        case "two documents" "{}{}" "line 1" "not valid JSON"
        case "nested too deep" (String('[', 10_000)) "line 1" "depth"
        case "text that is not UTF-8 JSON" "\u0001" "line 1" "not valid JSON"
        case "an array" "[]" "$:" "an empty array, expected an object"
        case "a number" "17" "$:" "the number 17, expected an object"
        case "null" "null" "$:" "null, expected an object"
        case "no kind" "{}" "$.kind" "missing"
        case "unknown kind" """{"kind":"lqg"}""" "$.kind" "\"lqg\", expected one of \"lqr\", \"team\""
        case "kind of a later version" """{"kind":"kalman"}""" "$.kind" "\"kalman\", expected one of \"lqr\", \"team\""
        case "kind of a wrong type" """{"kind":1}""" "$.kind" "the number 1"
        case "kind given twice" """{"kind":"lqr","kind":"lqr"}""" "$.kind" "twice"
        case "unknown key" (lqrWith "D" "[[1]]") "$.D" "unknown key"
        case "unknown key that needs quotes" (lqrWith "a b" "1") "$[\"a b\"]" "unknown key"
        case "unknown key with a line feed" (lqrWith "a\\nb" "1") "$[\"a\\nb\"]" "unknown key"
        case "key that is no Unicode" (lqrWith "\\ud800" "1") "$" "Unicode"
        case "key given twice" ((lqrWith "R" "[[1]]").Replace("}", ",\"R\":[[1]]}")) "$.R" "twice"
    ]

let private matrices =
    [
        case "A missing" (lqrWithout "A") "$.A" "missing"
        case "B missing" (lqrWithout "B") "$.B" "missing"
        case "Q missing" (lqrWithout "Q") "$.Q" "missing"
        case "R missing" (lqrWithout "R") "$.R" "missing"
        case "matrix is a number" (lqrWith "R" "1") "$.R" "the number 1, expected a matrix"
        case "matrix is a row" (lqrWith "R" "[1]") "$.R[0]" "the number 1, expected a row"
        case "matrix is null" (lqrWith "W" "null") "$.W" "null, expected a matrix"
        case "matrix is an object" (lqrWith "R" "{}") "$.R" "an object, expected a matrix"
        case "empty matrix" (lqrWith "A" "[]") "$.A" "an empty array, expected a matrix"
        case "empty row" (lqrWith "A" "[[]]") "$.A[0]" "an empty array, expected a row"
        case "ragged rows" (lqrWith "A" "[[1,2],[3]]") "$.A[1]" "1 number, expected 2"
        case "later row is a number" (lqrWith "A" "[[1,2],3]") "$.A[1]" "the number 3, expected a row"
        case "entry is a string" (lqrWith "A" """[[1,"2"],[3,4]]""") "$.A[0][1]" "the string \"2\", expected a number"
        case "entry is null" (lqrWith "A" "[[1,2],[null,4]]") "$.A[1][0]" "null, expected a number"
        case "entry is an array" (lqrWith "A" "[[1,2],[[3],4]]") "$.A[1][0]" "an array of length 1, expected a number"
        case "entry is true" (lqrWith "A" "[[1,2],[true,4]]") "$.A[1][0]" "true, expected a number"
        case "entry too large for a double" (lqrWith "A" "[[1,2],[1e999,4]]") "$.A[1][0]" "1e999, expected a finite number"
        case "A not square" (lqrWith "A" "[[1,2]]") "$.A" "1×2, expected a square matrix"
        case "B with other rows" (lqrWith "B" "[[1],[2],[3]]") "$.B" "3 rows, expected 2 (A is 2×2)"
        case "Q of another size" (lqrWith "Q" "[[1]]") "$.Q" "1 row, expected 2 (A is 2×2)"
        case "Q with another width" (lqrWith "Q" "[[1],[1]]") "$.Q" "1 column, expected 2 (A is 2×2)"
        case "R of another size" (lqrWith "R" "[[1,0],[0,1]]") "$.R" "2 rows, expected 1 (B is 2×1)"
        case "S of another size" (lqrWith "S" "[[1,0]]") "$.S" "1 row, expected 2 (B is 2×1)"
        case "W of another size" (lqrWith "W" "[[1]]") "$.W" "1 row, expected 2 (A is 2×2)"
        case "Q not symmetric" (lqrWith "Q" "[[1,0.1],[0.2,1]]") "$.Q" "[0][1] is 0.1 but [1][0] is 0.2"
        case "W not symmetric" (lqrWith "W" "[[1,0.1],[0.2,1]]") "$.W" "[0][1] is 0.1 but [1][0] is 0.2"
        case "Q indefinite" (lqrWith "Q" "[[1,2],[2,1]]") "$.Q" "eigenvalue of -1, expected a positive semidefinite matrix"
        case "W indefinite" (lqrWith "W" "[[1,2],[2,1]]") "$.W" "eigenvalue of -1, expected a positive semidefinite matrix"
        case "R zero" (lqrWith "R" "[[0]]") "$.R" "eigenvalue of 0, expected a positive definite matrix"
        case "R negative" (lqrWith "R" "[[-2]]") "$.R" "eigenvalue of -2, expected a positive definite matrix"
        case "S too large" (lqrWith "S" "[[2],[0]]") "$.S" "[[Q, S], [S', R]]"
        case "indefinite is no switch" (lqrWith "indefinite" "1") "$.indefinite" "the number 1, expected true or false"
    ]

let private horizons =
    let three = "[[[1]],[[1]],[[1]]]"

    let withHorizon steps key value =
        (lqrWith key value).Replace("\"kind\"", $"\"horizon\":{steps},\"kind\"")

    [
        case "horizon zero" (lqrWith "horizon" "0") "$.horizon" "the number 0, expected a whole number from 1"
        case "horizon negative" (lqrWith "horizon" "-3") "$.horizon" "the number -3, expected a whole number from 1"
        case "horizon broken" (lqrWith "horizon" "2.5") "$.horizon" "the number 2.5, expected a whole number"
        case "horizon a string" (lqrWith "horizon" "\"3\"") "$.horizon" "the string \"3\", expected a whole number"
        case "horizon too long for any result" (lqrWith "horizon" "2000000000") "$.horizon" "2000000000 steps"
        case "horizon not an int" (lqrWith "horizon" "1e12") "$.horizon" "the number 1e12, expected a whole number"
        case "Qf without a horizon" (lqrWith "Qf" "[[1,0],[0,1]]") "$.Qf" "expected only together with `horizon`"
        case "Qf indefinite" (withHorizon 3 "Qf" "[[1,0],[0,-1]]") "$.Qf" "eigenvalue of -1"
        case "matrices over time without a horizon" (lqrWith "R" three) "$.R" "expected one matrix"
        case "fewer matrices than steps" (withHorizon 4 "R" three) "$.R" "3 matrices, expected 4"
        case "one matrix over time is wrong" (withHorizon 3 "R" "[[[1]],[[-1]],[[1]]]") "$.R[1]" "eigenvalue of -1"
        case "one matrix over time has another size" (withHorizon 2 "A" "[[[1,0],[0,1]],[[1]]]") "$.A[1]" "1 row, expected 2"
        case "one matrix over time is a number" (withHorizon 2 "R" "[[[1]],2]") "$.R[1]" "the number 2, expected a matrix"
    ]

let private populations =
    [
        case "no populations" """{"kind":"team"}""" "$.populations" "missing"
        case "populations empty" """{"kind":"team","populations":[]}""" "$.populations" "at least one population"
        case "populations an object" """{"kind":"team","populations":{}}""" "$.populations" "an object, expected an array"
        case "population a number" """{"kind":"team","populations":[1]}""" "$.populations[0]" "the number 1, expected an object"
        case "both ways of giving a team" """{"kind":"team","populations":[],"A":[[1]]}""" "$.A" "unknown key"
        case "unknown key of a population" (teamWith ("\"R\"", "\"r\"")) "$.populations[0].r" "unknown key"
        case "name missing" (teamWith ("\"name\":\"p\",", "")) "$.populations[0].name" "missing"
        case "name empty" (teamWith ("\"p\"", "\"\"")) "$.populations[0].name" "the string \"\", expected a name"
        case "name a number" (teamWith ("\"p\"", "1")) "$.populations[0].name" "the number 1, expected a name"
        case "name of the mean field" (teamWith ("\"p\"", "\"mean field\"")) "$.populations[0].name" "another name"
        case "name given twice" (teamOf [ population unchanged; population unchanged ] "") "$.populations[1].name" "\"p\""
        case "size missing" (teamWith ("\"size\":4,", "")) "$.populations[0].size" "missing"
        case "size zero" (teamWith ("4", "0")) "$.populations[0].size" "the number 0, expected a whole number from 1"
        case "size broken" (teamWith ("4", "1.5")) "$.populations[0].size" "the number 1.5, expected a whole number"
        case "size too large" (teamWith ("4", "3000000000")) "$.populations[0].size" "the number 3000000000"
        case "A not square" (teamWith ("[[0.9]]", "[[0.9,1]]")) "$.populations[0].A" "1×2, expected a square matrix"
        case "B with other rows" (teamWith ("\"B\":[[1]]", "\"B\":[[1],[1]]")) "$.populations[0].B" "2 rows, expected 1"
        case "W negative" (teamWith ("\"W\":[[1]]", "\"W\":[[-1]]")) "$.populations[0].W" "eigenvalue of -1"
        case "deviation weight negative" (teamWith ("\"Q\":[[1]]", "\"Q\":[[-1]]")) "$.populations[0].Q" "deviation weight Q of \"p\""
        case "deviation weight R zero" (teamWith ("\"R\":[[1]]", "\"R\":[[0]]")) "$.populations[0].R" "deviation weight R of \"p\""
    ]

let private couplings =
    [
        case "coupling an array" (coupled "[]") "$.coupling" "an empty array, expected an object"
        case "unknown key of the coupling" (coupled """{"C":null}""") "$.coupling.C" "unknown key"
        case "table a number" (coupled """{"A":1}""") "$.coupling.A" "the number 1, expected an array of rows"
        case "table too short" (coupled """{"A":[[null,null]]}""") "$.coupling.A" "an array of length 1, expected 2"
        case "row of a table too short" (coupled """{"A":[[null],[null,null]]}""") "$.coupling.A[0]" "length 1, expected 2"
        case "block a number" (coupled """{"A":[[null,1],[null,null]]}""") "$.coupling.A[0][1]" "the number 1, expected a matrix"
        case "block of another size" (coupled """{"A":[[null,[[1,2]]],[null,null]]}""") "$.coupling.A[0][1]" "2 columns, expected 1"
        case "weight without its mirror" (coupled """{"Q":[[null,[[0.1]]],[null,null]]}""") "$.coupling.Q[0][1]" "$.coupling.Q[1][0]"
        case "weight unlike its mirror" (coupled """{"Q":[[null,[[0.1]]],[[[0.2]],null]]}""") "$.coupling.Q[0][1]" "is 0.1 but"
        case
            "own coupling not symmetric"
            (Problems.team.Replace("\"Q\":[[null", "\"Q\":[[[[0,0.1],[0,0]]"))
            "$.coupling.Q[0][0]"
            "[0][1] is 0.1"
        case "deviation weight too small" (coupled """{"Q":[[[[2]],null],[null,null]]}""") "$.populations[0].Q" "deviation weight Q"
        case "mean-field weight negative" (coupled """{"Q":[[[[-1]],null],[null,null]]}""") "$.coupling" "mean-field weight Q"
        case "mean-field weight R negative" (coupled """{"R":[[[[-1]],null],[null,null]]}""") "$.coupling" "mean-field weight R"
        case "mean-field covariance negative" (coupled """{"W":[[[[-1]],null],[null,null]]}""") "$.coupling" "mean-field covariance W"
        case "deviation covariance negative" (coupled """{"W":[[[[2]],null],[null,null]]}""") "$.populations[0].W" "deviation covariance W"
    ]

let private gameWith (from: string) (into: string) = Problems.game.Replace(from, into)

let private games =
    [
        case "game without populations" """{"kind":"game"}""" "$.populations" "missing"
        case "game with no population" """{"kind":"game","populations":[]}""" "$.populations" "at least one population"
        case "unknown key of a game" (gameWith "\"couplings\"" "\"coupling\"") "$.coupling" "unknown key, expected one of kind, populations"
        case "unknown key of its population" (gameWith "\"own\"" "\"Own\"") "$.populations[0].Own" "unknown key"
        case "name taken in a game" (gameWith "\"name\":\"b\"" "\"name\":\"a\"") "$.populations[1].name" "other than that of population 0"
        case
            "other number of states"
            (gameWith "[[1.05,0],[0.1,0.7]]" "[[1]]")
            "$.populations[1].A"
            "1 states, expected 2 (as population 0 has)"
        case "mean too long" (gameWith "[1,2]" "[1,2,3]") "$.populations[0].mean0" "3 numbers, expected 2 (A is 2×2)"
        case "mean a matrix" (gameWith "[1,2]" "[[1],[2]]") "$.populations[0].mean0[0]" "an array of length 1, expected a number"
        case "mean a number" (gameWith "[1,2]" "1") "$.populations[0].mean0" "the number 1, expected a vector"
        case "initial covariance indefinite" (gameWith "[[1,0],[0,2]]" "[[1,0],[0,-2]]") "$.populations[1].cov0" "eigenvalue of -2"
        case "own weight indefinite" (gameWith "[[0.1,0],[0,0]]" "[[0.1,0],[0,-1]]") "$.populations[0].own" "eigenvalue of -1"
        case "state weight indefinite" (gameWith "[[1,0],[0,0.5]]" "[[1,0],[0,-0.5]]") "$.populations[1].Q" "eigenvalue of -0.5"
        case "input weight singular" (gameWith "[[2,0],[0,1]]" "[[2,0],[0,0]]") "$.populations[1].R" "positive definite"
        case "no agents" (gameWith "\"size\":20" "\"size\":0") "$.populations[0].size" "expected a whole number from 1"
        case "couplings an object" (gameWith "\"couplings\":[" "\"couplings\":{},\"x\":[") "$.x" "unknown key"
        case "coupling a number" (gameWith "\"couplings\":[" "\"couplings\":[1,") "$.couplings[0]" "the number 1, expected an object"
        case "coupling of nobody" (gameWith "\"of\":\"a\"" "\"of\":\"c\"") "$.couplings[0].of" "one of \"a\", \"b\""
        case "coupling to nobody" (gameWith "\"to\":\"b\"" "\"to\":2") "$.couplings[0].to" "the number 2, expected"
        case "coupling with itself" (gameWith "\"to\":\"b\"" "\"to\":\"a\"") "$.couplings[0]" "with itself"
        case
            "pair given twice"
            (gameWith "\"of\":\"b\",\"to\":\"a\"" "\"of\":\"a\",\"to\":\"b\"")
            "$.couplings[1]"
            "the same pair as coupling 0"
        case "coupling without weight" (gameWith "\"weight\":[[0.4,0],[0,0.1]]," "") "$.couplings[0].weight" "missing"
        case "coupling weight indefinite" (gameWith "[[0.4,0],[0,0.1]]" "[[0.4,0],[0,-3]]") "$.couplings[0].weight" "eigenvalue of -3"
        case "coupling weight not symmetric" (gameWith "[[0.4,0],[0,0.1]]" "[[0.4,1],[0,3]]") "$.couplings[0].weight" "[0][1] is 1 but"
        case
            "offset too short"
            (gameWith "\"offset\":[1,-1]" "\"offset\":[1]")
            "$.couplings[0].offset"
            "1 number, expected 2 (agents have 2 states)"
    ]

let private robustWith (from: string) (into: string) = Problems.robust.Replace(from, into)

let private robusts =
    [
        case "robust without horizon" (robustWith "\"horizon\":3," "") "$.horizon" "missing, expected a number of steps or \"infinite\""
        case "robust horizon another word" (robustWith "\"horizon\":3" "\"horizon\":\"never\"") "$.horizon" "the string \"never\", expected"
        case "robust horizon zero" (robustWith "\"horizon\":3" "\"horizon\":0") "$.horizon" "expected a whole number from 1"
        case
            "robust horizon too long"
            (Problems.stationaryRobust.Replace("\"infinite\"", "2000000000"))
            "$.horizon"
            "2000000000 steps of 2 states"
        case "other count of matrices" (robustWith "\"horizon\":3" "\"horizon\":4") "$.A" "3 matrices, expected 4 (the horizon)"
        case
            "weights without the last"
            (robustWith ",[[3,0],[0,3]]]" "]")
            "$.Qbar"
            "3 matrices, expected 4 (the horizon and one for the end)"
        case "two final weights" (robustWith "\"Qf\"" "\"Qbarf\"") "$.Qbarf" "expected only where Qbar is one matrix"
        case "series of an endless game" (robustWith "\"horizon\":3" "\"horizon\":\"infinite\"") "$.A" "expected one matrix"
        case
            "final weight of an endless game"
            (Problems.stationaryRobust.Replace("\"Q\":", "\"Qf\":[[1,0],[0,1]],\"Q\":"))
            "$.Qf"
            "only together with a horizon"
        case "Abar of another size" (robustWith "\"Abar\":[[0.1,0],[0,0.1]]" "\"Abar\":[[1]]") "$.Abar" "1 row, expected 2 (A is 2×2)"
        case
            "Bbar of another size"
            (robustWith "\"Bbar\":[[0.1],[0]]" "\"Bbar\":[[0.1,0],[0,0]]")
            "$.Bbar"
            "2 columns, expected 1 (B is 2×1)"
        case
            "Dbar of another size"
            (robustWith "\"Dbar\":[[0.1],[0]]" "\"Dbar\":[[0.1,0],[0,0]]")
            "$.Dbar"
            "2 columns, expected 1 (D is 2×1)"
        case "D with other rows" (robustWith "\"D\":[[1],[0.5]]" "\"D\":[[1]]") "$.D" "1 row, expected 2"
        case "R singular in a robust problem" (robustWith "\"R\":[[0.5]]" "\"R\":[[0]]") "$.R" "positive definite"
        case "Rbar of another size" (robustWith "\"Rbar\":[[1.5]]" "\"Rbar\":[[1,0],[0,1]]") "$.Rbar" "2 rows, expected 1"
        case "one state weight indefinite" (robustWith "[[3,0],[0,3]]" "[[3,0],[0,-3]]") "$.Qbar[3]" "eigenvalue of -3"
        case "Sigma indefinite" (robustWith "\"Sigma\":[[0.3,0],[0,0.2]]" "\"Sigma\":[[0.3,0],[0,-2]]") "$.Sigma" "eigenvalue of -2"
        case "SigmaBar missing" (robustWith "\"SigmaBar\":[[0.1,0],[0,0.1]]," "") "$.SigmaBar" "missing"
        case "gamma missing" (robustWith "\"gamma\":5," "") "$.gamma" "missing, expected a positive number or \"min\""
        case "gamma zero" (robustWith "\"gamma\":5" "\"gamma\":0") "$.gamma" "expected a positive number"
        case "gamma negative" (robustWith "\"gamma\":5" "\"gamma\":-1") "$.gamma" "expected a positive number"
        case "gamma whose square overflows" (robustWith "\"gamma\":5" "\"gamma\":1e200") "$.gamma" "whose square is one too"
        case
            "gamma another word"
            (robustWith "\"gamma\":5" "\"gamma\":\"least\"")
            "$.gamma"
            "the string \"least\", expected a positive number or \"min\""
        case "half an agent" (robustWith "\"agents\":6" "\"agents\":0.5") "$.agents" "expected a whole number"
        case "unknown key of a robust problem" (robustWith "\"Sigma0\"" "\"sigma0\"") "$.sigma0" "unknown key"
    ]

let private wholes =
    let agents =
        """[{"states":1,"inputs":1},{"states":1,"inputs":1},{"states":1,"inputs":1}]"""

    [
        case "agents missing" """{"kind":"team","A":[[1]],"B":[[1]],"Q":[[1]],"R":[[1]]}""" "$.agents" "missing"
        case "agents empty" (wholeWith agents "[]") "$.agents" "0 states in all, expected 3 (A is 3×3)"
        case "agents with too few states" (wholeWith agents """[{"states":1,"inputs":3}]""") "$.agents" "1 states in all, expected 3"
        case "agents with too many inputs" (wholeWith "[{\"states\":1,\"inputs\":1}" "[{\"states\":1,\"inputs\":2}") "$.agents" "4 inputs"
        case "agent without states" (wholeWith "[{\"states\":1," "[{") "$.agents[0].states" "missing"
        case
            "agent with no inputs"
            (wholeWith "[{\"states\":1,\"inputs\":1}" "[{\"states\":1,\"inputs\":0}")
            "$.agents[0].inputs"
            "number 0"
        case "unknown key of an agent" (wholeWith "[{\"states\":1," "[{\"state\":1,\"states\":1,") "$.agents[0].state" "unknown key"
        case "whole weight indefinite" (wholeWith "\"Q\":[[1,0,0.1]" "\"Q\":[[-1,0,0.1]") "$.Q" "positive semidefinite"
        case "whole B of another size" (wholeWith "\"B\":[[1,0,0],[0,2,0],[0,0,1]]" "\"B\":[[1]]") "$.B" "1 row, expected 3"
    ]

let private cases =
    structure
    @ matrices
    @ horizons
    @ populations
    @ couplings
    @ games
    @ robusts
    @ wholes
    |> dict

let names = cases.Keys |> Seq.map (fun name -> [| box name |])

let private assertOneLine (where: string) (what: string) (outcome: Cli.Outcome) =
    Assert.Equal(2, outcome.Code)
    Assert.Equal("", outcome.Out)
    let line = Assert.Single outcome.ErrLines
    Assert.Contains(where, line)
    Assert.Contains(what, line)

[<Theory; MemberData(nameof names)>]
let ``a malformed file gives exit code 2 and one line that says where and what`` name =
    Cli.inDirectory (fun directory ->
        let path = Path.Combine(directory, "problem.json")
        File.WriteAllText(path, cases[name].Text)
        let outcome = Cli.run [ "solve"; path; "--json" ]
        assertOneLine cases[name].Where cases[name].What outcome
        Assert.StartsWith(path + ": ", outcome.Err))

[<Fact>]
let ``a missing file is named`` () =
    Cli.run [ "solve"; "/nowhere/problem.json" ]
    |> assertOneLine "/nowhere/problem.json" "no such file"

[<Fact>]
let ``a directory is no problem file`` () =
    Cli.inDirectory (fun directory -> Cli.run [ "solve"; directory ] |> assertOneLine directory "a directory")

[<Fact>]
let ``an impossible file name is named`` () =
    Cli.run [ "solve"; "a\000b" ] |> assertOneLine "a b" "cannot be read"

[<Fact>]
let ``bytes that are not UTF-8 are refused`` () =
    Cli.inDirectory (fun directory ->
        let path = Path.Combine(directory, "problem.json")
        File.WriteAllBytes(path, [| 0x7Buy; 0x22uy; 0xFFuy; 0x22uy; 0x7Duy |])
        Cli.run [ "solve"; path ] |> assertOneLine path "")

[<Fact>]
let ``an error in standard input says so`` () =
    Cli.runOn "{}" [ "solve"; "-" ]
    |> assertOneLine "standard input: $.kind" "missing"

[<Fact>]
let ``a byte order mark, comments and trailing commas are read over`` () =
    let text = "\uFEFF// a comment\n" + Problems.small.Replace("}", ", /* another */}")
    Assert.Equal(0, (Cli.runOn text [ "solve"; "-" ]).Code)
