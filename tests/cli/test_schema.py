"""The JSON Schema that ships is the one that the nouns make."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from dateline.cli import run
from dateline.cli.schema import reading_schema


def test_the_shipped_schema_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    shipped = (files("dateline") / "data" / "reading.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == reading_schema(), "run: dateline schema > src/dateline/data/reading.schema.json"
    assert run(["schema"]) == 0
    assert capsys.readouterr().out == shipped


def test_the_schema_is_one() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(reading_schema())


@pytest.mark.parametrize(
    ("path", "bad"),
    [
        (("schema",), "dateline.reading/2"),
        (("times",), None),
        (("article", "published_from", "how"), "guess"),
        (("article", "authors"), "Ann Example"),
    ],
)
def test_the_schema_refuses_what_breaks_the_contract(path: tuple[str, ...], bad: Any) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from dateline.reading import Pipeline
    from dateline.sources import make_article

    value = Pipeline([]).read(make_article("The harbour board met.")).to_dict()
    validator = jsonschema.Draft202012Validator(reading_schema())
    assert validator.is_valid(value)
    part = value
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = bad
    assert not validator.is_valid(value)
