"""A population with a mean field in NumPy, every agent, timed by itself.

Input: a JSON array of {"name", "f", "g", "m", "agents", "steps"}: x+ = Fx + G·mean + w with cost x'Mx; output: a JSON object with
versions and, for each problem, the median and minimum time of one agent-step in nanoseconds and the mean stage cost.
"""

import json
import statistics
import sys
import time

import numpy

RUNS = 3


def simulate(f, g, m, agents, steps, generator):
    x = numpy.zeros((agents, len(f)))
    cost = 0.0
    for _ in range(steps):
        cost += numpy.einsum("ai,ai->", x @ m, x) / agents
        x = x @ f.T + g @ x.mean(axis=0) + generator.standard_normal(x.shape)
    return cost / steps


def main():
    rows = []
    for problem in json.load(sys.stdin):
        f, g, m = (numpy.array(problem[key]) for key in "fgm")
        agents, steps = problem["agents"], problem["steps"]
        generator = numpy.random.Generator(numpy.random.SFC64(1))
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            cost = simulate(f, g, m, agents, steps, generator)
            times.append((time.perf_counter() - start) * 1e9 / agents / steps)
        rows.append({
            "name": problem["name"], "library": "NumPy", "median": statistics.median(times), "minimum": min(times), "solution": [cost]})
    json.dump({"version": f"numpy {numpy.__version__}", "rows": rows}, sys.stdout)


main()
