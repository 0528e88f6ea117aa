/// The defaults that the documents state are those of the program. `UPDATE_DOCUMENTS=1 dotnet test` rewrites them.
module SpanLqr.Cli.Tests.DefaultsTests

open System
open System.IO
open SpanLqr.Cli.Learning
open Xunit

let private document = Path.Combine(Repository.root, "docs", "learning.md")
let private first = "<!-- defaults: made from the program by DefaultsTests -->\n"
let private last = "<!-- end of defaults -->"

/// Every setting of every method, methods that agree in one line.
let private table =
    let defaultsOf name =
        Method.all
        |> List.choose (fun method ->
            method.Defaults
            |> List.tryFind (fst >> (=) name)
            |> Option.map (fun (_, value) ->
                let variants =
                    method.Variants
                    |> List.choose (fun (setting, choice, others) ->
                        others
                        |> List.tryFind (fst >> (=) name)
                        |> Option.map (fun (_, other) -> $", {other} with `--{setting} {choice}`"))
                    |> String.concat ""

                value + variants, $"{method.Kind} {method.Name}"))
        |> List.groupBy fst
        |> List.map (fun (value, methods) -> value, methods |> List.map snd |> String.concat ", ")

    let rows =
        Knob.all
        |> List.collect (fun knob ->
            defaultsOf knob.Name
            |> List.map (fun (value, methods) -> $"| `--{knob.Name}` | {methods} | {value} |"))

    String.Join("\n", [ "| setting | of | default |"; "|---|---|---|" ] @ rows)
    + "\n"

[<Fact>]
let ``the document's table of defaults is that of the program`` () =
    let text = File.ReadAllText document

    let start = text.IndexOf(first, StringComparison.Ordinal) + first.Length

    let stop = text.IndexOf(last, StringComparison.Ordinal)
    Assert.True(start >= first.Length && stop >= start, "The document has no place for the table.")

    if Environment.GetEnvironmentVariable "UPDATE_DOCUMENTS" = "1" then
        File.WriteAllText(document, text[.. start - 1] + table + text[stop..])
    else
        Assert.Equal(table, text[start .. stop - 1])

[<Fact>]
let ``the library's defaults are those of the command`` () =
    let settings kind name =
        Method.settings (Method.find kind (Some name)) []

    let zeroOrder = settings "lqr" "zso"
    Assert.Equal(SpanLqr.ZeroOrder.GradientOptions(), Descents.gradient 0UL zeroOrder)
    Assert.Equal(SpanLqr.Learning.DescentOptions(), Descents.options 0UL zeroOrder)
    Assert.Equal(SpanLqr.Learning.RolloutCostOptions(), Descents.rollouts 1 zeroOrder)
