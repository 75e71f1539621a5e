"""Times the models of `fovea-bench cases --json` (on standard input) in another engine on the CPU.

Prints a JSON line for each model and pass: train (gradients cleared, forward, cross-entropy, backward, SGD
with momentum 0.9), infer (the whole batch), infer1 (one picture). onnxruntime only infers. peak_mb is the
most memory in MiB that the process has held so far: name one model for its own.
"""

import resource
import sys
import tempfile
import warnings

import networks
import timing
import torch


def report(case, kind, images, ms):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    timing.report(case, kind, ms, images_per_s=1e3 * images / ms, peak_mb=round(peak))


def measure(case, calls, seconds):
    """Times calls by the names of their passes; a single picture takes half the time."""
    for kind, call in calls.items():
        alone = kind == "infer1"
        ms = timing.median_ms(call, seconds / 2 if alone else seconds, least=3)
        report(case, kind, 1 if alone else case["batch"], ms)


def run_torch(case, model, pictures, options):
    memory_format = torch.channels_last if options.layout == "nhwc" else torch.contiguous_format
    pictures = pictures.contiguous(memory_format=memory_format)
    model = model.to(memory_format=memory_format)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    labels = torch.randint(0, case["classes"], (case["batch"],))
    network = torch.compile(model) if options.engine == "compile" else model

    def step():
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(pictures), labels).backward()
        optimizer.step()

    measure(case, {"train": step}, options.seconds)
    model.eval()
    one = pictures[:1].clone(memory_format=torch.preserve_format)
    with torch.inference_mode():
        calls = {"infer": lambda: network(pictures), "infer1": lambda: network(one)}
        measure(case, calls, options.seconds)


def run_onnxruntime(case, model, pictures, options):
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        torch.onnx.export(
            model.eval(), (pictures,), file.name, dynamo=False,
            input_names=["pictures"], dynamic_axes={"pictures": {0: "batch"}},
        )  # fmt: skip
        session = onnxruntime.InferenceSession(file.name, settings, providers=["CPUExecutionProvider"])
    batch = pictures.numpy()
    one = batch[:1].copy()
    calls = {
        "infer": lambda: session.run(None, {"pictures": batch}),
        "infer1": lambda: session.run(None, {"pictures": one}),
    }
    measure(case, calls, options.seconds)


def main():
    parser = timing.options(__doc__, seconds=2.0)
    parser.add_argument("--engine", choices=["torch", "compile", "onnxruntime"], default="torch")
    options = parser.parse_args()
    # Advice about exporters and graphics cards; failures are exceptions.
    warnings.filterwarnings("ignore")
    torch.set_num_threads(options.threads)
    run = run_onnxruntime if options.engine == "onnxruntime" else run_torch
    for case in timing.cases("model", options.case):
        torch.manual_seed(0)
        pictures = torch.randn(case["batch"], case["in"], case["size"], case["size"])
        run(case, networks.network(case["name"]), pictures, options)


if __name__ == "__main__":
    main()
