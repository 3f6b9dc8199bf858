"""Writes files as Keras 3 does, by what keras/src/saving/saving_lib.py and the layers' get_config() say, and what the networks
answer as PyTorch computes it. Made with Python 3.11, h5py 3.7 and PyTorch 1.13 of Debian:

    python3 src/test/keras/keras_files.py src/test/resources/keras
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np
import torch
from torch.nn import functional as F


def random(*shape):
    return 0.5 * torch.randn(*shape)


def layer(kind, name, **config):
    return {"module": "keras.layers", "class_name": kind, "config": {"name": name, "trainable": True, **config},
            "registered_name": None}


def h5(groups):
    """Groups by path with their arrays; those without any are there, too, as Keras writes them."""
    raw = io.BytesIO()
    with h5py.File(raw, "w") as file:
        for path, arrays in groups.items():
            group = file.create_group(path + "/vars" if path else "vars")
            group.attrs["name"] = path.rsplit("/", 1)[-1]
            for i, array in enumerate(arrays):
                group[str(i)] = np.asarray(array)
        file.create_group("optimizer/vars")["0"] = np.array(3)
    return raw.getvalue()


def write(path, model, groups):
    with zipfile.ZipFile(path, "w") as zf:
        zf.writestr("metadata.json", json.dumps({"keras_version": "3.5.0", "date_saved": "2024-09-01@12:00:00"}))
        zf.writestr("config.json", json.dumps(model))
        zf.writestr("model.weights.h5", h5(groups))


def sequential(layers):
    return {"module": "keras", "class_name": "Sequential", "config": {"name": "sequential", "layers": layers},
            "registered_name": None}


def tensor(name):
    return {"class_name": "__keras_tensor__",
            "config": {"shape": [None, 4], "dtype": "float32", "keras_history": [name, 0, 0]}}


def call(described, *args, **kwargs):
    return {**described, "name": described["config"]["name"], "inbound_nodes": [{"args": list(args), "kwargs": kwargs}]}


def functional(layers, output):
    return {"module": "keras.src.models.functional", "class_name": "Functional", "registered_name": "Functional",
            "config": {"name": "functional", "trainable": True, "layers": layers,
                       "input_layers": [["input_layer", 0, 0]], "output_layers": [[output, 0, 0]]}}


def start(*shape):
    return layer("InputLayer", "input_layer", batch_shape=[None, *shape], dtype="float32", sparse=False)


def images(folder):
    k1, b1, k2, b2, k3, b3 = random(3, 3, 2, 4), random(4), random(64, 5), random(5), random(5, 3), random(3)
    gamma, beta, mean, var = 1 + random(4), random(4), random(4), 0.5 + torch.rand(4)
    depth, db = random(3, 3, 4, 1), random(4)
    x = torch.randn(2, 8, 8, 2)
    y = F.relu(F.conv2d(x.permute(0, 3, 1, 2), k1.permute(3, 2, 0, 1), b1, padding=1))
    y = F.batch_norm(y, mean, var, gamma, beta, eps=1e-3)
    y = torch.sigmoid(F.conv2d(y, depth.permute(2, 3, 0, 1), db, padding=1, groups=4))
    y = F.max_pool2d(y, 2).permute(0, 2, 3, 1).reshape(2, -1)
    y = torch.tanh(y @ k2 + b2) @ k3 + b3
    window = {"strides": [1, 1], "padding": "same", "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1}
    model = sequential([
        start(8, 8, 2),
        layer("Conv2D", "conv2d_7", filters=4, kernel_size=[3, 3], activation="relu", use_bias=True, **window),
        layer("BatchNormalization", "bn", axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True),
        layer("DepthwiseConv2D", "dw", kernel_size=[3, 3], depth_multiplier=1, activation="sigmoid", use_bias=True,
              **{**window, "groups": 1}),
        layer("MaxPooling2D", "pool", pool_size=[2, 2], padding="valid", strides=[2, 2], data_format="channels_last"),
        layer("Flatten", "flat", data_format="channels_last"),
        layer("Dense", "dense_4", units=5, activation="tanh", use_bias=True),
        layer("Dropout", "drop", rate=0.5, seed=None, noise_shape=None),
        layer("Dense", "dense_5", units=3, activation="softmax", use_bias=True)])
    groups = {
        "layers/conv2d": [k1, b1], "layers/batch_normalization": [gamma, beta, mean, var],
        "layers/depthwise_conv2d": [depth, db], "layers/max_pooling2d": [], "layers/flatten": [], "layers/dense": [k2, b2],
        "layers/dropout": [], "layers/dense_1": [k3, b3]}
    write(folder / "images.keras", model, groups)
    (folder / "images.weights.h5").write_bytes(h5(groups))
    return x, y.softmax(-1)


def gru(x, kernel, recurrent, bias, units):
    h = torch.zeros(x.shape[0], units)
    for t in range(x.shape[1]):
        xz, xr, xh = (x[:, t] @ kernel + bias[0]).split(units, 1)
        hz, hr, hh = (h @ recurrent + bias[1]).split(units, 1)
        z, r = torch.sigmoid(xz + hz), torch.sigmoid(xr + hr)
        h = z * h + (1 - z) * torch.tanh(xh + r * hh)
    return h


def lstm(x, kernel, recurrent, bias, units):
    h = c = torch.zeros(x.shape[0], units)
    out = []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t] @ kernel + h @ recurrent + bias).split(units, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        out.append(h)
    return torch.stack(out, 1)


def sequence(folder):
    table, k1, b1 = random(7, 4), random(3, 4, 5), random(5)
    one, two = ([random(5, 12), random(3, 12), random(12)] for _ in range(2))
    beta, g, dense = random(6), [random(6, 12), random(4, 12), random(2, 12)], random(4, 2)
    x = torch.tensor([[0, 3, 6, 1, 2, 2], [5, 5, 4, 0, 6, 1]])
    y = F.conv1d(F.pad(table[x].transpose(1, 2), (2, 0)), k1.permute(2, 1, 0), b1).transpose(1, 2)
    y = F.leaky_relu(y, 0.2)
    y = torch.cat([lstm(y, *one, 3), lstm(y.flip(1), *two, 3).flip(1)], 2)
    y = F.layer_norm(y, (6,), None, beta, 1e-3)
    y = gru(y, *g, 4) @ dense
    inner = {"activation": "tanh", "recurrent_activation": "sigmoid", "use_bias": True, "go_backwards": False,
             "return_state": False}
    model = sequential([
        layer("Embedding", "emb", input_dim=7, output_dim=4, mask_zero=False),
        layer("Conv1D", "conv", filters=5, kernel_size=[3], strides=[1], padding="causal", dilation_rate=[1], groups=1,
              data_format="channels_last", activation="leaky_relu", use_bias=True),
        layer("Bidirectional", "both", merge_mode="concat",
              layer=layer("LSTM", "forward_lstm", units=3, return_sequences=True, **inner)),
        layer("LayerNormalization", "ln", axis=-1, epsilon=0.001, center=True, scale=False),
        layer("GRU", "gru", units=4, return_sequences=False, reset_after=True, **inner),
        layer("Dense", "out", units=2, activation="linear", use_bias=False)])
    model["config"]["build_input_shape"] = [None, 6]
    write(folder / "sequence.keras", model, {
        "layers/embedding": [table], "layers/conv1d": [k1, b1], "layers/bidirectional": [],
        "layers/bidirectional/forward_layer": [], "layers/bidirectional/forward_layer/cell": one,
        "layers/bidirectional/backward_layer": [], "layers/bidirectional/backward_layer/cell": two,
        "layers/layer_normalization": [beta], "layers/gru": [], "layers/gru/cell": g, "layers/dense": [dense]})
    return x, y


def attention(folder):
    q, k, v = ([random(8, 2, 4), random(2, 4)] for _ in range(3))
    o = [random(2, 4, 8), random(8)]
    gamma, beta, up, down, side, out = 1 + random(8), random(8), random(8, 8), random(8, 8), random(8, 8), random(8, 3)
    x = torch.randn(2, 5, 8)
    heads = [torch.einsum("btw,whd->bhtd", x, w) + b[None, :, None, :] for w, b in (q, k, v)]
    scores = (heads[0] @ heads[1].transpose(-1, -2) / 2).masked_fill(torch.ones(5, 5).triu(1).bool(), float("-inf"))
    y = torch.einsum("bhtd,hdw->btw", scores.softmax(-1) @ heads[2], o[0]) + o[1]
    y = F.layer_norm(x + y, (8,), gamma, beta, 1e-3)
    y = F.relu(y @ up) @ down + y @ side  # the branch around comes first in the file
    y = y.mean(1) @ out
    plain = {"activation": "linear", "use_bias": False}
    model = functional([
        call(start(5, 8)),
        call(layer("MultiHeadAttention", "mha", num_heads=2, key_dim=4, value_dim=4, dropout=0.0, use_bias=True,
                   output_shape=None), tensor("input_layer"), tensor("input_layer"), use_causal_mask=True),
        call(layer("Add", "add"), [tensor("input_layer"), tensor("mha")]),
        call(layer("LayerNormalization", "ln", axis=[-1], epsilon=0.001, center=True, scale=True), tensor("add")),
        call(layer("Dense", "side", units=8, **plain), tensor("ln")),
        call(layer("Dense", "up", units=8, activation="relu", use_bias=False), tensor("ln")),
        call(layer("Dense", "down", units=8, **plain), tensor("up")),
        call(layer("Add", "add_1"), [tensor("down"), tensor("side")]),
        call(layer("GlobalAveragePooling1D", "mean", keepdims=False), tensor("add_1")),
        call(layer("Dense", "out", units=3, **plain), tensor("mean"))], "out")
    model["config"]["layers"][0]["inbound_nodes"] = []
    write(folder / "attention.keras", model, {
        "layers/input_layer": [], "layers/multi_head_attention": [],
        "layers/multi_head_attention/query_dense": q, "layers/multi_head_attention/key_dense": k,
        "layers/multi_head_attention/value_dense": v, "layers/multi_head_attention/output_dense": o,
        "layers/add": [], "layers/layer_normalization": [gamma, beta], "layers/dense": [side], "layers/dense_1": [up],
        "layers/dense_2": [down], "layers/add_1": [], "layers/dense_3": [out]})
    write(folder / "refused.keras", sequential([start(4), layer("GaussianNoise", "noise", stddev=0.1)]), {})
    return x, y


def main(folder):
    torch.manual_seed(1)
    expected = {}
    for make in (images, sequence, attention):
        x, y = make(folder)
        expected[make.__name__] = {"rows": x.reshape(2, -1).tolist(), "outputs": y.reshape(2, -1).tolist()}
    (folder / "keras.json").write_text(json.dumps(expected) + "\n")


with torch.no_grad():
    main(Path(sys.argv[1]))
