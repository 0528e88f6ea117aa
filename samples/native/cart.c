/* A cart on a track, 2 states and 1 input, from its matrices to the first second of its closed loop.
 *
 *   dotnet publish -c Release -r linux-x64 src/SpanLqr.Native
 *   lib=artifacts/publish/SpanLqr.Native/release_linux-x64
 *   gcc -std=c11 -Wall -Wextra -Werror -I $lib/include samples/native/cart.c -L $lib -lspanlqr -Wl,-rpath,$PWD/$lib -o cart && ./cart
 */
#include <stdio.h>

#include "spanlqr.h"

int main(void) {
    const double a[] = {1, 0.1, 0, 1}, b[] = {0.005, 0.1};  /* position in m, speed in m/s, force in N, step 0.1 s */
    const double q[] = {1, 0, 0, 0.1}, r[] = {0.01};
    double p[4], k[2], x[2] = {1, 0}, next[2], u[1], workspace[512];

    spanlqr_model model = {sizeof model, 2, 1, 0, a, b, q, r, NULL};
    spanlqr_result result = {.struct_size = sizeof result};
    if (spanlqr_dare_workspace(2, 1) > 512) {
        return 1;
    }

    int status = spanlqr_dare(&model, NULL, p, k, workspace, 512, &result);
    if (status != SPANLQR_OK) {
        char why[200];
        spanlqr_last_error(why, sizeof why);
        fprintf(stderr, "status %d: %s\n", status, status < 0 ? why : "see spanlqr_status in spanlqr.h");
        return 1;
    }

    printf("K = [%g %g], spectral radius %g\n", k[0], k[1], result.spectral_radius);
    for (int t = 0; t < 10; t++) {
        spanlqr_control_2x1(k, x, NULL, u);
        spanlqr_advance(2, 1, a, b, x, u, next);
        x[0] = next[0];
        x[1] = next[1];
        printf("%.1f s: position %7.4f, force %7.4f\n", 0.1 * (t + 1), x[0], u[0]);
    }

    return 0;
}
