"""The company a candidate keeps: how near it lies to what the other place names of the article are thought to mean.

Local news names small places and leaves their state unsaid, since its readers know where they are: the home of an
article is the region in which most of its names can lie at once, and a name means the place of that name there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dateline.places.gazetteer import COUNTRY, REGION, Entry

COMPANY = ("near", "beside", "same_region", "same_country", "home")
"""The features, one column each: other names within NEAR_KM, within BESIDE_KM, in its region, in its country (each as
expected by the first pass), and how likely its region is the article's home."""
NEAR_KM, BESIDE_KM = 200.0, 50.0
EARTH_KM = 6371.0
HOME_ODDS = 4.0
"""How much likelier, in nats, a name means a place in the article's home than its own odds say."""
Vector = npt.NDArray[np.float64]


def shares(matrix: Vector, by: Vector) -> Vector:
    """The probability of each candidate by a linear score; empty where there is none."""
    if not len(matrix):
        return np.zeros(0)
    scores = matrix @ by
    odds = np.exp(scores - scores.max())
    return np.asarray(odds / odds.sum())


def company(groups: Sequence[tuple[Entry, ...]], odds: Sequence[Vector]) -> list[Vector]:
    """A matrix for each name, a row for each of its candidates, from the candidates' first probabilities."""
    flat = [entry for group in groups for entry in group]
    bounds = np.cumsum([0, *(len(group) for group in groups)])
    table = np.zeros((len(flat), len(COMPANY)))
    if len(groups) > 1 and flat:
        _fill(table, flat, np.repeat(np.arange(len(groups)), np.diff(bounds)), np.concatenate(list(odds)))
    return [table[a:b] for a, b in pairwise(bounds)]


def _fill(table: Vector, flat: list[Entry], owner: npt.NDArray[np.int64], odds: Vector) -> None:
    below = np.array([float(e.kind != COUNTRY) for e in flat])
    region = np.array([e.row if e.kind == REGION else e.region for e in flat])
    country = np.array([e.country for e in flat])
    company = odds[None, :] * (owner[:, None] != owner[None, :])
    others = company * below[None, :]
    cosines = _cosines(flat)
    count = max(1, len(set(owner.tolist())) - 1)
    for column, kilometres in enumerate((NEAR_KM, BESIDE_KM)):
        table[:, column] = np.log1p((others * (cosines > math.cos(kilometres / EARTH_KM))).sum(1)) * below
    same = (region[:, None] == region[None, :]) & (region[:, None] >= 0)
    table[:, 2] = (others * same).sum(1) / count * below
    table[:, 3] = (company * (country[:, None] == country[None, :])).sum(1) / count
    table[:, 4] = _homes(region, owner, odds) * below


def _cosines(flat: list[Entry]) -> Vector:
    """The cosine of the angle between each two entries; 0 where one has no point."""
    lat, lon = np.radians([[e.lat, e.lon] for e in flat]).T
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    unit = np.nan_to_num(unit)
    return np.asarray(unit @ unit.T)


def _homes(region: npt.NDArray[np.int64], owner: npt.NDArray[np.int64], odds: Vector) -> Vector:
    """For each candidate, how likely its region is the article's home as the other names have it."""
    rows, at = np.unique(region, return_inverse=True)
    mass = np.zeros((int(owner.max()) + 1, len(rows)))
    np.add.at(mass, (owner, at), odds)
    gain = np.log1p(mass * math.expm1(HOME_ODDS))
    gain[:, rows < 0] = 0.0
    rest = gain.sum(0)[None, :] - gain
    likely = np.exp(rest - rest.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    return np.asarray(np.where(region >= 0, likely[owner, at], 0.0))
