"""pandas and scikit-learn at the work of TableBenchmark: each line that comes in names what to do, and is answered when it is done."""

import sys

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, StandardScaler

file = sys.argv[1]
table = None


def read():
    return pd.read_csv(file, parse_dates=["day"])


def encode():
    whole = table.dropna()
    dates = whole.assign(year_of=whole["day"].dt.year, month_of=whole["day"].dt.month)
    words = ["colour", "city", "sold"]
    numbers = [c for c in dates.columns if c not in words + ["day", "class"]]
    columns = ColumnTransformer([
        ("numbers", StandardScaler(), numbers),
        ("words", OneHotEncoder(sparse_output=False), words),
    ])
    features = columns.fit_transform(dates).astype(np.float32)
    targets = LabelEncoder().fit_transform(whole["class"])
    return features, targets


if len(sys.argv) > 2:  # a whole process
    table = read()
    features, targets = encode()
    batch = features[:128], targets[:128]
    sys.exit(0)

for line in sys.stdin:
    what = line.strip()
    if what == "read":
        table = read()
    elif what == "describe":
        table.describe(include="all")
    elif what == "encode":
        encode()
    else:
        raise ValueError(what)
    print("done", flush=True)
