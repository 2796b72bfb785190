"""How well articles are put into stories: B-cubed over articles (Bagga and Baldwin 1998), gathered from texts alone.

Gold (ECB+'s form): rows with "story". An article that was put nowhere is a story of its own.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.evaluate.scores import Score, Table, f1, percent

if TYPE_CHECKING:
    from dateline.evaluate.run import Reader


def measure(path: Path, reader: Reader) -> Score:
    """Gathers the texts of a gold file into stories, in a chronicle of its own, and scores them."""
    from dateline.chronicle import Chronicle
    from dateline.errors import BadGold
    from dateline.evaluate.run import gold_rows
    from dateline.gathering.stories import stories
    from dateline.gathering.told import bring_up

    rows = gold_rows(path)
    if any("story" not in row for row in rows):
        raise BadGold('a gold row of stories has a "story"', where=str(path))
    with tempfile.TemporaryDirectory() as folder, Chronicle.open(Path(folder) / "c.db") as chronicle:
        for reading in unread(rows):
            chronicle.add(reading)
        bring_up(chronicle, ("stories",))
        found = {str(member.ref): story.id for story in stories(chronicle) for member in story.members}
    return score({str(row["id"]): row["story"] for row in rows}, found)


def unread(rows: Iterable[Mapping[str, Any]]) -> Iterable[Any]:
    """The articles of gold rows as readings with no layer: stories need none."""
    from dateline.reading import Pipeline
    from dateline.sources.article import make_article

    nothing = Pipeline([])
    for row in rows:
        yield nothing.read(
            make_article(
                row["text"],
                ref=str(row["id"]),
                published=row.get("published"),
                title=row.get("title"),
                outlet=row.get("outlet"),
            )
        )


def score(gold: Mapping[str, str], found: Mapping[str, str | None]) -> Score:
    """Figures b3_p, b3_r, b3_f1, the numbers of groups, and the groups that are exactly right."""
    said = {ref: ("story", found[ref]) if found.get(ref) is not None else ("alone", ref) for ref in gold}
    key, response = _groups(gold), _groups(said)
    p = sum(len(response[said[ref]] & key[story]) / len(response[said[ref]]) for ref, story in gold.items())
    r = sum(len(response[said[ref]] & key[story]) / len(key[story]) for ref, story in gold.items())
    whole = {frozenset(group) for group in response.values()}
    same = sum(frozenset(group) in whole for group in key.values())
    share = 100 * p / len(gold), 100 * r / len(gold)
    figures: dict[str, Any] = {
        "b3_p": round(share[0], 2),
        "b3_r": round(share[1], 2),
        "b3_f1": f1(*share),
        "gold_clusters": len(key),
        "system_clusters": len(response),
        "identical_share": percent(same, len(key)),
        "documents": len(gold),
        "missing_readings": sum(ref not in found for ref in gold),
    }
    line = ("B-cubed", *(figures[name] for name in ("b3_p", "b3_r", "b3_f1")), len(key), len(response))
    table = Table(("", "P", "R", "F1", "gold stories", "stories"), (line,))
    return Score(figures, (table,), _errors(gold, key, response))


def _groups(labels: Mapping[str, Any]) -> dict[Any, set[str]]:
    found: defaultdict[Any, set[str]] = defaultdict(set)
    for ref, label in labels.items():
        found[label].add(ref)
    return found


def _errors(
    gold: Mapping[str, str], key: Mapping[Any, set[str]], response: Mapping[Any, set[str]]
) -> dict[str, list[str]]:
    mixed = [Counter(gold[ref] for ref in group) for group in response.values()]
    home = {ref: label for label, group in response.items() for ref in group}
    split = [(story, Counter(str(home[ref][1]) for ref in group)) for story, group in key.items()]
    return {
        "mixed": sorted(_counted(counts) for counts in mixed if len(counts) > 1),
        "split": sorted(f"{story}: {_counted(counts)}" for story, counts in split if len(counts) > 1),
    }


def _counted(counts: Counter[str]) -> str:
    return ", ".join(
        f"{label} {count}" for label, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
