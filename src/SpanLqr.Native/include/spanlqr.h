/* SpanLqr: linear-quadratic control for C and everything that can call C.
 *
 * Conventions
 * - Matrices are dense, row-major arrays of double. A is n x n, B n x m, Q n x n, R m x m, S n x m, K m x n, C p x n.
 *   The next state is x+ = A x + B u, feedback is u = -K x; ' transposes.
 * - The caller owns all memory. A function that needs scratch has one beside it that says how many doubles.
 *   No function keeps a pointer after it has returned, and none allocates unless it returns a code below zero.
 * - Every function may be called from any thread at any time, with different memory.
 * - Solvers return a status: SPANLQR_OK, or what is wrong with the numbers (above zero), or what is wrong with the call (below
 *   zero; spanlqr_last_error then has a sentence). No exception and no signal leaves the library.
 * - Structs begin with struct_size. Set it to sizeof of the struct: the library refuses a size that it does not know.
 * - Results are the same bits as those of the .NET library for the same sizes.
 */
#ifndef SPANLQR_H
#define SPANLQR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* major << 16 | minor << 8 | patch of this header; spanlqr_version() says the library's. */
#define SPANLQR_VERSION 256u

typedef enum spanlqr_status {
    SPANLQR_OK = 0,
    SPANLQR_NON_FINITE = 1,
    SPANLQR_INPUT_WEIGHT_NOT_POSITIVE_DEFINITE = 2,
    SPANLQR_STATE_WEIGHT_NOT_POSITIVE_SEMIDEFINITE = 3,
    SPANLQR_INPUT_WEIGHT_SINGULAR = 4,
    SPANLQR_STAGE_NOT_CONVEX = 5,
    SPANLQR_NOT_STABILISABLE = 6,
    SPANLQR_NOT_DETECTABLE = 7,
    SPANLQR_UNIT_CIRCLE_EIGENVALUE = 8,
    SPANLQR_NO_STABILISING_SOLUTION = 9,
    SPANLQR_UNSTABLE = 10,
    SPANLQR_SINGULAR = 11,
    SPANLQR_NOT_CONVERGED = 12,
    SPANLQR_NO_SADDLE_POINT = 13,
    SPANLQR_ILL_CONDITIONED = 14,
    SPANLQR_COST_TO_GO_NOT_POSITIVE_SEMIDEFINITE = 15,
    SPANLQR_NULL_POINTER = -1,    /* a pointer that must not be NULL is */
    SPANLQR_BAD_SIZE = -2,        /* a size is below 1, or an array of it could not be addressed */
    SPANLQR_BAD_STRUCT = -3,      /* struct_size is not the library's: header and library differ */
    SPANLQR_SHORT_WORKSPACE = -4, /* the workspace is shorter than it must be */
    SPANLQR_BAD_ARGUMENT = -5,    /* an unknown flag; arrays that overlap; a weight that is not symmetric */
    SPANLQR_INTERNAL = -100       /* an error of the library: please report it */
} spanlqr_status;

/* The regulator: x+ = A x + B u, stage cost x'Qx + 2x'Su + u'Ru. */
typedef struct spanlqr_model {
    uint32_t struct_size; /* sizeof(spanlqr_model) */
    int32_t states;       /* n */
    int32_t inputs;       /* m */
    uint32_t varying;     /* spanlqr_recursion: which matrices are given once a step, one after the other; elsewhere 0 */
    const double *a;      /* n x n */
    const double *b;      /* n x m */
    const double *q;      /* n x n, symmetric */
    const double *r;      /* m x m, symmetric */
    const double *s;      /* n x m, or NULL for none */
} spanlqr_model;

enum { SPANLQR_VARYING_A = 1, SPANLQR_VARYING_B = 2, SPANLQR_VARYING_Q = 4, SPANLQR_VARYING_R = 8, SPANLQR_VARYING_S = 16 };

/* The filter: x+ = A x + w, y = C x + v, w of covariance W, v of covariance V, E[w v'] = N. */
typedef struct spanlqr_filter_model {
    uint32_t struct_size; /* sizeof(spanlqr_filter_model) */
    int32_t states;       /* n */
    int32_t outputs;      /* p */
    uint32_t reserved;    /* 0 */
    const double *a;      /* n x n */
    const double *c;      /* p x n */
    const double *w;      /* n x n, symmetric */
    const double *v;      /* p x p, symmetric */
    const double *n;      /* n x p, or NULL for independent noises */
} spanlqr_filter_model;

enum {
    SPANLQR_DARE_INDEFINITE = 1,    /* weights of any sign: the stabilising solution if there is one */
    SPANLQR_DARE_UNCHECKED = 2,     /* neither the weights nor the closed loop are checked: for problems known to be good */
    SPANLQR_DARE_ESTIMATE_ERROR = 4 /* fill in error_estimate */
};

typedef struct spanlqr_dare_options {
    uint32_t struct_size;   /* sizeof(spanlqr_dare_options) */
    uint32_t flags;         /* a sum of SPANLQR_DARE_... */
    int32_t max_iterations; /* 0 for no bound */
} spanlqr_dare_options;

/* What a solve did. Fields that a call does not know are NaN or -1. */
typedef struct spanlqr_result {
    uint32_t struct_size;   /* sizeof(spanlqr_result) */
    int32_t status;         /* what the function returned */
    int32_t iterations;
    int32_t failed_stage;   /* of a recursion */
    double residual;        /* ||DARE(P) - P|| / (1 + ||P||), Frobenius */
    double spectral_radius; /* of A - B K, or of A - K C */
    double error_estimate;  /* relative error of P */
} spanlqr_result;

/* The version of the library, as SPANLQR_VERSION. */
uint32_t spanlqr_version(void);

/* Copies the sentence of this thread's last code below zero, UTF-8 with a final zero, cut to length bytes.
 * Returns the bytes that the whole sentence needs. buffer may be NULL. */
int64_t spanlqr_last_error(char *buffer, int64_t length);

/* P = Q + A'PA - (A'PB + S)(R + B'PB)^-1(B'PA + S'), its stabilising solution, and K = (R + B'PB)^-1(B'PA + S').
 * options and result may be NULL. p (n x n) and k (m x n) may not overlap an input or each other. About 15n^3 flops for each of
 * 5 to 13 steps. spanlqr_dare_again starts at the P that p holds: for small changes of the problem. */
int64_t spanlqr_dare_workspace(int32_t states, int32_t inputs);
int32_t spanlqr_dare(const spanlqr_model *model, const spanlqr_dare_options *options, double *p, double *k,
                     double *workspace, int64_t workspace_length, spanlqr_result *result);
int32_t spanlqr_dare_again(const spanlqr_model *model, const spanlqr_dare_options *options, double *p, double *k,
                           double *workspace, int64_t workspace_length, spanlqr_result *result);

/* The recursion backwards from P_T = terminal over T = horizon steps: K_0 ... K_{T-1} into gains (T m n doubles).
 * costs receives P_0 ... P_T ((T + 1) n^2 doubles) where keep_all is not 0, else P_0 alone. */
int64_t spanlqr_recursion_workspace(int32_t states, int32_t inputs);
int32_t spanlqr_recursion(const spanlqr_model *model, int32_t horizon, const double *terminal, double *gains, double *costs,
                          int32_t keep_all, double *workspace, int64_t workspace_length, spanlqr_result *result);

/* The steady-state Kalman filter: the covariances of the error before (predicted) and after (filtered) a measurement, both n x n;
 * the gains (n x p) of x^+ = A x^ + B u + K (y - C x^) (predictor_gain) and of x^ + L (y - C x^) (filter_gain). */
int64_t spanlqr_kalman_workspace(int32_t states, int32_t outputs);
int32_t spanlqr_kalman(const spanlqr_filter_model *model, double *predicted, double *filtered, double *predictor_gain,
                       double *filter_gain, double *workspace, int64_t workspace_length, spanlqr_result *result);

/* The measurement's part of a filter step: innovation = y - C estimate, estimate += L innovation. */
int32_t spanlqr_kalman_update(int32_t states, int32_t outputs, const double *c, const double *filter_gain,
                              const double *measurement, double *estimate, double *innovation);

/* next = A x + B u; with a filter, the time's part of its step. */
int32_t spanlqr_advance(int32_t states, int32_t inputs, const double *a, const double *b, const double *x, const double *u, double *next);

/* u = -K x - offset; offset may be NULL. */
int32_t spanlqr_control(int32_t states, int32_t inputs, const double *k, const double *x, const double *offset, double *u);

/* The policy of an agent among others: u^i = -own_gain x^i - mean_gain mean - offset, for each of agents rows of x and u.
 * own_gain is m x n, mean_gain m x means, offset m entries or NULL, scratch m entries.
 *   team: own_gain = K_l, mean_gain = the rows of the mean field's K of population l, less K_l in the columns of its own mean;
 *   game: own_gain = K1, mean_gain = K2, offset = kappa;
 *   robust: own_gain = K1_t, mean_gain = L1_t - K1_t. */
int32_t spanlqr_mean_field_control(int32_t states, int32_t inputs, int32_t means, const double *own_gain, const double *mean_gain,
                                   const double *offset, int64_t agents, const double *x, const double *mean, double *u,
                                   double *scratch);

/* The control step of one size, for the inside of a loop: u = -K x - offset (offset may be NULL). Nothing is checked. */
#define SPANLQR_DECLARE_CONTROL(n, m) \
    void spanlqr_control_##n##x##m(const double *k, const double *x, const double *offset, double *u)
SPANLQR_DECLARE_CONTROL(1, 1); SPANLQR_DECLARE_CONTROL(1, 2); SPANLQR_DECLARE_CONTROL(1, 3); SPANLQR_DECLARE_CONTROL(1, 4);
SPANLQR_DECLARE_CONTROL(2, 1); SPANLQR_DECLARE_CONTROL(2, 2); SPANLQR_DECLARE_CONTROL(2, 3); SPANLQR_DECLARE_CONTROL(2, 4);
SPANLQR_DECLARE_CONTROL(3, 1); SPANLQR_DECLARE_CONTROL(3, 2); SPANLQR_DECLARE_CONTROL(3, 3); SPANLQR_DECLARE_CONTROL(3, 4);
SPANLQR_DECLARE_CONTROL(4, 1); SPANLQR_DECLARE_CONTROL(4, 2); SPANLQR_DECLARE_CONTROL(4, 3); SPANLQR_DECLARE_CONTROL(4, 4);
SPANLQR_DECLARE_CONTROL(5, 1); SPANLQR_DECLARE_CONTROL(5, 2); SPANLQR_DECLARE_CONTROL(5, 3); SPANLQR_DECLARE_CONTROL(5, 4);
SPANLQR_DECLARE_CONTROL(6, 1); SPANLQR_DECLARE_CONTROL(6, 2); SPANLQR_DECLARE_CONTROL(6, 3); SPANLQR_DECLARE_CONTROL(6, 4);
SPANLQR_DECLARE_CONTROL(7, 1); SPANLQR_DECLARE_CONTROL(7, 2); SPANLQR_DECLARE_CONTROL(7, 3); SPANLQR_DECLARE_CONTROL(7, 4);
SPANLQR_DECLARE_CONTROL(8, 1); SPANLQR_DECLARE_CONTROL(8, 2); SPANLQR_DECLARE_CONTROL(8, 3); SPANLQR_DECLARE_CONTROL(8, 4);
SPANLQR_DECLARE_CONTROL(12, 4); SPANLQR_DECLARE_CONTROL(12, 6);

#ifdef __cplusplus
}
#endif

#endif
