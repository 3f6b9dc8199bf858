"""Makes src/test/resources/reference/explain.json: what scikit-learn's inspection says of two small networks, and SHAP
values and integrated gradients of them, written out in NumPy.

    python3 src/test/sklearn/explain.py > src/test/resources/reference/explain.json

The versions that made the committed file stand in it.
"""
import itertools
import json
import math
import sys
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
random = np.random.default_rng(11)
ROWS = 120
table = pd.DataFrame({
    "a": random.normal(40, 6, ROWS).round(1),
    "b": random.normal(4000, 800, ROWS).round(0),
    "c": random.uniform(0, 1, ROWS).round(3),
    "kind": random.choice(["x", "y", "z"], ROWS),
})
columns = list(table.columns)
score = (table.a - 40) / 6 + np.where(table.kind == "y", 1.2, 0) - 0.4 * (table.b - 4000) / 800
label = np.where(score < -0.5, "low", np.where(score < 0.8, "middle", "top"))
price = 100 + 20 * score + 15 * np.tanh(score) * (table.kind == "z") + random.normal(0, 2, ROWS)


def prepared():
    return ColumnTransformer([("numbers", StandardScaler(), ["a", "b", "c"]), ("kind", OneHotEncoder(), ["kind"])])


settings = dict(hidden_layer_sizes=(6,), activation="tanh", max_iter=400, learning_rate_init=0.02, random_state=3)
classes = make_pipeline(prepared(), MLPClassifier(**settings)).fit(table, label)
numbers = TransformedTargetRegressor(make_pipeline(prepared(), MLPRegressor(**settings)), transformer=StandardScaler())
numbers.fit(table, price)


def weights(network):
    return [{"weight": w.tolist(), "bias": b.tolist()} for w, b in zip(network.coefs_, network.intercepts_)]


def importances(model, target, scoring, repeats=4, seed=5):
    """With the orders that scikit-learn shuffles in: each shuffle goes on from the one before."""
    found = permutation_importance(model, table, target, scoring=scoring, n_repeats=repeats, random_state=seed)
    state = np.random.RandomState(np.random.RandomState(seed).randint(np.iinfo(np.int32).max + 1))
    shuffled = np.arange(ROWS)
    current = np.arange(ROWS)
    orders = []
    for _ in range(repeats):
        state.shuffle(shuffled)
        current = current[shuffled]
        orders.append(current.tolist())
    scorer = sklearn.metrics.get_scorer(scoring)
    whole = scorer(model, table, target)
    for c, column in enumerate(columns):
        for r, order in enumerate(orders):
            changed = table.copy()
            changed[column] = table[column].to_numpy()[order]
            assert abs(whole - scorer(model, changed, target) - found.importances[c, r]) < 1e-12
    return {"orders": orders, "whole": whole, "changes": found.importances.tolist(),
            "mean": found.importances_mean.tolist()}


def dependence(model, column, method="auto"):
    found = partial_dependence(model, table, [column], kind="both", grid_resolution=15, response_method=method,
                               categorical_features=["kind"] if column == "kind" else None)
    return {"values": np.asarray(found["values"][0]).tolist(), "mean": found["average"].tolist(),
            "first_row": found["individual"][:, 0, :].tolist()}


def shapley(function, row, others):
    """All sets of columns (Shapley, 1953), the columns that are not told from the other rows."""
    count = len(columns)

    def worth(told):
        mixed = others.copy()
        for column in told:
            mixed[column] = row[column]
        return function(mixed).mean(axis=0)

    values = []
    for column in columns:
        rest = [other for other in columns if other != column]
        total = 0
        for size in range(count):
            share = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
            for told in itertools.combinations(rest, size):
                total = total + share * (worth([*told, column]) - worth(list(told)))
        values.append(np.asarray(total).tolist())
    return {"base": np.asarray(worth([])).tolist(), "values": values}


def integrated(network, row, baseline, steps):
    """Of each logit, by the middle of each step (Sundararajan et al., 2017)."""
    (w1, w2), (b1, b2) = network.coefs_, network.intercepts_
    sums = np.zeros((w2.shape[1], len(row)))
    for k in range(steps):
        at = baseline + (k + 0.5) / steps * (row - baseline)
        hidden = np.tanh(at @ w1 + b1)
        sums += (w2.T * (1 - hidden ** 2)) @ w1.T
    logits = [np.tanh(x @ w1 + b1) @ w2 + b2 for x in (baseline, row)]
    return {"parts": (sums / steps * (row - baseline)).tolist(), "baseline": logits[0].tolist(),
            "row": logits[1].tolist()}


mlp = classes[-1]
inputs = classes[0].transform(table)
inputs = np.asarray(inputs.todense() if hasattr(inputs, "todense") else inputs)
asked = 7
background = table.iloc[20:50]
out = {
    "versions": {"scikit-learn": sklearn.__version__, "pandas": pd.__version__, "numpy": np.__version__},
    "table": {column: table[column].tolist() for column in columns},
    "label": label.tolist(),
    "price": price.tolist(),
    "classes": {"names": classes.classes_.tolist(), "layers": weights(mlp)},
    "numbers": {"layers": weights(numbers.regressor_[-1])},
    "importance": {
        "accuracy": importances(classes, label, "accuracy"),
        "r2": importances(numbers, price, "r2"),
    },
    "dependence": {
        "classes": {"a": dependence(classes, "a"), "kind": dependence(classes, "kind")},
        "numbers": {"b": dependence(numbers, "b"), "kind": dependence(numbers, "kind")},
    },
    "shap": {
        "row": asked,
        "others": [20, 50],
        "classes": shapley(classes.predict_proba, table.iloc[asked], background),
        "numbers": shapley(lambda t: numbers.predict(t).reshape(-1, 1), table.iloc[asked], background),
    },
    "integrated": integrated(mlp, inputs[asked], inputs.mean(axis=0), 40),
}
json.dump(out, sys.stdout)
print()
