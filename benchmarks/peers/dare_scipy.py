"""scipy.linalg.solve_discrete_are on the problems of standard input, timed by itself.

Input: a JSON array of {"name", "a", "b", "q", "r", "s"}, "s" null or absent for no cross weight; output: a JSON object with
versions and, for each problem, the median and minimum time of one call in nanoseconds and the solution, or the error.
"""

import json
import statistics
import sys
import time

import numpy
import scipy
from scipy.linalg import solve_discrete_are


def timed(problem, seconds):
    a, b, q, r = (numpy.array(problem[key]) for key in "abqr")
    s = None if problem.get("s") is None else numpy.array(problem["s"])
    times, stop = [], time.perf_counter() + seconds
    while time.perf_counter() < stop or len(times) < 3:
        start = time.perf_counter()
        try:
            x = solve_discrete_are(a, b, q, r, s=s)
        except (numpy.linalg.LinAlgError, ValueError) as error:
            return {"name": problem["name"], "library": "scipy", "error": str(error)}
        times.append((time.perf_counter() - start) * 1e9)
    return {
        "name": problem["name"],
        "library": "scipy",
        "median": statistics.median(times),
        "minimum": min(times),
        "solution": x.ravel().tolist(),
    }


def main():
    seconds = float(sys.argv[1])
    rows = [timed(problem, seconds) for problem in json.load(sys.stdin)]
    json.dump({"version": f"scipy {scipy.__version__}, numpy {numpy.__version__}", "rows": rows}, sys.stdout)


main()
