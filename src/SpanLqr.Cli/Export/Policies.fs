/// Parts that the controllers of all kinds are put together from.
module SpanLqr.Cli.Export.Policies

open System.Globalization

let variable name length about : Variable =
    {
        Name = name
        Length = length
        About = about
    }

let constantOf name about (values: float[,][]) : Constant =
    {
        Name = name
        About = about
        Values = values
    }

let constant name about value = constantOf name about [| value |]

/// A vector as a matrix of one column.
let column (values: float[]) =
    Array2D.init values.Length 1 (fun i _ -> values[i])

let product matrix vector = { Matrix = matrix; Vector = vector }

/// Whether a matrix says anything.
let isZero (constant: Constant) =
    constant.Values |> Array.forall (Seq.cast<float> >> Seq.forall ((=) 0.0))

/// The columns from one on.
let columns first count (matrix: float[,]) = matrix[*, first .. first + count - 1]

let number name (value: float option) =
    value
    |> Option.map (fun value -> name, value.ToString("G6", CultureInfo.InvariantCulture))
    |> Option.toList

/// The limits of so many inputs, if there are any.
type LimitsOf = int -> Limits option

let limited (limits: LimitsOf) (output: Variable) =
    match limits output.Length with
    | None -> []
    | Some limits -> [ Clamp(output, output, limits) ]
