#!/usr/bin/env python3
"""Writes src/test/resources/reference/describe.json: what pandas and SciPy say of the penguins and of awkward numbers.

Needs pandas and SciPy (Debian: python3-pandas, python3-scipy). Run it from the root of the project.
"""
import json

import numpy
import pandas
import scipy
from scipy import stats

penguins = pandas.read_csv("notebooks/data/penguins.csv")
random = numpy.random.RandomState(7)
awkward = {
    "large": (1e9 + random.rand(200)).tolist(),
    "skewed": numpy.exp(2 * random.randn(300)).tolist(),
    "ties": [float(x) for x in random.randint(0, 5, 100)],
    "signs": (random.randn(5000) * 3).tolist(),
    "two": [-1.5, 4.0],
}


def described(values):
    series = pandas.Series(values, dtype=float)
    quartiles = series.quantile([0, 0.25, 0.5, 0.75, 1]).tolist()
    return {
        "missing": int(series.isna().sum()),
        "distinct": int(series.nunique()),
        "quartiles": quartiles,
        "mean": series.mean(),
        "deviation": series.std(),
        "skewness": None if len(series.dropna()) < 3 else series.skew(),
    }


def ratio(numbers, groups):
    """Root of epsilon squared (Kelley, 1935), from the one-way analysis of variance."""
    frame = pandas.DataFrame({"x": numbers, "g": groups}).dropna()
    parts = [part["x"].to_numpy() for _, part in frame.groupby("g")]
    f = stats.f_oneway(*parts).statistic
    n, k = len(frame), len(parts)
    eta2 = f * (k - 1) / (f * (k - 1) + n - k)
    return max(0, 1 - (1 - eta2) * (n - 1) / (n - k)) ** 0.5


def cramer(a, b):
    """Bias-corrected (Bergsma, 2013), from SciPy's chi squared."""
    table = pandas.crosstab(a, b)
    chi2 = stats.chi2_contingency(table, correction=False)[0]
    n = table.to_numpy().sum()
    r, c = table.shape
    phi = max(0, chi2 / n - (r - 1) * (c - 1) / (n - 1))
    return (phi / (min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1)) ** 0.5


numeric = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "year"]
texts = ["species", "island", "sex"]
mass = penguins["body_mass_g"].dropna()
points = [2500.0, 3300.0, 4000.0, 5555.5, 6400.0]
reference = {
    "source": "pandas %s, SciPy %s, NumPy %s" % (pandas.__version__, scipy.__version__, numpy.__version__),
    "columns": {name: described(penguins[name]) for name in numeric},
    "awkward": {name: {"values": values, "described": described(values)} for name, values in awkward.items()},
    "numeric": numeric,
    "pearson": penguins[numeric].corr().to_numpy().tolist(),
    "spearman": penguins[numeric].corr(method="spearman").to_numpy().tolist(),
    "ratio": {
        "body_mass_g species": ratio(penguins["body_mass_g"], penguins["species"]),
        "bill_depth_mm sex": ratio(penguins["bill_depth_mm"], penguins["sex"]),
        "year island": ratio(penguins["year"], penguins["island"]),
    },
    "cramer": {
        "species island": cramer(penguins["species"], penguins["island"]),
        "species sex": cramer(penguins["species"], penguins["sex"]),
    },
    "means": penguins.groupby("species")[numeric].mean().to_numpy().tolist(),
    "density": {
        "points": points,
        "values": stats.gaussian_kde(mass)(points).tolist(),
    },
    "histogram": numpy.histogram(mass, bins=12, range=(2600, 6400))[0].tolist(),
}
with open("src/test/resources/reference/describe.json", "w") as file:
    json.dump(reference, file)
    file.write("\n")
