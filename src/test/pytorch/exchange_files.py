"""Writes networks with random weights under the names that other libraries give them, and what they answer. The networks are
written in plain PyTorch after the published architectures, since no other library is needed so. Made with Python 3.11 and
PyTorch 1.13 of Debian:

    python3 src/test/pytorch/exchange_files.py src/test/resources/exchange
    python3 src/test/pytorch/exchange_files.py --full FOLDER    # GPT-2 small and ViT-B/16, 0.8 GB: see FullSizeSlowTest
"""

import json
import math
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from gguf_file import write_gguf
from torch_files import write


class Weights(dict):
    """Random arrays by name, made when they are first asked for."""

    def __init__(self, deviation):
        super().__init__()
        self.deviation = deviation

    def __call__(self, name, *shape, around=0.0):
        if name not in self:
            self[name] = around + self.deviation * torch.randn(*shape)
        return self[name]

    def linear(self, x, name, out, bias=True):
        w = self(name + ".weight", out, x.shape[-1])
        return F.linear(x, w, self(name + ".bias", out) if bias else None)

    def conv1d(self, x, name, out):  # Hugging Face's Conv1D: in x out
        return x @ self(name + ".weight", x.shape[-1], out) + self(name + ".bias", out)

    def norm(self, x, name, eps, scale="weight", shift="bias"):
        width = x.shape[-1]
        return F.layer_norm(
            x, (width,), self(f"{name}.{scale}", width, around=1.0), self(f"{name}.{shift}", width), eps)

    def rms(self, x, name, eps):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps) * self(name + ".weight", x.shape[-1], around=1.0)


def attention(q, k, v, heads, causal):
    b, t, w = q.shape
    q, k, v = (x.view(b, t, -1, w // heads).transpose(1, 2) for x in (q, k, v))
    k, v = (x.repeat_interleave(heads // x.shape[1], 1) for x in (k, v))
    scores = q @ k.transpose(-1, -2) / math.sqrt(w // heads)
    if causal:
        scores = scores.masked_fill(torch.ones(t, t).triu(1).bool(), float("-inf"))
    return (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, w)


def gelu_new(x):
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def gpt2(w, tokens, entries, places, blocks, heads, width, prefix=""):
    x = w(prefix + "wte.weight", entries, width)[tokens] + w(prefix + "wpe.weight", places, width)[: tokens.shape[1]]
    for i in range(blocks):
        h = f"{prefix}h.{i}."
        q, k, v = w.conv1d(w.norm(x, h + "ln_1", 1e-5), h + "attn.c_attn", 3 * width).split(width, 2)
        x = x + w.conv1d(attention(q, k, v, heads, True), h + "attn.c_proj", width)
        y = gelu_new(w.conv1d(w.norm(x, h + "ln_2", 1e-5), h + "mlp.c_fc", 4 * width))
        x = x + w.conv1d(y, h + "mlp.c_proj", width)
    return w.norm(x, prefix + "ln_f", 1e-5) @ w[prefix + "wte.weight"].T


def bert(w, tokens, entries, places, blocks, heads, width, classes, old):
    scale, shift = ("gamma", "beta") if old else ("weight", "bias")
    e = "bert.embeddings."
    x = (w(e + "word_embeddings.weight", entries, width)[tokens]
         + w(e + "position_embeddings.weight", places, width)[: tokens.shape[1]]
         + w(e + "token_type_embeddings.weight", 2, width)[0])
    x = w.norm(x, e + "LayerNorm", 1e-12, scale, shift)
    for i in range(blocks):
        h = f"bert.encoder.layer.{i}."
        q, k, v = (w.linear(x, f"{h}attention.self.{n}", width) for n in ("query", "key", "value"))
        y = w.linear(attention(q, k, v, heads, False), h + "attention.output.dense", width)
        x = w.norm(x + y, h + "attention.output.LayerNorm", 1e-12, scale, shift)
        y = w.linear(F.gelu(w.linear(x, h + "intermediate.dense", 4 * width)), h + "output.dense", width)
        x = w.norm(x + y, h + "output.LayerNorm", 1e-12, scale, shift)
    return w.linear(torch.tanh(w.linear(x[:, 0], "bert.pooler.dense", width)), "classifier", classes)


def vit(w, images, patch, blocks, heads, width, classes):
    """Hugging Face's ViTForImageClassification."""
    e = "vit.embeddings."
    channels = images.shape[1]
    x = F.conv2d(images, w(e + "patch_embeddings.projection.weight", width, channels, patch, patch),
                 w(e + "patch_embeddings.projection.bias", width), stride=patch).flatten(2).transpose(1, 2)
    x = torch.cat([w(e + "cls_token", 1, 1, width).expand(x.shape[0], -1, -1), x], 1)
    x = x + w(e + "position_embeddings", 1, x.shape[1], width)
    for i in range(blocks):
        h = f"vit.encoder.layer.{i}."
        y = w.norm(x, h + "layernorm_before", 1e-12)
        q, k, v = (w.linear(y, f"{h}attention.attention.{n}", width) for n in ("query", "key", "value"))
        x = x + w.linear(attention(q, k, v, heads, False), h + "attention.output.dense", width)
        y = F.gelu(w.linear(w.norm(x, h + "layernorm_after", 1e-12), h + "intermediate.dense", 4 * width))
        x = x + w.linear(y, h + "output.dense", width)
    return w.linear(w.norm(x, "vit.layernorm", 1e-12)[:, 0], "classifier", classes)


def other_vit(w, images, patch, blocks, heads, width, classes, names):
    """The same network under the names of torchvision or timm, whose queries, keys and values are one matrix."""
    x = F.conv2d(images, w(names["patch"] + ".weight", width, images.shape[1], patch, patch),
                 w(names["patch"] + ".bias", width), stride=patch).flatten(2).transpose(1, 2)
    x = torch.cat([w(names["token"], 1, 1, width).expand(x.shape[0], -1, -1), x], 1)
    x = x + w(names["positions"], 1, x.shape[1], width)
    for i in range(blocks):
        h = f"{names['block']}{i}."
        y = w.norm(x, h + names["norm_1"], 1e-6)
        all_three = F.linear(y, w(h + names["in"] + "weight", 3 * width, width), w(h + names["in"] + "bias", 3 * width))
        x = x + w.linear(attention(*all_three.split(width, 2), heads, False), h + names["out"], width)
        y = F.gelu(w.linear(w.norm(x, h + names["norm_2"], 1e-6), h + names["up"], 2 * width))
        x = x + w.linear(y, h + names["down"], width)
    return w.linear(w.norm(x, names["norm"], 1e-6)[:, 0], names["head"], classes)


TORCHVISION = {
    "patch": "conv_proj", "token": "class_token", "positions": "encoder.pos_embedding",
    "block": "encoder.layers.encoder_layer_", "norm_1": "ln_1", "in": "self_attention.in_proj_",
    "out": "self_attention.out_proj", "norm_2": "ln_2", "up": "mlp.0", "down": "mlp.3", "norm": "encoder.ln",
    "head": "heads.head"}
TIMM = {
    "patch": "patch_embed.proj", "token": "cls_token", "positions": "pos_embed", "block": "blocks.", "norm_1": "norm1",
    "in": "attn.qkv.", "out": "attn.proj", "norm_2": "norm2", "up": "mlp.fc1", "down": "mlp.fc2", "norm": "norm",
    "head": "head"}


def turned(x, heads):
    """Rotary positions by halves, as Hugging Face has them."""
    b, t, w = x.shape
    x = x.view(b, t, heads, w // heads)
    half = x.shape[-1] // 2
    angle = torch.arange(t).float()[:, None] * 10000 ** (-torch.arange(half).float() / half)
    cos, sin = (torch.cat([f(angle)] * 2, -1)[None, :, None, :] for f in (torch.cos, torch.sin))
    return (x * cos + torch.cat([-x[..., half:], x[..., :half]], -1) * sin).reshape(b, t, w)


def llama(w, tokens, entries, blocks, heads, groups, width, hidden):
    x = w("model.embed_tokens.weight", entries, width)[tokens]
    depth = width // heads
    for i in range(blocks):
        h = f"model.layers.{i}."
        y = w.rms(x, h + "input_layernorm", 1e-6)
        q = turned(w.linear(y, h + "self_attn.q_proj", width, False), heads)
        k = turned(w.linear(y, h + "self_attn.k_proj", groups * depth, False), groups)
        v = w.linear(y, h + "self_attn.v_proj", groups * depth, False)
        b, t = tokens.shape
        k, v = (z.view(b, t, groups, depth).repeat_interleave(heads // groups, 2).reshape(b, t, width) for z in (k, v))
        x = x + w.linear(attention(q, k, v, heads, True), h + "self_attn.o_proj", width, False)
        y = w.rms(x, h + "post_attention_layernorm", 1e-6)
        y = F.silu(w.linear(y, h + "mlp.gate_proj", hidden, False)) * w.linear(y, h + "mlp.up_proj", hidden, False)
        x = x + w.linear(y, h + "mlp.down_proj", width, False)
    return w.linear(w.rms(x, "model.norm", 1e-6), "lm_head", entries, False)


def resnet(w, images, stages, bottleneck, classes):
    """Names and order of torchvision's ResNet; stages are (filters, blocks)."""

    def conv(x, name, out, kernel, stride=1):
        return F.conv2d(x, w(name + ".weight", out, x.shape[1], kernel, kernel), None, stride, kernel // 2)

    def norm(x, name):
        c = x.shape[1]
        w(name + ".running_var", c)
        w[name + ".running_var"] = w[name + ".running_var"].abs() + 0.5
        w[name + ".num_batches_tracked"] = torch.tensor(7)
        return F.batch_norm(x, w(name + ".running_mean", c), w[name + ".running_var"],
                            w(name + ".weight", c, around=1.0), w(name + ".bias", c))

    x = F.relu(norm(conv(images, "conv1", stages[0][0], 3), "bn1"))
    for s, (filters, blocks) in enumerate(stages):
        for i in range(blocks):
            h, stride = f"layer{s + 1}.{i}.", 2 if s > 0 and i == 0 else 1
            wide = 2 * filters if bottleneck else filters
            if bottleneck:
                y = F.relu(norm(conv(x, h + "conv1", filters, 1), h + "bn1"))
                y = F.relu(norm(conv(y, h + "conv2", filters, 3, stride), h + "bn2"))
                y = norm(conv(y, h + "conv3", wide, 1), h + "bn3")
            else:
                y = F.relu(norm(conv(x, h + "conv1", filters, 3, stride), h + "bn1"))
                y = norm(conv(y, h + "conv2", filters, 3), h + "bn2")
            if stride != 1 or x.shape[1] != wide:
                x = norm(conv(x, h + "downsample.0", wide, 1, stride), h + "downsample.1")
            x = F.relu(x + y)
    return w.linear(x.mean((2, 3)), "fc", classes)


def to_gguf(w, heads, groups):
    """Llama's arrays under the names of GGUF, queries and keys woven as llama.cpp's convert_hf_to_gguf.py does it."""
    names = {"self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
             "self_attn.o_proj": "attn_output", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
             "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}
    arrays = {}
    for name, array in w.items():
        for old, new in names.items():
            name = name.replace(old, new)
        name = (name.replace("model.layers.", "blk.").replace("model.embed_tokens", "token_embd")
                .replace("model.norm", "output_norm").replace("lm_head", "output"))
        for part, count in (("attn_q.", heads), ("attn_k.", groups)):
            if part in name:
                array = (array.reshape(count, 2, array.shape[0] // count // 2, -1).swapaxes(1, 2).reshape(array.shape))
        arrays[name] = array
    return arrays


def answers(rows, outputs):
    return {"rows": rows.reshape(rows.shape[0], -1).tolist(),
            "outputs": outputs.reshape(rows.shape[0], -1).tolist()}


def small(folder):
    torch.manual_seed(1)
    tokens = torch.tensor([[3, 1, 4, 1, 5, 9, 2, 6], [0, 19, 7, 7, 12, 3, 18, 10]])
    images = torch.randn(2, 3, 8, 8)
    expected = {}
    w = Weights(0.3)
    expected["gpt2"] = answers(tokens, gpt2(w, tokens, 20, 12, 2, 4, 16))
    w["lm_head.weight"] = w["wte.weight"]  # as some converters write it, beside the mask that old files have
    for i in range(2):
        w[f"h.{i}.attn.bias"] = torch.ones(12, 12).tril()[None, None]
    write(folder / "gpt2.safetensors", w)
    w["lm_head.weight"] = w["wte.weight"] + 0.1
    for name in [name for name in w if ".0.attn.bias" in name or ".1.attn.bias" in name]:
        del w[name]
    write(folder / "gpt2-untied.safetensors", w)
    for old in (False, True):
        w = Weights(0.3)
        key = "bert-old" if old else "bert"
        expected[key] = answers(tokens, bert(w, tokens, 20, 12, 2, 4, 16, 3, old))
        write(folder / f"{key}.safetensors", w)
    w = Weights(0.3)
    expected["vit"] = answers(images, vit(w, images, 4, 2, 4, 16, 5))
    write(folder / "vit.safetensors", w)
    for key, names in (("vit-torchvision", TORCHVISION), ("vit-timm", TIMM)):
        w = Weights(0.3)
        expected[key] = answers(images, other_vit(w, images, 4, 1, 4, 16, 5, names))
        write(folder / f"{key}.safetensors", w)
    for key, bottleneck in (("resnet", False), ("resnet-bottleneck", True)):
        w = Weights(0.3)
        expected[key] = answers(images, resnet(w, images, [(4, 2), (6, 1)], bottleneck, 5))
        write(folder / f"{key}.safetensors", w)
    w = Weights(0.3)
    expected["llama"] = answers(tokens, llama(w, tokens, 20, 2, 4, 2, 32, 32))
    write(folder / "llama.safetensors", w)
    woven = to_gguf(w, 4, 2)
    values = {"general.architecture": "llama", "general.alignment": 64, "llama.rope.freq_base": 10000.0,
              "tokenizer.ggml.tokens": ["a", "b"], "flag": True, "lists": [1, 2, 3]}
    write_gguf(folder / "llama.gguf", values, {n: (a, "F32") for n, a in woven.items()})
    rounded = write_gguf(folder / "llama-q8.gguf", values, {
        n: (a, "Q8_0" if a.dim() == 2 and i % 2 else "F16" if a.dim() == 2 else "F32")
        for i, (n, a) in enumerate(woven.items())})
    w.update(back(rounded, w, 4, 2))
    expected["llama-q8"] = answers(tokens, llama(w, tokens, 20, 2, 4, 2, 32, 32))
    rounded = write_gguf(folder / "llama-q4.gguf", values, {
        n: (a, "Q4_0" if a.dim() == 2 else "BF16") for n, a in woven.items()})
    w.update(back(rounded, w, 4, 2))
    expected["llama-q4"] = answers(tokens, llama(w, tokens, 20, 2, 4, 2, 32, 32))
    w, x = Weights(0.5), torch.randn(2, 4)
    expected["rows"] = answers(x, w.linear(torch.relu(w.linear(x, "0", 3)), "2", 2))
    np.savez(folder / "rows.npz", **{name: array.numpy() for name, array in w.items()})
    np.save(folder / "bias.npy", np.array([5.0, 6.0]))
    (folder / "exchange.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


def back(rounded, w, heads, groups):
    """What quantised arrays hold, under the names and in the order of Hugging Face."""
    order = {name: torch.arange(array.numel()).reshape(array.shape) for name, array in w.items()}
    plain = {}
    for (name, places), new in zip(to_gguf(order, heads, groups).items(), w):
        flat = torch.empty(places.numel())
        flat[places.reshape(-1)] = rounded[name].reshape(-1)
        plain[new] = flat.reshape(w[new].shape)
    return plain


def full(folder):
    torch.manual_seed(1)
    w = Weights(0.02)
    tokens = torch.randint(0, 50257, (1, 64))
    logits = gpt2(w, tokens, 50257, 1024, 12, 12, 768, "transformer.")
    expected = {"gpt2.row": tokens.reshape(-1).float(), "gpt2.logits": logits.reshape(-1)}
    write(folder / "gpt2-small.safetensors", w)
    print("GPT-2 small:", sum(a.numel() for a in w.values()), "numbers, logits up to", float(logits.abs().max()))
    w = Weights(0.02)
    images = torch.randn(1, 3, 224, 224)
    logits = vit(w, images, 16, 12, 12, 768, 1000)
    expected.update({"vit.row": images.reshape(-1), "vit.logits": logits.reshape(-1)})
    write(folder / "vit-b16.safetensors", w)
    print("ViT-B/16:", sum(a.numel() for a in w.values()), "numbers, logits up to", float(logits.abs().max()))
    write(folder / "answers.safetensors", expected)


with torch.no_grad():
    if sys.argv[1] == "--full":
        full(Path(sys.argv[2]))
    else:
        small(Path(sys.argv[1]))
