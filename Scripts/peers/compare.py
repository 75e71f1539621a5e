"""Compares Fovea with PyTorch and onnxruntime on this machine's CPU, and prints Markdown tables.

Installs the peers into .venv-peers (or takes the virtual environment that FOVEA_PEERS_VENV names), builds
fovea-bench, and runs it and the peers in turns. Times are medians, over the rounds, of each round's median; a
ratio is the fastest peer's time divided by ours, so above 1 Fovea is faster. A machine that does other work
at the same time measures nothing.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import installation
import tables
from installation import fail, note

SCRIPTS = Path(__file__).resolve().parent
PEERS = {
    "conv": {"nchw": ["--layout", "nchw"], "nhwc": ["--layout", "nhwc"]},
    "model": {
        "nchw": ["--layout", "nchw"],
        "nhwc": ["--layout", "nhwc"],
        "compile": ["--engine", "compile"],
        "onnxruntime": ["--engine", "onnxruntime"],
    },
}
SECONDS = {"conv": 0.3, "model": 2.0}


def positive(text):
    value = int(text) if text.isdecimal() else 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, found '{text}'")
    return value


def parsed():
    parser = argparse.ArgumentParser(
        prog="Scripts/compare-peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--conv", action="store_true", help="convolution layers (default: layers and models)")
    parser.add_argument("--model", action="store_true", help="whole models")
    parser.add_argument("--threads", type=positive, action="append", help="may be repeated (default: 1 and 2)")
    parser.add_argument("--rounds", type=positive, help="turns of every engine (default: 3; with --quick 1)")
    parser.add_argument("--case", action="append", default=[], help="only this layer or model; may be repeated")
    parser.add_argument("--quick", action="store_true", help="a fifth of the time for each pass: a first impression")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave every engine's JSON lines there")
    return parser.parse_args()


def engines(kind, bench, python, threads, seconds):
    """The command of each engine that is compared, ours first; a case follows as --case NAME."""
    common = ["--threads", str(threads), "--seconds", str(seconds)]
    alone = ["--no-naive"] if kind == "conv" else []
    yield tables.OURS, [bench, kind, "--json", *common, *alone]
    for name, flags in PEERS[kind].items():
        yield name, [python, str(SCRIPTS / f"{kind}.py"), *common, *flags]


def run(command, cases):
    """What a command printed, as objects; it reads the cases from its standard input."""
    result = subprocess.run(command, input=cases, stdout=subprocess.PIPE, text=True)
    if result.returncode:
        fail(f"exit {result.returncode} of: {' '.join(command)}")
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def measure(kind, names, threads, options, bench, python, cases):
    """All rounds of a kind at one thread count."""
    figures = tables.Figures()
    seconds = SECONDS[kind] / (5 if options.quick else 1)
    # A model has a process to itself, whose peak memory is then the model's; layers share one.
    parts = [[name] for name in names] if kind == "model" else [names]
    for turn in range(options.rounds):
        for part in parts:
            for engine, command in engines(kind, bench, python, threads, seconds):
                what = part[0] if len(part) == 1 else f"{len(part)} layers"
                note(f"{kind}, threads {threads}, round {turn + 1} of {options.rounds}: {what} by {engine}")
                lines = run(command + [word for name in part for word in ("--case", name)], cases)
                for line in lines:
                    figures.add(engine, line)
                if options.keep:
                    keep(options.keep / f"{kind}-{threads}-{engine}.jsonl", lines)
    return figures


def keep(path, lines):
    with path.open("a") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


def prepare_folder(folder):
    """Makes the folder for the lines; older lines would be counted among the new ones."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        used = next(folder.glob("*.jsonl"), None)
    except OSError as error:
        fail(f"--keep: {folder}: {error.strerror}")
    if used:
        fail(f"--keep: {used} is there already; choose an empty folder")


def chosen(options, cases):
    """The names to measure of each kind that was asked for."""
    wanted = [kind for kind in PEERS if getattr(options, kind)] or list(PEERS)
    known = {kind: [case["name"] for case in cases if case["kind"] == kind] for kind in wanted}
    for name in options.case:
        if not any(name in names for names in known.values()):
            fail(f"unknown case '{name}'; known are {', '.join(n for names in known.values() for n in names)}")
    selected = {kind: [n for n in names if not options.case or n in options.case] for kind, names in known.items()}
    return {kind: names for kind, names in selected.items() if names}


def main():
    options = parsed()
    options.rounds = options.rounds or (1 if options.quick else 3)
    if options.keep:
        prepare_folder(options.keep)
    bench = installation.bench()
    cases = subprocess.run([bench, "cases", "--json"], stdout=subprocess.PIPE, text=True, check=True).stdout
    selected = chosen(options, [json.loads(line) for line in cases.splitlines()])
    if "model" in selected:
        installation.require_compiler()
    python = installation.peers_python()
    print("ratio (ours / fastest peer's, ms); a ratio above 1: ours is faster. Memory: share (ours / least, MiB).\n")
    for kind, names in selected.items():
        for threads in options.threads or [1, 2]:
            figures = measure(kind, names, threads, options, bench, python, cases)
            print(tables.report(kind, threads, names, figures), flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
