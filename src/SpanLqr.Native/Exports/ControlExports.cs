using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Native.Exports;

/// <summary>What runs inside a control loop, for any size.</summary>
internal static unsafe class ControlExports
{
    [UnmanagedCallersOnly(EntryPoint = "spanlqr_control")]
    public static int Control(int states, int inputs, double* k, double* x, double* offset, double* u) =>
        Call.Run(new FeedbackWork(states, inputs, k, x, offset, u));

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_advance")]
    public static int Advance(int states, int inputs, double* a, double* b, double* x, double* u, double* next) =>
        Call.Run(new AdvanceWork(states, inputs, a, b, x, u, next));

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_mean_field_control")]
    public static int MeanFieldControl(
        int states,
        int inputs,
        int means,
        double* ownGain,
        double* meanGain,
        double* offset,
        long agents,
        double* x,
        double* mean,
        double* u,
        double* scratch) => Call.Run(new MeanFieldWork(states, inputs, means, ownGain, meanGain, offset, agents, x, mean, u, scratch));

    private readonly struct FeedbackWork(int n, int m, double* k, double* x, double* offset, double* u) : IWork, IShapeVisitor<int>
    {
        public int Run()
        {
            int code = Check.Sizes(n, m);
            code = code < 0 ? code : Check.NotNull(k);
            code = code < 0 ? code : Check.NotNull(x);
            code = code < 0 ? code : Check.NotNull(u);
            if (code < 0)
            {
                return code;
            }

            FeedbackWork work = this;
            return ShapeDispatch.Run<FeedbackWork, int>(n, m, ref work);
        }

        public int Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            if (offset is null)
            {
                shape.Feedback(ref *k, ref *x, ref *u);
            }
            else
            {
                shape.FeedbackOffset(ref *k, ref *x, ref *offset, ref *u);
            }

            return 0;
        }
    }

    private readonly struct AdvanceWork(int n, int m, double* a, double* b, double* x, double* u, double* next) : IWork, IShapeVisitor<int>
    {
        public int Run()
        {
            int code = Check.Sizes(n, m);
            code = code < 0 ? code : Check.NotNull(a);
            code = code < 0 ? code : Check.NotNull(b);
            code = code < 0 ? code : Check.NotNull(x);
            code = code < 0 ? code : Check.NotNull(u);
            code = code < 0 ? code : Check.NotNull(next);
            if (code < 0)
            {
                return code;
            }

            AdvanceWork work = this;
            return ShapeDispatch.Run<AdvanceWork, int>(n, m, ref work);
        }

        public int Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            shape.Advance(ref *a, ref *b, ref *x, ref *u, ref *next);
            return 0;
        }
    }

    private readonly struct MeanFieldWork(
        int n,
        int m,
        int means,
        double* ownGain,
        double* meanGain,
        double* offset,
        long agents,
        double* x,
        double* mean,
        double* u,
        double* scratch) : IWork, IShapeVisitor<int>
    {
        public int Run()
        {
            int code = Check.Sizes(n, m);
            code = code < 0 ? code : Check.Sizes(means, agents > 0 ? 1 : 0);
            code = code < 0 ? code : Check.NotNull(ownGain);
            code = code < 0 ? code : Check.NotNull(meanGain);
            code = code < 0 ? code : Check.NotNull(x);
            code = code < 0 ? code : Check.NotNull(mean);
            code = code < 0 ? code : Check.NotNull(u);
            code = code < 0 ? code : Check.NotNull(scratch);
            if (code < 0)
            {
                return code;
            }

            // What all agents share is formed once: K²x̄ + κ.
            var field = new DynamicShape(means, m);
            field.MultiplyKx(ref *meanGain, ref *mean, ref *scratch);
            for (int i = 0; offset is not null && i < m; i++)
            {
                scratch[i] += offset[i];
            }

            MeanFieldWork work = this;
            return ShapeDispatch.Run<MeanFieldWork, int>(n, m, ref work);
        }

        public int Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            for (long i = 0; i < agents; i++)
            {
                shape.FeedbackOffset(ref *ownGain, ref x[i * n], ref *scratch, ref u[i * m]);
            }

            return 0;
        }
    }
}
