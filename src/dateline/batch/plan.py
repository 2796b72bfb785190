"""Cuts inputs into shards by their order and size alone, so that any number of workers makes the same ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateline.errors import BadOption, NotRead, OtherBatch, UnknownInput
from dateline.sources.base import STDIN
from dateline.sources.files import files_below
from dateline.sources.inputs import source_for, suffixes

SCHEMA = "dateline.batch/1"
FILE = "plan.json"
ROWS = (".jsonl", ".ndjson")
"""Files of one article a line, which can be cut between lines; others are read whole."""
SHARDS = 64
"""How many shards small inputs are cut into, so that several workers have work."""
SMALLEST, LARGEST = 1 << 18, 1 << 24
"""The least and the most bytes of a shard, unless the caller says how many."""
MERGES = 64
"""Into how many tasks the gathering of months is divided, at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or the lines of one between two offsets in bytes (`part`). `name` is the ref of rows without an id."""

    path: str
    name: str
    start: int
    end: int
    part: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch reads, in which shards, by which reader; `settings` are those of the reading.

    `unread` are files of kinds that no source reads.
    """

    reader: dict[str, str]
    settings: dict[str, str | None]
    shards: tuple[tuple[Piece, ...], ...]
    unread: tuple[str, ...] = ()

    @property
    def merges(self) -> int:
        """How many tasks gather the months."""
        return min(MERGES, len(self.shards))

    def to_json(self) -> str:
        """The plan as it is kept beside its results."""
        return json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"


def make_plan(
    inputs: Iterable[str], reader: dict[str, str], settings: dict[str, str | None], shard_bytes: int | None = None
) -> Plan:
    """The plan of a batch over files and folders. Raises UnknownInput where nothing is there, or nothing to read."""
    files: list[tuple[Path, str]] = []
    unread: list[tuple[Path, str]] = []
    for path in inputs:
        for file, name in _files(path):
            (files if source_for(str(file)) else unread).append((file.absolute(), name))
    if not files:
        raise UnknownInput("no source reads any of these files", where=str(unread[0][0]) if unread else None)
    size = shard_bytes or shard_size(sum(file.stat().st_size for file, _ in files))
    shards = tuple(_shards((piece for file, name in files for piece in _pieces(file, name, size)), size))
    return Plan(reader, settings, shards, tuple(str(file) for file, _ in unread))


def shard_size(total: int) -> int:
    """How many bytes of input make a shard, for so many bytes of all inputs."""
    return max(SMALLEST, min(LARGEST, -(-total // SHARDS)))


def _files(path: str) -> Iterator[tuple[Path, str]]:
    """The files of an input, each with the name that its articles have as ref where they bring none."""
    if path == STDIN:
        raise BadOption('a batch reads files and folders, not standard input ("-")')
    root = Path(path)
    if not root.exists():
        raise UnknownInput(where=path)
    if root.is_dir():
        yield from ((file, file.relative_to(root).as_posix()) for file in files_below(root) if file.suffix)
    elif source_for(path) is None:
        raise UnknownInput(f"no source reads files of this kind; known are {', '.join(suffixes())}", where=path)
    else:
        yield root, root.name


def _pieces(file: Path, name: str, size: int) -> Iterator[Piece]:
    whole = file.stat().st_size
    if file.suffix.lower() not in ROWS or whole <= size:
        yield Piece(str(file), name, 0, whole, False)
        return
    yield from (Piece(str(file), name, start, end, True) for start, end in pairwise(_cuts(file, whole, size)))


def _cuts(file: Path, whole: int, size: int) -> list[int]:
    """Offsets at which lines begin, about `size` apart, with both ends of the file."""
    cuts = [0]
    with file.open("rb") as stream:
        while (wanted := cuts[-1] + size) < whole:
            stream.seek(wanted - 1)
            while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
                pass
            cuts.append(stream.tell())
    return [*cuts, whole] if cuts[-1] < whole else cuts


def _shards(pieces: Iterable[Piece], size: int) -> Iterator[tuple[Piece, ...]]:
    """Pieces in their order, as many to a shard as it takes to reach its size."""
    shard: list[Piece] = []
    for piece in pieces:
        shard.append(piece)
        if sum(one.end - one.start for one in shard) >= size:
            yield tuple(shard)
            shard = []
    if shard:
        yield tuple(shard)


def keep_plan(plan: Plan, out: Path) -> None:
    """Write the plan into the batch's folder. Raises OtherBatch if the folder holds another plan, or other files."""
    path, text = out / FILE, plan.to_json()
    if path.exists():
        _compare(json.loads(text), json.loads(path.read_text("utf-8")), out)
        return
    if out.exists() and any(out.iterdir()):
        raise OtherBatch("this folder holds other files; name an empty one, or one that is not there", where=str(out))
    out.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _compare(plan: dict[str, Any], kept: dict[str, Any], out: Path) -> None:
    told = {"reader": "another version or model", "settings": "other options", "shards": "other inputs or shard sizes"}
    different = [words for key, words in told.items() if kept.get(key) != plan[key]]
    if different:
        detail = f"this folder holds a batch of {' and '.join(different)}; name another folder for this one"
        raise OtherBatch(detail, where=str(out))


def read_plan(out: Path) -> Plan:
    """The plan kept in a batch's folder. Raises OtherBatch where there is none."""
    try:
        kept = json.loads((out / FILE).read_text("utf-8"))
        shards = tuple(tuple(Piece(**piece) for piece in shard) for shard in kept["shards"])
        return Plan(kept["reader"], kept["settings"], shards, tuple(kept["unread"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OtherBatch("this is not the folder of a batch: it holds no plan.json", where=str(out)) from error


def not_read(plan: Plan) -> NotRead | None:
    """The notice that some files are of kinds that no source reads."""
    if not plan.unread:
        return None
    kinds = ", ".join(sorted({Path(file).suffix for file in plan.unread}))
    return NotRead(f"{len(plan.unread)} file{'s' * (len(plan.unread) > 1)} of other kinds not read ({kinds})")
