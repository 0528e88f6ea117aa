/// The files of kind `lqr`.
module SpanLqr.Files.LqrKind

open SpanLqr.Files.Results

let files =
    {
        Name = LqrFile.Kind
        Description = $"x+ = A x + B u + w, stage cost x'Qx + 2x'Su + u'Ru; n states, m inputs. {FileKind.CheckedOnReading}"
        IsProblem =
            function
            | Stationary _
            | FiniteHorizon _
            | Plant _ -> true
            | _ -> false
        Problem = LqrFile.codec
        IsResult =
            function
            | StationaryResult _
            | HorizonResult _
            | PlantResult _
            | PlantHorizonResult _ -> true
            | _ -> false
        Result = LqrResults.format
    }
