"""The options that ask a second reader, and what the commands say of what was sent to it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.cli import complain
from dateline.errors import BadOption, SecondReaderError
from dateline.model import Reading, Warning

if TYPE_CHECKING:
    from dateline.events import Codebook
    from dateline.second_reader.reader import SecondReader

F = TypeVar("F", bound=Callable[..., Any])
SECONDS = 120.0
MODEL = re.compile(r"[\w.:/+-]{1,200}", re.ASCII)
IN_A_ROW = 3
"""After so many articles without an answer, one after the other, the run ends."""


def second_reader_options(command: F) -> F:
    """--second-reader and what belongs to it; the command gets them as `second`, None where none is asked."""

    @wraps(command)
    def called(*args: Any, **options: Any) -> Any:
        said = {name: options.pop(name) for name in (*OTHERS, "second_reader")}
        return command(*args, second=_second(**said), **options)

    for option in reversed(_options()):
        called = option(called)
    return called  # type: ignore[return-value]


OTHERS = ("second_reader_model", "second_reader_key_from", "second_reader_timeout", "send_text_to")


def _options() -> list[Callable[[Any], Any]]:
    seconds = click.FloatRange(0.1, 3600)
    return [
        click.option("--second-reader", metavar="URL", help="Also ask a language model behind this OpenAI-style URL."),
        click.option("--second-reader-model", metavar="NAME", help="The model to ask it for."),
        click.option("--second-reader-key-from", metavar="ENVVAR", help="The environment variable with its key."),
        click.option("--second-reader-timeout", type=seconds, metavar="SECONDS", help="Wait so long for an answer."),
        click.option("--send-text-to", metavar="HOST", help="Texts may be sent to this other machine."),
    ]


def _second(
    second_reader: str | None,
    second_reader_model: str | None,
    second_reader_key_from: str | None,
    second_reader_timeout: float | None,
    send_text_to: str | None,
) -> SecondReader | None:
    """The second reader that the options ask for. Raises BadOption where they do not go together."""
    from dateline.second_reader.address import address
    from dateline.second_reader.reader import SecondReader

    if second_reader is None:
        others = (second_reader_model, second_reader_key_from, second_reader_timeout, send_text_to)
        for name, value in zip(OTHERS, others, strict=True):
            if value is not None:
                raise BadOption(f"--{name.replace('_', '-')} goes with --second-reader URL")
        return None
    if not second_reader_model or not MODEL.fullmatch(second_reader_model):
        raise BadOption("--second-reader needs --second-reader-model NAME, a name without blanks")
    key = _key(second_reader_key_from) if second_reader_key_from else None
    to = address(second_reader, send_text_to, key is not None)
    return SecondReader.at(to, second_reader_model, key, second_reader_timeout or SECONDS)


def _key(variable: str) -> str:
    key = os.environ.get(variable, "")
    if not key or not (key.isascii() and key.isprintable()):
        raise BadOption(f"the environment variable {variable} holds no key")
    return key


class Beside:
    """Sets a second reader's rows beside a reading; without an answer the first reader's rows stand alone."""

    def __init__(self, second: SecondReader, codebook: Codebook) -> None:
        self.second, self.codebook = second, codebook
        self.failed = self._in_a_row = 0

    def __call__(self, reading: Reading) -> Reading:
        try:
            both = self.second.beside(reading, self.codebook)
        except SecondReaderError as error:
            self.failed += 1
            self._in_a_row += 1
            if self._in_a_row == IN_A_ROW:
                raise
            complain(error)
            return replace(reading, warnings=(*reading.warnings, Warning("second_reader_failed", error.message)))
        self._in_a_row = 0
        return both


@contextmanager
def telling(second: SecondReader | None) -> Iterator[None]:
    """Says at the end, also of a run that is stopped, what was sent where and what came of it."""
    try:
        yield
    finally:
        if second is not None:
            click.echo(_sent(second), err=True)


def _sent(second: SecondReader) -> str:
    sent = second.sent
    return (
        f"second reader: {sent.articles:,} articles, {sent.characters:,} characters sent to {second.to.host} "
        f"(model {second.model}); {sent.events:,} events and {sent.quotations:,} quotations kept, "
        f"{sent.dropped:,} rows dropped"
    )
