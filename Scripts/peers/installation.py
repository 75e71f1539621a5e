"""Sets up what the comparison runs: the peers in a virtual environment, and fovea-bench."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
MODULES = ["torch", "torchvision", "onnx", "onnxruntime"]


def note(text):
    print(f"compare-peers: {text}", file=sys.stderr, flush=True)


def fail(text):
    sys.exit(f"compare-peers: {text}")


def peers_python():
    """The Python of the peers' environment: FOVEA_PEERS_VENV's, else that of .venv-peers, made if missing."""
    named = os.environ.get("FOVEA_PEERS_VENV")
    folder = Path(named).absolute() if named else TOP / ".venv-peers"
    python = folder / "bin" / "python"
    if named and not python.exists():
        fail(f"FOVEA_PEERS_VENV: expected a virtual environment, found no {python}")
    missing = lacking(python) if python.exists() else MODULES
    if missing and named:
        fail(f"{folder} lacks {', '.join(missing)}; install: {python} -m pip install -r {REQUIREMENTS}")
    if missing:
        install(folder, python)
    return str(python)


def lacking(python):
    """The peers that this Python has not; they are looked for, not imported, which takes seconds."""
    search = "import importlib.util, sys; print(*(m for m in sys.argv[1:] if not importlib.util.find_spec(m)))"
    found = subprocess.run([python, "-c", search, *MODULES], stdout=subprocess.PIPE, text=True)
    return found.stdout.split() if found.returncode == 0 else MODULES


def install(folder, python):
    lines = [line for line in REQUIREMENTS.read_text().splitlines() if line[:1].isalpha()]
    note(f"installing into {folder} (about 1 GB): {', '.join(lines)} and what they need")
    for command in (
        [sys.executable, "-m", "venv", folder],
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS],
    ):
        if subprocess.run(command, stdout=sys.stderr).returncode:
            fail(f"could not install the peers; the reason is above; remove {folder} to begin anew")


def bench():
    """The path of fovea-bench, built in release."""
    note("building fovea-bench")
    build = ["swift", "build", "--package-path", TOP, "-c", "release", "--product", "fovea-bench"]
    try:
        status = subprocess.run(build, stdout=sys.stderr).returncode
    except FileNotFoundError:
        fail("Swift is missing; run Scripts/set-up")
    if status:
        fail("fovea-bench does not build; the reason is above")
    return str(TOP / ".build" / "release" / "fovea-bench")


def require_compiler():
    """torch.compile writes C++: without a compiler the model table would lack its fastest peer."""
    compiler = os.environ.get("CXX", "c++")
    if not (shutil.which(compiler) or shutil.which("g++")):
        fail("torch.compile needs a C++ compiler, and there is none; install g++ (or clang), or ask for --conv alone")
