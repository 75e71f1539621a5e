"""What the peers' scripts share: the cases from standard input, medians, lines of results."""

import argparse
import json
import sys
import time


def options(description, seconds):
    """A parser with the options that every script has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--threads", type=int, default=1, help="threads of the engine (default: 1)")
    parser.add_argument("--layout", choices=["nchw", "nhwc"], default="nchw", help="order of the axes in memory")
    parser.add_argument("--case", action="append", default=[], help="only this case; may be repeated")
    parser.add_argument("--seconds", type=float, default=seconds, help=f"time for each pass (default: {seconds})")
    return parser


def cases(kind, names):
    """The cases of a kind among the lines of `fovea-bench cases --json`; all where no names are given."""
    known = [case for case in map(json.loads, filter(str.strip, sys.stdin)) if case["kind"] == kind]
    unknown = set(names) - {case["name"] for case in known}
    if unknown:
        sys.exit(f"error: no {kind} case '{unknown.pop()}' on standard input; see fovea-bench cases")
    return [case for case in known if not names or case["name"] in names]


def median_ms(run, seconds, least):
    """The median time of a call in milliseconds, after two to warm up; `least` calls at least."""
    run()
    run()
    end = time.perf_counter() + seconds
    times = []
    while len(times) < least or time.perf_counter() < end:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2] * 1e3


def report(case, kind, ms, **more):
    """Prints a figure as one line, at once."""
    print(json.dumps({"case": case["name"], "pass": kind, "ms": ms, **more}), flush=True)
