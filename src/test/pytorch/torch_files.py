"""Writes the files of src/test/resources/files that begin with torch-: networks of PyTorch as safetensors, byte by byte as
the description of the format has it, and what the networks give for rows. Made with Python 3.11 and PyTorch 1.13:

    python3 src/test/pytorch/torch_files.py src/test/resources/files
"""

import json
import struct
import sys
from pathlib import Path

import torch
from torch import nn

TYPES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64", torch.int64: "I64"}


def raw(tensor):
    if tensor.dtype == torch.bfloat16:
        return tensor.contiguous().view(torch.int16).numpy().tobytes()
    return tensor.contiguous().numpy().tobytes()


def write(path, tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in sorted(tensors.items(), key=lambda item: (-item[1].element_size(), item[0])):
        numbers = raw(tensor)
        header[name] = {
            "dtype": TYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(numbers)],
        }
        data += numbers
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def shaken(net):
    for name, tensor in net.state_dict().items():
        if name.endswith("running_var"):
            tensor.uniform_(0.5, 2)
        elif tensor.dtype.is_floating_point:
            tensor.add_(0.3 * torch.randn(tensor.shape))
    return net.eval()


class Sequence(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(7, 4)
        self.rnn = nn.LSTM(4, 6, batch_first=True)
        self.attn = nn.MultiheadAttention(6, 2, batch_first=True)
        self.norm = nn.LayerNorm(6)
        self.gru = nn.GRU(6, 3, batch_first=True)
        self.out = nn.Linear(3, 2)

    def forward(self, x):
        h, _ = self.rnn(self.emb(x.long()))
        h, _ = self.attn(h, h, h)
        h, _ = self.gru(self.norm(h))
        return self.out(h[:, -1])


def main(folder):
    torch.manual_seed(1)
    images = shaken(nn.Sequential(
        nn.Conv2d(1, 3, 3, padding=1), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(48, 5), nn.ReLU(), nn.Linear(5, 3)))
    sequence = shaken(Sequence())
    pictures, words = torch.randn(2, 1, 8, 8), torch.tensor([[0, 3, 6, 1, 2], [5, 5, 4, 0, 6]]).float()
    with torch.no_grad():
        expected = {
            "images": {"rows": pictures.reshape(2, -1).tolist(), "outputs": images(pictures).tolist()},
            "sequence": {"rows": words.tolist(), "outputs": sequence(words).tolist()},
        }
    write(folder / "torch-images.safetensors", images.state_dict())
    write(folder / "torch-sequence.safetensors", sequence.state_dict())
    state = images.state_dict()
    first = {name: t for name, t in state.items() if name < "3"}
    write(folder / "torch-images-1-of-2.safetensors", {n: t.half() if t.dtype.is_floating_point else t for n, t in first.items()})
    write(folder / "torch-images-2-of-2.safetensors", {n: t.bfloat16() for n, t in state.items() if n not in first})
    shards = {n: f"torch-images-{1 if n in first else 2}-of-2.safetensors" for n in state}
    index = {"metadata": {"total_size": 0}, "weight_map": shards}
    (folder / "torch-images.safetensors.index.json").write_text(json.dumps(index))
    (folder / "torch-files.json").write_text(json.dumps(expected))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
