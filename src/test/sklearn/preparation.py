"""Makes src/test/resources/reference/preparation.json: what scikit-learn and pandas make of small columns.

    python3 src/test/sklearn/preparation.py > src/test/resources/reference/preparation.json

The versions that made the committed file stand in it.
"""
import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.impute import KNNImputer, SimpleImputer
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold, TimeSeriesSplit
from sklearn.preprocessing import (FunctionTransformer, MinMaxScaler, OneHotEncoder, OrdinalEncoder,
                                   QuantileTransformer, RobustScaler, StandardScaler)

random = np.random.default_rng(7)
fitted = np.concatenate([random.lognormal(3, 1.2, 57), [12.5] * 5, [0.0, 1e4]])
asked = np.concatenate([random.lognormal(3, 1.5, 20), [12.5, 0.0, 1e4, 2e4]])


def scaled(transformer):
    return transformer.fit(fitted[:, None]).transform(asked[:, None])[:, 0].tolist()


def log_scaled():
    logarithm = FunctionTransformer(np.log1p)
    scaler = StandardScaler().fit(logarithm.transform(fitted[:, None]))
    return scaler.transform(logarithm.transform(asked[:, None]))[:, 0].tolist()


out = {
    "versions": {"scikit-learn": sklearn.__version__, "pandas": pd.__version__, "numpy": np.__version__},
    "scalers": {
        "fitted": fitted.tolist(),
        "asked": asked.tolist(),
        "standard": scaled(StandardScaler()),
        "min-max": scaled(MinMaxScaler()),
        "robust": scaled(RobustScaler()),
        "log": log_scaled(),
        "quantile": scaled(QuantileTransformer(n_quantiles=len(fitted))),
    },
}

holes = [3.0, None, 7.5, 7.5, None, 1.0, 20.0, 4.0]
words = ["b", None, "a", "b", "a", None, "c"]


def filled(strategy, values, missing):
    imputer = SimpleImputer(strategy=strategy, missing_values=missing)
    return imputer.fit(np.array(values, dtype=object if missing is None else float)[:, None]).statistics_[0]


out["missing"] = {
    "numbers": holes,
    "words": words,
    "mean": filled("mean", [np.nan if v is None else v for v in holes], np.nan),
    "median": filled("median", [np.nan if v is None else v for v in holes], np.nan),
    "most frequent": filled("most_frequent", [np.nan if v is None else v for v in holes], np.nan),
    "most frequent word": filled("most_frequent", words, None),
}

rows = random.normal([5, 100, -2], [1, 20, 0.5], (30, 3))
rows[random.random((30, 3)) < 0.15] = np.nan
later = np.array([[5.5, np.nan, -2.2], [np.nan, np.nan, -1.5], [4.0, 120.0, np.nan], [5.0, 90.0, -2.0]])
scaler = StandardScaler().fit(rows)
imputer = KNNImputer(n_neighbors=4).fit(scaler.transform(rows))
out["neighbours"] = {
    "rows": [[None if np.isnan(v) else v for v in row] for row in rows],
    "later": [[None if np.isnan(v) else v for v in row] for row in later],
    "filled": scaler.inverse_transform(imputer.transform(scaler.transform(later))).tolist(),
}

colours = ["red", "green", "blue", "green", "red", "red"]
out["categories"] = {
    "values": colours,
    "one-hot": OneHotEncoder().fit_transform(np.array(colours)[:, None]).toarray().tolist(),
    "ordinal": OrdinalEncoder(categories=[["red", "green", "blue"]]).fit_transform(np.array(colours)[:, None])[:, 0].tolist(),
    "rare": OneHotEncoder(min_frequency=2).fit_transform(np.array(colours)[:, None]).toarray().tolist(),
}

cities = [str(c) for c in random.choice(["a", "b", "c", "d"], 40, p=[0.4, 0.3, 0.2, 0.1])]
prices = (random.normal(100, 20, 40) + np.array([{"a": 0, "b": 30, "c": -20, "d": 5}[c] for c in cities])).tolist()


def target_encoded():
    if hasattr(sklearn.preprocessing, "TargetEncoder"):
        encoder = sklearn.preprocessing.TargetEncoder(smooth="auto", target_type="continuous", cv=5, shuffle=False)
        x = np.array(cities)[:, None]
        return {
            "by": "TargetEncoder",
            "training": encoder.fit_transform(x, prices)[:, 0].tolist(),
            "encoded": encoder.transform(np.array([["a"], ["b"], ["c"], ["d"], ["unseen"]]))[:, 0].tolist(),
        }

    # before scikit-learn 1.3 there is none: its formula by hand
    def means(rows):
        y = np.array(prices)[rows]
        all_mean, variance = y.mean(), y.var()
        encoded = {}
        for city in "abcd":
            own = np.array([prices[r] for r in rows if cities[r] == city])
            trust = variance * len(own) / (variance * len(own) + own.var()) if len(own) else 0
            encoded[city] = trust * own.mean() + (1 - trust) * all_mean if len(own) else all_mean
        return encoded, all_mean

    training = [0.0] * len(cities)
    for others, held in KFold(5).split(cities):
        encoded, all_mean = means(others)
        for row in held:
            training[row] = encoded.get(cities[row], all_mean)
    encoded, all_mean = means(range(len(cities)))
    return {"by": "formula", "training": training, "encoded": [encoded[c] for c in "abcd"] + [all_mean]}


out["target"] = {"values": cities, "targets": prices, **target_encoded()}

texts = [
    "The sun rises in the east, and the sun sets in the west.",
    "A day at sea: sun, sea and sand!",
    "Rain again; the 3rd day of rain.",
    "No sun today",
]
pattern = r"(?u)\b\w+\b"
counts = CountVectorizer(token_pattern=pattern).fit(texts)
tfidf = TfidfVectorizer(token_pattern=pattern).fit(texts)
asked_texts = texts + ["the sea and unknown words, the SEA"]
out["texts"] = {
    "texts": texts,
    "asked": asked_texts,
    "words": counts.get_feature_names_out().tolist(),
    "counts": counts.transform(asked_texts).toarray().tolist(),
    "tfidf": tfidf.transform(asked_texts).toarray().tolist(),
}

days = pd.to_datetime(pd.Series(["1899-12-31", "1970-01-01", "2000-02-29", "2023-07-04", "2024-12-30 18:45"]))
out["dates"] = {
    "texts": ["1899-12-31", "1970-01-01", "2000-02-29", "2023-07-04", "2024-12-30T18:45"],
    "year": days.dt.year.tolist(),
    "quarter": days.dt.quarter.tolist(),
    "month": days.dt.month.tolist(),
    "day": days.dt.day.tolist(),
    "weekday": (days.dt.dayofweek + 1).tolist(),
    "day of year": days.dt.dayofyear.tolist(),
    "hour": days.dt.hour.tolist(),
    "minute": days.dt.minute.tolist(),
    "days": ((days - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)).tolist(),
}

groups = [0] * 9 + [1] * 7 + [2] * 6 + [3] * 5 + [4] * 3 + [5] * 2
classes = [0] * 13 + [1] * 8 + [2] * 5


def held_out(splitter, rows, y=None, g=None):
    return [test.tolist() for _, test in splitter.split(np.zeros((rows, 1)), y, g)]


out["folds"] = {
    "groups": groups,
    "group": held_out(GroupKFold(3), len(groups), None, groups),
    "time": held_out(TimeSeriesSplit(4), 23),
    "classes": classes,
    "class counts": [np.bincount(np.array(classes)[test], minlength=3).tolist()
                     for test in held_out(StratifiedKFold(4), len(classes), classes)],
}

json.dump(out, sys.stdout, indent=1)
print()
