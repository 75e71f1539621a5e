"""Compares onnxruntime with `fovea predict` on exported models; see Scripts/check-onnx."""

import json
import pathlib
import subprocess
import sys

import numpy
import onnxruntime
from PIL import Image

# Pictures of three colours, large enough for the networks of large ones, or small and square for the others.
SMALL = {"lenet5", "lenet5_original", "small_cnn", "compact_cnn", "resnet20", "zca"}
CLASSES = ["bright", "dark", "striped"]
BOUND = 1e-4
# Normalised networks learn a handful of pictures by heart: probabilities of 0 and 1 would compare nothing.
RATES = {"vgg11_bn": "1e-5", "googlenet": "1e-5", "resnet18": "1e-5", "seresnet18": "1e-5"}


def fovea(*arguments, folder):
    outcome = subprocess.run(["fovea", *arguments], cwd=folder, capture_output=True, text=True)
    if outcome.returncode:
        sys.exit(f"fovea {' '.join(arguments)}: {outcome.stderr.strip().splitlines()[-1]}")
    return outcome.stdout


def draw(folder, size):
    """Random pictures in a folder a class, PNG: nothing is lost."""
    random = numpy.random.default_rng(1)
    for kind, name in enumerate(CLASSES):
        (folder / name).mkdir(parents=True)
        for i in range(16):
            pixels = random.integers(0, 256, (size, size, 3))
            if kind < 2:
                pixels = pixels // 2 + 127 * (1 - kind)
            else:
                pixels[::2] //= 4
            Image.fromarray(pixels.astype(numpy.uint8)).save(folder / name / f"{i}.png")


def difference(folder, model, size):
    """The largest relative difference of a probability, and the mean of the largest probabilities."""
    extra = ["--preprocess", "zca"] if model == "zca" else []
    name = "small_cnn" if model == "zca" else model
    data = f"pictures-{size}"
    fovea("train", name, "--data", data, "--image-size", str(size), "--epochs", "1", "--batch-size", "4", "--lr", RATES.get(model, "0.01"),
          "--seed", "1", "--output", model, "--no-report", *extra, folder=folder)
    fovea("export", model, "--output", f"{model}.onnx", folder=folder)
    paths = sorted(str(path.relative_to(folder)) for path in (folder / data).rglob("*.png"))[::5]
    lines = fovea("predict", model, *paths, "--top-k", str(len(CLASSES)), "--json", folder=folder).splitlines()
    session = onnxruntime.InferenceSession(str(folder / f"{model}.onnx"), providers=["CPUExecutionProvider"])
    names = json.loads(session.get_modelmeta().custom_metadata_map["class_names"])
    pictures = numpy.stack([numpy.asarray(Image.open(folder / path)) for path in paths]).astype(numpy.float32) / 255
    (probabilities,) = session.run(["probabilities"], {"images": pictures})
    sure = float(probabilities.max(axis=1).mean())
    if sure > 0.99:
        sys.exit(f"{model}: is sure of every picture ({sure:.4f} in the mean): nothing to compare; train it less")
    worst = 0.0
    for row, line in zip(probabilities, lines, strict=True):
        found = {entry["name"]: entry["probability"] for entry in json.loads(line)["top"]}
        assert found.keys() == set(names)
        worst = max(worst, *(abs(float(value) / found[name] - 1) for name, value in zip(names, row) if found[name] > 1e-6))
    return worst, sure


folder = pathlib.Path(sys.argv[1])
for size in (28, 80):
    draw(folder / f"pictures-{size}", size)
failed = False
for model in sys.argv[2:]:
    worst, sure = difference(folder, model, 28 if model in SMALL else 80)
    failed |= not worst <= BOUND
    verdict = "" if worst <= BOUND else f", above {BOUND}"
    print(f"{model}: probabilities differ by at most {worst:.1e} of themselves (likeliest {sure:.2f} in the mean){verdict}", flush=True)
sys.exit(failed)
