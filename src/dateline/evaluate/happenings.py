"""How well events of many articles are put together: B-cubed over events, and links between articles.

Gold (ECB+'s form): rows with "events" that have a trigger and a coref_id. Gold marks events of every kind, a reading
political ones: only gold events that a reading's trigger overlaps are judged, in sentences annotated with care
("selected"); coverage says how many those are.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.evaluate.scores import Score, Table, f1, overlaps, percent, shown

if TYPE_CHECKING:
    from dateline.evaluate.run import Reader


class Judged(NamedTuple):
    """A gold event that was read: its article, its gold chain, the happening it was put into, and its words."""

    article: str
    gold: Hashable
    found: Hashable
    words: str


def measure(path: Path, reader: Reader) -> Score:
    """Reads the texts of a gold file into a chronicle of its own, gathers happenings and scores them."""
    from dateline.chronicle import Chronicle
    from dateline.chronicle.restore import revive
    from dateline.errors import BadGold
    from dateline.evaluate.run import gold_rows
    from dateline.gathering.happenings import of_events
    from dateline.gathering.told import bring_up

    rows = gold_rows(path)
    if any("events" not in row for row in rows):
        raise BadGold('a gold row of happenings has "events"', where=str(path))
    with tempfile.TemporaryDirectory() as folder, Chronicle.open(Path(folder) / "c.db") as chronicle:
        for reading in reader.readings(rows):
            chronicle.add(revive(reading))
        bring_up(chronicle, ("happenings",))
        found = [
            {"ref": event.article.ref, "start": event.trigger.start, "end": event.trigger.end, "happening": happening}
            for event, happening, _ in of_events(chronicle)
            if event.trigger.in_ is None
        ]
    return score(rows, found)


def score(rows: Sequence[Mapping[str, Any]], found: Iterable[Mapping[str, Any]]) -> Score:
    """Figures b3_*, link_*, coverage, and counts; `found` has a row an event: ref, start, end, happening."""
    said: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for each in found:
        said[str(each["ref"])].append(each)
    total = sum(event.get("selected", True) for row in rows for event in row["events"])
    judged = [each for row in rows for each in _judged(row, said[str(row["id"])])]
    cubed, links = _b_cubed(judged), _links(judged)
    figures = {"gold_events": total, "judged": len(judged), "coverage": percent(len(judged), total), **cubed, **links}
    lines = (
        ("B-cubed", *(figures[f"b3_{k}"] for k in ("p", "r", "f1"))),
        ("links between articles", *(figures[f"link_{k}"] for k in ("p", "r", "f1"))),
    )
    counts = ("gold events", total), ("judged", len(judged)), ("coverage", figures["coverage"])
    tables = Table(("", "P", "R", "F1"), lines), Table(("", "count"), counts)
    figures |= {"documents": len(rows), "missing_readings": sum(str(row["id"]) not in said for row in rows)}
    return Score(figures, tables, _errors(judged))


def _judged(row: Mapping[str, Any], said: Sequence[Mapping[str, Any]]) -> Iterable[Judged]:
    article = str(row["id"])
    for at, event in enumerate(row["events"]):
        if event.get("selected", True):
            hit = next((each for each in said if overlaps(each, event["trigger"])), None)
            if hit is not None:
                alone = ("alone", article, at)
                gold = event["coref_id"] or alone
                happening = hit["happening"] if hit["happening"] is not None else alone
                yield Judged(article, gold, happening, shown(row.get("text", ""), [event["trigger"]]))


def _b_cubed(judged: Sequence[Judged]) -> dict[str, float]:
    key, response = Counter(each.gold for each in judged), Counter(each.found for each in judged)
    both = Counter((each.gold, each.found) for each in judged)
    p = percent(sum(both[each.gold, each.found] / response[each.found] for each in judged), len(judged))
    r = percent(sum(both[each.gold, each.found] / key[each.gold] for each in judged), len(judged))
    return {"b3_p": p, "b3_r": r, "b3_f1": f1(p, r)}


def _links(judged: Sequence[Judged]) -> dict[str, float]:
    gold = _pairs(judged, "gold")
    system = _pairs(judged, "found")
    p, r = percent(len(gold & system), len(system)), percent(len(gold & system), len(gold))
    return {"link_p": p, "link_r": r, "link_f1": f1(p, r), "gold_links": len(gold), "system_links": len(system)}


def _pairs(judged: Sequence[Judged], side: str) -> set[tuple[int, int]]:
    """The pairs of events of two articles that one side puts together."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, each in enumerate(judged):
        groups[getattr(each, side)].append(at)
    pairs = (pair for group in groups.values() for pair in combinations(group, 2))
    return {(i, j) for i, j in pairs if judged[i].article != judged[j].article}


def _errors(judged: Sequence[Judged]) -> dict[str, list[str]]:
    mixed: defaultdict[Hashable, Counter[str]] = defaultdict(Counter)
    chains: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for each in judged:
        mixed[each.found][f"{each.gold if isinstance(each.gold, str) else '-'} “{each.words}” {each.article}"] += 1
        chains[each.found].add(each.gold)
    lines = ["; ".join(sorted(counts)) for found, counts in mixed.items() if len(chains[found]) > 1]
    homes: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    words: defaultdict[Hashable, list[str]] = defaultdict(list)
    for each in judged:
        homes[each.gold].add(each.found)
        words[each.gold].append(f"“{each.words}” {each.article}")
    split = [f"{gold}: {'; '.join(words[gold])}" for gold, found in homes.items() if len(found) > 1]
    return {"mixed": sorted(lines), "split": sorted(split)}
