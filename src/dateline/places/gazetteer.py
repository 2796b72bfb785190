"""The gazetteer: countries, regions and places by name, read from one packed file through a memory map.

The file holds a JSON header line, name -> [dtype, size], and the arrays it names, one after another: a row per entry
(geonameid, lat, lon, population, region, kind, country, name), and the sorted normal names (keys) with the rows that
bear each (postings). It is built by training/gazetteer.py from GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from anyascii import anyascii

COUNTRY, REGION, DISTRICT, PLACE = range(4)
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

    def _key(self, index: int) -> bytes:
        at = self._arrays["key_at"]
        return bytes(self._keys[int(at[index]) : int(at[index + 1])])

    def find(self, name: str) -> list[Entry]:
        """Every entry that bears the name, in the file's order; [] where none does."""
        wanted = normal(name).encode()
        low, high = 0, len(self._arrays["key_at"]) - 1
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        if not wanted or low >= len(self._arrays["key_at"]) - 1 or self._key(low) != wanted:
            return []
        first, last = self._arrays["posting_at"][low : low + 2]
        return [self.entry(int(row)) for row in self._arrays["posting"][int(first) : int(last)]]

    def iso3(self, entry: Entry) -> str:
        """The ISO 3166-1 alpha-3 code of the country an entry lies in (XKX for Kosovo)."""
        return bytes(self._arrays["iso3"][entry.country]).decode()

    @functools.cached_property
    def countries(self) -> dict[str, Entry]:
        """Country entries by ISO 3166-1 alpha-3 code."""
        return {bytes(code).decode(): self.entry(row) for row, code in enumerate(self._arrays["iso3"])}

    def __len__(self) -> int:
        return len(self._arrays["kind"])

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
