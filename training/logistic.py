"""Logistic regression for the small tables of weights: Newton's method with a ridge, on standardised features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

STEPS = 30


@dataclass(frozen=True)
class Fit:
    """Weights of the features as they are given (not standardised), and the bias."""

    weights: Any
    bias: float

    def score(self, features: Any) -> Any:
        """The log-odds of rows of features."""
        return features @ self.weights + self.bias


def fit(features: Any, labels: Any, ridge: float = 1.0, counts: Any = None) -> Fit:
    """The maximum of the penalised likelihood; `counts` weighs the rows, `ridge` is on the standardised weights."""
    mean, spread = features.mean(0), features.std(0) + 1e-9
    rows = np.hstack([(features - mean) / spread, np.ones((len(features), 1))])
    counts = np.ones(len(rows)) if counts is None else counts
    penalty = np.diag([ridge] * (rows.shape[1] - 1) + [1e-6])
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (odds - labels)) + penalty @ weights
        curve = (rows * (counts * np.maximum(odds * (1 - odds), 1e-9))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    own = weights[:-1] / spread
    return Fit(own, float(weights[-1] - own @ mean))
