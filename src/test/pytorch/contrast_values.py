"""InfoNCE over the rows of a batch in PyTorch, in float64, as JSON for ContrastReferenceTest.java.

    python3 contrast_values.py ../resources/reference/contrast.json

The loss of a row is the cross-entropy over its cosines with all other rows, divided by the temperature, for each other row
of its class, and the mean of these.
"""

import json
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(3)


def numbers(t):
    return [float("%.9g" % v) for v in t.detach().reshape(-1)]


cases = []
for labels, width, temperature in [([0, 0, 1, 1, 2, 2], 4, 0.1), ([0, 1, 0, 0, 2], 3, 0.5), ([0, 0, 0], 2, 1.0)]:
    x = torch.randn(len(labels), width, requires_grad=True)
    unit = F.normalize(x)
    logits = unit @ unit.T / temperature
    logits = logits.masked_fill(torch.eye(len(labels), dtype=torch.bool), float("-inf"))
    losses = []
    for i, label in enumerate(labels):
        positives = [j for j, other in enumerate(labels) if other == label and j != i]
        if positives:
            rows = logits[i].repeat(len(positives), 1)
            losses.append(F.cross_entropy(rows, torch.tensor(positives)))
    loss = torch.stack(losses).mean()
    loss.backward()
    cases.append({"x": numbers(x), "labels": labels, "temperature": temperature, "loss": numbers(loss)[0],
                  "dx": numbers(x.grad)})

with open(sys.argv[1], "w") as out:
    json.dump({"source": "PyTorch " + torch.__version__, "cases": cases}, out, separators=(",", ":"))
    out.write("\n")
