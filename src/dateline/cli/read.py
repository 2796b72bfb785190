"""`dateline read`: articles in, what they record out, as a page for people or as one JSON object a line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from dateline.cli import DEBUG, complain
from dateline.cli.codebook import codebook_option
from dateline.cli.second import Beside, second_reader_options, telling
from dateline.cli.taking import columns_of, table_options
from dateline.errors import BadOption, SecondReaderError, SourceError
from dateline.model import Article, Reading
from dateline.reading import Pipeline
from dateline.sources import Given, articles
from dateline.sources.dates import published_date
from dateline.stage import Draft

if TYPE_CHECKING:
    from dateline.second_reader.reader import SecondReader

Writer = Callable[[Draft, Reading], None]


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--published", metavar="DATE", help="The date (YYYY-MM-DD) of articles that carry none.")
@click.option("--outlet", metavar="NAME", help="Who published the articles that do not say it.")
@click.option("--json", "form", flag_value="json", help="Print the readings, one JSON object a line.")
@click.option("--conllu", "form", flag_value="conllu", help="Print the sentences as CoNLL-U.")
@click.option("--timeml", "form", flag_value="timeml", help="Print TimeML with TIMEX3 tags, one document an article.")
@click.option("--only", metavar="STAGE", help="Run one stage and those it needs, such as times.")
@click.option("--pipeline", metavar="NAME", help="Use another spaCy pipeline instead of dateline's model.")
@codebook_option
@table_options
@second_reader_options
@click.pass_context
def read(
    ctx: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    form: str | None,
    only: str | None,
    pipeline: str | None,
    codebook: Path | None,
    columns: tuple[str, ...],
    encoding: str | None,
    second: SecondReader | None,
) -> int:
    """Read articles and show what they record.

    FILE is a text (one article; a first line may start with "date YYYY-MM-DD"), a .jsonl or .csv file (one article a
    row, with "text" and, if known, "published", "id", "title", "url", "outlet", "authors"), or of any other kind that
    a source reads: HTML, PDF, DOCX, WARC, zip and more. A FOLDER is read with all files below it; "-" is standard
    input.
    """
    if published and not published_date(published).day:
        raise BadOption(f"--published takes a date as YYYY-MM-DD, not {published!r}")
    debug = bool(ctx.meta.get(DEBUG))
    stages = Pipeline.find(only, pipeline, debug, codebook)
    if form == "conllu" and not any("analysis" in stage.gives for stage in stages.stages):
        raise BadOption(f"--conllu needs the language stage, which --only {only} leaves out")
    if second and (only or form in ("conllu", "timeml")):
        raise BadOption("--second-reader gives quotations and events, so it goes with a whole reading only")
    write = _writer(form or "page")
    given = Given(None, published, outlet, columns_of(columns), encoding)
    with telling(second):
        return _read_all(articles(inputs, given), stages, write, Beside(second, stages.codebook) if second else None)


def _read_all(items: Iterable[Article | SourceError], stages: Pipeline, write: Writer, beside: Beside | None) -> int:
    """Read and write each article, print each error; the exit code."""
    code = 0
    for item in items:
        if isinstance(item, SourceError):
            code = max(code, item.exit_code)
            complain(item)
        else:
            draft = stages.draft(item)
            reading = stages.finish(draft)
            write(draft, beside(reading) if beside else reading)
    return max(code, SecondReaderError.exit_code) if beside and beside.failed else code


def _writer(form: str) -> Writer:
    if form == "page":
        return _pages()
    out = utf8(sys.stdout)
    if form == "json":
        from dateline.export.lines import line

        return lambda _, reading: _put(out, line(reading.to_dict()))
    if form == "conllu":
        from dateline.export.conllu import conllu

        return lambda draft, _: _put(out, conllu(draft))
    from dateline.export.timeml import timeml

    return lambda _, reading: _put(out, timeml(reading))


def _pages() -> Writer:
    from dateline.cli.article import show
    from dateline.cli.render import console

    to = console()
    return lambda _, reading: show(to, reading)


def _put(out: TextIO, text: str) -> None:
    out.write(text)
    out.flush()


def utf8(stream: TextIO) -> TextIO:
    """The stream, writing UTF-8 whatever the locale says."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream
