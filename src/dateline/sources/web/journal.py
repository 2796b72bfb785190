"""What `follow` has seen, in a file beside the chronicle: a line a change, the last of an address counts."""

from __future__ import annotations

import dataclasses
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self

from dateline.errors import BrokenState
from dateline.sources.web.fetch import Known

ENDING = ".follow.jsonl"
"""What is added to a chronicle's name for its journal's."""
State = Literal["listed", "waiting", "read", "refused", "later"]
"""A listing that was read; a page to be fetched, read, refused for good, or to be tried again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one address: of a page also in which listing it stands and what that says of it."""

    url: str
    state: State
    listing: str = ""
    etag: str | None = None
    last_modified: str | None = None
    updated: str = ""
    """The listing's date of the page's last change, ISO, when it was last fetched or is to be."""
    told: tuple[tuple[str, str, str], ...] = ()
    """Field, value and where, as the listing has them."""
    tries: int = 0
    not_before: str = ""
    rest: bool = False
    """Whether the server asked to be left alone until then, with all its pages."""
    article: str | None = None
    reason: str | None = None

    @property
    def known(self) -> Known:
        """What to ask the server with, so that it sends only what is new."""
        return Known(self.etag, self.last_modified)


class Journal:
    """The journal of one chronicle, open for one run. What `put` has returned for is on the disk.

    Raises BrokenState where the file cannot be read or written, or another run holds it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: dict[str, Seen] = {}
        self._lines = 0
        try:
            self._file: IO[bytes] = path.open("a+b")
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BrokenState("another run is following into this chronicle", where=str(path)) from None
        except OSError as error:
            raise BrokenState(f"it cannot be opened: {(error.strerror or '').lower()}", where=str(path)) from None
        self._load()

    def _load(self) -> None:
        self._file.seek(0)
        for number, line in enumerate(self._file, 1):
            self._lines = number
            if not line.endswith(b"\n"):  # the last line of a run that was cut off
                self._file.write(b"\n")
                continue
            if line.strip() and (seen := _seen(line)):
                self._seen[seen.url] = seen

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._lines > 2 * len(self._seen) + 100:
                self._shorten()
        finally:
            self._file.close()

    def get(self, url: str) -> Seen | None:
        """What is known of an address."""
        return self._seen.get(url)

    def waiting(self, listings: set[str]) -> Iterator[Seen]:
        """The pages of these listings that are to be fetched, in the order in which they were found."""
        yield from (
            one for one in list(self._seen.values()) if one.state in ("waiting", "later") and one.listing in listings
        )

    def put(self, seen: Seen) -> None:
        """Keep what is known of an address."""
        self.put_all([seen])

    def put_all(self, many: list[Seen]) -> None:
        """Keep what is known of several addresses, and return when it is on the disk."""
        if not many:
            return
        try:
            self._file.write(b"".join(_line(seen) for seen in many))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise BrokenState(f"it cannot be written: {(error.strerror or '').lower()}", where=str(self.path)) from None
        self._lines += len(many)
        self._seen.update((seen.url, seen) for seen in many)

    def _shorten(self) -> None:
        """Write the file anew with the last line of each address; the new one takes the old one's place at once."""
        fresh = self.path.with_name(self.path.name + ".new")
        with fresh.open("wb") as file:
            file.writelines(_line(seen) for seen in self._seen.values())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)


def _line(seen: Seen) -> bytes:
    kept = {key: value for key, value in dataclasses.asdict(seen).items() if value not in (None, "", 0, (), False)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _seen(line: bytes) -> Seen | None:
    """What a line says; None for one that is damaged, whose address is then simply asked again."""
    try:
        fields: dict[str, Any] = json.loads(line)
        fields["told"] = tuple((str(a), str(b), str(c)) for a, b, c in fields.get("told", ()))
        return Seen(**fields)
    except (ValueError, TypeError, KeyError):
        return None
