"""The gazetteer: countries, regions and places by name, read from one packed file through a memory map.

The file holds a JSON header line, name -> [dtype, size], and the arrays it names, one after another: a row per entry
(geonameid, lat, lon, population, region, kind, country, name), and the sorted normal names (keys) with the rows that
bear each (postings). Keys lie in blocks of BLOCK: each says how many letters it shares with the one before it, how many
entries bear it (two bytes), how many letters follow, and those. It is built by training/gazetteer.py from GeoNames
(CC BY 4.0).
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from anyascii import anyascii

COUNTRY, REGION, DISTRICT, PLACE = range(4)
BLOCK = 16
_JUNK = re.compile(r"[^a-z0-9]+")
_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


def normal(name: str) -> str:
    """A name as it is looked up: ASCII letters, lower case, single blanks, no "the", St. and Mt. written out."""
    words = _JUNK.sub(" ", anyascii(name).replace("'", "").replace("’", "").lower()).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words[0] = _ABBREVIATED.get(words[0], words[0])
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One country, region, district or place; `country` and `region` are row numbers, -1 where there is none."""

    row: int
    geonameid: int
    kind: int
    name: str
    country: int
    region: int
    population: int
    lat: float
    lon: float


class Gazetteer:
    """Entries by name and by row. Nothing is loaded but what is looked at."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            header = file.readline()
        offset = len(header)
        self._arrays: dict[str, Any] = {}
        for name, (dtype, size) in json.loads(header).items():
            self._arrays[name] = np.memmap(path, dtype=dtype, mode="r", offset=offset, shape=(size,))
            offset += size * np.dtype(dtype).itemsize
        self._keys = self._arrays["keys"]

    def _block(self, index: int) -> Iterator[tuple[bytes, int]]:
        """The keys of a block, each with how many entries bear it."""
        at = self._arrays["key_at"]
        data = bytes(self._keys[int(at[index]) : int(at[index + 1])])
        key, here = b"", 0
        while here < len(data):
            shared, count, more = data[here], int.from_bytes(data[here + 1 : here + 3], "little"), data[here + 3]
            key = key[:shared] + data[here + 4 : here + 4 + more]
            here += 4 + more
            yield key, count

    def find(self, name: str) -> list[Entry]:
        """Every entry that bears the name, in the file's order; [] where none does."""
        wanted = normal(name).encode()
        low, high = 0, len(self._arrays["key_at"]) - 1
        while low < high:
            middle = (low + high) // 2
            if next(self._block(middle))[0] <= wanted:
                low = middle + 1
            else:
                high = middle
        if not wanted or low == 0:
            return []
        first = int(self._arrays["posting_at"][low - 1])
        for key, count in self._block(low - 1):
            if key == wanted:
                return [self.entry(int(row)) for row in self._arrays["posting"][first : first + count]]
            first += count
        return []

    def iso3(self, entry: Entry) -> str:
        """The ISO 3166-1 alpha-3 code of the country an entry lies in (XKX for Kosovo)."""
        return bytes(self._arrays["iso3"][entry.country]).decode()

    @functools.cached_property
    def countries(self) -> dict[str, Entry]:
        """Country entries by ISO 3166-1 alpha-3 code."""
        return {bytes(code).decode(): self.entry(row) for row, code in enumerate(self._arrays["iso3"])}

    def __len__(self) -> int:
        return len(self._arrays["kind"])

    @functools.cached_property
    def domains(self) -> dict[str, str]:
        """ISO 3166-1 alpha-3 codes by the last part of the country's addresses ("pl"; "uk" beside "gb")."""
        pairs = zip(self._arrays["iso2"], self._arrays["iso3"], strict=True)
        codes = {bytes(two).decode().lower(): bytes(three).decode() for two, three in pairs}
        return codes | {"uk": codes["gb"]}

    def entry(self, row: int) -> Entry:
        """The entry in a row of the file."""
        a = self._arrays
        name = bytes(a["names"][int(a["name_at"][row]) : int(a["name_at"][row + 1])]).decode()
        numbers = (int(a[key][row]) for key in ("country", "region", "population"))
        country, region, population = numbers
        return Entry(
            row, int(a["geonameid"][row]), int(a["kind"][row]), name, country, region, population,
            float(a["lat"][row]), float(a["lon"][row]),
        )  # fmt: skip


@functools.cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships."""
    return Gazetteer(Path(str(files("dateline").joinpath("data", "gazetteer.bin"))))
