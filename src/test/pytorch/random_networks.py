"""Random networks in PyTorch, in float64, as JSON: what they put out, their loss, their gradients, and a few training steps.

Called by DifferentialTorch.java: python3 random_networks.py --count 400 --seed 1 --out file.json
Parameters are written in Cellwise's names and layouts (in x out), so that the reader sets and compares them as they are.
"""

import argparse
import json
import math
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
STEPS = 6


class Net:
    """Builds layers one by one on the shape of one row; `code` is Java with the one import of the facade."""

    def __init__(self, rng, batch):
        self.rng = rng
        self.batch = batch
        self.params = {}  # name -> tensor in our layout
        self.state = {}
        self.counts = {}
        self.code = []
        self.steps = []

    def name(self, kind):
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"{kind}_{self.counts[kind]}"

    def weight(self, name, shape, fan):
        t = torch.randn(shape) / math.sqrt(max(1, fan))
        t = t.float().double()  # what float32 can hold
        self.params[name] = t.requires_grad_(True)
        return name

    def bias(self, name, shape, center=0.0):
        t = (center + 0.3 * torch.randn(shape)).float().double()
        self.params[name] = t.requires_grad_(True)
        return name

    def add(self, code, function):
        self.code.append(code)
        self.steps.append(function)

    def forward(self, x):
        for step in self.steps:
            x = step(x)
        return x

    # -- layers: each returns the new shape of a row

    def dense(self, shape, units, last=False):
        biased = last or self.rng.random() < 0.85
        n = self.name("dense")
        w = self.weight(f"{n}.weight", (shape[-1], units), shape[-1])
        b = self.bias(f"{n}.bias", (units,)) if biased else None
        self.add(f"dense({units})" + ("" if biased else ".noBias()"),
                 lambda x: x @ self.params[w] + (self.params[b] if b else 0))
        return shape[:-1] + (units,)

    def activation(self, shape):
        kind = self.rng.choice(["sigmoid", "tanh", "relu", "relu_theta", "leaky_relu", "elu", "selu", "gelu",
                                "gelu_tanh", "silu", "softplus", "softmax"])
        if kind == "softmax" and shape[-1] < 2:
            kind = "tanh"  # the softmax of one number is always 1
        theta = round(self.rng.uniform(-0.4, 0.4), 3)
        alpha = round(self.rng.uniform(0.05, 1.2), 3)
        table = {
            "sigmoid": ("sigmoid()", torch.sigmoid),
            "tanh": ("tanh()", torch.tanh),
            "relu": ("relu()", F.relu),
            "relu_theta": (f"relu({theta})", lambda x: F.relu(x - theta)),
            "leaky_relu": (f"leakyRelu({alpha})", lambda x: F.leaky_relu(x, alpha)),
            "elu": (f"elu({alpha})", lambda x: F.elu(x, alpha)),
            "selu": ("selu()", F.selu),
            "gelu": ("gelu()", F.gelu),
            "gelu_tanh": ("geluTanh()", lambda x: F.gelu(x, approximate="tanh")),
            "silu": ("silu()", F.silu),
            "softplus": ("softplus()", F.softplus),
            "softmax": ("softmax()", lambda x: F.softmax(x, -1)),
        }
        code, function = table[kind]
        self.name(kind.replace("_theta", ""))
        if kind == "relu_theta":  # the scale of x - theta where x exceeds theta
            function = lambda x: torch.where(x > theta, x - theta, torch.zeros_like(x))
        self.add(code, function)
        return shape

    def batch_norm(self, shape):
        n = self.name("batch_norm")
        w = self.bias(f"{n}.weight", (shape[0],), 1.0)
        b = self.bias(f"{n}.bias", (shape[0],))
        self.state[f"{n}.running_mean"] = torch.zeros(shape[0])
        self.state[f"{n}.running_var"] = torch.ones(shape[0])

        def run(x):
            return F.batch_norm(x, self.state[f"{n}.running_mean"], self.state[f"{n}.running_var"],
                                self.params[w], self.params[b], True, 0.1, 1e-5)

        self.add("batchNorm()", run)
        return shape

    def layer_norm(self, shape):
        n = self.name("layer_norm")
        w = self.bias(f"{n}.weight", (shape[-1],), 1.0)
        b = self.bias(f"{n}.bias", (shape[-1],))
        self.add("layerNorm()", lambda x: F.layer_norm(x, (shape[-1],), self.params[w], self.params[b], 1e-5))
        return shape

    def conv(self, shape):
        c, h, w = shape
        k = self.rng.choice([k for k in (1, 2, 3, 5) if k <= h + 2 and k <= w + 2])
        padding = self.rng.choice([p for p in (0, 1, 2) if h + 2 * p >= k and w + 2 * p >= k])
        stride = self.rng.choice([1, 1, 2, 3])
        filters = self.rng.randint(1, 6)
        biased = self.rng.random() < 0.8
        n = self.name("conv2d")
        weight = self.weight(f"{n}.weight", (c, k, k, filters), c * k * k)
        b = self.bias(f"{n}.bias", (filters,)) if biased else None
        code = f"conv2d({filters}, {k})" + (f".stride({stride})" if stride > 1 else "")
        code += (f".padding({padding})" if padding else "") + ("" if biased else ".noBias()")
        self.add(code, lambda x: F.conv2d(x, self.params[weight].permute(3, 0, 1, 2),
                                          self.params[b] if b else None, stride, padding))
        return filters, (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1

    def pool(self, shape):
        c, h, w = shape
        size = self.rng.choice([s for s in (2, 3) if s <= min(h, w)] or [1])
        stride = self.rng.choice([1, 2, size])
        padding = self.rng.choice([0, size // 2]) if min(h, w) >= size else 0
        kind = self.rng.choice(["maxPool", "averagePool"])
        self.name({"maxPool": "max_pool", "averagePool": "average_pool"}[kind])
        function = F.max_pool2d if kind == "maxPool" else F.avg_pool2d
        self.add(f"{kind}({size}).stride({stride})" + (f".padding({padding})" if padding else ""),
                 lambda x: function(x, size, stride, padding))
        return c, (h + 2 * padding - size) // stride + 1, (w + 2 * padding - size) // stride + 1

    def flatten(self, shape):
        self.name("flatten")
        self.add("flatten()", lambda x: x.flatten(1))
        return (math.prod(shape),)

    def global_pool(self, shape):
        self.name("global_average_pool")
        self.add("globalAveragePool()", lambda x: x.mean((2, 3)))
        return (shape[0],)

    def attention(self, shape):
        length, width = shape
        heads = self.rng.choice([h for h in (1, 2, 4) if width % h == 0])
        causal = self.rng.random() < 0.5
        n = self.name("self_attention")
        run = self.attention_of(n, width, heads, causal)
        self.add(f"selfAttention({heads})" + (".asCausal()" if causal else ""), run)
        return shape

    def attention_of(self, n, width, heads, causal):
        wi = self.weight(f"{n}.in.weight", (width, 3 * width), width)
        bi = self.bias(f"{n}.in.bias", (3 * width,))
        wo = self.weight(f"{n}.out.weight", (width, width), width)
        bo = self.bias(f"{n}.out.bias", (width,))

        def run(x):
            length = x.shape[1]
            mask = torch.full((length, length), -math.inf).triu(1) if causal else None
            q = x.transpose(0, 1)
            y, _ = F.multi_head_attention_forward(
                q, q, q, width, heads, self.params[wi].t(), self.params[bi], None, None, False, 0.0,
                self.params[wo].t(), self.params[bo], need_weights=False, attn_mask=mask)
            return y.transpose(0, 1)

        return run

    def transformer_block(self, shape):
        length, width = shape
        heads = self.rng.choice([h for h in (1, 2) if width % h == 0])
        hidden = self.rng.randint(2, 12)
        causal = self.rng.random() < 0.5
        n = self.name("transformer_block")
        a, d = f"{n}.residual_1", f"{n}.residual_2"
        g1, s1 = self.bias(f"{a}.layer_norm_1.weight", (width,), 1.0), self.bias(f"{a}.layer_norm_1.bias", (width,))
        attention = self.attention_of(f"{a}.self_attention_1", width, heads, causal)
        g2, s2 = self.bias(f"{d}.layer_norm_1.weight", (width,), 1.0), self.bias(f"{d}.layer_norm_1.bias", (width,))
        w1 = self.weight(f"{d}.dense_1.weight", (width, hidden), width)
        b1 = self.bias(f"{d}.dense_1.bias", (hidden,))
        w2 = self.weight(f"{d}.dense_2.weight", (hidden, width), hidden)
        b2 = self.bias(f"{d}.dense_2.bias", (width,))
        p = self.params

        def run(x):
            x = x + attention(F.layer_norm(x, (width,), p[g1], p[s1], 1e-5))
            y = F.layer_norm(x, (width,), p[g2], p[s2], 1e-5)
            return x + F.gelu(y @ p[w1] + p[b1]) @ p[w2] + p[b2]

        self.add(f"transformerBlock({heads}, {hidden})" + (".asCausal()" if causal else ""), run)
        return shape

    def recurrent(self, shape, last):
        length, width = shape
        kind = self.rng.choice(["lstm", "gru"])
        units = self.rng.randint(1, 6)
        gates = 4 if kind == "lstm" else 3
        n = self.name(kind)
        w = self.weight(f"{n}.weight", (width, gates * units), width)
        b = self.bias(f"{n}.bias", (gates * units,))
        sw = self.weight(f"{n}.state_weight", (units, gates * units), units)
        sb = self.bias(f"{n}.state_bias", (gates * units,))

        def run(x):
            zero = torch.zeros(1, x.shape[0], units)
            flat = [self.params[w].t(), self.params[sw].t(), self.params[b], self.params[sb]]
            if kind == "lstm":
                y = torch._VF.lstm(x, (zero, zero), flat, True, 1, 0.0, True, False, True)[0]
            else:
                y = torch._VF.gru(x, zero, flat, True, 1, 0.0, True, False, True)[0]
            return y[:, -1] if last else y

        self.add(f"{kind}({units})" + (".last()" if last else ""), run)
        return (units,) if last else (length, units)

    def positions(self, shape):
        n = self.name("positions")
        w = self.weight(f"{n}.weight", shape, 20)
        self.add("positions()", lambda x: x + self.params[w])
        return shape

    def residual(self, shape):
        n = self.name("residual")
        width = shape[-1]
        hidden = self.rng.randint(1, 8)
        w1 = self.weight(f"{n}.dense_1.weight", (width, hidden), width)
        b1 = self.bias(f"{n}.dense_1.bias", (hidden,))
        w2 = self.weight(f"{n}.dense_2.weight", (hidden, width), hidden)
        b2 = self.bias(f"{n}.dense_2.bias", (width,))
        p = self.params
        self.add(f"residual(dense({hidden}), tanh(), dense({width}))",
                 lambda x: x + torch.tanh(x @ p[w1] + p[b1]) @ p[w2] + p[b2])
        return shape

    def branches(self, shape):
        n = self.name("branches")
        a, b = self.rng.randint(1, 5), self.rng.randint(1, 5)
        w1 = self.weight(f"{n}.branch_1.weight", (shape[-1], a), shape[-1])
        b1 = self.bias(f"{n}.branch_1.bias", (a,))
        w2 = self.weight(f"{n}.branch_2.weight", (shape[-1], b), shape[-1])
        b2 = self.bias(f"{n}.branch_2.bias", (b,))
        p = self.params
        self.add(f"branches(dense({a}), dense({b}))",
                 lambda x: torch.cat((x @ p[w1] + p[b1], x @ p[w2] + p[b2]), -1))
        return shape[:-1] + (a + b,)


def body(net, rng):
    """A random stack; returns the row shape of the inputs and of what comes out, which is flat."""
    family = rng.choice(["dense", "dense", "image", "sequence"])
    if family == "dense":
        inputs = (rng.randint(1, 9),)
        shape = inputs
        for _ in range(rng.randint(1, 4)):
            part = rng.choice(["dense", "dense", "dense", "residual", "branches", "batch_norm", "layer_norm"])
            if part == "layer_norm" and shape[-1] < 3:
                part = "dense"  # the variance of two numbers hides its input
            shape = net.dense(shape, rng.randint(1, 12)) if part == "dense" else getattr(net, part)(shape)
            if part != "batch_norm" and part != "layer_norm" and rng.random() < 0.8:
                shape = net.activation(shape)
    elif family == "image":
        inputs = (rng.randint(1, 3), rng.randint(3, 9), rng.randint(3, 9))
        shape = inputs
        for _ in range(rng.randint(1, 3)):
            if min(shape[1:]) < 1:
                break
            part = rng.choice(["conv", "conv", "pool", "batch_norm"])
            shape = getattr(net, part)(shape)
            if part == "conv" and rng.random() < 0.7:
                shape = net.activation(shape)
        shape = net.global_pool(shape) if rng.random() < 0.3 else net.flatten(shape)
    else:
        inputs = (rng.randint(2, 6), rng.choice([4, 8]))
        shape = inputs
        for _ in range(rng.randint(1, 3)):
            part = rng.choice(["attention", "transformer_block", "recurrent", "layer_norm", "positions", "dense"])
            if part == "recurrent":
                shape = net.recurrent(shape, False)
            elif part == "dense":
                shape = net.dense(shape, rng.choice([4, 8]))
            elif shape[-1] % 4 == 0:
                shape = getattr(net, part)(shape)
        shape = net.recurrent(shape, True) if rng.random() < 0.4 else net.flatten(shape)
    return inputs, shape


def loss_of(rng, outputs, batch):
    kind = rng.choice(["mse", "mae", "huber", "bce", "cross_entropy", "cross_entropy"])
    if kind == "cross_entropy" and outputs < 2:
        kind = "bce"
    if kind == "mse":
        return "meanSquaredError()", torch.randn(batch, outputs), None, F.mse_loss
    if kind == "mae":
        return "meanAbsoluteError()", torch.randn(batch, outputs), None, F.l1_loss
    if kind == "huber":
        delta = round(rng.uniform(0.3, 2), 2)
        return f"huber({delta})", torch.randn(batch, outputs), None, lambda p, y: F.huber_loss(p, y, delta=delta)
    if kind == "bce":
        target = torch.randint(0, 2, (batch, outputs)).double()
        return "binaryCrossEntropy()", target, None, F.binary_cross_entropy_with_logits
    labels = [rng.randrange(outputs) for _ in range(batch)]
    labels[0], labels[-1] = 0, outputs - 1
    code = "crossEntropy()"
    weights, smoothing = None, 0.0
    if rng.random() < 0.4:
        weights = torch.tensor([round(rng.uniform(0.2, 4), 2) for _ in range(outputs)])
        code += ".classWeights(" + ", ".join(str(w) for w in weights.tolist()) + ")"
    elif rng.random() < 0.4:
        smoothing = round(rng.uniform(0.02, 0.3), 2)
        code += f".smoothing({smoothing})"
    return code, None, labels, lambda p, y: F.cross_entropy(p, y, weight=weights, label_smoothing=smoothing)


def optimizer_of(rng, params):
    kind = rng.choice(["sgd", "momentum", "nesterov", "adam", "adamw", "rmsprop", "adagrad"])
    rate = round(10 ** rng.uniform(-2.5, -1), 4)
    part = round(rng.uniform(0.5, 0.95), 2)
    decay = round(rng.uniform(0.001, 0.1), 3)
    table = {
        "sgd": (f"sgd({rate})", lambda: torch.optim.SGD(params, rate)),
        "momentum": (f"sgd({rate}).momentum({part})", lambda: torch.optim.SGD(params, rate, part)),
        "nesterov": (f"sgd({rate}).nesterov({part})", lambda: torch.optim.SGD(params, rate, part, nesterov=True)),
        "adam": (f"adam({rate}).betas({part}, 0.98)", lambda: torch.optim.Adam(params, rate, (part, 0.98))),
        "adamw": (f"adamW({rate}, {decay})", lambda: torch.optim.AdamW(params, rate, weight_decay=decay)),
        "rmsprop": (f"rmsProp({rate}).keep({part})", lambda: torch.optim.RMSprop(params, rate, part)),
        "adagrad": (f"adagrad({rate})", lambda: torch.optim.Adagrad(params, rate)),
    }
    code, make = table[kind]
    return code, make()


def case(seed):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    batch = rng.randint(4, 12)
    net = Net(rng, batch)
    inputs, shape = body(net, rng)
    outputs = rng.randint(1, 5)
    net.dense(shape, outputs, last=True)
    x = torch.randn((batch,) + inputs).float().double()
    loss_code, target, labels, loss = loss_of(rng, outputs, batch)
    y = torch.tensor(labels) if target is None else target.float().double()
    start = {n: p.detach().clone() for n, p in net.params.items()}
    optimizer_code, optimizer = optimizer_of(rng, list(net.params.values()))
    clip = round(rng.uniform(0.2, 2), 2) if rng.random() < 0.25 else None
    losses = []
    for step in range(STEPS):
        optimizer.zero_grad()
        out = net.forward(x)
        value = loss(out, y)
        value.backward()
        if step == 0:
            first_out = out.detach().clone()
            gradients = {n: p.grad.detach().clone() for n, p in net.params.items()}
        losses.append(value.item())
        if clip:
            torch.nn.utils.clip_grad_norm_(list(net.params.values()), clip)
        optimizer.step()
    if not all(math.isfinite(l) for l in losses) or max(losses) > 1e3:
        return None  # a diverging run compares rounding, not arithmetic
    flat = lambda t: t.flatten().tolist()
    return {
        "seed": seed,
        "inputs": list(inputs),
        "layers": net.code,
        "loss": loss_code,
        "optimizer": optimizer_code,
        "clip": clip,
        "x": flat(x),
        "target": None if target is None else flat(y),
        "labels": labels,
        "outputs": outputs,
        "start": {n: flat(p) for n, p in start.items()},
        "y": flat(first_out),
        "gradients": {n: flat(g) for n, g in gradients.items()},
        "losses": losses,
        "end": {n: flat(p.detach()) for n, p in net.params.items()},
        "state": {n: flat(s) for n, s in net.state.items()},
    }


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--out", required=True)
    a = arguments.parse_args()
    cases = []
    seed = a.seed * 1_000_000
    while len(cases) < a.count:
        made = case(seed)
        seed += 1
        if made:
            cases.append(made)
    with open(a.out, "w") as file:
        json.dump({"source": "PyTorch " + torch.__version__, "steps": STEPS, "cases": cases}, file)


if __name__ == "__main__":
    main()
