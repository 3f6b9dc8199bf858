"""Writes networks of PyTorch as ONNX files, by PyTorch's own exporter, and what they answer. Made with Python 3.11 and
PyTorch 1.13 of Debian:

    python3 src/test/pytorch/onnx_files.py src/test/resources/onnx
"""

import json
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, before, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, filters, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1)
        self.around = nn.Sequential()
        if stride > 1 or before != filters:
            self.around = nn.Sequential(nn.Conv2d(before, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        return F.relu(self.conv2(F.relu(self.bn1(self.conv1(x)))) + self.around(x))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.Sequential(Block(2, 4, 1), Block(4, 4, 1), Block(4, 6, 2))
        self.out = nn.Linear(6, 3)

    def forward(self, x):
        return self.out(self.blocks(x).mean((2, 3)))


class Branches(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.out = nn.Linear(4, 3), nn.Linear(4, 5), nn.Linear(12, 2)

    def forward(self, x):
        return self.out(torch.cat([torch.tanh(self.a(x)), F.silu(self.b(x)), x], 1))


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.places = nn.Embedding(9, 6), nn.Parameter(torch.randn(1, 5, 6))
        self.norm, self.up, self.down = nn.LayerNorm(6), nn.Linear(6, 12), nn.Linear(12, 6)
        self.out = nn.Linear(6, 4)

    def forward(self, x):
        x = self.table(x) + self.places
        x = x + self.down(F.gelu(self.up(self.norm(x))))
        return F.log_softmax(self.out(x[:, 0]), -1)


class Viewed(nn.Module):
    """As many write it: the number of rows by size(0)."""

    def __init__(self):
        super().__init__()
        self.conv, self.out = nn.Conv2d(2, 3, 3), nn.Linear(27, 2)

    def forward(self, x):
        x = F.avg_pool2d(F.relu(self.conv(x)), 3, 2, 1)
        return self.out(x.view(x.size(0), -1))


class GeluNew(nn.Module):
    def forward(self, x):
        return 0.5 * x * (1.0 + torch.tanh(0.7978845608028654 * (x + 0.044715 * torch.pow(x, 3.0))))


class Top(nn.Module):
    def forward(self, x):
        return torch.topk(x, 2)[0]


def main(folder):
    torch.manual_seed(1)
    rows, images, words = torch.randn(2, 4), torch.randn(2, 2, 8, 8), torch.tensor([[3, 1, 4, 1, 5], [8, 0, 7, 2, 6]])
    models = {
        "rows": (nn.Sequential(
            nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 6), nn.LeakyReLU(0.2), nn.Linear(6, 6), nn.ELU(0.7),
            nn.Linear(6, 6), nn.SELU(), nn.Dropout(0.5), nn.Linear(6, 6), nn.Softplus(), nn.Linear(6, 6, bias=False),
            nn.GELU(), nn.Linear(6, 6), nn.GELU(approximate="tanh"), nn.Linear(6, 6), GeluNew(), nn.BatchNorm1d(6),
            nn.LayerNorm(6), nn.Linear(6, 3), nn.Softmax(-1)), rows),
        "images": (nn.Sequential(
            nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
            nn.Conv2d(4, 4, 3, padding=1, groups=4), nn.Sigmoid(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(16, 3)), images),
        "pooled": (nn.Sequential(
            nn.Conv2d(2, 5, 3, 2), nn.Tanh(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(5, 3)), images),
        "residual": (Residual(), images),
        "branches": (Branches(), rows),
        "viewed": (Viewed(), images),
        "words": (Words(), words),
        "refused": (Top(), rows),
    }
    expected = {}
    for name, (model, x) in models.items():
        for key, tensor in model.state_dict().items():
            if key.endswith("running_var"):
                tensor.uniform_(0.5, 2)
            elif tensor.dtype.is_floating_point:
                tensor.add_(0.2 * torch.randn(tensor.shape))
        model.eval()
        expected[name] = {"rows": x.reshape(2, -1).tolist(), "outputs": model(x).tolist()}
        axes = {"input": {0: "rows"}, "output": {0: "rows"}}
        for opset in (11, 14, 17) if name in ("rows", "words") else (14,):
            torch.onnx.export(model, x, folder / f"{name}-{opset}.onnx", opset_version=opset, input_names=["input"],
                              output_names=["output"], dynamic_axes=axes)
    torch.onnx.export(models["images"][0], images[:1], folder / "images-fixed.onnx", opset_version=13)
    (folder / "onnx.json").write_text(json.dumps(expected) + "\n")


with torch.no_grad():
    main(Path(sys.argv[1]))
