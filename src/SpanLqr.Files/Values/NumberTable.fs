/// Rows of numbers in a file of comma-separated values, with a line of names or without.
module SpanLqr.Files.NumberTable

open System
open System.Globalization
open System.IO
open nietras.SeparatedValues

let private tryNumber (text: string) =
    match Double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture) with
    | true, value -> Some value
    | _ -> None

let private options =
    SepReaderOptions(Nullable(Sep.New ','), HasHeader = false, DisableColCountCheck = true)

/// Every row of the file; `name` is what messages call it, and `complain` ends with an error.
let read (complain: string -> float[][]) name path =
    try
        let text = File.ReadAllText path
        use reader = options.FromText text
        let rows = ResizeArray<float[]>()
        let mutable fault = None
        let mutable line = 0

        while fault.IsNone && reader.MoveNext() do
            let row = reader.Current
            let cells: string[] = Array.zeroCreate row.ColCount

            for column in 0 .. row.ColCount - 1 do
                cells[column] <- row[column].ToString().Trim()

            line <- line + 1

            match cells |> Array.tryFindIndex (fun cell -> (tryNumber cell).IsNone) with
            | None ->
                let values = cells |> Array.map (tryNumber >> Option.get)

                match values |> Array.tryFindIndex (Double.IsFinite >> not) with
                | Some column -> fault <- Some $"{name}: line {line}, column {column + 1}: {cells[column]}, expected a finite number"
                | None -> rows.Add values
            | Some _ when
                cells = [| "" |]
                || line = 1 && cells |> Array.forall (fun cell -> (tryNumber cell).IsNone)
                ->
                ()
            | Some column -> fault <- Some $"{name}: line {line}, column {column + 1}: \"{cells[column]}\", expected a number"

        match fault with
        | Some fault -> complain fault
        | None -> rows.ToArray()
    with
    | :? IOException
    | :? UnauthorizedAccessException as error -> complain $"{name}: {error.Message}"
