"""`dateline merge`, `split`, `confirm`, `correct`, `undo`, `judgements`, `accuracy`: what people say of the record."""

from __future__ import annotations

import datetime
import getpass
from collections.abc import Callable
from typing import Any, TypeVar

import click

from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import Judgement, Kind
from dateline.cli.options import chronicle_option
from dateline.cli.safe import harmless
from dateline.errors import BadOption
from dateline.export.lines import line
from dateline.ids import short
from dateline.model import plain

F = TypeVar("F", bound=Callable[..., Any])


def signed(command: F) -> F:
    """--because, --by and --on: why, who and when."""
    because = click.option("--because", required=True, metavar="REASON", help="Why; kept with the judgement.")
    by = click.option("--by", "person", metavar="NAME", help="Who judges; your login name unless said otherwise.")
    on = click.option("--on", "day", metavar="DAY", help="The day (YYYY-MM-DD); today unless said otherwise.")
    return chronicle_option(because(by(on(command))))


def signature(person: str | None, day: str | None, because: str) -> dict[str, str]:
    """Who judges, when and why. Raises BadOption for a day that is none."""
    today = day or datetime.date.today().isoformat()
    try:
        datetime.date.fromisoformat(today)
    except ValueError:
        raise BadOption(f"--on takes a day as YYYY-MM-DD, not {day!r}") from None
    if not because.strip():
        raise BadOption("--because needs a reason")
    return {"person": person or getpass.getuser(), "day": today, "because": because.strip()}


def group_option(command: F) -> F:
    """--as GATHERER."""
    text = "What the two are judged to share (identities, origins, ...); told by their layer unless said."
    return click.option("--as", "subject", metavar="GATHERER", help=text)(command)


@click.command()
@click.argument("one", metavar="ID")
@click.argument("other", metavar="OTHER")
@group_option
@signed
def merge(one: str, other: str, subject: str | None, path: str, **told: Any) -> None:
    """Judge two records to be one: two entities one person, two events one happening, two articles one story."""
    _pair("merge", path, one, other, subject, told)


@click.command()
@click.argument("one", metavar="ID")
@click.argument("other", metavar="OTHER")
@group_option
@signed
def split(one: str, other: str, subject: str | None, path: str, **told: Any) -> None:
    """Judge two records that were put together to be two."""
    _pair("split", path, one, other, subject, told)


@click.command()
@click.argument("one", metavar="ID")
@click.argument("field", required=False, metavar="[FIELD]")
@click.option("--with", "other", metavar="OTHER", help="That ID and OTHER are one, as they were put together.")
@group_option
@signed
def confirm(one: str, field: str | None, other: str | None, subject: str | None, path: str, **told: Any) -> None:
    """Judge a record to be right as read, or one field of it, or with --with that two are rightly one."""
    if other:
        _pair("confirm", path, one, other, subject, told)
    else:
        _record("confirm", path, one, field, None, told)


@click.command()
@click.argument("one", metavar="ID")
@click.argument("field", metavar="FIELD")
@click.argument("value", metavar="VALUE")
@signed
def correct(one: str, field: str, value: str, path: str, **told: Any) -> None:
    """Say what a field of a record should be: `dateline correct ID reality future --because ...`; null for none."""
    _record("correct", path, one, field, value, told)


@click.command()
@click.argument("number", type=int, metavar="NUMBER")
@signed
def undo(number: int, path: str, **told: Any) -> None:
    """Take back the judgement with this number; it stays written down, with who took it back, when and why."""
    from dateline import judging

    with Chronicle.open(path, create=False) as chronicle:
        judging.undo(chronicle, number, **signature(**told))
    click.echo(f"{path}: judgement {number} undone")


@click.command()
@chronicle_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one judgement a line.")
@click.option("--gold", is_flag=True, help="Print a gold set: a row an article, with its text and what was judged.")
def judgements(path: str, as_json: bool, gold: bool) -> None:
    """List what people have judged, also what was undone."""
    from dateline import judging

    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        if gold:
            for row in judging.gold(chronicle):
                click.echo(line(row), nl=False)
            return
        for each in chronicle.judgements.all():
            click.echo(line(plain(each)) if as_json else harmless(_told(each)), nl=not as_json)


@click.command()
@chronicle_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one layer or field a line.")
def accuracy(path: str, as_json: bool) -> None:
    """Say how right each layer was on what was judged, with the interval that so few judgements leave."""
    from dateline import judging

    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        rows = judging.accuracy(chronicle)
    for row in rows:
        if as_json:
            click.echo(line(plain(row)), nl=False)
        else:
            name = f"{row.subject}.{row.field}" if row.field else row.subject
            share = f"{row.right} of {row.judged} right: {100 * row.share:.1f} %"
            click.echo(f"{name:<28} {share} (95 % interval {100 * row.low:.1f} to {100 * row.high:.1f})")
    if not rows and not as_json:
        click.echo("Nothing has been judged; see dateline confirm and dateline correct.")


def _pair(kind: Kind, path: str, one: str, other: str, subject: str | None, told: dict[str, Any]) -> None:
    from dateline import judging

    with Chronicle.open(path, create=False) as chronicle:
        number = judging.judge_pair(chronicle, kind, one, other, subject, **signature(**told))
    click.echo(f"{path}: judgement {number}; dateline undo {number} takes it back")


def _record(kind: Kind, path: str, one: str, field: str | None, value: str | None, told: dict[str, Any]) -> None:
    from dateline import judging

    with Chronicle.open(path, create=False) as chronicle:
        number = judging.judge_record(chronicle, kind, one, field, value, **signature(**told))
    click.echo(f"{path}: judgement {number}; dateline undo {number} takes it back")


def _told(each: Judgement) -> str:
    """A judgement as one line."""
    import json

    about = " and ".join(f"{short(one.record)} “{one.words}”" for one in each.targets)
    what = f"{each.kind} {each.subject}{f'.{each.field}' if each.field else ''} {about}"
    if each.kind == "correct":
        read, value = (json.dumps(each_value, ensure_ascii=False) for each_value in (each.read, each.value))
        what += f": {read} should be {value}"
    undone = f"; undone by {each.undone_by} on {each.undone_on}: {each.undone_because}" if each.undone_by else ""
    return f"{each.number}. {what} ({each.person}, {each.day}: {each.because}){undone}"
