"""Times the convolution layers of `fovea-bench cases --json` (on standard input) in PyTorch on the CPU.

Prints a JSON line for each layer and pass: forward, input_gradient (not of a first layer), weight_gradient
with the bias', and train, which is one step of the layer through autograd. GFLOP/s counts two operations
a multiply-add of the direct algorithm.
"""

import timing
import torch
from torch.nn.functional import conv2d


def passes(case, memory_format):
    """The direct algorithm's operations in one pass; each pass as (operation factor, call)."""
    channels, groups, outputs = case["in"], case["groups"], case["out"]
    stride, padding = [case["stride"]] * 2, [case["pad"]] * 2

    def random(*shape):
        return torch.randn(shape).contiguous(memory_format=memory_format)

    torch.manual_seed(0)
    x = random(case["batch"], channels, case["size"], case["size"])
    w = random(outputs, channels // groups, case["kernel"], case["kernel"])
    b = torch.randn(outputs)

    def forward(x, w, b):
        return conv2d(x, w, b, stride, padding, groups=groups)

    y = forward(x, w, b)
    gradient = torch.randn_like(y)

    def backward(*wanted):
        return torch.ops.aten.convolution_backward(
            gradient, x, w, [outputs], stride, padding, [1, 1], False, [0, 0], groups, wanted
        )

    leaves = [tensor.detach().clone() for tensor in (x, w, b)]
    wanted = leaves[1:] if case["first"] else leaves
    for leaf in wanted:
        leaf.requires_grad_()

    calls = {"forward": (1, lambda: forward(x, w, b))}
    if not case["first"]:
        calls["input_gradient"] = (1, lambda: backward(True, False, False))
    calls["weight_gradient"] = (1, lambda: backward(False, True, True))
    calls["train"] = (len(wanted), lambda: torch.autograd.grad(forward(*leaves), wanted, gradient))
    return 2 * y.numel() * w[0].numel(), calls


def main():
    options = timing.options(__doc__, seconds=0.3).parse_args()
    torch.set_num_threads(options.threads)
    memory_format = torch.channels_last if options.layout == "nhwc" else torch.contiguous_format
    for case in timing.cases("conv", options.case):
        operations, calls = passes(case, memory_format)
        for name, (factor, call) in calls.items():
            # Training records; the single passes are timed as inference runs them.
            with torch.set_grad_enabled(name == "train"):
                ms = timing.median_ms(call, options.seconds, least=5)
            timing.report(case, name, ms, gflops=factor * operations / ms / 1e6)


if __name__ == "__main__":
    main()
