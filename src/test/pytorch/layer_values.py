"""Values and gradients of layers in PyTorch, in float64, as JSON for SequenceReferenceTest.java.

    python3 layer_values.py ../resources/reference/parts.json

Parameters are written in Cellwise's names and layouts (in x out), one list of numbers each. The committed file was made
with PyTorch 1.13.1, Debian's python3-torch.
"""

import json
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(7)
CASES = {}


def numbers(t):
    return [float("%.9g" % v) for v in t.detach().reshape(-1)]


def nested(t):
    return json.loads(json.dumps(t.detach().tolist()), parse_float=lambda s: float("%.9g" % float(s)))


def case(name, x, parameters, function):
    """parameters: our name -> (tensor, to our layout); function(x) -> y."""
    slope = x.is_floating_point()
    if slope:
        x.requires_grad_(True)
    y = function(x)
    upstream = torch.randn_like(y)
    (y * upstream).sum().backward()
    CASES[name] = {
        "x": nested(x.double()),
        "y": nested(y),
        "upstream": nested(upstream),
        "dx": nested(x.grad) if slope else None,
        "parameters": {n: numbers(ours(t)) for n, (t, ours) in parameters.items()},
        "gradients": {n: numbers(ours(t.grad)) for n, (t, ours) in parameters.items()},
    }


def weight(*shape):
    return (torch.randn(*shape) * 0.5).requires_grad_(True)


def same(t):
    return t


def turned(t):  # out x in becomes in x out
    return t.movedim(0, -1)


def linear(t):
    return t.t()


def heads(t, count):  # (B, T, E) -> (B, count, T, d)
    return t.reshape(t.shape[0], t.shape[1], count, -1).transpose(1, 2)


def merged(t):
    return t.transpose(1, 2).reshape(t.shape[0], t.shape[2], -1)


def rotate(t, base=10000.0):  # (B, heads, T, d), halves as in Llama
    d = t.shape[-1]
    freq = base ** (-torch.arange(0, d, 2).double() / d)
    angle = torch.arange(t.shape[2]).double()[:, None] * freq[None]
    cos, sin = angle.cos(), angle.sin()
    a, b = t[..., : d // 2], t[..., d // 2 :]
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


def attend(q, k, v, causal=False, mask=None):
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    if causal:
        scores = scores.masked_fill(torch.ones(scores.shape[-2:]).triu(1).bool(), float("-inf"))
    if mask is not None:
        scores = scores.masked_fill(~mask[:, None, None, :], float("-inf"))
    return scores.softmax(-1) @ v


def module(prefix, m, names):
    """Parameters of a module: our name -> PyTorch's; matrices are turned."""
    found = dict(m.named_parameters())
    return {prefix + ours: (found[theirs], turned if found[theirs].dim() > 1 else same) for ours, theirs in names.items()}


# norms and gates
w = weight(6)
case("rms norm", torch.randn(2, 3, 6), {"weight": (w, same)},
     lambda x: w * x / (x.pow(2).mean(-1, keepdim=True) + 1e-5).sqrt())
gn = torch.nn.GroupNorm(3, 6)
torch.nn.init.normal_(gn.weight)
torch.nn.init.normal_(gn.bias)
case("group norm, 3 groups", torch.randn(2, 6, 2, 3), {"weight": (gn.weight, same), "bias": (gn.bias, same)}, gn)
ln = torch.nn.LayerNorm(5, eps=0.1)
torch.nn.init.normal_(ln.weight)
case("layer norm, epsilon 0.1", torch.randn(2, 5), {"weight": (ln.weight, same), "bias": (ln.bias, same)}, ln)
sw, sb = weight(4, 6), weight(6)
case("swiglu", torch.randn(2, 3, 4), {"weight": (sw, same), "bias": (sb, same)},
     lambda x: F.silu((x @ sw + sb)[..., :3]) * (x @ sw + sb)[..., 3:])

# convolutions; conv1d of PyTorch reads (batch, width, length)
c1 = torch.nn.Conv1d(3, 4, 3, stride=2, padding=1)
case("conv1d, stride 2, padding 1", torch.randn(2, 7, 3),
     {"weight": (c1.weight, lambda t: t.permute(2, 1, 0)), "bias": (c1.bias, same)},
     lambda x: c1(x.transpose(1, 2)).transpose(1, 2))
c2 = torch.nn.Conv1d(2, 3, 4)
case("conv1d, causal", torch.randn(2, 5, 2),
     {"weight": (c2.weight, lambda t: t.permute(2, 1, 0)), "bias": (c2.bias, same)},
     lambda x: c2(F.pad(x.transpose(1, 2), (3, 0))).transpose(1, 2))
dw = torch.nn.Conv2d(3, 3, 3, stride=2, padding=1, groups=3)
case("depthwise conv2d, stride 2, padding 1", torch.randn(2, 3, 6, 5),
     {"weight": (dw.weight, same), "bias": (dw.bias, same)}, dw)
ds = torch.nn.Conv2d(2, 2, 3, padding=1, groups=2, bias=False)
case("depthwise conv2d, same", torch.randn(2, 2, 4, 5), {"weight": (ds.weight, same)}, ds)
t1 = torch.nn.ConvTranspose2d(3, 2, 4, stride=2, padding=1)
case("transposed conv2d, kernel 4, stride 2, padding 1", torch.randn(2, 3, 3, 4),
     {"weight": (t1.weight, turned), "bias": (t1.bias, same)}, t1)
t2 = torch.nn.ConvTranspose2d(2, 3, 2, stride=2, bias=False)
case("transposed conv2d, kernel 2, stride 2", torch.randn(3, 2, 2, 3), {"weight": (t2.weight, turned)}, t2)
case("global max pool of images", torch.randn(2, 3, 4, 2), {}, lambda x: x.amax((2, 3)))
case("global max pool of sequences", torch.randn(2, 4, 3), {}, lambda x: x.amax(1))
case("permute 3, 1, 2", torch.randn(2, 2, 3, 4), {}, lambda x: x.permute(0, 3, 1, 2))

# attention
E = 8


def self_attention(name, x, count, groups, causal=False, rotary=False, mask=None):
    depth = E // count
    win, bin_ = weight(E, E + 2 * groups * depth), weight(E + 2 * groups * depth)
    wout, bout = weight(E, E), weight(E)

    def run(x):
        q, k, v = (x @ win + bin_).split([E, groups * depth, groups * depth], -1)
        q, k, v = heads(q, count), heads(k, groups), heads(v, groups)
        if rotary:
            q, k = rotate(q), rotate(k)
        k, v = (t.repeat_interleave(count // groups, 1) for t in (k, v))
        return merged(attend(q, k, v, causal, mask)) @ wout + bout

    case(name, x, {"in.weight": (win, same), "in.bias": (bin_, same), "out.weight": (wout, same), "out.bias": (bout, same)}, run)


self_attention("attention, 4 heads, 2 groups, causal", torch.randn(2, 5, E), 4, 2, causal=True)
self_attention("attention, 2 heads, 1 group", torch.randn(2, 4, E), 2, 1)
self_attention("attention, 2 heads, rotary, causal", torch.randn(2, 5, E), 2, 2, causal=True, rotary=True)
self_attention("attention, 4 heads, 2 groups, rotary", torch.randn(2, 3, E), 4, 2, rotary=True)
padded = torch.randn(3, 5, E)
lengths = torch.tensor([5, 2, 3])
for i, n in enumerate(lengths):
    padded[i, n:] = 0
mask = torch.arange(5)[None] < lengths[:, None]
self_attention("masked attention, 2 heads", padded.clone(), 2, 2, mask=mask)
self_attention("masked attention, 4 heads, 2 groups, causal, rotary", padded.clone(), 4, 2, causal=True, rotary=True, mask=mask)

block = torch.nn.TransformerEncoderLayer(E, 2, 16, dropout=0.0, activation="gelu", batch_first=True, norm_first=False)
for p in block.parameters():
    torch.nn.init.normal_(p, std=0.4)
case("transformer block, norm last", torch.randn(2, 4, E), module("", block, {
    "residual_1.self_attention_1.in.weight": "self_attn.in_proj_weight",
    "residual_1.self_attention_1.in.bias": "self_attn.in_proj_bias",
    "residual_1.self_attention_1.out.weight": "self_attn.out_proj.weight",
    "residual_1.self_attention_1.out.bias": "self_attn.out_proj.bias",
    "layer_norm_1.weight": "norm1.weight", "layer_norm_1.bias": "norm1.bias",
    "residual_2.dense_1.weight": "linear1.weight", "residual_2.dense_1.bias": "linear1.bias",
    "residual_2.dense_2.weight": "linear2.weight", "residual_2.dense_2.bias": "linear2.bias",
    "layer_norm_2.weight": "norm2.weight", "layer_norm_2.bias": "norm2.bias"}), block)


def block_names(ours, theirs, cross=False):
    last = "residual_3" if cross else "residual_2"
    names = {
        ours + "residual_1.self_attention_1.in.weight": theirs + "self_attn.in_proj_weight",
        ours + "residual_1.self_attention_1.in.bias": theirs + "self_attn.in_proj_bias",
        ours + "residual_1.self_attention_1.out.weight": theirs + "self_attn.out_proj.weight",
        ours + "residual_1.self_attention_1.out.bias": theirs + "self_attn.out_proj.bias",
    }
    for a, b in [("residual_1", "norm1"), ("residual_2", "norm2")] + ([("residual_3", "norm3")] if cross else []):
        names[ours + a + ".layer_norm_1.weight"] = theirs + b + ".weight"
        names[ours + a + ".layer_norm_1.bias"] = theirs + b + ".bias"
    for ours_part, theirs_part in (("dense_1", "linear1"), ("dense_2", "linear2")):
        names[ours + last + "." + ours_part + ".weight"] = theirs + theirs_part + ".weight"
        names[ours + last + "." + ours_part + ".bias"] = theirs + theirs_part + ".bias"
    return names


encoder = torch.nn.TransformerEncoderLayer(E, 2, 12, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
decoder = torch.nn.TransformerDecoderLayer(E, 2, 12, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
for p in list(encoder.parameters()) + list(decoder.parameters()):
    torch.nn.init.normal_(p, std=0.4)


def encode_decode(x, source=5, mask=None):
    memory = encoder(x[:, :source], src_key_padding_mask=None if mask is None else ~mask)
    target = x[:, source:]
    later = torch.ones(target.shape[1], target.shape[1]).triu(1).bool()
    return decoder(target, memory, tgt_mask=later, memory_key_padding_mask=None if mask is None else ~mask)


def encoder_decoder(name, x, mask=None, inner=""):
    parameters = module("encoder." + inner, encoder, block_names("", ""))
    parameters.update(module("decoder.", decoder, block_names("", "", cross=True)))
    cross = dict(decoder.named_parameters())
    p = "decoder.residual_2.cross_attention_1."
    parameters[p + "query.weight"] = (cross["multihead_attn.in_proj_weight"], lambda t: t[:E].t())
    parameters[p + "query.bias"] = (cross["multihead_attn.in_proj_bias"], lambda t: t[:E])
    parameters[p + "memory.weight"] = (cross["multihead_attn.in_proj_weight"], lambda t: t[E:].t())
    parameters[p + "memory.bias"] = (cross["multihead_attn.in_proj_bias"], lambda t: t[E:])
    parameters[p + "out.weight"] = (cross["multihead_attn.out_proj.weight"], linear)
    parameters[p + "out.bias"] = (cross["multihead_attn.out_proj.bias"], same)
    for q in list(encoder.parameters()) + list(decoder.parameters()):
        q.grad = None
    case(name, x, parameters, lambda x: encode_decode(x, mask=mask))


encoder_decoder("encoder and decoder", torch.randn(2, 5 + 3, E))
encoder_decoder("encoder and decoder, masked", torch.cat([padded, torch.randn(3, 3, E)], 1), mask, "transformer_block_1.")

# places and tables
token = weight(1, 4)
case("class token", torch.randn(2, 3, 4), {"weight": (token, same)},
     lambda x: torch.cat([token.expand(2, 1, 4), x], 1))
case("place -1", torch.randn(2, 3, 4), {}, lambda x: x[:, -1])
pe = torch.nn.Conv2d(3, 5, 2, stride=2)
case("patch embedding 2 to 5", torch.randn(2, 3, 4, 6), {"weight": (pe.weight, turned), "bias": (pe.bias, same)},
     lambda x: pe(x).flatten(2).transpose(1, 2))
table = weight(7, 4)
case("tied embedding", torch.randint(0, 7, (2, 5)), {"embedding_1.weight": (table, same)},
     lambda x: torch.tanh(F.embedding(x, table)) @ table.t())


# recurrence over sequences of different length
def recurrent(name, cls, gates, layers, both, last, x, lengths):
    units = 4
    m = cls(x.shape[-1], units, num_layers=layers, bidirectional=both, batch_first=True)
    for p in m.parameters():
        torch.nn.init.normal_(p, std=0.5)
    kind = name.split(" ")[0]
    parameters = {}
    found = dict(m.named_parameters())
    for layer in range(layers):
        for direction in (["forward", "backward"] if both else [""]):
            tail = "_l%d%s" % (layer, "_reverse" if direction == "backward" else "")
            number = "_%d" % (layer + 1)
            ours = (("bidirectional%s.%s." % (number, direction)) if both else kind + number + ".")
            for a, b in (("weight", "weight_ih"), ("bias", "bias_ih"), ("state_weight", "weight_hh"), ("state_bias", "bias_hh")):
                t = found[b + tail]
                parameters[ours + a] = (t, turned if t.dim() > 1 else same)

    def run(x):
        packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        out, state = m(packed)
        if last:
            h = state[0] if cls is torch.nn.LSTM else state
            return torch.cat([h[-2], h[-1]], -1) if both else h[-1]
        return torch.nn.utils.rnn.pad_packed_sequence(out, batch_first=True, total_length=x.shape[1])[0]

    case(name, x, parameters, run)


full = torch.tensor([5, 5, 5])
short = torch.randn(3, 5, 3)
for i, n in enumerate(lengths):
    short[i, n:] = 0
recurrent("lstm twice from both ends", torch.nn.LSTM, 4, 2, True, False, torch.randn(3, 5, 3), full)
recurrent("gru twice from both ends", torch.nn.GRU, 3, 2, True, False, torch.randn(3, 5, 3), full)
recurrent("lstm masked, last", torch.nn.LSTM, 4, 1, False, True, short.clone(), lengths)
recurrent("gru masked, last", torch.nn.GRU, 3, 1, False, True, short.clone(), lengths)
recurrent("lstm masked from both ends, last", torch.nn.LSTM, 4, 1, True, True, short.clone(), lengths)
recurrent("gru masked twice, last", torch.nn.GRU, 3, 2, False, True, short.clone(), lengths)
case("masked mean", padded.clone(), {}, lambda x: (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True))
case("masked largest", padded.clone() - 3 * mask[..., None], {},
     lambda x: x.masked_fill(~mask[..., None], float("-inf")).amax(1))

with open(sys.argv[1], "w") as out:
    json.dump({"source": "PyTorch " + torch.__version__, "cases": CASES}, out, separators=(",", ":"))
    out.write("\n")
