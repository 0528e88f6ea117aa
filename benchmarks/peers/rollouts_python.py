"""Monte-Carlo rollouts in NumPy and in Numba, timed by themselves.

Input: a JSON array of {"name", "f", "m", "steps"}; output: a JSON object with versions and, for each problem and library, the median and
minimum time of one rollout-step in nanoseconds and the mean stage cost.
"""

import json
import statistics
import sys
import time

import numpy

try:
    import numba
except ImportError:
    numba = None

ROLLOUTS = 4096


def across_rollouts(f, m, steps, generator):
    """One array operation for all rollouts: what NumPy is for."""
    n = len(f)
    x = numpy.zeros((ROLLOUTS, n))
    cost = numpy.zeros(ROLLOUTS)
    for _ in range(steps):
        cost += numpy.einsum("ri,ri->r", x @ m, x)
        x = x @ f.T + generator.standard_normal((ROLLOUTS, n))
    return cost.mean() / steps


def one_by_one(f, m, steps, rollouts):
    """Scalar loops for Numba to compile."""
    n = len(f)
    x = numpy.zeros(n)
    y = numpy.zeros(n)
    total = 0.0
    for _ in range(rollouts):
        x[:] = 0.0
        for _ in range(steps):
            for i in range(n):
                slope = 0.0
                next_state = numpy.random.standard_normal()
                for j in range(n):
                    slope += m[i, j] * x[j]
                    next_state += f[i, j] * x[j]
                total += slope * x[i]
                y[i] = next_state
            x[:] = y
    return total / rollouts / steps


def timed(work, units, seconds):
    work()
    times, stop = [], time.perf_counter() + seconds
    while time.perf_counter() < stop or len(times) < 3:
        start = time.perf_counter()
        mean = work()
        times.append((time.perf_counter() - start) * 1e9 / units)
    return {"median": statistics.median(times), "minimum": min(times), "solution": [mean]}


def main():
    seconds = float(sys.argv[1])
    rows = []
    compiled = numba.njit(one_by_one) if numba else None
    for problem in json.load(sys.stdin):
        f, m, steps = numpy.array(problem["f"]), numpy.array(problem["m"]), problem["steps"]
        generator = numpy.random.Generator(numpy.random.SFC64(1))
        units = ROLLOUTS * steps
        rows.append({"name": problem["name"], "library": "NumPy", **timed(lambda: across_rollouts(f, m, steps, generator), units, seconds)})
        if compiled:
            rows.append({"name": problem["name"], "library": "Numba", **timed(lambda: compiled(f, m, steps, ROLLOUTS), units, seconds)})
    version = f"numpy {numpy.__version__}" + (f", numba {numba.__version__}" if numba else "")
    json.dump({"version": version, "rows": rows}, sys.stdout)


main()
