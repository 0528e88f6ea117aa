namespace SpanLqr.Laws

open FsCheck.FSharp
open SpanLqr.Laws.TeamBlocks

/// An order of a team's agents: at position i stands agent Value[i] of the order in which the problem lists them.
[<StructuredFormatDisplay("// agents in the order {Value}")>]
type AgentOrder = { Value: int[] }

/// Orders of agents and of populations.
[<RequireQualifiedAccess>]
module AgentOrders =
    let private ofArray order = { Value = order }

    /// Any order of `count` things.
    let any count =
        Gen.shuffle [| 0 .. count - 1 |] |> Gen.map ofArray |> Arb.fromGen

    /// Any order that leaves every agent in a place of its own population.
    let internal withinPopulations draft =
        let population = agents draft

        let reorder shuffled =
            let queues = shuffled |> Array.groupBy (fun i -> population[i]) |> Map

            // The n-th place of a population goes to the n-th of its shuffled agents.
            let place i =
                let rank =
                    population
                    |> Seq.take i
                    |> Seq.filter (fun l -> l = population[i])
                    |> Seq.length

                queues[population[i]][rank]

            ofArray (Array.init population.Length place)

        Gen.shuffle [| 0 .. population.Length - 1 |] |> Gen.map reorder |> Arb.fromGen
