/* Claims about the native library, made through its header alone. Prints a line for each claim that fails; exits 0 if none does. */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spanlqr.h"

static int failures = 0;

static void claim(int holds, const char *what) {
    if (!holds) {
        char sentence[256];
        spanlqr_last_error(sentence, sizeof sentence);
        printf("does not hold: %s (last error: %s)\n", what, sentence);
        failures++;
    }
}

static spanlqr_model model_of(int n, int m, const double *a, const double *b, const double *q, const double *r, const double *s) {
    spanlqr_model model = {sizeof(spanlqr_model), n, m, 0, a, b, q, r, s};
    return model;
}

static double *scratch(int64_t length) {
    double *memory = malloc((size_t)length * sizeof(double));
    if (memory == NULL) {
        abort();
    }
    return memory;
}

/* A chain of m integrators with damping: stabilisable for every size. */
static void chain(int n, int m, double *a, double *b, double *q, double *r) {
    memset(a, 0, sizeof(double) * (size_t)(n * n));
    memset(b, 0, sizeof(double) * (size_t)(n * m));
    memset(q, 0, sizeof(double) * (size_t)(n * n));
    memset(r, 0, sizeof(double) * (size_t)(m * m));
    for (int i = 0; i < n; i++) {
        a[i * n + i] = 1.0 - 0.01 * i;
        q[i * n + i] = 1.0 + i;
        if (i + 1 < n) {
            a[i * n + i + 1] = 0.125;
        }
        b[i * m + i % m] = 1.0 / (1 + i);
    }
    for (int j = 0; j < m; j++) {
        r[j * m + j] = 0.5 + j;
    }
}

static void golden_ratio(void) {
    double one = 1, p, k, golden = (1 + sqrt(5.0)) / 2;
    spanlqr_model model = model_of(1, 1, &one, &one, &one, &one, NULL);
    int64_t length = spanlqr_dare_workspace(1, 1);
    double *workspace = scratch(length);
    spanlqr_result result = {.struct_size = sizeof result};
    spanlqr_dare_options options = {sizeof options, SPANLQR_DARE_ESTIMATE_ERROR, 0};
    claim(spanlqr_dare(&model, &options, &p, &k, workspace, length, &result) == SPANLQR_OK, "the unit problem has a solution");
    claim(fabs(p - golden) < 1e-15 * golden, "its P is the golden ratio");
    claim(fabs(k - 1 / golden) < 1e-15, "its K is the reciprocal");
    claim(result.status == SPANLQR_OK && result.spectral_radius < 1 && result.residual < 1e-14, "the result says so");
    claim(result.error_estimate >= 0 && result.error_estimate < 1e-12, "the error is estimated");
    claim(spanlqr_dare_again(&model, NULL, &p, &k, workspace, length, NULL) == SPANLQR_OK, "solving again needs no options");
    free(workspace);
}

static void statuses(void) {
    double p[4], k[2], zero = 0, two = 2, one = 1, minus = -1;
    int64_t length = spanlqr_dare_workspace(2, 1);
    double *workspace = scratch(length);
    spanlqr_model model = model_of(1, 1, &two, &zero, &one, &one, NULL);
    claim(spanlqr_dare(&model, NULL, p, k, workspace, length, NULL) == SPANLQR_NOT_STABILISABLE, "an unreached unstable mode is named");
    model = model_of(1, 1, &two, &one, &one, &minus, NULL);
    claim(spanlqr_dare(&model, NULL, p, k, workspace, length, NULL) == SPANLQR_INPUT_WEIGHT_NOT_POSITIVE_DEFINITE, "a negative R is named");
    model = model_of(1, 1, &two, &one, &minus, &one, NULL);
    claim(spanlqr_dare(&model, NULL, p, k, workspace, length, NULL) == SPANLQR_STATE_WEIGHT_NOT_POSITIVE_SEMIDEFINITE, "a negative Q is named");
    double not_a_number = NAN;
    model = model_of(1, 1, &not_a_number, &one, &one, &one, NULL);
    claim(spanlqr_dare(&model, NULL, p, k, workspace, length, NULL) == SPANLQR_NON_FINITE, "a NaN is named");
    free(workspace);
}

static void refusals(void) {
    double one = 1, p, k, workspace[256];
    spanlqr_model model = model_of(1, 1, &one, &one, &one, &one, NULL);
    char sentence[200];
    claim(spanlqr_dare(NULL, NULL, &p, &k, workspace, 256, NULL) == SPANLQR_NULL_POINTER, "a missing model");
    claim(spanlqr_dare(&model, NULL, NULL, &k, workspace, 256, NULL) == SPANLQR_NULL_POINTER, "a missing P");
    claim(spanlqr_dare(&model, NULL, &p, &k, NULL, 256, NULL) == SPANLQR_NULL_POINTER, "a missing workspace");
    claim(spanlqr_dare(&model, NULL, &p, &k, workspace, 1, NULL) == SPANLQR_SHORT_WORKSPACE, "a short workspace");
    claim(spanlqr_last_error(sentence, sizeof sentence) > 10 && strstr(sentence, "expected") != NULL, "has a sentence");
    claim(spanlqr_dare(&model, NULL, &p, &p, workspace, 256, NULL) == SPANLQR_BAD_ARGUMENT, "P and K in one place");
    claim(spanlqr_dare(&model, NULL, &one, &k, workspace, 256, NULL) == SPANLQR_BAD_ARGUMENT, "P where an input is");
    model.struct_size--;
    claim(spanlqr_dare(&model, NULL, &p, &k, workspace, 256, NULL) == SPANLQR_BAD_STRUCT, "a struct of another version");
    model.struct_size++;
    model.states = 0;
    claim(spanlqr_dare(&model, NULL, &p, &k, workspace, 256, NULL) == SPANLQR_BAD_SIZE, "no states");
    model.states = 1;
    model.varying = SPANLQR_VARYING_A;
    claim(spanlqr_dare(&model, NULL, &p, &k, workspace, 256, NULL) == SPANLQR_BAD_ARGUMENT, "a stationary problem that varies");
    model.varying = 0;
    spanlqr_dare_options options = {sizeof options, 1024, 0};
    claim(spanlqr_dare(&model, &options, &p, &k, workspace, 256, NULL) == SPANLQR_BAD_ARGUMENT, "an unknown flag");
    claim(spanlqr_dare_workspace(0, 1) == SPANLQR_BAD_SIZE, "the workspace of no size");
    claim(spanlqr_dare_workspace(200000, 200000) == SPANLQR_BAD_SIZE, "the workspace of what cannot be addressed");
    claim(spanlqr_last_error(NULL, 0) > 1, "the length of a sentence can be asked for");
    claim(spanlqr_last_error(sentence, 4) > 4 && strlen(sentence) == 3, "a sentence is cut where the buffer ends");
    claim(spanlqr_version() == SPANLQR_VERSION, "header and library are of one version");
}

/* Over a long horizon the first gain is the stationary one; a recursion with varying matrices that do not vary is the same. */
static void recursion(void) {
    enum { n = 3, m = 2, T = 1000 };
    double a[n * n], b[n * m], q[n * n], r[m * m], p[n * n], k[m * n];
    static double gains[T * m * n], costs[(T + 1) * n * n], gains2[T * m * n], repeated[T * n * n];
    double first[n * n];
    chain(n, m, a, b, q, r);
    spanlqr_model model = model_of(n, m, a, b, q, r, NULL);
    int64_t length = spanlqr_dare_workspace(n, m), needed = spanlqr_recursion_workspace(n, m);
    double *workspace = scratch(length > needed ? length : needed);
    claim(spanlqr_dare(&model, NULL, p, k, workspace, length, NULL) == SPANLQR_OK, "the chain has a solution");
    spanlqr_result result = {.struct_size = sizeof result};
    claim(spanlqr_recursion(&model, T, q, gains, costs, 1, workspace, needed, &result) == SPANLQR_OK, "and one over a horizon");
    double apart = 0;
    for (int i = 0; i < m * n; i++) {
        apart = fmax(apart, fabs(gains[i] - k[i]));
    }
    claim(apart < 1e-12, "whose first gain is the stationary one");
    claim(memcmp(costs + T * n * n, q, sizeof q) == 0, "and whose last cost is the terminal one");
    for (int t = 0; t < T; t++) {
        memcpy(repeated + t * n * n, a, sizeof a);
    }
    model.a = repeated;
    model.varying = SPANLQR_VARYING_A;
    claim(spanlqr_recursion(&model, T, q, gains2, first, 0, workspace, needed, NULL) == SPANLQR_OK, "A may be given once a step");
    claim(memcmp(gains, gains2, sizeof gains) == 0 && memcmp(first, costs, sizeof first) == 0, "with the same bits");
    r[0] = -1e6;
    model = model_of(n, m, a, b, q, r, NULL);
    claim(spanlqr_recursion(&model, T, q, gains, costs, 1, workspace, needed, &result) == SPANLQR_STAGE_NOT_CONVEX && result.failed_stage == T - 1,
          "a stage without a minimum is named");
    free(workspace);
}

/* The filter is the regulator's dual: the golden ratio again, and its gain is that over 1 + the same. */
static void kalman(void) {
    double one = 1, predicted, filtered, predictor, filter, golden = (1 + sqrt(5.0)) / 2;
    spanlqr_filter_model model = {sizeof model, 1, 1, 0, &one, &one, &one, &one, NULL};
    int64_t length = spanlqr_kalman_workspace(1, 1);
    double *workspace = scratch(length);
    claim(spanlqr_kalman(&model, &predicted, &filtered, &predictor, &filter, workspace, length, NULL) == SPANLQR_OK, "a filter of unit data");
    claim(fabs(predicted - golden) < 1e-14 && fabs(filter - 1 / golden) < 1e-14 && fabs(filtered - 1 / golden) < 1e-14, "is the golden ratio");
    double estimate = 0, innovation = 0, measured = 2, u = 0, next = 0;
    claim(spanlqr_kalman_update(1, 1, &one, &filter, &measured, &estimate, &innovation) == 0 && innovation == 2 && estimate == 2 * filter, "an update");
    claim(spanlqr_advance(1, 1, &one, &one, &estimate, &u, &next) == 0 && next == estimate, "a step of time");
    free(workspace);
}

typedef void (*control)(const double *, const double *, const double *, double *);

static void controls(void) {
    static const struct { int n, m; control step; } fixed[] = {
        {1, 1, spanlqr_control_1x1}, {2, 1, spanlqr_control_2x1}, {4, 1, spanlqr_control_4x1}, {4, 2, spanlqr_control_4x2},
        {6, 3, spanlqr_control_6x3}, {8, 4, spanlqr_control_8x4}, {12, 4, spanlqr_control_12x4}, {12, 6, spanlqr_control_12x6}};
    double k[12 * 6], x[12], offset[6], u[6], v[6];
    for (int i = 0; i < 72; i++) {
        k[i] = sin(1.0 + i);
    }
    for (int i = 0; i < 12; i++) {
        x[i] = cos(2.0 * i);
    }
    for (int i = 0; i < 6; i++) {
        offset[i] = 0.1 * i - 0.2;
    }
    for (size_t s = 0; s < sizeof fixed / sizeof fixed[0]; s++) {
        int n = fixed[s].n, m = fixed[s].m;
        fixed[s].step(k, x, offset, u);
        claim(spanlqr_control(n, m, k, x, offset, v) == 0 && memcmp(u, v, sizeof(double) * (size_t)m) == 0, "a step of fixed size is that of its size");
        for (int i = 0; i < m; i++) {
            double sum = offset[i];
            for (int j = 0; j < n; j++) {
                sum += k[i * n + j] * x[j];
            }
            claim(fabs(u[i] + sum) < 1e-14, "a step is -Kx - offset");
        }
        fixed[s].step(k, x, NULL, u);
        claim(spanlqr_control(n, m, k, x, NULL, v) == 0 && memcmp(u, v, sizeof(double) * (size_t)m) == 0, "so without an offset");
    }
    double own[2] = {0.5, -0.25}, common[3] = {1, 2, -1}, mean[3] = {0.1, 0.2, 0.3}, states[4] = {1, 2, 3, 4}, inputs[2], row;
    double kappa = 0.7;
    claim(spanlqr_mean_field_control(2, 1, 3, own, common, &kappa, 2, states, mean, inputs, &row) == 0, "agents of a population");
    claim(fabs(inputs[0] - (-0.5 + 0.5 - 0.2 - 0.7)) < 1e-15 && fabs(inputs[1] - (-1.5 + 1.0 - 0.2 - 0.7)) < 1e-15, "act on their state and the mean");
}

/* The same problem on four threads: the same bits. */
enum { N = 10, M = 3 };

static void *solve(void *out) {
    double a[N * N], b[N * M], q[N * N], r[M * M], k[M * N];
    chain(N, M, a, b, q, r);
    spanlqr_model model = model_of(N, M, a, b, q, r, NULL);
    int64_t length = spanlqr_dare_workspace(N, M);
    double *workspace = scratch(length);
    for (int i = 0; i < 50; i++) {
        if (spanlqr_dare(&model, NULL, out, k, workspace, length, NULL) != SPANLQR_OK) {
            ((double *)out)[0] = -1;
        }
    }
    free(workspace);
    return NULL;
}

static void threads(void) {
    static double p[4][N * N];
    pthread_t thread[4];
    for (int i = 0; i < 4; i++) {
        pthread_create(&thread[i], NULL, solve, p[i]);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(thread[i], NULL);
    }
    for (int i = 0; i < 4; i++) {
        claim(p[i][0] > 0 && memcmp(p[0], p[i], sizeof p[0]) == 0, "threads find the same bits");
    }
}

/* P and K of the chain of one size in hexadecimal, to be compared with the .NET library's. */
static int bits(int n, int m) {
    double *a = scratch(n * n), *b = scratch(n * m), *q = scratch(n * n), *r = scratch(m * m), *p = scratch(n * n), *k = scratch(m * n);
    chain(n, m, a, b, q, r);
    spanlqr_model model = model_of(n, m, a, b, q, r, NULL);
    int64_t length = spanlqr_dare_workspace(n, m);
    double *workspace = scratch(length);
    int status = spanlqr_dare(&model, NULL, p, k, workspace, length, NULL);
    uint64_t word;
    for (int i = 0; i < n * n + m * n; i++) {
        memcpy(&word, i < n * n ? p + i : k + (i - n * n), sizeof word);
        printf("%016llx\n", (unsigned long long)word);
    }
    free(a); free(b); free(q); free(r); free(p); free(k); free(workspace);
    return status;
}

/* One function as the first call of the process. */
static int first(const char *name) {
    double one[4] = {1, 1, 1, 1}, p[4], k[4], extra[4], workspace[512];
    spanlqr_model model = model_of(1, 1, one, one, one, one, NULL);
    spanlqr_filter_model filter = {sizeof filter, 1, 1, 0, one, one, one, one, NULL};
    if (strcmp(name, "dare") == 0) return spanlqr_dare(&model, NULL, p, k, workspace, 512, NULL);
    if (strcmp(name, "dare_again") == 0) { p[0] = 1.6; return spanlqr_dare_again(&model, NULL, p, k, workspace, 512, NULL); }
    if (strcmp(name, "dare_workspace") == 0) return spanlqr_dare_workspace(20, 3) > 0 ? 0 : 1;
    if (strcmp(name, "recursion") == 0) return spanlqr_recursion(&model, 2, one, p, k, 0, workspace, 512, NULL);
    if (strcmp(name, "recursion_workspace") == 0) return spanlqr_recursion_workspace(5, 5) > 0 ? 0 : 1;
    if (strcmp(name, "kalman") == 0) return spanlqr_kalman(&filter, p, k, extra, extra + 1, workspace, 512, NULL);
    if (strcmp(name, "kalman_workspace") == 0) return spanlqr_kalman_workspace(5, 5) > 0 ? 0 : 1;
    if (strcmp(name, "kalman_update") == 0) return spanlqr_kalman_update(1, 1, one, one + 1, one + 2, p, k);
    if (strcmp(name, "advance") == 0) return spanlqr_advance(1, 1, one, one, one, one, p);
    if (strcmp(name, "control") == 0) return spanlqr_control(1, 1, one, one, NULL, p);
    if (strcmp(name, "control_1x1") == 0) { spanlqr_control_1x1(one, one, NULL, p); return p[0] == -1 ? 0 : 1; }
    if (strcmp(name, "mean_field_control") == 0) return spanlqr_mean_field_control(1, 1, 1, one, one, NULL, 1, one, one, p, k);
    if (strcmp(name, "version") == 0) return spanlqr_version() == SPANLQR_VERSION ? 0 : 1;
    if (strcmp(name, "last_error") == 0) return spanlqr_last_error((char *)p, sizeof p) == 1 ? 0 : 1;
    if (strcmp(name, "refusal") == 0) return spanlqr_dare(NULL, NULL, NULL, NULL, NULL, 0, NULL) == SPANLQR_NULL_POINTER ? 0 : 1;
    return 99;
}

int main(int count, char **arguments) {
    if (count == 4 && strcmp(arguments[1], "bits") == 0) {
        return bits(atoi(arguments[2]), atoi(arguments[3]));
    }
    if (count == 3 && strcmp(arguments[1], "first") == 0) {
        return first(arguments[2]);
    }
    golden_ratio();
    statuses();
    refusals();
    recursion();
    kalman();
    controls();
    threads();
    printf("%d claims do not hold\n", failures);
    return failures == 0 ? 0 : 1;
}
