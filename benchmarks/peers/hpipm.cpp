// HPIPM, from a path the user gives: one factorisation and solution of the unconstrained KKT system of a horizon, by its
// square-root and its classic Riccati. Includes the vectors and the forward pass, which HPIPM cannot leave out.
#include "loop.h"

extern "C" {
#include <blasfeo.h>
#include <hpipm_d_ocp_qp.h>
#include <hpipm_d_ocp_qp_dim.h>
#include <hpipm_d_ocp_qp_ipm.h>
#include <hpipm_d_ocp_qp_kkt.h>
#include <hpipm_d_ocp_qp_sol.h>
}

#include <cstdlib>
#include <memory>

namespace {

struct Release {
    void operator()(void *memory) const { std::free(memory); }
};

using Memory = std::unique_ptr<void, Release>;

Memory allocate(std::size_t size) {
    constexpr std::size_t line = 64;
    void *memory = std::aligned_alloc(line, (size + line - 1) / line * line);
    std::fill_n(static_cast<char *>(memory), (size + line - 1) / line * line, 0);
    return Memory(memory);
}

class Kkt {
public:
    Kkt(const Problem &problem, int is_square_root) : n(problem.n), m(problem.m), horizon(problem.horizon) {
        const std::size_t stages = horizon + 1;
        std::vector<int> states(stages, n), inputs(stages, m), none(stages, 0);
        inputs[horizon] = 0;
        dim_memory = allocate(d_ocp_qp_dim_memsize(horizon));
        d_ocp_qp_dim_create(horizon, &dim, dim_memory.get());
        d_ocp_qp_dim_set_all(states.data(), inputs.data(), none.data(), none.data(), none.data(), none.data(), &dim);
        qp_memory = allocate(d_ocp_qp_memsize(&dim));
        d_ocp_qp_create(&dim, &qp, qp_memory.get());
        d_ocp_qp_set_all_zero(&qp);
        set(problem);
        solution_memory = allocate(d_ocp_qp_sol_memsize(&dim));
        d_ocp_qp_sol_create(&dim, &solution, solution_memory.get());
        arg_memory = allocate(d_ocp_qp_ipm_arg_memsize(&dim));
        d_ocp_qp_ipm_arg_create(&dim, &arg, arg_memory.get());
        d_ocp_qp_ipm_arg_set_default(SPEED, &arg);
        d_ocp_qp_ipm_arg_set_ric_alg(&is_square_root, &arg);
        double none_added = 0;
        d_ocp_qp_ipm_arg_set_reg_prim(&none_added, &arg);
        ws_memory = allocate(d_ocp_qp_ipm_ws_memsize(&dim, &arg));
        d_ocp_qp_ipm_ws_create(&dim, &arg, &ws, ws_memory.get());
    }

    void run() { d_ocp_qp_fact_solve_kkt_unconstr(&qp, &solution, &arg, &ws); }

    // u = Kx + k there, u = −Kx here.
    void unpack(double *output) {
        std::vector<double> gain(m * n), cost(n * n);
        ws.valid_ric_vec = 1;
        for (int t = 0; t < horizon; t++) {
            d_ocp_qp_ipm_get_ric_K(&qp, &arg, &ws, t, gain.data());
            transpose(gain.data(), n, m, output + t * m * n);
        }
        std::for_each(output, output + horizon * m * n, [](double &entry) { entry = -entry; });
        d_ocp_qp_ipm_get_ric_P(&qp, &arg, &ws, 0, cost.data());
        transpose(cost.data(), n, n, output + horizon * m * n);
    }

private:
    void set(const Problem &problem) {
        std::vector<double> a(n * n), b(n * m), q(problem.q, problem.q + n * n), r(problem.r, problem.r + m * m);
        transpose(problem.a, n, n, a.data());
        transpose(problem.b, n, m, b.data());
        for (int t = 0; t <= horizon; t++) {
            d_ocp_qp_set_Q(t, q.data(), &qp);
            if (t < horizon) {
                d_ocp_qp_set_A(t, a.data(), &qp);
                d_ocp_qp_set_B(t, b.data(), &qp);
                d_ocp_qp_set_R(t, r.data(), &qp);
            }
        }
    }

    int n, m, horizon;
    Memory dim_memory, qp_memory, solution_memory, arg_memory, ws_memory;
    d_ocp_qp_dim dim;
    d_ocp_qp qp;
    d_ocp_qp_sol solution;
    d_ocp_qp_ipm_arg arg;
    d_ocp_qp_ipm_ws ws;
};

template <int SquareRoot>
double solve(const Problem &problem, long iterations, double *output) {
    Kkt kkt(problem, SquareRoot);
    const double elapsed = seconds(iterations, [&] { kkt.run(); });
    kkt.unpack(output);
    return elapsed;
}

} // namespace

const std::vector<Entry> &entries() {
    static const std::vector<Entry> table{
        {"riccati", "square root, KKT", 0, 0, solve<1>},
        {"riccati", "classic, KKT", 0, 0, solve<0>},
    };
    return table;
}

const char *describe() { return "HPIPM at " HPIPM_SOURCE; }
