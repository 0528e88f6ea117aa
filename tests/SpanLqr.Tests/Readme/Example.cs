using SpanLqr.Riccati;

namespace SpanLqr.Tests.Readme;

// README-BEGIN
[LqrShape(2, 1)]
public readonly partial struct Cart;

public static class Example
{
    public static double FirstInput()
    {
        double[] a = [1, 0.1, 0, 1], b = [0.005, 0.1], q = [1, 0, 0, 0.1], r = [0.01];
        double[] p = new double[4], k = new double[2], u = new double[1];
        double[] workspace = new double[Cart.DareWorkspaceLength];
        DareResult result = Dare.Solve(default(Cart), new LqrModel(a, b, q, r), DareOptions.Default, p, k, workspace);
        Cart.Feedback(k, [1.0, 0.0], u); // u = −Kx, allocation-free
        return result.IsOk ? u[0] : double.NaN;
    }
}
// README-END
