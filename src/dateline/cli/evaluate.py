"""dateline evaluate: the figures of one area on a gold file, as tables or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dateline.evaluate import AREAS
from dateline.evaluate import evaluate as measure
from dateline.evaluate.scores import Score, Table


@click.command()
@click.argument("area", type=click.Choice(AREAS))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Show the first N errors of each kind."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one line of JSON.")
@click.option("--pipeline", metavar="NAME", help="Read with another spaCy pipeline in the language model's place.")
def evaluate(area: str, path: Path, errors: int, as_json: bool, pipeline: str | None) -> None:
    """Read the texts of a gold file and say how well one AREA is read.

    PATH is JSONL with gold layers (a gold file is its own input), CoNLL-U for syntax, or, for times, a TimeML folder.
    """
    from dateline.evaluate.run import Reader
    from dateline.reading import Pipeline

    reader = Reader(Pipeline.find(pipeline=pipeline), own_model=False) if pipeline else None
    score = measure(area, path, reader)
    if as_json:
        click.echo(json.dumps(score.figures, ensure_ascii=False))
    else:
        click.echo(shown(score, errors))


def shown(score: Score, errors: int) -> str:
    """The tables, the first errors of each kind, and the counts of documents."""
    from dateline.cli.safe import harmless

    parts = [table_text(table) for table in score.tables]
    for kind, lines in score.errors.items() if errors else ():
        parts.append("\n".join([f"{kind}: {len(lines)}", *(f"  {harmless(line)}" for line in lines[:errors])]))
    counts = {k: score.figures[k] for k in ("documents", "missing_readings") if k in score.figures}
    parts += [", ".join(f"{k.replace('_', ' ')} {v}" for k, v in counts.items())] if counts else []
    return "\n\n".join(parts)


def table_text(table: Table) -> str:
    """A table in columns: labels to the left, numbers to the right, two decimals."""
    rows = [table.header, *table.lines]
    cells = [["" if c is None else f"{c:.2f}" if isinstance(c, float) else str(c) for c in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(table.header))]
    return "\n".join(
        "  ".join(c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in cells
    )
