"""Real articles through every stage: each text untouched, each span inside it, each link kept, each run the same."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.schema import reading_schema
from dateline.errors import MissingModel
from dateline.export.lines import line
from dateline.model import Article, Reading
from dateline.reading import Pipeline, spans
from dateline.sources import Given
from dateline.sources.jsonl import row

pytestmark = pytest.mark.slow
LISTED = re.compile(r"^\| `(\w+)` \|", re.M)
EACH_NEWSWIRE, EACH_RAW = 25, 2300
"""One in so many articles is read: what matters is variety, not number."""


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    try:
        return Pipeline.find()
    except MissingModel as error:
        pytest.skip(str(error))


def given(shared: Path) -> Iterator[tuple[dict[str, Any], Article]]:
    with (shared / "articles" / "newswire.jsonl").open("rb") as lines:
        chosen = [data for number, data in enumerate(lines) if number % EACH_NEWSWIRE == 0]
    with lzma.open(shared / "raw" / "news-2012-2020.jsonl.xz", "rb") as lines:
        chosen += [data for number, data in enumerate(lines) if number % EACH_RAW == 0]
    for data in chosen:
        yield json.loads(data), row(data, 1, Given())


def links(reading: Reading) -> Iterator[tuple[str | None, set[str]]]:
    entities, mentions = {e.id for e in reading.entities}, {m.id for m in reading.mentions}
    times, quotations = {t.id for t in reading.times}, {q.id for q in reading.quotations}
    for mention in reading.mentions:
        yield mention.entity, entities
    for entity in reading.entities:
        yield from ((link, mentions) for link in entity.mentions)
        yield from ((link, entities) for link in entity.members)
    for quotation in reading.quotations:
        yield from ((quotation.time, times), (quotation.within, quotations))
        for party in (quotation.speaker, quotation.addressee):
            if party:
                yield from ((party.mention, mentions), (party.entity, entities))
    for event in reading.events:
        yield event.asserted_by, quotations | {"narrator"}
        yield (event.time.ref if event.time else None), times
        for place in (*event.actors, *event.recipients, *((event.place,) if event.place else ())):
            yield from ((place.mention, mentions), (place.entity, entities))


def test_real_articles_keep_the_contract(shared: Path, pipeline: Pipeline) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(reading_schema())
    reference = Path(__file__).parents[2] / "docs" / "reference" / "warnings.md"
    listed = set(LISTED.findall(reference.read_text(encoding="utf-8")))
    for source, article in given(shared):
        reading = pipeline.read(article)
        assert reading.article.text == source["text"]
        assert not [w for w in reading.warnings if w.code in ("stage_failed", "stage_skipped")], article.ref
        assert {warning.code for warning in reading.warnings} <= listed
        validator.validate(json.loads(line(reading.to_dict())))
        for span in (s for layer in (*reading.events, *reading.quotations, *reading.mentions) for s in spans(layer)):
            assert 0 <= span.start < span.end and reading.words(span), (article.ref, span)
        assert all(link is None or link in known for link, known in links(reading)), article.ref


def test_the_same_bytes_in_another_order(shared: Path, pipeline: Pipeline) -> None:
    articles = [article for _, article in given(shared)][::5]
    first = {article.id: line(pipeline.read(article).to_dict()) for article in articles}
    second = {article.id: line(Pipeline(pipeline.stages).read(article).to_dict()) for article in reversed(articles)}
    assert first == second
