"""How well mentions are chained: MUC, B-cubed, CEAF-e and their mean, the CoNLL figure (Pradhan and others 2012).

Gold with "clusters" (OntoGUM's form) or with "entities" (a reading's own form). Three ways of counting:
  (plain)  mentions with the very same span
  head_    a system mention inside a gold mention that holds its head word is taken for it (only where gold gives heads)
  named_   as head_, over chains with a name on each side: what a record of news stands on
Gold without chains of one mention (OntoGUM) drops the system's. Gold with "gap" (Webster and others 2018): pairs of a
pronoun and a name; F1 over all, over masculine and feminine rows, and bias, the ratio of the last two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from dateline.evaluate.assignment import best_total
from dateline.evaluate.scores import Pair, Row, Score, Table, f1, percent, share, shown

Span = tuple[int, int]
Clusters = list[list[Span]]
MEASURES = ("muc", "b3", "ceafe")


def _places(clusters: Clusters) -> dict[Span, int]:
    return {m: i for i, c in enumerate(clusters) for m in c}


def muc(key: Clusters, response: Clusters) -> tuple[int, int]:
    """Links of the key that the response keeps, and all its links (Vilain and others 1995)."""
    where, hit, total = _places(response), 0, 0
    for c in key:
        parts = {where[m] for m in c if m in where}
        hit += len(c) - len(parts) - sum(m not in where for m in c)
        total += len(c) - 1
    return hit, total


def b_cubed(key: Clusters, response: Clusters) -> tuple[float, int]:
    """The sum over the key's mentions of the share of their chain that the response keeps, and the mentions."""
    where, hit = _places(response), 0.0
    for c in key:
        hit += sum(k * k / len(c) for k in Counter(where[m] for m in c if m in where).values())
    return hit, sum(map(len, key))


def ceaf_e(key: Clusters, response: Clusters) -> float:
    """The largest total similarity of a one-to-one choice of chains (Luo 2005, phi 4)."""
    where = _places(response)
    both = Counter((i, where[m]) for i, c in enumerate(key) for m in c if m in where)
    return best_total({(i, j): 2.0 * k / (len(key[i]) + len(response[j])) for (i, j), k in both.items()})


class Sums:
    """The counts of every measure, summed over documents."""

    def __init__(self) -> None:
        self.n: defaultdict[str, float] = defaultdict(float)

    def _put(self, name: str, rh: float, rt: float, ph: float, pt: float) -> None:
        for suffix, value in (("rh", rh), ("rt", rt), ("ph", ph), ("pt", pt)):
            self.n[f"{name}_{suffix}"] += value

    def add(self, key: Clusters, response: Clusters) -> None:
        """Take one document in."""
        self._put("muc", *muc(key, response), *muc(response, key))
        self._put("b3", *b_cubed(key, response), *b_cubed(response, key))
        phi = ceaf_e(key, response)
        self._put("ceafe", phi, len(key), phi, len(response))
        spans = [{m for c in side for m in c} for side in (key, response)]
        both = len(spans[0] & spans[1])
        self._put("mention", both, sum(map(len, key)), both, sum(map(len, response)))

    def _exact(self, name: str) -> tuple[float, float, float]:
        n = self.n
        p = 100 * n[f"{name}_ph"] / n[f"{name}_pt"] if n[f"{name}_pt"] else 0.0
        r = 100 * n[f"{name}_rh"] / n[f"{name}_rt"] if n[f"{name}_rt"] else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0

    def figures(self, prefix: str) -> dict[str, float]:
        """Precision, recall and F1 of each measure in percent, and conll_f1, all with the prefix."""
        out: dict[str, float] = {}
        for name in (*MEASURES, "mention"):
            p, r, _ = self._exact(name)
            out |= {f"{prefix}{name}_p": round(p, 2), f"{prefix}{name}_r": round(r, 2), f"{prefix}{name}_f1": f1(p, r)}
        out[f"{prefix}conll_f1"] = round(sum(self._exact(m)[2] for m in MEASURES) / 3, 2)
        return out


def gold_clusters(row: Row) -> list[list[dict[str, Any]]]:
    """The chains of a gold row as lists of mentions, from "clusters" or from "entities" and "mentions"."""
    if "clusters" in row:
        return [list(c) for c in row["clusters"]]
    mentions = {m["id"]: m for m in row["mentions"]}
    return [[mentions[i] for i in e["mentions"]] for e in row["entities"] if e["mentions"]]


def system_clusters(reading: Row, keep_singletons: bool) -> Clusters:
    """The entities of a reading as lists of spans; a span stands in one chain only, the first that claims it."""
    mentions = {m["id"]: (m["start"], m["end"]) for m in reading.get("mentions", [])}
    out: Clusters = []
    taken: set[Span] = set()
    for e in reading.get("entities", []):
        spans: list[Span] = []
        for i in e["mentions"]:
            if i in mentions and mentions[i] not in taken:
                taken.add(mentions[i])
                spans.append(mentions[i])
        if len(spans) > (0 if keep_singletons else 1):
            out.append(spans)
    return out


def by_head(gold: list[list[dict[str, Any]]], response: Clusters) -> Clusters:
    """The response with each mention that lies in a gold mention and holds its head renamed to the gold span."""
    heads = {(m["start"], m["end"]): m["head"] for c in gold for m in c if m.get("head")}
    said = [m for c in response for m in c]
    new = {m: m for m in said if m in heads}
    used = set(new)
    options = sorted(
        (a - b, a, b, s, e)
        for a, b in said
        if (a, b) not in new
        for (s, e), h in heads.items()
        if s <= a and b <= e and a <= h["start"] and h["end"] <= b
    )
    for _, a, b, s, e in options:
        if (a, b) not in new and (s, e) not in used:
            new[a, b] = (s, e)
            used.add((s, e))
    return [[new.get(m, m) for m in c] for c in response]


def _spans(cluster: Sequence[Row]) -> list[Span]:
    return [(m["start"], m["end"]) for m in cluster]


def _split(row: Row, key: Clusters, response: Clusters) -> list[str]:
    where = _places(response)
    out = []
    for c in key:
        if len({where.get(m) for m in c}) > 1:
            words = (shown(row["text"], [{"start": a, "end": b}])[:30] for a, b in c[:12])
            parts = (where.get(m, "-") for m in c[:12])
            out.append(f"{row['id']}: " + " | ".join(f"{w}[{p}]" for w, p in zip(words, parts, strict=True)))
    return out


def _score_clusters(pairs: Sequence[Pair]) -> Score:
    golds = [gold_clusters(row) for row, _ in pairs]
    keep = any(len(c) == 1 for gold in golds for c in gold)
    with_heads = any(m.get("head") for gold in golds for c in gold for m in c)
    sums = {prefix: Sums() for prefix in ("", "head_", "named_")}
    errors: list[str] = []
    for (row, reading), gold in zip(pairs, golds, strict=True):
        key, response = [_spans(c) for c in gold], system_clusters(reading, keep)
        renamed = by_head(gold, response)
        names = {(m["start"], m["end"]) for m in reading.get("mentions", []) if m.get("kind") == "name"}
        named = [new for old, new in zip(response, renamed, strict=True) if any(m in names for m in old)]
        sums[""].add(key, response)
        sums["head_"].add(key, renamed)
        sums["named_"].add([_spans(c) for c in gold if any(m.get("kind") == "name" for m in c)], named)
        errors += _split(row, key, response)
    figures: dict[str, Any] = {}
    for prefix, s in sums.items():
        figures |= s.figures(prefix) if with_heads or not prefix else {}
    figures["singletons"] = "kept" if keep else "dropped"
    lines = tuple(
        (f"{prefix}{m}", *(figures[f"{prefix}{m}_{k}"] for k in ("p", "r", "f1")))
        for prefix in sums
        if f"{prefix}conll_f1" in figures
        for m in (*MEASURES, "mention")
    )
    conll = tuple((k, None, None, v) for k, v in figures.items() if k.endswith("conll_f1"))
    return Score(figures, (Table(("", "P", "R", "F1"), lines + conll),), {"split or missing chains": errors})


def _best_fit(span: Row, mentions: Sequence[Row]) -> str | None:
    """The mention that fits a span best: half of both's characters shared, or a name that overlaps it."""
    fitting = [m for m in mentions if share(span, m) >= 0.5 or (share(span, m) > 0 and m.get("kind") == "name")]
    best = max(fitting, key=lambda m: (share(span, m), -m["start"]), default=None)
    return best["id"] if best else None


def _gap_row(row: Row, reading: Row) -> list[tuple[bool, bool, str]]:
    query, mentions = row["gap"], reading.get("mentions", [])
    entities: dict[str | None, set[str]] = defaultdict(set)
    for e in reading.get("entities", []):
        for i in e["mentions"]:
            entities[i].add(e["id"])
    pronoun = _best_fit(query["pronoun"], mentions)
    out = []
    for side in ("a", "b"):
        name = _best_fit(query[side], mentions)
        said = bool(entities[pronoun] & entities[name]) and pronoun != name
        true = bool(query[side]["coref"])
        line = f"{row['id']}: {query['pronoun']['text']} {'is' if true else 'is not'} {query[side]['text']}"
        out.append((said, true, line))
    return out


def _score_gap(pairs: Sequence[Pair]) -> Score:
    n: Counter[tuple[str, str]] = Counter()
    errors = []
    for row, reading in pairs:
        for said, true, line in _gap_row(row, reading):
            cell = ("t" if said == true else "f") + ("p" if said else "n")
            n.update([("all", cell), (row["gap"]["gender"], cell)])
            errors += [line] if said != true else []
    figures: dict[str, Any] = {}
    for who, prefix in (("all", ""), ("M", "masculine_"), ("F", "feminine_")):
        tp, fp, fn = n[who, "tp"], n[who, "fp"], n[who, "fn"]
        figures |= {f"{prefix}p": percent(tp, tp + fp), f"{prefix}r": percent(tp, tp + fn)}
        figures[f"{prefix}f1"] = percent(2 * tp, 2 * tp + fp + fn)
    masculine = figures["masculine_f1"]
    figures["bias"] = round(figures["feminine_f1"] / masculine, 2) if masculine else None
    figures |= {k: n["all", k] for k in ("tp", "fp", "fn", "tn")}
    groups = ("", "masculine_", "feminine_")
    lines = tuple((k or "all", *(figures[f"{k}{x}"] for x in ("p", "r", "f1"))) for k in groups)
    return Score(figures, (Table(("", "P", "R", "F1"), lines),), {"wrong pairs": errors})


def score(pairs: Sequence[Pair]) -> Score:
    """Figures of chains, or of GAP's pairs, by what the first gold row holds."""
    if pairs and "gap" in pairs[0][0]:
        return _score_gap(pairs)
    return _score_clusters(pairs)
