"""Coverage-guided fuzzing of everything that takes what others wrote: files, pages, listings, times, the contract.

`python -m bench.fuzz TARGET FOLDER [--seconds 600]` (`pip install atheris`) holds inputs to what the suite's fuzzing
does. It mutates the invented inputs of the tests and what FOLDER has kept from an earlier run, which grows with every
input that reaches new lines. A run ends at the first input that raises anything but an error of ours, takes 30 seconds
or 2 GB, and keeps that input as a file in FOLDER.

files      any source of files, picked by the first byte: articles and errors of one line
pages      the reader of pages: one article that can be stored, or one error; the same both times
listings   feeds and sitemaps: entries with addresses that can be followed
times      spans in order and inside the text, bounds in order
contract   the whole reading: valid against the schema, spans inside the text, the same bytes both times
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from collections.abc import Callable
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import atheris
import jsonschema

with atheris.instrument_imports(include=["dateline"]):
    from tests.sources.test_fuzz_files import taken
    from tests.sources.web.test_fuzz import hold, one_clear_error
    from tests.times.test_any_text import check

    from dateline.reading import Pipeline
    from dateline.sources.article import make_article
    from dateline.sources.inputs import installed
    from dateline.sources.onefile import OneFile
    from dateline.sources.web.listings import read_listing
    from dateline.sources.web.page import PageSource
    from dateline.times import tag

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "sources"
SECONDS, MEGABYTES = 30, 2048
LONGEST = {"files": 20_000, "pages": 20_000, "listings": 8_000, "times": 400, "contract": 1_200}
"""Longest input in bytes, by target."""


@functools.cache
def sources_of_files() -> list[OneFile]:
    """The sources that parse one file in this process; pages are read in another, and have a target of their own."""
    files = [source for source in installed() if isinstance(source, OneFile) and not isinstance(source, PageSource)]
    return [source for source in files if type(source).parse is not OneFile.parse]


def files(data: bytes) -> None:
    """What a source of one file makes of bytes."""
    sources = sources_of_files()
    taken(sources[data[0] % len(sources)] if data else sources[0], data[1:])


def pages(data: bytes) -> None:
    """What the reader of pages makes of bytes."""
    hold(data, url="https://a.example/2026/03/05/x")


def listings(data: bytes) -> None:
    """What the reader of feeds and sitemaps makes of bytes."""
    listing = one_clear_error(lambda: read_listing(data, url="https://a.example/feed"))
    for entry in listing.entries if listing else ():
        assert entry.url == "" or entry.url.startswith(("http://", "https://"))


def times(data: bytes) -> None:
    """What the times stage makes of a text and a day of publication."""
    provider = atheris.FuzzedDataProvider(data)
    published = provider.PickValueInList([None, "0001-01-01", "2024-02-29", "9999-12-31"])
    text = provider.ConsumeUnicodeNoSurrogates(LONGEST["times"])
    check(tag(text, published), text)


def contract() -> Callable[[bytes], None]:
    """What the whole reading makes of a text, held against the schema that ships."""
    pipeline = Pipeline.find()
    schema = json.loads((resources("dateline") / "data" / "reading.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)

    def spans(value: Any, length: int) -> None:
        if isinstance(value, dict):
            if "start" in value and "in" not in value:
                assert value["start"] is None or 0 <= value["start"] <= value["end"] <= length, value
            for below in value.values():
                spans(below, length)
        elif isinstance(value, list):
            for below in value:
                spans(below, length)

    def run(data: bytes) -> None:
        text = data.decode("utf-8", "replace").replace("\0", "")
        if not text.strip():
            return
        article = make_article(text, published="2026-03-05")
        found = pipeline.read(article).to_dict()
        validator.validate(found)
        spans(found, len(article.text))
        assert json.dumps(pipeline.read(article).to_dict()) == json.dumps(found)

    return run


def seeds(target: str) -> list[bytes]:
    """The invented inputs of the tests that fit a target."""
    cases = [p.read_bytes() for p in sorted((CASES / "cases").iterdir())]
    html = [p.read_bytes() for p in sorted((CASES / "web" / "pages").rglob("*.html"))]
    if target == "files":
        count = len(sources_of_files())
        return [bytes([number]) + case for case in cases for number in range(count)]
    texts = [
        json.loads(line)["text"].encode() for line in (ROOT / "examples" / "articles.jsonl").open("r", encoding="utf-8")
    ]
    sentences = [s.strip() for text in texts for s in text.split(b". ")]
    pieces = [b"\n\n".join(text.split(b"\n\n")[:2]) for text in texts]
    return {"pages": html, "listings": cases[:1] + html[:3], "times": sentences, "contract": pieces}[target]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=list(LONGEST))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=600)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(options.target)):
        (options.folder / f"seed-{number:04}").write_bytes(data[: LONGEST[options.target]])
    targets = {"files": files, "pages": pages, "listings": listings, "times": times}
    limits = [f"-max_total_time={options.seconds}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}"]
    shape = [f"-max_len={LONGEST[options.target]}", f"-artifact_prefix={options.folder}/", "-print_final_stats=1"]
    one = contract() if options.target == "contract" else targets[options.target]
    atheris.Setup([sys.argv[0], *limits, *shape, str(options.folder)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
