"""The columns of revisions on the terminal: articles with several versions; one of them, old beside new."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dateline import query
from dateline.cli.layout import Line, console, flat, listing
from dateline.cli.render import FAINT, STRONG, Column
from dateline.cli.safe import harmless
from dateline.gather.record_changes import Change, Side
from dateline.gathering.revisions import ChainRow, RevisionRow, TextChange, VersionRow

CHAINS = (
    Column("headline", 20, 56, "bold"),
    Column("outlet", 8, 24),
    Column("versions", 8, 8),
    Column("seen", 10, 19, "cyan"),
    Column("what changed", 20, 48),
)
CHANGES = (
    Column("what", 10, 24, "magenta"),
    Column("old", 16, 46),
    Column("new", 16, 46, "bold"),
    Column("note", 4, 24),
)


def chains(rows: Sequence[ChainRow]) -> None:
    """A line for each article, with the kinds of all its changes."""
    listing(console(), CHAINS, map(_chain, rows))


def _chain(row: ChainRow) -> Line:
    newest = row.newest
    kinds = list(dict.fromkeys(kind for step in row.revisions for kind in step.kinds))
    cells = (newest.title or query.DASH, newest.outlet or query.DASH, f"{len(row.versions):>8,}")
    return Line((*cells, newest.seen or query.DASH, ", ".join(kinds) or query.DASH), newest.article)


def chain(row: ChainRow) -> None:
    """Each version, its notes, and what changed since the one before."""
    to = console()
    steps = {step.new: step for step in row.revisions}
    for number, version in enumerate(row.versions, start=1):
        _version(to, number, version)
        if step := steps.get(version.article):
            _step(to, step, version.article)
    if len(row.versions) == 1:
        to.print("There is no other version of it.")


def _version(to: Console, number: int, version: VersionRow) -> None:
    told = " · ".join(flat(each) for each in (version.outlet, version.title, version.published) if each)
    to.print(Text(f"\n{number}. {told}", STRONG))
    to.print(Text(f"   {version.article[:10]}  seen {version.seen or 'at no known time'}", FAINT))
    for note in version.notes:
        to.print(Text(f"   {note.kind}: {flat(note.words)}"))


def _step(to: Console, step: RevisionRow, article: str) -> None:
    kinds = ", ".join(step.kinds) or "nothing that is read"
    to.print(Text(f"   changed: {kinds}; {step.words_out:,} words out, {step.words_in:,} in"))
    if step.changes:
        to.print()
        listing(to, CHANGES, map(_change, step.changes))
    for each in step.text:
        to.print(_wording(each))


def _change(change: Change) -> Line:
    what = " ".join(part for part in (change.layer, change.field if change.field != "value" else None) if part)
    what = what if change.change == "altered" else f"{what} {change.change}"
    return Line((what, _side(change.old), _side(change.new), change.note or ""))


def _side(side: Side | None) -> str:
    return flat(side.shown) if side else query.DASH


def _wording(each: TextChange) -> Text:
    """[left out] and +put in+, without styles that a pipe would lose."""
    said = Text("   ")
    if each.old:
        said.append(f"[-{flat(harmless(each.old))}-]", "red")
    if each.new:
        said.append(" " if each.old else "").append(f"{{+{flat(harmless(each.new))}+}}", "green")
    return said
