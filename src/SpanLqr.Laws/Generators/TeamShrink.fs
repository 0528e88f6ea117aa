/// Steps from a team towards a simpler one; the caller drops those that lose well-posedness.
module internal SpanLqr.Laws.TeamShrink

open SpanLqr.Laws.TeamBlocks

let private changeBlocks change (draft: Draft) =
    { draft with
        Blocks = draft.Blocks |> Map.map change
    }

let private withoutPopulation l (draft: Draft) =
    let fewer =
        changeBlocks (fun _ blocks ->
            {
                Own = Array.removeAt l blocks.Own
                Between = blocks.Between |> Array.removeAt l |> Array.map (Array.removeAt l)
            })

    { fewer draft with
        Sizes = Array.removeAt l draft.Sizes
        Gains = Array.removeAt l draft.Gains
    }

/// Population l without one of its states (or inputs).
let private withoutDimension axis l dropped (draft: Draft) =
    let row kind a =
        if rowAxis kind = axis then
            Dense.withoutRow dropped a
        else
            a

    let column kind a =
        if columnAxis kind = axis then
            Dense.withoutColumn dropped a
        else
            a

    let onlyOf i change (a: float[,]) = if i = l then change a else a

    let change kind blocks =
        {
            Own = blocks.Own |> Array.mapi (fun i a -> onlyOf i (row kind >> column kind) a)
            Between =
                blocks.Between
                |> Array.mapi (fun i line ->
                    line
                    |> Array.mapi (fun j a -> a |> onlyOf i (row kind) |> onlyOf j (column kind)))
        }

    let gain =
        if axis = States then
            Dense.withoutColumn dropped
        else
            Dense.withoutRow dropped

    { changeBlocks change draft with
        Gains = draft.Gains |> Array.mapi (fun i k -> onlyOf i gain k)
    }

let private withOwn kind l value (draft: Draft) =
    let replaced blocks =
        { blocks with
            Own = Array.updateAt l value blocks.Own
        }

    { draft with
        Blocks = draft.Blocks |> Map.change kind (Option.map replaced)
    }

/// Sets the block between l and k; for weights and covariances the one between k and l follows.
let private withBetween kind l k (value: float[,]) (draft: Draft) =
    let set l k value (between: float[,][][]) =
        Array.updateAt l (Array.updateAt k value between[l]) between

    let replaced blocks =
        let there = set l k value blocks.Between

        { blocks with
            Between =
                if isSymmetric kind then
                    set k l (Dense.transpose value) there
                else
                    there
        }

    { draft with
        Blocks = draft.Blocks |> Map.change kind (Option.map replaced)
    }

let private uncoupled kind (draft: Draft) =
    let zero = Array.map (Array.map (Dense.scale 0.0))

    { draft with
        Blocks =
            draft.Blocks
            |> Map.change
                kind
                (Option.map (fun blocks ->
                    { blocks with
                        Between = zero blocks.Between
                    }))
    }

let private isCoupled kind (draft: Draft) =
    draft.Blocks[kind].Between
    |> Seq.concat
    |> Seq.exists (fun a -> Dense.norm a > 0.0)

let private fewerAgents (draft: Draft) l =
    [ 1; 2; draft.Sizes[l] - 1 ]
    |> Seq.distinct
    |> Seq.filter (fun size -> 0 < size && size < draft.Sizes[l])
    |> Seq.map (fun size ->
        { draft with
            Sizes = Array.updateAt l size draft.Sizes
        })

let private fewerDimensions (draft: Draft) l =
    seq {
        for axis in [ States; Inputs ] do
            let length = dimension axis draft l

            if length > 1 then
                for dropped in 0 .. length - 1 -> withoutDimension axis l dropped draft
    }

let private simplerGains (draft: Draft) l =
    Simplify.matrix draft.Gains[l]
    |> Seq.map (fun gain ->
        { draft with
            Gains = Array.updateAt l gain draft.Gains
        })

let private simplerBlocks (draft: Draft) kind l =
    let simpler =
        if isSymmetric kind then
            Simplify.symmetric
        else
            Simplify.matrix

    seq {
        for block in simpler (own kind draft l) -> withOwn kind l block draft

        for k in draft.Populations do
            let simplerBetween = if l = k then simpler else Simplify.matrix

            if l <= k || not (isSymmetric kind) then
                for block in simplerBetween (between kind draft l k) -> withBetween kind l k block draft
    }

/// Fewer populations, fewer agents, no coupling of a kind, fewer dimensions, then simpler numbers in one block at a time.
let candidates (draft: Draft) =
    let ofEach change =
        draft.Populations |> Seq.collect (change draft)

    seq {
        if draft.Sizes.Length > 1 then
            for l in draft.Populations -> withoutPopulation l draft

        yield! ofEach fewerAgents

        yield!
            kinds
            |> Seq.filter (fun kind -> isCoupled kind draft)
            |> Seq.map (fun kind -> uncoupled kind draft)

        yield! ofEach fewerDimensions
        yield! ofEach simplerGains

        for kind in kinds do
            yield! ofEach (fun draft l -> simplerBlocks draft kind l)
    }
