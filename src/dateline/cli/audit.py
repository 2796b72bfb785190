"""`dateline audit`: rows of another event record held against the stored text."""

from __future__ import annotations

from collections import Counter

import click

from dateline.audit import Finding, gdelt_rows
from dateline.audit import audit as judged
from dateline.chronicle import Chronicle
from dateline.cli.options import chronicle_option, form_options
from dateline.cli.safe import harmless
from dateline.errors import BadOption
from dateline.export.lines import line
from dateline.export.tables import csv_line, safe_cell
from dateline.ids import short
from dateline.model import plain

CELLS = ("row", "id", "verdict", "reason", "code", "event", "actor1", "actor2", "record", "reality", "says", "date")
MORE_CELLS = ("sentence", "url", "article")


@click.group()
def audit() -> None:
    """Hold rows of another event record against the stored text: which are borne out, by what words."""


@audit.command()
@click.argument("rows", metavar="ROWS", type=click.Path())
@chronicle_option
@form_options
@click.option("--debug", is_flag=True, help="Show where an error comes from, and stop at the first.")
def gdelt(rows: str, path: str, as_json: bool, as_csv: bool, debug: bool) -> None:
    """Join GDELT Events rows (2.0 or 1.0, with or without headings) to the stored articles by SOURCEURL.

    A row is borne out where the text tells an event of a type that goes with its CAMEO root, by and towards its
    actors, as having happened. The words that tell it are given, or the reason why it is not.
    """
    if as_json and as_csv:
        raise BadOption("--json and --csv exclude each other")
    counts: Counter[str] = Counter()
    if as_csv:
        click.echo(csv_line([*CELLS, "words", *MORE_CELLS]), nl=False)
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        for finding in judged(chronicle, gdelt_rows(rows)):
            counts[finding.verdict] += 1
            if as_json:
                click.echo(line(plain(finding)), nl=False)
            else:
                click.echo(_cells(finding) if as_csv else _told(finding), nl=not as_csv)
    summary = ", ".join(f"{number:,} {verdict}" for verdict, number in sorted(counts.items()))
    click.echo(f"{rows}: {summary or 'no rows'}", err=as_json or as_csv)


def _cells(finding: Finding) -> str:
    words = " | ".join(f"{each.role}: {each.words} [{each.start}:{each.end}]" for each in finding.words)
    before, after = ([getattr(finding, name) for name in names] for names in (CELLS, MORE_CELLS))
    return csv_line([safe_cell(cell) for cell in (*before, words, *after)])


def _told(finding: Finding) -> str:
    """A finding in a few lines: the row, the verdict, the words."""
    row = " ".join(part for part in (finding.actor1, finding.code, finding.event, finding.actor2) if part)
    lines = [f"row {finding.row}: {row}", f"  {finding.verdict}: {finding.reason}"]
    if finding.sentence:
        lines.append(f"  {finding.sentence}")
    if finding.record:
        words = "; ".join(f"{each.role} “{each.words}” {each.start}:{each.end}" for each in finding.words)
        lines.append(f"  {short(finding.record)}  {words}")
    if finding.says:
        lines.append(f"  says: {finding.says}")
    return "\n".join(harmless(each) for each in lines) + "\n"
