using System.Runtime.InteropServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Native.Exports;

/// <summary>The steady-state Kalman filter and its step.</summary>
internal static unsafe class KalmanExports
{
    [UnmanagedCallersOnly(EntryPoint = "spanlqr_kalman_workspace")]
    public static long Workspace(int states, int outputs) => Call.Length(states, outputs, default(Need));

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_kalman")]
    public static int Solve(
        NativeFilterModel* model,
        double* predicted,
        double* filtered,
        double* predictorGain,
        double* filterGain,
        double* workspace,
        long length,
        NativeResult* result) => Call.Run(new Work(model, predicted, filtered, predictorGain, filterGain, workspace, length, result));

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_kalman_update")]
    public static int Update(int states, int outputs, double* c, double* filterGain, double* measurement, double* estimate, double* innovation) =>
        Call.Run(new Step(states, outputs, c, filterGain, measurement, estimate, innovation));

    private readonly struct Need : IShapeVisitor<long>
    {
        public long Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape => Kalman.WorkspaceLength(shape);
    }

    private readonly struct Work(
        NativeFilterModel* model,
        double* predicted,
        double* filtered,
        double* predictorGain,
        double* filterGain,
        double* workspace,
        long length,
        NativeResult* result) : IWork, IShapeVisitor<int>
    {
        public int Run()
        {
            int code = Check.FilterModel(model);
            code = code < 0 ? code : Check.Result(result);
            code = code < 0 ? code : Check.NotNull(predicted);
            code = code < 0 ? code : Check.NotNull(filtered);
            code = code < 0 ? code : Check.NotNull(predictorGain);
            code = code < 0 ? code : Check.NotNull(filterGain);
            if (code < 0)
            {
                return code;
            }

            Work work = this;
            return ShapeDispatch.Run<Work, int>(model->States, model->Outputs, ref work);
        }

        public int Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, p = shape.InputDim, needed = Kalman.WorkspaceLength(shape);
            int code = Check.Workspace(workspace, length, needed);
            if (code < 0)
            {
                return code;
            }

            var matrices = new KalmanModel(
                Check.Matrix(model->A, n, n),
                Check.Matrix(model->C, p, n),
                Check.Matrix(model->W, n, n),
                Check.Matrix(model->V, p, p),
                Check.Matrix(model->N, n, p));
            KalmanResult found = Kalman.Solve(
                shape,
                matrices,
                DareOptions.Default,
                Check.Written(predicted, n, n),
                Check.Written(filtered, n, n),
                Check.Written(predictorGain, n, p),
                Check.Written(filterGain, n, p),
                new(workspace, needed));
            if (result is not null)
            {
                *result = NativeResult.Unknown(result->StructSize) with
                {
                    Status = (int)found.Status,
                    Iterations = found.Iterations,
                    Residual = found.Residual,
                    SpectralRadius = found.SpectralRadius,
                };
            }

            return (int)found.Status;
        }
    }

    private readonly struct Step(int n, int p, double* c, double* gain, double* measurement, double* estimate, double* innovation)
        : IWork, IShapeVisitor<int>
    {
        public int Run()
        {
            int code = Check.Sizes(n, p);
            code = code < 0 ? code : Check.NotNull(c);
            code = code < 0 ? code : Check.NotNull(gain);
            code = code < 0 ? code : Check.NotNull(measurement);
            code = code < 0 ? code : Check.NotNull(estimate);
            code = code < 0 ? code : Check.NotNull(innovation);
            if (code < 0)
            {
                return code;
            }

            Step work = this;
            return ShapeDispatch.Run<Step, int>(n, p, ref work);
        }

        public int Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            Kalman.Update(
                shape,
                Check.Matrix(c, p, n),
                Check.Matrix(gain, n, p),
                Check.Matrix(measurement, p, 1),
                Check.Written(estimate, n, 1),
                Check.Written(innovation, p, 1));
            return 0;
        }
    }
}
