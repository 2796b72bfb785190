"""`dateline why-not`: what became of the word at an offset, and why it gave no event."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.codebook import codebook_option
from dateline.errors import BadOption, SourceError
from dateline.export.lines import line
from dateline.model import Article


@click.command(name="why-not")
@click.argument("place", metavar="FILE:OFFSET")
@click.option("--ref", metavar="ID", help="The row of a .jsonl file with this id; else the first.")
@click.option("--published", metavar="DATE", help="The date (YYYY-MM-DD) of an article that carries none.")
@codebook_option
@click.option("--json", "as_json", is_flag=True, help="Print the grounds as JSON, with their words and offsets.")
def why_not(place: str, ref: str | None, published: str | None, codebook: Path | None, as_json: bool) -> None:
    """Say why the word at a character OFFSET of the article in FILE gave no event (or which event it gave)."""
    path, _, offset = place.rpartition(":")
    if not path or not offset.isdecimal():
        raise BadOption(f"why-not takes FILE:OFFSET, such as report.txt:120, not {place!r}")
    from dateline.cli.why import as_json as grounds
    from dateline.cli.why import draw
    from dateline.events import load
    from dateline.events.explaining import Explainer
    from dateline.reading import Pipeline

    article = _article(path, ref, published)
    own = load(codebook) if codebook else None
    finding = Explainer(Pipeline.find(codebook=codebook).draft(article), own).why_not(int(offset))
    if finding is None:
        raise BadOption(f"no word stands at character {offset} of {path}, whose text has {len(article.text):,}")
    if as_json:
        click.echo(line(grounds(finding, article.text)), nl=False)
    else:
        draw(finding, article.text)


def _article(path: str, ref: str | None, published: str | None) -> Article:
    """The article that is meant. Raises what the source says of it, or BadOption where no row has the id."""
    from dateline.sources import Given, articles

    for item in articles([path], Given(published=published)):
        if isinstance(item, SourceError):
            raise item
        if ref is None or item.ref == ref:
            return item
    raise BadOption(f"{path} holds no article{f' with the id {ref!r}' if ref else ''}")
