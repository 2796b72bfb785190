"""`dateline add`: reads articles into a chronicle, and can be stopped and started again at any moment."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.chronicle import Chronicle
from dateline.cli import DEBUG, complain
from dateline.cli.codebook import codebook_option
from dateline.cli.safe import harmless
from dateline.cli.second import Beside, second_reader_options, telling
from dateline.cli.taking import columns_of, keep_option, now, table_options
from dateline.errors import BadOption, SecondReaderError, SourceError
from dateline.model import Article, Reading
from dateline.reading import Pipeline
from dateline.sources import Given, articles
from dateline.sources.dates import published_date

if TYPE_CHECKING:
    from dateline.second_reader.reader import SecondReader

Step = Callable[[str], None]
"""Tells the progress bar what has become of one article."""

REFUSED, NOTICED = "refused", "noticed"
ENDINGS = {"stored": "read", "read again": "read again by this version", "already there": "already there"}


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option(
    "--to", "path", default="chronicle.db", show_default=True, metavar="CHRONICLE", help="Where to keep them."
)
@click.option("--published", metavar="DATE", help="The date (YYYY-MM-DD) of articles that carry none.")
@click.option("--outlet", metavar="NAME", help="Who published the articles that do not say it.")
@click.option("--pipeline", metavar="NAME", help="Use another spaCy pipeline instead of dateline's model.")
@codebook_option
@table_options
@keep_option
@second_reader_options
@click.option("--again", is_flag=True, help="Read also what this version has read already.")
@click.pass_context
def add(
    ctx: click.Context,
    inputs: tuple[str, ...],
    path: str,
    published: str | None,
    outlet: str | None,
    pipeline: str | None,
    codebook: Path | None,
    columns: tuple[str, ...],
    encoding: str | None,
    keep_source: bool,
    again: bool,
    second: SecondReader | None,
) -> int:
    """Read articles and keep their record in a chronicle; the same article twice is one.

    Each article is stored whole before the next is read: what was stored stays when the run is stopped, and the next
    run goes on from there. Takes the same files as `dateline read`.
    """
    if published and not published_date(published).day:
        raise BadOption(f"--published takes a date as YYYY-MM-DD, not {published!r}")
    said = Given(None, published, outlet, columns_of(columns), encoding, now())
    with Chronicle.open(path) as chronicle, keeping(chronicle, keep_source) as kept, telling(second):
        keep = Keeper(chronicle, pipeline, again, bool(ctx.meta.get(DEBUG)), codebook, second)
        code = keep_all(articles(inputs, replace(said, keep=kept)), keep, path)
        return max(code, SecondReaderError.exit_code) if keep.failed else code


def keep_all(items: Iterable[Article | SourceError | str], keep: Keeper, path: str) -> int:
    """Store each article, print each error and each line of news, and what has become of all; the exit code."""
    counts: Counter[str] = Counter()
    try:
        with progress() as step:
            for item in items:
                if isinstance(item, str):
                    click.echo(harmless(item))
                    continue
                outcome = told(item) if isinstance(item, SourceError) else keep(item)
                counts[outcome] += 1
                step(outcome)
    except BaseException:
        summary(counts, path, whole=False)
        raise
    summary(counts, path, whole=True)
    return SourceError.exit_code if counts[REFUSED] else 0


@contextmanager
def keeping(chronicle: Chronicle, asked: bool) -> Iterator[Callable[[str, bytes], None] | None]:
    """What takes the bytes of articles, where that is asked for; bytes of refused inputs are let go at the end."""
    yield chronicle.keep_source if asked else None
    if asked:
        chronicle.discard_stray_sources()


def told(error: SourceError) -> str:
    """Print an error's line; what became of the input: refused, or only noticed."""
    complain(error)
    return REFUSED if error.exit_code else NOTICED


class Keeper:
    """Reads an article and stores it, unless this version and model have; loads the model for the first article."""

    def __init__(
        self,
        chronicle: Chronicle,
        pipeline: str | None,
        again: bool,
        debug: bool,
        codebook: Path | None,
        second: SecondReader | None = None,
    ) -> None:
        self.chronicle, self.again, self.second = chronicle, again, second
        self._build = cache(lambda: Pipeline.find(pipeline=pipeline, debug=debug, codebook=codebook))
        self._beside: Beside | None = None

    @property
    def failed(self) -> int:
        """About how many articles a second reader was asked in vain."""
        return self._beside.failed if self._beside else 0

    def __call__(self, article: Article) -> str:
        stages = self._build()
        model = self.second.beside_model(stages.model) if self.second else stages.model
        if not self.again and self.chronicle.has(article.id, stages.version, model):
            return "already there"
        return self.chronicle.add(self._read(stages, article))

    def _read(self, stages: Pipeline, article: Article) -> Reading:
        reading = stages.read(article)
        if self.second is None:
            return reading
        self._beside = self._beside or Beside(self.second, stages.codebook)
        return self._beside(reading)


@contextmanager
def progress() -> Iterator[Step]:
    """A bar on standard error for long work on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:,.0f} articles"),
        TextColumn("{task.fields[speed]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, speed="")

        def step(_: str) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, speed=f"{speed:.1f} a second" if speed else "")

        yield step


def summary(counts: Counter[str], path: str, whole: bool) -> None:
    """Say what was read, what was there, what was refused, and where it is."""
    parts = [f"{counts[outcome]:,} {words}" for outcome, words in ENDINGS.items() if counts[outcome]]
    if counts[REFUSED]:
        parts.append(f"{counts[REFUSED]:,} refused (reasons above)")
    said = ", ".join(parts) or "nothing to read"
    end = "" if whole else "; stopped before the end: the same command goes on from here"
    click.echo(f"{path}: {said}{end}", err=not whole)
