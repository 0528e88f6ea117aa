"""How exactly a continuous plant is sampled: SpanLqr and scipy against 80-digit arithmetic.

usage: sampling_scipy.py SPANLQR FILE...    SPANLQR is the command, FILE are continuous problem files.
Prints a table in Markdown: normwise relative errors of A and B, of the weights [[Q, S], [S', R]] and of W.
scipy has no sampling of weights and noise; what its users write is the block exponential of Van Loan by scipy.linalg.expm.
"""
import json
import re
import shlex
import subprocess
import sys
import tempfile

import mpmath
import numpy
import scipy
import scipy.linalg
import scipy.signal

FACTORS = [1, 10, 100]
mpmath.mp.dps = 80


def problem_of(path):
    text = re.sub(r"^\s*//.*$", "", open(path, encoding="utf-8").read(), flags=re.M)
    return json.loads(re.sub(r",(\s*[\]}])", r"\1", text))


def matrices_of(problem):
    a, b = numpy.array(problem["A"], float), numpy.array(problem["B"], float)
    n, m = b.shape
    q, r = numpy.array(problem["Q"], float), numpy.array(problem["R"], float)
    s = numpy.array(problem.get("S", numpy.zeros((n, m))), float)
    w = numpy.array(problem.get("W", numpy.eye(n)), float)
    return a, b, numpy.block([[q, s], [s.T, r]]), w


def exponential(x):
    """e^X of an mpmath matrix: Taylor on a piece of norm below 2^-20, to the last digit carried, squared up."""
    norm = mpmath.mnorm(x, 1)
    doublings = max(0, int(mpmath.ceil(mpmath.log(norm, 2))) + 20) if norm > 0 else 0
    x = x / mpmath.mpf(2) ** doublings
    term = total = mpmath.eye(x.rows)
    k = 0
    while mpmath.mnorm(term, 1) > mpmath.mpf(10) ** -mpmath.mp.dps:
        k += 1
        term = term * x / k
        total = total + term
    for _ in range(doublings):
        total = total * total
    return total


def van_loan(m, n, h, exp, zeros, block):
    """e^{Mh} and the integral of e^{M's} N e^{Ms} over [0, h]."""
    size = m.shape[0] if hasattr(m, "shape") else m.rows
    e = exp(block(-m.T * h, n * h, zeros(size), m * h))
    forward = e[size:, size:]
    return forward, forward.T @ e[:size, size:] if hasattr(e, "dot") else forward.T * e[:size, size:]


def exact(a, b, weight, w, h):
    n, m = b.shape
    # Negative exponents grow by e^{|lambda| h}: as many more digits are carried.
    mpmath.mp.dps = 80 + int(2 * numpy.linalg.norm(a, 1) * h)
    motion = mpmath.matrix(numpy.block([[a, b], [numpy.zeros((m, n + m))]]).tolist())

    def block(x, y, z, v):
        result = mpmath.zeros(2 * x.rows)
        for i in range(x.rows):
            for j in range(x.rows):
                result[i, j], result[i, x.rows + j] = x[i, j], y[i, j]
                result[x.rows + i, x.rows + j] = v[i, j]
        return result

    h = mpmath.mpf(h)
    whole, cost = van_loan(motion, mpmath.matrix(weight.tolist()), h, exponential, mpmath.zeros, block)
    _, noise = van_loan(mpmath.matrix(a.T.tolist()), mpmath.matrix(w.tolist()), h, exponential, mpmath.zeros, block)
    return to_float(whole)[:n, :], to_float(cost), to_float(noise)


def to_float(x):
    return numpy.array(x.tolist(), float)


def by_scipy(a, b, weight, w, h):
    n, m = b.shape
    motion = numpy.block([[a, b], [numpy.zeros((m, n + m))]])
    ad, bd = scipy.signal.cont2discrete((a, b, numpy.eye(n), numpy.zeros((n, m))), h)[:2]
    zeros = lambda size: numpy.zeros((size, size))
    block = lambda x, y, z, v: numpy.block([[x, y], [z, v]])
    _, cost = van_loan(motion, weight, h, scipy.linalg.expm, zeros, block)
    _, noise = van_loan(a.T, w, h, scipy.linalg.expm, zeros, block)
    return numpy.hstack([ad, bd]), cost, noise


def by_spanlqr(command, problem, h):
    kept = {key: problem[key] for key in ("kind", "time", "A", "B", "Q", "R", "S", "W", "indefinite") if key in problem}
    kept["step"] = h
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(kept, file)
        file.flush()
        run = subprocess.run(shlex.split(command) + ["solve", file.name, "--json"], capture_output=True, text=True)
    if run.returncode != 0:
        return None
    sampled = json.loads(run.stdout)["sampled"]
    q, s, r = (numpy.array(sampled[key]) for key in "QSR")
    return numpy.hstack([sampled["A"], sampled["B"]]), numpy.block([[q, s], [s.T, r]]), numpy.array(sampled["W"])


def errors(found, truth):
    if found is None:
        return ["refused"] * len(truth)
    with numpy.errstate(all="ignore"):
        return [f"{numpy.linalg.norm(x - y) / numpy.linalg.norm(y):.1e}" for x, y in zip(found, truth)]


def main():
    command, paths = sys.argv[1], sys.argv[2:]
    print(f"scipy {scipy.__version__}, numpy {numpy.__version__}, mpmath {mpmath.__version__}\n")
    print("| plant | n×m | h, s | ours: A, B | weights | W | scipy: A, B | weights | W |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for path in paths:
        problem = problem_of(path)
        if problem.get("time") != "continuous" or "horizon" in problem:
            continue
        a, b, weight, w = matrices_of(problem)
        for factor in FACTORS:
            h = problem["step"] * factor
            if numpy.linalg.norm(a, 1) * h > 2000 or max(numpy.linalg.eigvals(a).real) * h > 300:
                continue
            truth = exact(a, b, weight, w, h)
            name = path.split("/")[-1].replace(".problem.json", "").replace(".json", "")
            ours, theirs = errors(by_spanlqr(command, problem, h), truth), errors(by_scipy(a, b, weight, w, h), truth)
            print(f"| {name} | {b.shape[0]}×{b.shape[1]} | {h:g} | " + " | ".join(ours + theirs) + " |", flush=True)


main()
