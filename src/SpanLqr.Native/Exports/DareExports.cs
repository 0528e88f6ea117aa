using System.Runtime.InteropServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Native.Exports;

/// <summary>The stationary regulator.</summary>
internal static unsafe class DareExports
{
    [UnmanagedCallersOnly(EntryPoint = "spanlqr_dare_workspace")]
    public static long Workspace(int states, int inputs) => Call.Length(states, inputs, default(Need));

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_dare")]
    public static int Solve(NativeModel* model, NativeDareOptions* options, double* p, double* k, double* workspace, long length, NativeResult* result) =>
        Call.Run(new Work(model, options, p, k, workspace, length, result, isWarm: false));

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_dare_again")]
    public static int Resolve(NativeModel* model, NativeDareOptions* options, double* p, double* k, double* workspace, long length, NativeResult* result) =>
        Call.Run(new Work(model, options, p, k, workspace, length, result, isWarm: true));

    private readonly struct Need : IShapeVisitor<long>
    {
        public long Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape => Dare.WorkspaceLength(shape);
    }

    private readonly struct Work(
        NativeModel* model,
        NativeDareOptions* options,
        double* p,
        double* k,
        double* workspace,
        long length,
        NativeResult* result,
        bool isWarm) : IWork, IShapeVisitor<int>
    {
        public int Run()
        {
            int code = Check.Model(model, 0);
            code = code < 0 ? code : Check.Options(options);
            code = code < 0 ? code : Check.Result(result);
            code = code < 0 ? code : Check.NotNull(p);
            code = code < 0 ? code : Check.NotNull(k);
            if (code < 0)
            {
                return code;
            }

            Work work = this;
            return ShapeDispatch.Run<Work, int>(model->States, model->Inputs, ref work);
        }

        public int Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, needed = Dare.WorkspaceLength(shape);
            int code = Check.Workspace(workspace, length, needed);
            if (code < 0)
            {
                return code;
            }

            var matrices = new LqrModel(
                Check.Matrix(model->A, n, n),
                Check.Matrix(model->B, n, m),
                Check.Matrix(model->Q, n, n),
                Check.Matrix(model->R, m, m),
                Check.Matrix(model->S, n, m));
            DareOptions settings = options is null ? DareOptions.Default : options->ToOptions();
            DareResult found = isWarm
                ? Dare.Resolve(shape, matrices, settings, Check.Written(p, n, n), Check.Written(k, m, n), new(workspace, needed))
                : Dare.Solve(shape, matrices, settings, Check.Written(p, n, n), Check.Written(k, m, n), new(workspace, needed));
            if (result is not null)
            {
                *result = NativeResult.Unknown(result->StructSize) with
                {
                    Status = (int)found.Status,
                    Iterations = found.Iterations,
                    Residual = found.Residual,
                    SpectralRadius = found.SpectralRadius,
                    ErrorEstimate = found.ErrorEstimate,
                };
            }

            return (int)found.Status;
        }
    }
}
