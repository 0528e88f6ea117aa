using System.Runtime.InteropServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Native.Exports;

/// <summary>The regulator over a horizon.</summary>
internal static unsafe class RecursionExports
{
    [UnmanagedCallersOnly(EntryPoint = "spanlqr_recursion_workspace")]
    public static long Workspace(int states, int inputs) => Call.Length(states, inputs, default(Need));

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_recursion")]
    public static int Solve(
        NativeModel* model,
        int horizon,
        double* terminal,
        double* gains,
        double* costs,
        int keepsAll,
        double* workspace,
        long length,
        NativeResult* result) => Call.Run(new Work(model, horizon, terminal, gains, costs, keepsAll != 0, workspace, length, result));

    private readonly struct Need : IShapeVisitor<long>
    {
        public long Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape => RiccatiRecursion.WorkspaceLength(shape);
    }

    private readonly struct Work(
        NativeModel* model,
        int horizon,
        double* terminal,
        double* gains,
        double* costs,
        bool keepsAll,
        double* workspace,
        long length,
        NativeResult* result) : IWork, IShapeVisitor<int>
    {
        public int Run()
        {
            int code = Check.Model(model, Varying.All);
            code = code < 0 ? code : Check.Result(result);
            code = code < 0 ? code : Check.Sizes(horizon, 1);
            code = code < 0 ? code : Check.NotNull(terminal);
            code = code < 0 ? code : Check.NotNull(gains);
            code = code < 0 ? code : Check.NotNull(costs);
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
            int n = shape.StateDim, m = shape.InputDim, needed = RiccatiRecursion.WorkspaceLength(shape);
            int code = Check.Workspace(workspace, length, needed);
            if (code < 0)
            {
                return code;
            }

            var matrices = new LqrModel(
                Check.Matrix(model->A, n, n, Count(Varying.A)),
                Check.Matrix(model->B, n, m, Count(Varying.B)),
                Check.Matrix(model->Q, n, n, Count(Varying.Q)),
                Check.Matrix(model->R, m, m, Count(Varying.R)),
                Check.Matrix(model->S, n, m, Count(Varying.S)));
            RecursionResult found = RiccatiRecursion.Solve(
                shape,
                horizon,
                matrices,
                Check.Matrix(terminal, n, n),
                Check.Written(gains, m, n, horizon),
                Check.Written(costs, n, n, keepsAll ? checked(horizon + 1) : 1),
                new(workspace, needed));
            if (result is not null)
            {
                *result = NativeResult.Unknown(result->StructSize) with { Status = (int)found.Status, FailedStage = found.FailedStage };
            }

            return (int)found.Status;
        }

        private int Count(uint bit) => (model->VaryingBits & bit) != 0 ? horizon : 1;
    }
}
