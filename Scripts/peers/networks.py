"""The models of the comparison in PyTorch, layer by layer as Fovea's catalogue has them."""

import torchvision
from torch import nn


def lenet5():
    """Tanh and average pooling, for 28 x 28 pixels."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10),
    )  # fmt: skip


def small_cnn():
    """Two convolutions of 3 x 3 and two dense layers, for 28 x 28 pixels."""
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10),
    )  # fmt: skip


def normalised(inputs, outputs, kernel, stride=1):
    """A convolution without bias, then batch normalisation."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)
    )


class Residual(nn.Module):
    """Two convolutions beside a shortcut, which projects where the shape changes."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.main = nn.Sequential(
            normalised(inputs, outputs, 3, stride), nn.ReLU(), normalised(outputs, outputs, 3)
        )
        changes = stride != 1 or inputs != outputs
        self.shortcut = normalised(inputs, outputs, 1, stride) if changes else nn.Identity()

    def forward(self, x):
        return nn.functional.relu(self.main(x) + self.shortcut(x))


def resnet20():
    """Three stages of three blocks, for 32 x 32 pixels."""
    widths = [16, 16, 16, 16, 32, 32, 32, 64, 64, 64]
    blocks = [Residual(i, o, 1 if i == o else 2) for i, o in zip(widths, widths[1:])]
    return nn.Sequential(
        normalised(3, 16, 3), nn.ReLU(), *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)
    )


OWN = {"lenet5": lenet5, "small_cnn": small_cnn, "resnet20": resnet20}


def network(name):
    """A model by its name: one of those above, else torchvision's of that name."""
    return OWN[name]() if name in OWN else torchvision.models.get_model(name, weights=None)
