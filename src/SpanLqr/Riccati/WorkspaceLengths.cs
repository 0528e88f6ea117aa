using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>What each solver needs, under the name of the shape: <c>new double[Cart.DareWorkspaceLength]</c>.</summary>
public static class WorkspaceLengths
{
    extension<TShape>(TShape)
        where TShape : struct, IShapeSize
    {
        /// <summary>The entries of workspace that <see cref="RiccatiRecursion"/> needs for this shape, in either precision.</summary>
        public static int RiccatiRecursionWorkspaceLength => RiccatiRecursion.WorkspaceLength(default(TShape));
    }

    extension<TShape>(TShape)
        where TShape : struct, ILqrShape
    {
        /// <summary>The entries of workspace that <see cref="Dare"/> needs for this shape.</summary>
        public static int DareWorkspaceLength => Dare.WorkspaceLength(default(TShape));

        /// <summary>The entries of workspace that <see cref="SquareRootRecursion"/> needs for this shape.</summary>
        public static int SquareRootRecursionWorkspaceLength => SquareRootRecursion.WorkspaceLength(default(TShape));

        /// <summary>The entries of workspace that <see cref="AffineRecursion"/> needs for this shape.</summary>
        public static int AffineRecursionWorkspaceLength => AffineRecursion.WorkspaceLength(default(TShape));

        /// <summary>The entries of workspace that <see cref="AffineStationary"/> needs for this shape.</summary>
        public static int AffineStationaryWorkspaceLength => AffineStationary.WorkspaceLength(default(TShape));

        /// <summary>The entries of workspace that <see cref="Kalman"/> needs for this shape.</summary>
        public static int KalmanWorkspaceLength => Kalman.WorkspaceLength(default(TShape));

        /// <summary>The entries of workspace that <see cref="Lyapunov"/> needs for this shape.</summary>
        public static int LyapunovWorkspaceLength => Lyapunov.WorkspaceLength(default(TShape));

        /// <summary>The entries of workspace that <see cref="PolicyEvaluation"/> needs for this shape.</summary>
        public static int PolicyEvaluationWorkspaceLength => PolicyEvaluation.WorkspaceLength(default(TShape));

        /// <summary>The entries of workspace that <see cref="SpectralRadius"/> needs for this shape.</summary>
        public static int SpectralRadiusWorkspaceLength => SpectralRadius.WorkspaceLength(default(TShape));
    }
}
