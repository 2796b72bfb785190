"""`dateline gather` and `identities`: puts together what many articles tell, and lists who and what they name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from dateline.chronicle import Chronicle
from dateline.cli.gathered import complain_waiting
from dateline.cli.jsonlines import print_rows
from dateline.cli.options import SHOWN, chronicle_option, limit_of
from dateline.errors import BadOption

T = TypeVar("T")


@click.command()
@chronicle_option
@click.option("--only", multiple=True, metavar="NAME", help="Only this gatherer (identities, origins, ...); repeat.")
@click.option(
    "--knowledge", metavar="FILE", type=click.Path(path_type=Path), help="Keep a file of who bears which names."
)
@click.option("--forget-knowledge", is_flag=True, help="Let go of the file that was given.")
def gather(path: str, only: tuple[str, ...], knowledge: Path | None, forget_knowledge: bool) -> None:
    """Bring what is gathered across articles up to date: identities, origins, utterances, happenings, stories.

    Takes in what has been added or read again since; can be stopped and started again at any moment. A file given with
    --knowledge (FollowTheMoney entities or an extract of Wikidata) is kept in the chronicle for every later gathering.
    """
    from dateline.gathering import gather, installed, knowing

    wanted = [each for each in installed() if not only or each.name in only]
    if unknown := sorted(set(only) - {each.name for each in wanted}):
        raise BadOption(f"there is no gatherer {unknown[0]!r}; installed are {', '.join(e.name for e in installed())}")
    if knowledge and forget_knowledge:
        raise BadOption("--knowledge and --forget-knowledge do not go together")
    with Chronicle.open(path, create=False) as chronicle:
        if knowledge:
            click.echo(f"{path}: knowledge: {knowing.know(chronicle, knowledge):,} people and bodies kept")
        if forget_knowledge:
            knowing.forget(chronicle)
        for done in gather(chronicle, wanted):
            click.echo(f"{path}: {done.gatherer}: {done.articles:,} articles taken in, {done.links:,} links changed")


@click.command()
@click.argument("identifier", required=False, metavar="[ID]")
@chronicle_option
@click.option("--who", metavar="NAME", help="Only identities with a name that holds these words.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only this type: PERSON, ORG, GPE, ...; repeat.")
@click.option("--least", type=int, default=1, metavar="N", help="Only identities with at least N members.")
@click.option("--limit", type=int, metavar="N", help=f"Show at most N (0: all; else {SHOWN}, and all as JSON).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one identity a line, with its members and why.")
def identities(
    identifier: str | None, path: str, who: str | None, types: tuple[str, ...], least: int, limit: int | None,
    as_json: bool,
) -> None:  # fmt: skip
    """List who and what is named across articles, or the one that the entity ID belongs to, and why."""
    from dateline.gathering.identities import identities, identity

    most = limit_of(limit, as_json)
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        note_waiting(chronicle, "identities")
        if identifier:
            rows = [identity(chronicle, identifier)]
        else:
            rows = list(identities(chronicle, who, [kind.upper() for kind in types], least, most))
    if as_json:
        print_rows(rows)
        return
    from dateline.cli import grouptables

    show(rows, grouptables.identities)
    if identifier:
        grouptables.why(rows[0])


def show(rows: Sequence[T], draw: Callable[[Sequence[T]], None]) -> None:
    """Draw the rows, or say that there are none."""
    if rows:
        draw(rows)
        click.echo(f"\n{len(rows):,} row{'' if len(rows) == 1 else 's'}.")
    else:
        click.echo("Nothing is gathered that fits.")


def note_waiting(chronicle: Chronicle, gatherer: str) -> None:
    """Say on standard error how many articles are not gathered yet."""
    if waiting := chronicle.groups(gatherer).waiting:
        complain_waiting(waiting, "; run dateline gather")


@click.command()
@click.argument("identifier", required=False, metavar="[ID]")
@chronicle_option
@click.option("--least", type=int, default=2, show_default=True, metavar="N", help="Only of at least N articles.")
@click.option("--limit", type=int, metavar="N", help=f"Show at most N (0: all; else {SHOWN}, and all as JSON).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one origin a line, with its articles and why.")
def origins(identifier: str | None, path: str, least: int, limit: int | None, as_json: bool) -> None:
    """List reports that several articles carry, or the one that the article ID carries, with the words they share."""
    from dateline.gathering.origins import origin, origins

    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        note_waiting(chronicle, "origins")
        rows = [origin(chronicle, identifier)] if identifier else [*origins(chronicle, least, limit_of(limit, as_json))]
    if as_json:
        print_rows(rows)
        return
    from dateline.cli import grouptables

    show(rows, grouptables.origins)


@click.command()
@click.argument("identifier", required=False, metavar="[ID]")
@chronicle_option
@click.option("--least", type=int, default=2, show_default=True, metavar="N", help="Only of at least N quotations.")
@click.option("--limit", type=int, metavar="N", help=f"Show at most N (0: all; else {SHOWN}, and all as JSON).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one utterance a line, with its versions.")
def utterances(identifier: str | None, path: str, least: int, limit: int | None, as_json: bool) -> None:
    """List what several articles quote, or what the quotation ID quotes: its versions, what differs, who was first."""
    from dateline.gathering.utterances import utterance, utterances

    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        note_waiting(chronicle, "utterances")
        most = limit_of(limit, as_json)
        rows = [utterance(chronicle, identifier)] if identifier else [*utterances(chronicle, least, most)]
    if as_json:
        print_rows(rows)
        return
    from dateline.cli import grouptables

    show(rows, grouptables.utterances)
