"""Writes GGUF files byte by byte, as github.com/ggml-org/ggml/blob/master/docs/gguf.md and ggml's quantisation have it."""

import struct

import torch

TYPES = {"F32": 0, "F16": 1, "Q4_0": 2, "Q8_0": 8, "BF16": 30}


def text(value):
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


def typed(value):
    if isinstance(value, bool):
        return 7, struct.pack("<?", value)
    if isinstance(value, int):
        return 4, struct.pack("<I", value)
    if isinstance(value, float):
        return 6, struct.pack("<f", value)
    if isinstance(value, str):
        return 8, text(value)
    items = [typed(item) for item in value]
    return 9, struct.pack("<IQ", items[0][0], len(items)) + b"".join(raw for _, raw in items)


def half(number):
    return torch.tensor(number).half()


def quantised(array, kind):
    """The bytes of an array, and the numbers that they hold."""
    if kind == "F32":
        return array.contiguous().numpy().tobytes(), array
    if kind == "F16":
        return array.contiguous().half().numpy().tobytes(), array.half().float()
    if kind == "BF16":
        near = array.contiguous().bfloat16()
        return near.view(torch.int16).numpy().tobytes(), near.float()
    raw, numbers = b"", []
    for block in array.reshape(-1, 32):
        if kind == "Q8_0":
            scale = half(float(block.abs().max()) / 127)
            q = (block / float(scale)).round().clamp(-127, 127).to(torch.int8)
            raw += scale.numpy().tobytes() + q.numpy().tobytes()
            numbers.append(float(scale) * q.float())
        else:
            largest = block[block.abs().argmax()]
            scale = half(float(largest) / -8)
            q = (block / float(scale) + 8.5).floor().clamp(0, 15).to(torch.uint8)
            raw += scale.numpy().tobytes() + (q[:16] | q[16:] << 4).numpy().tobytes()
            numbers.append(float(scale) * (q.float() - 8))
    return raw, torch.stack(numbers).reshape(array.shape)


def write_gguf(path, values, arrays, version=3):
    """Arrays are (tensor, type) by name; gives what numbers the file holds."""
    alignment = values.get("general.alignment", 32)
    header = struct.pack("<IIQQ", 0x46554747, version, len(arrays), len(values))
    for name, value in values.items():
        kind, raw = typed(value)
        header += text(name) + struct.pack("<I", kind) + raw
    data, held = b"", {}
    for name, (array, kind) in arrays.items():
        raw, held[name] = quantised(array, kind)
        header += text(name) + struct.pack("<I", array.dim())
        header += b"".join(struct.pack("<Q", size) for size in reversed(array.shape))
        header += struct.pack("<IQ", TYPES[kind], len(data))
        data += raw + b"\0" * (-len(raw) % alignment)
    header += b"\0" * (-len(header) % alignment)
    path.write_bytes(header + data)
    return held
