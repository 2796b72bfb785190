"""How well places are found on the map: the share within 161 km (100 miles) of gold, and the right country.

A mention that overlaps the gold span answers for it with its entity's place (the longest overlap first); what the
reading calls a people ("Turkish", NORP) is left out of both sides. Gold without coordinates counts for `found` only. A
country is no point, so a name of a country counts for the country alone. The field's measure: Gritta and others 2018.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dateline.evaluate.scores import Pair, Row, Score, Table, around, common, overlaps, percent

NEAR_KM = 161.0
EARTH_KM = 6371.0
PLACES = ("GPE", "LOC", "FAC")


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance of two points, in degrees, along the sphere."""
    (p, q), (r, s) = ((math.radians(x), math.radians(y)) for x, y in (a, b))
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def score(pairs: Sequence[Pair]) -> Score:
    """Figures found_share, within_161, within_161_of_resolved and country (percent), counts, and the errors."""
    n: Counter[str] = Counter()
    errors: dict[str, list[str]] = {"not found": [], "not resolved": [], "elsewhere": [], "country": []}
    for row, reading in pairs:
        entities = {e["id"]: e for e in reading.get("entities", [])}
        for gold in row["places"]:
            _place(row, gold, reading.get("mentions", []), entities, n, errors)
    figures: dict[str, Any] = {
        "found_share": percent(n["found"], n["gold"]),
        "within_161": percent(n["within"], n["with_coordinates"]),
        "within_161_of_resolved": percent(n["within"], n["resolved"]),
        "country": percent(n["country_right"], n["country_judged"]),
        **{
            k: n[k]
            for k in ("gold", "with_coordinates", "found", "resolved", "within", "country_right", "country_judged")
        },
    }
    lines = tuple((k, figures[k]) for k in ("found_share", "within_161", "within_161_of_resolved", "country"))
    return Score(figures, (Table(("", "%"), lines),), errors)


def _place(
    row: Row,
    gold: Row,
    mentions: Sequence[Row],
    entities: dict[str, Row],
    n: Counter[str],
    errors: dict[str, list[str]],
) -> None:
    touching = sorted((m for m in mentions if overlaps(m, gold)), key=lambda m: -common(m, gold))
    if touching and touching[0]["type"] == "NORP":
        return
    mention = next((m for m in touching if m["type"] in PLACES), None)
    place = entities.get(mention["entity"], {}).get("place") if mention else None
    n.update(gold=1, found=mention is not None)
    where = f"{row['id']}: {around(row['text'], gold)}"
    if mention is None:
        errors["not found"].append(where)
    if gold.get("lat") is None:
        return
    n["with_coordinates"] += 1
    if place and place.get("lat") is not None:
        n["resolved"] += 1
        far = kilometres((place["lat"], place["lon"]), (gold["lat"], gold["lon"]))
        n["within"] += far <= NEAR_KM
        if far > NEAR_KM:
            errors["elsewhere"].append(f"{where}  {far:.0f} km off")
    elif mention is not None:
        errors["not resolved"].append(where)
    if gold.get("country"):
        names = [str((place or {}).get(key, "")).lower() for key in ("country_name", "country")]
        right = gold["country"].lower() in names
        n.update(country_judged=1, country_right=right)
        if mention is not None and not right:
            errors["country"].append(f"{where}  gold {gold['country']}, reading {names[0] or '-'}")
