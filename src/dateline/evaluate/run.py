"""The edge of an evaluation: gold rows from a file, readings of their texts, and which belongs to which."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import BadGold, BadOption, BrokenJson, DatelineError, UnknownInput

if TYPE_CHECKING:
    from dateline.evaluate.scores import Pair
    from dateline.language.analysis import Analysis
    from dateline.reading import Pipeline

Row = dict[str, Any]


class Reader:
    """Reads gold texts with a pipeline, built when the first text is read; `own_model`: with the shipped model."""

    def __init__(self, pipeline: Pipeline | None = None, own_model: bool = True) -> None:
        self._pipeline = pipeline
        self.own_model = own_model

    def require_own_model(self) -> None:
        """Raise BadOption where another spaCy pipeline stands in the language model's place."""
        if not self.own_model:
            raise BadOption("this can be measured with the shipped model only")

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline: the one given, or all installed stages."""
        if self._pipeline is None:
            from dateline.reading import default_pipeline

            self._pipeline = default_pipeline()
        return self._pipeline

    def readings(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The reading of each row as the contract's JSON; a text that is no article (blank, say) has none."""
        from dateline.sources.article import make_article

        for row in rows:
            try:
                article = make_article(
                    row["text"],
                    published=row.get("published"),
                    title=row.get("title"),
                    url=row.get("url"),
                    outlet=row.get("outlet"),
                    ref=str(row["id"]),
                )
            except DatelineError:
                continue
            yield self.pipeline.read(article).to_dict()

    def analyses(self, texts: Iterable[str]) -> Iterator[Analysis | None]:
        """What the language stage alone says of each text."""
        from dateline.sources.article import make_article
        from dateline.stage import Draft

        stage = next(s for s in self.pipeline.stages if s.name == "language")
        for text in texts:
            draft = Draft(make_article(text))
            stage.read(draft)
            yield draft.analysis


def gold_rows(path: Path) -> list[Row]:
    """The rows of a JSONL gold file. Raises UnknownInput, BrokenJson or BadGold, with file and line."""
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise UnknownInput(error.strerror, where=str(path)) from None
    except UnicodeDecodeError:
        raise BadGold("this is not UTF-8 text", where=str(path)) from None
    rows = [_row(line, path, number) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise BadGold("the gold file has no rows", where=str(path))
    if len({str(row["id"]) for row in rows}) != len(rows):
        raise BadGold("the gold file holds an id twice", where=str(path))
    return rows


def _row(line: str, path: Path, number: int) -> Row:
    try:
        row = json.loads(line)
    except ValueError:
        raise BrokenJson(where=str(path), line=number) from None
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text", ""), str):
        raise BadGold('a gold row is an object with an "id" and a "text"', where=str(path), line=number)
    return row


def paired(rows: Sequence[Row], readings: Iterable[Row]) -> list[Pair]:
    """Each gold row with the reading whose article.ref is its id, or {}. Raises BadGold where the texts differ."""
    by_ref = {str(r["article"]["ref"]): r for r in readings}
    out: list[Pair] = []
    for row in rows:
        reading = by_ref.get(str(row["id"]), {})
        if reading and reading["article"]["text"] != row["text"]:
            raise BadGold(f"the reading of {row['id']} is of another text")
        out.append((row, reading))
    return out
