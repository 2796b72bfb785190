"""CSV and other tables: one article a row, its fields in the columns of the same name, or where the caller says."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, TextIO
from urllib.parse import quote, unquote

from dateline.errors import BrokenRow, EmptyFile, MissingColumn, NotUtf8, SourceError, TooLarge
from dateline.model import Article
from dateline.sources.article import Given, make_article
from dateline.sources.base import Item
from dateline.sources.bytestreams import MARK, WIDE, refuse_start
from dateline.sources.custody import extractor, source_of
from dateline.sources.onefile import HEAD, MEGABYTE, OneFile

FIELDS = ("text", "published", "id", "title", "url", "outlet", "authors")
"""What a column may hold."""
DELIMITERS = ",;\t|"
LARGEST_ROW = 16 * MEGABYTE
"""The longest row, in characters."""
MOST_LINES = 100_000
"""Over how many lines a row may run before a quotation mark that never closes is thought of."""
STRAY = 0.02
"""Up to which share of its lines a file with UTF-8 characters may have bytes that are none, and still be UTF-8."""
NAME, VERSION = "csv", 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A table's first row as it stands, the delimiter it uses, its width, and which column holds which field."""

    line: str
    delimiter: str
    width: int
    columns: dict[str, int]


def columns_of(told: str | None) -> tuple[tuple[str, str], ...]:
    """The columns that the caller had named, from the extractor that an article of a table keeps."""
    pairs = (part.partition("=") for part in (told or "").split(" ")[1:])
    return tuple((field, unquote(name)) for field, _, name in pairs)


class TableSource(OneFile):
    """A table (.csv, .tsv): the first row names the columns; every other row is an article."""

    suffixes = (".csv", ".tab", ".tsv")
    extractor = NAME

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """An article a row, or the error that names the row's line."""
        encoding = encoding_of(stream, given.encoding)
        stream.seek(0)
        lines = Lines(io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline=""))
        first = next(lines, "")
        if not first.strip():
            raise EmptyFile()
        heading = heading_of(first, given)
        for number, row, cells in rows(lines, heading):
            try:
                if isinstance(cells, SourceError):
                    raise cells
                if any(cell.strip() for cell in cells):
                    yield _article(heading, row, cells, encoding, given)
            except SourceError as error:
                error.line = error.line or number
                yield error


def encoding_of(stream: BinaryIO, said: str | None) -> str:
    """The encoding of a table: as its byte-order mark or the caller says, otherwise UTF-8.

    Raises NotUtf8 for a file in another encoding, since which one cannot be told from its bytes.
    """
    start = stream.read(HEAD)
    if start.startswith(MARK):
        return "utf-8-sig"
    if start[:2] in WIDE:
        return "utf-16"
    if said:
        return _known(said)
    refuse_start(start)
    stream.seek(0)
    _refuse_other(stream)
    return "utf-8"


def _known(encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
    except LookupError:
        raise NotUtf8(f"there is no encoding called {encoding!r}") from None
    if not found._is_text_encoding:
        raise NotUtf8(f"{encoding!r} is no encoding of text")
    return found.name


def _refuse_other(stream: BinaryIO) -> None:
    """Tells a UTF-8 file with a damaged line, which is one row's error, from a file that is not UTF-8 at all."""
    good, bad, first = 0, 0, None
    for number, line in enumerate(iter(lambda: stream.readline(LARGEST_ROW), b""), start=1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError as error:
            bad, first = bad + 1, first or (number, line[error.start])
    if first and bad > STRAY * (good + bad) and bad >= good:
        why = f"this is not UTF-8 text (byte 0x{first[1]:02x}); say what it is in, such as --encoding windows-1252"
        raise NotUtf8(why, line=first[0])


class Lines(Iterator[str]):
    """The lines of a table, numbered as they go; lines that were taken can be put back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._waiting: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        self._size = 0

    def begin(self) -> None:
        """A new row begins with the next line."""
        self.taken, self._size = [], 0

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._stream.readline(LARGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        self._size += len(line)
        if len(self.taken) > MOST_LINES or self._size > LARGEST_ROW:
            raise TooLarge(f"the row is longer than {LARGEST_ROW // MEGABYTE} MB or {MOST_LINES:,} lines")
        return line

    def put_back(self) -> None:
        """Every line of this row but the first is still to be read."""
        self._waiting.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        del self.taken[1:]


def heading_of(line: str, given: Given) -> Heading:
    """The heading, with the delimiter under which most of its columns are known.

    Raises MissingColumn where no column holds the text, or where one that the caller named is not there.
    """
    wanted = {field: field for field in FIELDS} | dict(given.columns)
    best: tuple[int, int, Heading] | None = None
    names: list[str] = []
    for delimiter in DELIMITERS:
        cells = _cells(line, delimiter)
        columns = _columns(cells, wanted)
        score = (len(columns), len(cells))
        if best is None or score > best[:2]:
            best, names = (*score, Heading(line, delimiter, len(cells), columns)), cells
    assert best is not None  # there is a delimiter
    for field, name in (("text", wanted["text"]), *given.columns):
        if field not in best[2].columns:
            raise MissingColumn(_missing(field, name, names, dict(given.columns)), line=1)
    return best[2]


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _columns(cells: list[str], wanted: dict[str, str]) -> dict[str, int]:
    """Where each field stands: the column of exactly its name, or else of its name in other letter case."""
    folded = [cell.casefold() for cell in cells]
    found: dict[str, int] = {}
    for field, name in wanted.items():
        if name in cells:
            found[field] = cells.index(name)
        elif name.casefold() in folded:
            found[field] = folded.index(name.casefold())
    return found


def _missing(field: str, name: str, names: list[str], said: dict[str, str]) -> str:
    there = ", ".join(repr(each) for each in names[:20]) + (", ..." if len(names) > 20 else "")
    advice = "" if field in said else f"; say which one holds the {field}: --column {field}=NAME"
    return f"the table has no column {name!r}; its columns are {there}{advice}"


def rows(lines: Lines, heading: Heading) -> Iterator[tuple[int, str, list[str] | SourceError]]:
    """The rows under the heading: the line each begins on, its characters, and its cells or why it has none.

    Where a row is damaged, what follows it up to the next line that fits the heading belongs to the damage.
    """
    csv.field_size_limit(LARGEST_ROW)
    damaged: list[int] = []
    reason = ""
    while True:
        lines.begin()
        number = lines.number + 1
        cells, why = _row(lines, heading)
        if cells is None and not why:
            break
        if why:
            lines.put_back()
            reason = reason or why
            damaged.append(number)
            continue
        if damaged:
            yield damaged[0], "", _damage(damaged, reason)
            damaged, reason = [], ""
        yield number, "".join(lines.taken), cells or []
    if damaged:
        yield damaged[0], "", _damage(damaged, reason)


def _row(lines: Lines, heading: Heading) -> tuple[list[str] | None, str]:
    """The next row's cells, or why it is damaged; neither at the end."""
    try:
        cells = next(csv.reader(lines, delimiter=heading.delimiter, strict=True), None)
    except (csv.Error, TooLarge) as error:
        said = str(error).replace("unexpected end of data", "a quotation mark is opened and never closed")
        return None, said.removesuffix(f" [{TooLarge.code}]")
    if cells is None:
        return None, ""
    if cells and len(cells) != heading.width and any(cell.strip() for cell in cells):
        return None, f"it has {len(cells)} cell{'s' * (len(cells) != 1)}, the heading has {heading.width}"
    return cells, ""


def _damage(numbers: list[int], reason: str) -> SourceError:
    if len(numbers) == 1:
        return BrokenRow(f"the row does not fit the heading: {reason}")
    return BrokenRow(f"the rows from here to line {numbers[-1]} do not fit the heading: {reason}")


def _article(heading: Heading, row: str, cells: list[str], encoding: str, given: Given) -> Article:
    held = {field: cells[at] for field, at in heading.columns.items()}
    for cell in held.values():
        if broken := next((character for character in cell if "\udc80" <= character <= "\udcff"), None):
            raise NotUtf8(f"the row is not {encoding.upper()} text (byte 0x{ord(broken) - 0xDC00:02x})")
    line = heading.line if heading.line.endswith(("\n", "\r")) else heading.line + "\n"
    data = (line + row).encode(encoding, "surrogateescape")
    settings = "".join(f" {field}={quote(name)}" for field, name in given.columns)
    return make_article(
        held["text"],
        published=held.get("published", "").strip(),
        title=held.get("title", "").strip() or None,
        url=held.get("url", "").strip() or None,
        outlet=held.get("outlet", "").strip() or None,
        authors=tuple(part for part in (name.strip() for name in held.get("authors", "").split(";")) if part),
        ref=held.get("id", "").strip() or given.name,
        source=source_of(data, f"text/csv; charset={encoding}", extractor(NAME, VERSION) + settings, given),
        given=given,
    )
