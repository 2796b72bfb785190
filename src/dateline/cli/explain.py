"""`dateline explain`: why one event reads as it does."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.chronicle import Chronicle
from dateline.cli.codebook import codebook_option
from dateline.cli.options import chronicle_option
from dateline.errors import BadOption, UnknownRecord
from dateline.export.lines import line
from dateline.ids import short
from dateline.model import Reading
from dateline.second_reader.reader import ORIGIN


@click.command()
@click.argument("identifier", metavar="ID")
@chronicle_option
@codebook_option
@click.option("--json", "as_json", is_flag=True, help="Print the grounds as JSON, with their words and offsets.")
def explain(identifier: str, path: str, codebook: Path | None, as_json: bool) -> None:
    """Say why the event whose id begins with ID reads as it does: words, roles, lexicon entry, reality, voice.

    The article is read once more, since a chronicle keeps what was decided and not why.
    """
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        found = chronicle.find(identifier)
        if found.layer != "events":
            raise BadOption(f"{short(found.id)} is not an event (it is among the {found.layer}); show tells of it")
        event = found.reading["events"][found.position]
        if event["origin"].startswith(f"{ORIGIN}:"):
            raise BadOption(f"{short(found.id)} is of a second reader, which gives no grounds; show tells of it")
        reading = chronicle.reading(found.article.id)
    if reading is None:
        raise UnknownRecord(f"the article of {short(found.id)} is not stored")
    _explain(reading, event["trigger"], codebook, as_json)


def _explain(reading: Reading, trigger: dict[str, int], codebook: Path | None, as_json: bool) -> None:
    from dateline.cli.why import as_json as grounds
    from dateline.cli.why import draw
    from dateline.events import load
    from dateline.events.explaining import Explainer
    from dateline.reading import Pipeline

    stages = Pipeline.find(codebook=codebook)
    draft = stages.draft(reading.article)
    finding = Explainer(draft, load(codebook) if codebook else None).at(trigger["start"], trigger["end"])
    if finding is None:
        was, now = (f"version {v}, model {m}" for v, m in (
            (reading.reader.version, reading.reader.model), (stages.version, stages.model)
        ))  # fmt: skip
        raise UnknownRecord(f"read again, the article has no such event: it was read by {was}, and now by {now}")
    text = reading.article.text
    if as_json:
        click.echo(line(grounds(finding, text)), nl=False)
    else:
        draw(finding, text)
