using System.Text.Json;

namespace SpanLqr.Tests.Support;

/// <summary>Matrices as arrays of rows.</summary>
internal static class MatrixJson
{
    public static double[,] ToMatrix(this JsonElement rows)
    {
        double[,] matrix = new double[rows.GetArrayLength(), rows[0].GetArrayLength()];
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                matrix[i, j] = rows[i][j].GetDouble();
            }
        }

        return matrix;
    }

    public static double[,]? ToMatrixOrNull(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement rows) && rows.ValueKind == JsonValueKind.Array ? rows.ToMatrix() : null;
}
