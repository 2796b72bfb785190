"""`dateline events`, `quotes`, `times`, `names`: list what a chronicle holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from dateline import query
from dateline.cli import tables
from dateline.cli.options import (
    answer,
    chronicle_option,
    form_options,
    limit_of,
    order_option,
    paging_options,
    print_options,
    time_options,
)
from dateline.rows import USUAL_ACTS

REALITIES = ("actual", "negated", "future", "hypothetical", "historical")
ACTS = ("speech", "writing", "thought", "intention", "finding", "all")
STANCES = ("says", "denies", "alleges", "asks", "demands", "promises", "threatens", "doubts", "declines")


F = TypeVar("F", bound=Callable[..., Any])


def who_option(help_text: str) -> Callable[[F], F]:
    """--who NAME, with what it means here."""
    return click.option("--who", multiple=True, metavar="NAME", help=help_text)


def type_option(help_text: str) -> Callable[[F], F]:
    """--type TYPE, with what types there are."""
    return click.option("--type", "types", multiple=True, metavar="TYPE", help=help_text)


@click.command()
@chronicle_option
@who_option("Only events in which NAME acts or is acted on; repeat for several who must all take part.")
@type_option("Only events of this PLOVER type (CONSULT, ASSAULT, ...); repeat for more.")
@click.option(
    "--reality", "realities", multiple=True, type=click.Choice(REALITIES), help="Only events of this reality."
)
@click.option("--text", metavar="WORDS", help="Only events whose sentence holds these words.")
@time_options
@print_options
@order_option("time")
@paging_options
@form_options
def events(path: str, as_json: bool, as_csv: bool, limit: int | None, types: tuple[str, ...], **asked: Any) -> None:
    """List events: who did what to whom, when, where, and who says so, with the words that tell it."""
    kinds = [kind.upper() for kind in types]
    selection = query.select(types=kinds, limit=limit_of(limit, as_json, as_csv), **asked)
    answer(path, "events", selection, as_json, as_csv, tables.events)


@click.command()
@chronicle_option
@who_option("Only what NAME says.")
@type_option("Only this form: direct, mixed or indirect.")
@click.option(
    "--act",
    "acts",
    multiple=True,
    type=click.Choice(ACTS),
    default=USUAL_ACTS,
    show_default=True,
    help="Only this act; `all` for every one.",
)
@click.option("--stance", "stances", multiple=True, type=click.Choice(STANCES), help="Only this stance.")
@click.option("--text", metavar="WORDS", help="Only quotations that hold these words.")
@time_options
@print_options
@order_option("published")
@paging_options
@form_options
def quotes(
    path: str,
    as_json: bool,
    as_csv: bool,
    limit: int | None,
    types: tuple[str, ...],
    acts: tuple[str, ...],
    **asked: Any,
) -> None:
    """List quotations: who said or wrote what, to whom, through what."""
    forms, kept = [form.lower() for form in types], () if "all" in acts else acts
    selection = query.select(types=forms, acts=kept, limit=limit_of(limit, as_json, as_csv), **asked)
    answer(path, "quotes", selection, as_json, as_csv, tables.quotes)


@click.command()
@chronicle_option
@type_option("Only this TIMEX3 type: DATE, TIME, DURATION or SET.")
@click.option("--text", metavar="WORDS", help="Only expressions that hold these characters.")
@time_options
@print_options
@order_option("time")
@paging_options
@form_options
def times(path: str, as_json: bool, as_csv: bool, limit: int | None, types: tuple[str, ...], **asked: Any) -> None:
    """List time expressions with their value and bounds, in their sentences."""
    kinds = [kind.upper() for kind in types]
    selection = query.select(types=kinds, limit=limit_of(limit, as_json, as_csv), **asked)
    answer(path, "times", selection, as_json, as_csv, tables.times)


@click.command()
@chronicle_option
@who_option("Only names that hold NAME.")
@type_option("Only this type: PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, PRODUCT, MONEY, MISC.")
@click.option("--unnamed", is_flag=True, help="Also what is never named, such as “the two leaders”.")
@print_options
@paging_options
@form_options
def names(path: str, as_json: bool, as_csv: bool, limit: int | None, types: tuple[str, ...], **asked: Any) -> None:
    """List who and what is named, with how often and where. One name and type is one row: not yet one identity."""
    kinds = [kind.upper() for kind in types]
    selection = query.select(types=kinds, limit=limit_of(limit, as_json, as_csv), **asked)
    answer(path, "names", selection, as_json, as_csv, tables.names)
